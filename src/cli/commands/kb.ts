import type { Command } from "commander";
import { addAdd } from "./kb/add.ts";
import { addChanges } from "./kb/change.ts";
import { addDiff } from "./kb/diff.ts";
import { addHistory } from "./kb/history.ts";
import { addList } from "./kb/list.ts";
import { addSearch } from "./kb/search.ts";
import { addShow } from "./kb/show.ts";
import { addWordsOfLexicon } from "./kb/words-of-lexicon.ts";

/** `kb`: the documents that answers rest on. */
export function addKb(program: Command): void {
  const kb = program.command("kb").description("the documents that answers rest on");
  for (const add of [addAdd, addList, addShow, addSearch, addChanges, addHistory, addDiff, addWordsOfLexicon]) add(kb);
}
