import { cleanText } from "./clean-text.ts";
import { detectEntities, readEntities } from "./entities.ts";
import { parseHtml } from "./html-text.ts";
import { findList, findString, type Params } from "./params.ts";
import { notCovered, violation } from "./refusal.ts";
import type { Formatted } from "./shapes.ts";

const LONGEST_TEXT = 4_096;
const LONGEST_CAPTION = 1_024;

/** The text of a message, 1 to 4,096 UTF-16 units after its markup was read. */
export function readText(params: Params): Formatted {
  const text = readDraft(params);
  if (text.text === "") throw violation("message text is empty");
  return text;
}

/** The text of a draft, which may be empty. */
export function readDraft(params: Params): Formatted {
  const text = readFormatted(params, "text", "entities");
  if (text.text.length > LONGEST_TEXT) throw violation("message is too long");
  return text;
}

/** The caption of a picture or file, at most 1,024 UTF-16 units after its markup was read. */
export function readCaption(params: Params): Formatted {
  const caption = readFormatted(params, "caption", "caption_entities");
  if (caption.text.length > LONGEST_CAPTION) throw violation("message caption is too long");
  return caption;
}

function readFormatted(params: Params, name: string, entitiesName: string): Formatted {
  const text = findString(params, name) ?? "";
  if (!text.isWellFormed()) throw violation("strings must be encoded in UTF-8");
  const entities = findList(params, entitiesName);
  const mode = findString(params, "parse_mode") ?? "";
  if (mode !== "" && entities !== undefined) throw violation(`parse_mode and ${entitiesName} exclude each other`);
  const { text: clean, entities: kept } = cleanText(
    mode === "" ? { text, entities: readEntities(entities ?? [], text) } : parseMarkup(mode, text),
  );
  return { text: clean, entities: detectEntities(clean, kept) };
}

function parseMarkup(mode: string, text: string): Formatted {
  const name = mode.toLowerCase();
  if (name === "html") return parseHtml(text);
  if (name === "markdown" || name === "markdownv2") throw notCovered(`parse_mode ${mode}; send entities or HTML`);
  throw violation("unsupported parse_mode");
}
