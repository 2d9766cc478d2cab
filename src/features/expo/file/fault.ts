/** Where something stands in the file: keys, and positions in lists from 0. */
export type Place = readonly (string | number)[];

/** Something that is wrong at a place: what it is, and what to do. */
export type Finding = { readonly place: Place; readonly message: string };

/** A finding as people read it. */
export type ExpoFault = {
  /** From 1; null where the whole file is meant. */
  readonly line: number | null;
  /** Such as `halls[0].booths[12].price.amount`; empty for the whole file. */
  readonly path: string;
  readonly message: string;
};

/** Such as `halls[0].booths[12]`: with list positions from 0, as programs write them. */
export function pathOf(place: Place): string {
  return place
    .map((step, index) => (typeof step === "number" ? `[${step}]` : `${index > 0 ? "." : ""}${step}`))
    .join("");
}

/** A fault on one line, such as `line 12, halls[0].width: ...`. */
export function describeFault({ line, path, message }: ExpoFault): string {
  const where = [line === null ? "" : `line ${line}`, path].filter((part) => part !== "").join(", ");
  return where === "" ? message : `${where}: ${message}`;
}
