import chardet from "chardet";
import { stripControls } from "../../message/text.ts";
import { ENCODINGS, plausibility } from "./encodings.ts";
import { RefusedError } from "./reading/refused.ts";

/**
 * The words of a text file: by its byte order mark, as UTF-8, in the encoding that was named with it, else in the one
 * of the old encodings in which it reads like a language.
 *
 * @throws RefusedError where it is no text, or where several encodings fit.
 */
export function decodeText(bytes: Buffer, named: string | null = null): string {
  const text = decodeBytes(bytes, named);
  const sample = text.slice(0, SAMPLE);
  const strange = sample.match(/[\p{Cc}\ufffd]/gu)?.filter((character) => !/[\s]/u.test(character)).length ?? 0;
  if (strange > sample.length * STRANGE_SHARE) throw new RefusedError("binary");
  return stripControls(text);
}

/** How much of a text is looked at for control characters, and the share of them that no text has. */
const SAMPLE = 20_000;
const STRANGE_SHARE = 0.001;

function decodeBytes(bytes: Buffer, named: string | null): string {
  const utf16 = utf16Of(bytes);
  if (utf16 !== null) return new TextDecoder(utf16).decode(bytes);
  return decodeUtf8(bytes) ?? decodeNamed(bytes, named) ?? decodeOld(bytes);
}

/** By the mark, or by the zero bytes that every Western letter, digit and line end has in UTF-16. */
function utf16Of(bytes: Buffer): "utf-16le" | "utf-16be" | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const sample = bytes.subarray(0, 4_096);
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = sample.length / 8;
  if (odd > many && even < many / 20) return "utf-16le";
  if (even > many && odd < many / 20) return "utf-16be";
  return null;
}

/** UTF-8, also where a cut or a copy has spoilt a character or two of many. */
function decodeUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const text = new TextDecoder("utf-8").decode(bytes);
    const spoilt = text.match(/\ufffd/gu)?.length ?? 0;
    const whole = text.match(/[\u0080-\ufffc]/gu)?.length ?? 0;
    return spoilt <= 3 && whole >= 50 * spoilt ? text.replaceAll("\ufffd", "") : null;
  }
}

/** What the file or the server named, where the bytes are of it. */
function decodeNamed(bytes: Buffer, named: string | null): string | null {
  try {
    const text = decodeAs(named ?? "utf-8", bytes);
    const controls = text.slice(0, SAMPLE).match(/[\u0080-\u009f]/gu)?.length ?? 0;
    return controls > 2 ? null : text;
  } catch {
    return null;
  }
}

/** How far the best encoding must be ahead of one that reads otherwise, unless chardet says the same. */
const AHEAD = 1.3;
const PLAUSIBLE = 0.42;

function decodeOld(bytes: Buffer): string {
  const sample = bytes.subarray(0, 65_536);
  if (sample.subarray(0, SAMPLE).includes(0)) throw new RefusedError("binary");
  const readings = ENCODINGS.flatMap((encoding) => {
    const text = tryDecode(sample, encoding.label);
    return text === null ? [] : [{ ...encoding, text, score: plausibility(text, encoding) }];
  }).toSorted((one, other) => other.score - one.score);
  const [best] = readings;
  if (best === undefined || best.score < PLAUSIBLE) throw new RefusedError("unknownEncoding");
  const rival = readings.find(({ text }) => text !== best.text);
  const isAhead = rival === undefined || best.score >= rival.score * AHEAD;
  if (!isAhead && chardet.detect(sample)?.toLowerCase() !== best.label) throw new RefusedError("unknownEncoding");
  try {
    return decodeAs(best.label, bytes);
  } catch (error) {
    throw new RefusedError("unknownEncoding", "", { cause: error });
  }
}

/** A character may be cut at the end of the sample. */
function tryDecode(sample: Buffer, label: string): string | null {
  try {
    return decodeAs(label, sample, sample.length === 65_536);
  } catch {
    return null;
  }
}

/** In one go, Node 20 reads windows-1252 as Latin-1, without its euro sign and quotes; as a stream it reads it right. */
function decodeAs(label: string, bytes: Buffer, isCut = false): string {
  const decoder = new TextDecoder(label, { fatal: true });
  const text = decoder.decode(bytes, { stream: true });
  return isCut ? text : text + decoder.decode();
}
