import type { Field } from "./field.ts";

/** Passages per shard at most: they are numbered in 16 bits. */
export const SHARD_SIZE = 32_768;

/** Some passages of one version of a document that follow each other in a shard. */
export type ShardDocument = {
  readonly document: string;
  readonly version: number;
  readonly lang: string;
  /** The number of its first passage in the shard, and that passage's ordinal in the document. */
  readonly first: number;
  readonly ordinal: number;
  readonly count: number;
};

/** The words of the passages in order, as short fingerprints and marks: what pairs and sentences are scored by. */
export type Sequences = {
  /** Where the sequence of each passage begins; one more than passages. */
  readonly starts: Uint32Array;
  readonly tokens: Uint16Array;
  /** How many sentences there are in all. */
  readonly sentences: number;
};

/** A part of an index that stands for itself: built once, stored, merged with others. */
export type Shard = {
  readonly size: number;
  readonly documents: readonly ShardDocument[];
  /** Words in their base form. */
  readonly words: Field;
  /** Character n-grams. */
  readonly grams: Field;
  readonly sequences: Sequences;
};
