import { expect, test } from "vitest";
import { codeLengths } from "../../../../src/features/knowledge/retrieval/length-norms.ts";

test("a few lengths each keep their own norm, in whichever shard they stand", () => {
  const lengths = [Float32Array.of(3, 0.5, 3), Float32Array.of(120, 0.5), Float32Array.of()];
  const { norms, codes } = codeLengths(lengths, (length) => 2 * length);
  expect(codes.map((own) => Array.from(own, (code) => norms[code]))).toEqual([[6, 1, 6], [240, 1], []]);
});

test("of more lengths than there are codes, neighbours share the norm of the longest", () => {
  const lengths = Float32Array.from({ length: 1_000 }, (_, index) => index + 1);
  const { norms, codes } = codeLengths([lengths], (length) => length);
  const held = Array.from(codes[0] ?? [], (code) => norms[code] ?? 0);
  expect(new Set(held).size).toBe(256);
  held.forEach((norm, index) => {
    expect(norm - index - 1).toBeGreaterThanOrEqual(0);
    expect(norm - index - 1).toBeLessThan(4);
  });
});
