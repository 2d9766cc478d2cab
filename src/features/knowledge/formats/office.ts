import { findDay } from "../reading/days.ts";
import type { OfficeParts } from "../reading/zip.ts";

/** What an Office file says about itself. */
export type OfficeProperties = {
  readonly title: string | null;
  readonly lang: string | null;
  readonly published: string | null;
};

/** True where the bytes are a ZIP archive that holds a file whose name begins so. */
export function isOffice(bytes: Buffer, folder: string): boolean {
  return bytes.subarray(0, 4).equals(Buffer.from("PK\u0003\u0004")) && bytes.includes(folder, 0, "latin1");
}

/** The core properties: the title where somebody gave one, and the day of the last change. */
export function readProperties(parts: OfficeParts): OfficeProperties {
  const xml = parts.get("docProps/core.xml")?.toString("utf8").slice(0, 100_000) ?? "";
  const propertyOf = (name: string): string =>
    decodeEntities(
      new RegExp(`<${name}(?:\\s[^>]*)?>(?<value>[^<]*)</${name}>`, "u").exec(xml)?.groups?.value ?? "",
    ).trim();
  const title = propertyOf("dc:title");
  return {
    title: isTitle(title) ? title : null,
    lang: propertyOf("dc:language") || null,
    published: findDay(propertyOf("dcterms:modified")) ?? findDay(propertyOf("dcterms:created")),
  };
}

/** What programs write for a title where nobody gave one says nothing. */
export function isTitle(title: string): boolean {
  return (
    /\p{L}{2}/u.test(title) &&
    !/^(?:Microsoft |PowerPoint |untitled|Document\d|Slide|\(?anonymous)|\.(?:docx?|xlsx?|pdf|tex|indd|dvi|wps)$/iu.test(
      title,
    )
  );
}

function decodeEntities(text: string): string {
  const named: { readonly [name: string]: string } = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return text.replace(/&(?<name>amp|lt|gt|quot|apos);/gu, (whole, name: string) => named[name] ?? whole);
}
