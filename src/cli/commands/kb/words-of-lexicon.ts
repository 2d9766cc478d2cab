import { type Command, InvalidArgumentError } from "commander";
import { addWord, type LexiconWord, listWords, removeWord } from "../../../features/knowledge/index.ts";
import { systemClock } from "../../../shared/clock.ts";
import { withApp } from "../../context.ts";
import { formatTable, print, printJson } from "../../output.ts";
import { parseNumber } from "./parse-number.ts";
import { type KbOptions, operator } from "./words.ts";

type Names = ReadonlyMap<string, readonly string[]>;
type AddOptions = KbOptions & { readonly name: Names; readonly group?: string };

/** `kb words`: what staff added to the lexicon that lets questions find documents in other languages. */
export function addWordsOfLexicon(kb: Command): void {
  const words = kb
    .command("words")
    .description("words of your own, by which questions find documents in other languages");
  words
    .command("list")
    .description("list the words that staff added")
    .option("--json", "print one JSON document")
    .action((_options: unknown, command: Command) => list(command.optsWithGlobals<KbOptions>()));
  words
    .command("add")
    .description('add a word in two languages or more: --name "en=single window" --name "tr=tek pencere"')
    .requiredOption("--name <tag=name>", "its name in a language; | parts alternatives (repeatable)", collectName)
    .option("--group <group>", "what it belongs to, such as customs; places are told apart from other words")
    .option("--json", "print one JSON document")
    .action((_options: unknown, command: Command) => add(command.optsWithGlobals<AddOptions>()));
  words
    .command("remove")
    .description("remove a word that staff added")
    .argument("<id>", "its number in the list", parseNumber)
    .option("--json", "print one JSON document")
    .action((id: number, _options: unknown, command: Command) => remove(id, command.optsWithGlobals<KbOptions>()));
}

function collectName(value: string, before: Names = new Map()): Names {
  const [, tag, name] = /^\s*(?<tag>[^=\s]+)\s*=(?<name>.*)$/su.exec(value) ?? [];
  if (tag === undefined || name === undefined)
    throw new InvalidArgumentError('It takes a language tag and a name, such as "tr=tek pencere".');
  return new Map([...before, [tag, [...(before.get(tag) ?? []), name]]]);
}

async function list(options: KbOptions): Promise<void> {
  await withApp(options, async (app) => {
    const words = await listWords(app.store.read);
    if (options.json) return printJson(words.map(wordJson));
    if (words.length === 0)
      return print('Staff added no words yet. Add one: silkdesk kb words add --name "en=..." --name "tr=..."');
    print(
      formatTable(
        ["id", "group", "added", "by", "names"],
        words.map((word) => [word.id, word.term.group, word.addedAt.slice(0, 10), word.addedBy, describeNames(word)]),
      ),
    );
  });
}

async function add({ name: names, group, ...options }: AddOptions): Promise<void> {
  await withApp(options, async (app) => {
    const given = { names, ...(group === undefined ? {} : { group }) };
    const { word, change } = await addWord(app.store, given, operator(), systemClock.now());
    if (options.json) return printJson({ ...wordJson(word), change });
    print(`${change === "new" ? "added" : "unchanged"}  ${word.id}  ${describeNames(word)}`);
  });
}

async function remove(id: number, options: KbOptions): Promise<void> {
  await withApp(options, async (app) => {
    const word = await removeWord(app.store, id, operator(), systemClock.now());
    if (options.json) return printJson(wordJson(word));
    print(`removed  ${word.id}  ${describeNames(word)}`);
  });
}

/** A word as `--json` prints it. */
function wordJson({ id, term, addedBy, addedAt }: LexiconWord) {
  return { id, names: Object.fromEntries(term.names), group: term.group, addedBy, addedAt };
}

function describeNames({ term }: LexiconWord): string {
  return [...term.names].map(([tag, names]) => `${tag}=${names.join("|")}`).join("; ");
}
