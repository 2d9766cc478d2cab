import { type FieldPart, mergeFields } from "./field.ts";
import { SENTENCE_END } from "./fingerprint.ts";
import { type Sequences, SHARD_SIZE, type Shard, type ShardDocument } from "./shard.ts";

/** Says whether a version of a document stays in the index. */
export type Keeps = (document: ShardDocument) => boolean;

/**
 * The shards of an index after documents came and went: what is not kept is dropped, and small neighbours are joined.
 * Shards that lose nothing and are large enough stay as they are. No text is read.
 */
export function mergeShards(shards: readonly Shard[], keeps: Keeps): Shard[] {
  const groups: Shard[][] = [];
  let open = 0;
  for (const shard of shards) {
    const kept = shard.documents.reduce((sum, document) => sum + (keeps(document) ? document.count : 0), 0);
    if (kept === 0) continue;
    const group = groups.at(-1);
    if (group !== undefined && open + kept <= SHARD_SIZE) {
      group.push(shard);
      open += kept;
    } else {
      groups.push([shard]);
      open = kept;
    }
  }
  return groups.map((group) => join(group, keeps));
}

function join(group: readonly Shard[], keeps: Keeps): Shard {
  const [only] = group;
  if (only !== undefined && group.length === 1 && only.documents.every(keeps)) return only;
  const documents: ShardDocument[] = [];
  let size = 0;
  const placed = group.map((shard) => {
    const places = new Int32Array(shard.size).fill(-1);
    for (const document of shard.documents.filter(keeps)) {
      documents.push({ ...document, first: size });
      for (let offset = 0; offset < document.count; offset++) places[document.first + offset] = size + offset;
      size += document.count;
    }
    return { shard, places };
  });
  const partsOf = (field: "words" | "grams"): FieldPart[] =>
    placed.map(({ shard, places }) => ({ field: shard[field], places }));
  return {
    size,
    documents,
    words: mergeFields(partsOf("words"), size),
    grams: mergeFields(partsOf("grams"), size),
    sequences: joinSequences(placed),
  };
}

function joinSequences(placed: readonly { readonly shard: Shard; readonly places: Int32Array }[]): Sequences {
  const starts: number[] = [0];
  const kept: Uint16Array[] = [];
  let length = 0;
  let sentences = 0;
  for (const { shard, places } of placed) {
    const { starts: from, tokens } = shard.sequences;
    places.forEach((place, id) => {
      if (place < 0) return;
      const own = tokens.subarray(from[id], from[id + 1]);
      for (const token of own) if (token === SENTENCE_END) sentences += 1;
      kept.push(own);
      length += own.length;
      starts.push(length);
    });
  }
  const tokens = new Uint16Array(length);
  kept.forEach((own, index) => {
    tokens.set(own, starts[index]);
  });
  return { starts: Uint32Array.from(starts), tokens, sentences };
}
