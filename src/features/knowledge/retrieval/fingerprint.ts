/** 64 bits that stand for a term in an index: its dictionary holds these in place of the words. */
export type Fingerprint = { readonly high: number; readonly low: number };

/**
 * The fingerprint of a term: two multiplicative hashes of its UTF-16 units, mixed (the finaliser of MurmurHash3, Appleby
 * 2011). Among a million terms the chance that any two share one is about 3 in 100 million.
 */
export function fingerprint(term: string): Fingerprint {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < term.length; index++) {
    const unit = term.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  return { high: mix(high ^ (low >>> 15)), low: mix(low ^ (high >>> 13)) };
}

function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Marks of a token sequence that are no words: where a stop word stood, and where a sentence ended. */
export const GAP = 0;
export const SENTENCE_END = 1;

/** 16 bits of a term for token sequences, never one of the marks: one stray match in 65,000 costs nothing there. */
export function shortFingerprint({ high }: Fingerprint): number {
  const short = high & 0xffff;
  return short <= SENTENCE_END ? short + 2 : short;
}
