import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLMap,
} from "yaml";
import { messageOf } from "../../../shared/errors.ts";
import type { ExpoFault, Place } from "./fault.ts";

/** The longest expo file: 6,500 booths, one a line, take about 0.7 MB. */
export const MAX_BYTES = 2_000_000;
const MAX_DEPTH = 12;

/** What stands in a YAML file: texts, lists and maps. */
export type Tree = string | null | readonly Tree[] | { readonly [key: string]: Tree };

export type ParsedYaml =
  | { readonly kind: "parsed"; readonly tree: Tree; readonly lineOf: (place: Place) => number | null }
  | { readonly kind: "unreadable"; readonly faults: readonly ExpoFault[] };

/**
 * Reads YAML 1.2. Every value stays the text that it is, so that a booth `001` keeps its zeros and the country `NO` is no
 * "false"; an empty value, `null` and `~` are null. Aliases are refused: a few lines of them can stand for gigabytes.
 */
export function parseYaml(bytes: Uint8Array): ParsedYaml {
  const text = decode(bytes);
  if (typeof text !== "string") return { kind: "unreadable", faults: [text] };
  const lines = new LineCounter();
  try {
    // The check of the parser for keys that stand twice compares each with each.
    const document = parseDocument(text, {
      schema: "failsafe",
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: "error",
    });
    const faults = onceEach([...syntaxFaults(document, lines), ...structureFaults(document, lines)]);
    if (faults.length > 0) return { kind: "unreadable", faults };
    return {
      kind: "parsed",
      tree: treeOf(document.contents),
      lineOf: createLineFinder(document, lines),
    };
  } catch (error) {
    const tooDeep = error instanceof RangeError;
    const reason = tooDeep ? "It is nested too deeply" : `It can't be read as YAML: ${messageOf(error)}`;
    return { kind: "unreadable", faults: [wholeFile(`${reason}. Compare it with the files in data/expos/.`)] };
  }
}

function decode(bytes: Uint8Array): string | ExpoFault {
  if (bytes.length > MAX_BYTES) {
    return wholeFile(
      `The file has more than ${MAX_BYTES} bytes. Part it into several expos, or write each booth on one line.`,
    );
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch {
    // Told below.
  }
  return wholeFile("The file is no text in UTF-8, so it is no YAML. Save it as a text file in UTF-8.");
}

function wholeFile(message: string): ExpoFault {
  return { line: null, path: "", message };
}

function syntaxFaults(document: Document.Parsed, lines: LineCounter): ExpoFault[] {
  return document.errors.map(({ message, pos: [start], code }) => ({
    line: lines.linePos(start).line,
    path: "",
    message:
      code === "MULTIPLE_DOCS"
        ? "A second document begins here (---). Put each expo into a file of its own."
        : `This is no YAML: ${firstLine(message)}. Mend the line, or the one above it (indentation, quotes, brackets).`,
  }));
}

/** A broken line breaks what stands around it too, with the same words. */
function onceEach(faults: readonly ExpoFault[]): ExpoFault[] {
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()];
}

function firstLine(message: string): string {
  return (message.split("\n")[0] ?? "").replace(/[.:]+$/u, "");
}

function structureFaults(document: Document.Parsed, lines: LineCounter): ExpoFault[] {
  const faults: ExpoFault[] = [];
  const report = (node: Node, message: string): void => {
    faults.push({ line: node.range ? lines.linePos(node.range[0]).line : null, path: "", message });
  };
  visit(document, (_key, node, ancestors) => {
    if (isAlias(node)) report(node, `*${node.source} stands for something written elsewhere. Write it out here.`);
    if (isMap(node))
      for (const key of keysTwice(node)) report(key, `The key "${String(key)}" stands here twice. Keep one.`);
    if (isCollection(node) && ancestors.filter(isCollection).length >= MAX_DEPTH) {
      report(node, `This is nested more than ${MAX_DEPTH} deep. Compare it with the files in data/expos/.`);
      return visit.SKIP;
    }
    return undefined;
  });
  return faults;
}

/** The keys that stood before in the same map, or are no words. */
function keysTwice(map: YAMLMap): Node[] {
  const seen = new Set<string>();
  return map.items.flatMap(({ key }) => {
    const name = keyOf(key);
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return isNode(key) ? [key] : [];
  });
}

/** A key is a word; a list or a map as a key becomes one that no expo has, and is named as such. */
function keyOf(key: unknown): string {
  if (isScalar(key)) return String(key.value);
  return String(key);
}

function treeOf(node: unknown): Tree {
  if (isMap(node)) return Object.fromEntries(node.items.map(({ key, value }) => [keyOf(key), treeOf(value)]));
  if (isSeq(node)) return node.items.map(treeOf);
  if (!isScalar(node)) return null;
  const value = String(node.value ?? "");
  return node.type === "PLAIN" && ["", "~", "null", "Null", "NULL"].includes(value) ? null : value;
}

type Child = { readonly key: unknown; readonly value: unknown };

/** Finds the line of a place, or of the nearest thing around it that the file has. */
function createLineFinder(document: Document.Parsed, lines: LineCounter): (place: Place) => number | null {
  // A file may have very many keys and a fault for each.
  const keysOf = remember((map: YAMLMap) => new Map<string, Child>(map.items.map((pair) => [keyOf(pair.key), pair])));
  const childOf = (node: unknown, step: string | number): Child | undefined => {
    if (isSeq(node) && typeof step === "number" && step in node.items) return { key: null, value: node.items[step] };
    return isMap(node) ? keysOf(node).get(String(step)) : undefined;
  };
  return (place) => {
    let node: unknown = document.contents;
    let found: Node | null = null;
    for (const step of place) {
      const child = childOf(node, step);
      if (child === undefined) break;
      const shown = isNode(child.key) ? child.key : child.value;
      if (isNode(shown)) found = shown;
      node = child.value;
    }
    const range = (found ?? document.contents)?.range;
    return range ? lines.linePos(range[0]).line : null;
  };
}

/** Computes once for each key, for as long as the key lives. */
function remember<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}
