/** The value that a share of some values does not exceed; 0 where there are none. Shares are 0 to 1. */
export function quantilesOf(values: readonly number[]): (share: number) => number {
  const sorted = values.toSorted((one, other) => one - other);
  return (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}
