/** Text in an encoding that Node reads but doesn't write, by turning its reader round. */
export function encodeAs(label: string, text: string): Buffer {
  const bytes = tableFor(label);
  return Buffer.concat(
    Array.from(text, (character) => {
      const known = bytes.get(character);
      if (known === undefined) throw new Error(`${label} has no "${character}"`);
      return known;
    }),
  );
}

const tables = new Map<string, ReadonlyMap<string, Buffer>>();

function tableFor(label: string): ReadonlyMap<string, Buffer> {
  const known = tables.get(label);
  if (known !== undefined) return known;
  const table = new Map<string, Buffer>();
  const add = (...bytes: readonly number[]): void => {
    const decoded = new TextDecoder(label).decode(Uint8Array.from(bytes), { stream: true });
    if (Array.from(decoded).length === 1 && decoded !== "\ufffd" && !table.has(decoded))
      table.set(decoded, Buffer.from(bytes));
  };
  for (let byte = 0; byte < 256; byte++) add(byte);
  if (!label.startsWith("windows-")) {
    for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) add(lead, trail);
  }
  tables.set(label, table);
  return table;
}
