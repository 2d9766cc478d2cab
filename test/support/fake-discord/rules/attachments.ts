import type { Upload } from "../../fake-telegram/multipart.ts";
import type { FormErrors } from "../form-errors.ts";
import { violations } from "../refusal.ts";
import { type Attachment, isRecord } from "../shapes.ts";
import { checkList, checkRecord, checkText } from "./checks.ts";

const MOST_FILES = 10;

/** What becomes of a message's files: those that stay, and those that came, with their names and descriptions. */
export type FilePlan = {
  readonly kept: readonly Attachment[];
  readonly added: readonly {
    readonly upload: Upload;
    readonly name: string;
    readonly description: string | undefined;
  }[];
};

/**
 * Matches `attachments` with the files of the request and those of the message: an id is the n of `files[n]`, or that of
 * a file that stays. Without the list, every file is added and the old ones stay. Throws 40005 for one that is too large.
 */
export function planFiles(
  errors: FormErrors,
  list: unknown,
  files: ReadonlyMap<number, Upload>,
  existing: readonly Attachment[],
  largest: number,
): FilePlan {
  for (const { bytes } of files.values()) if (bytes.length > largest) throw violations.tooLarge();
  if (list === undefined || list === null) {
    const added = [...files.values()].map((upload) => ({ upload, name: upload.name, description: undefined }));
    const kept = list === null ? [] : existing;
    checkCount(errors, kept.length + added.length);
    return { kept, added };
  }
  const kept: Attachment[] = [];
  const added: FilePlan["added"][number][] = [];
  const used = new Set<number>();
  checkList(errors, ["attachments"], list).forEach((one, n) => {
    const path = ["attachments", n];
    const given = checkRecord(errors, path, one, true);
    if (given === undefined) return;
    checkText(errors, [...path, "filename"], given.filename, { min: 1, max: 1_024 });
    checkText(errors, [...path, "description"], given.description, { max: 1_024 });
    const upload = files.get(Number(given.id));
    const old = existing.find(({ id }) => id === given.id);
    const description = typeof given.description === "string" ? given.description : undefined;
    if (upload !== undefined && old === undefined) {
      used.add(Number(given.id));
      added.push({ upload, name: typeof given.filename === "string" ? given.filename : upload.name, description });
    } else if (old !== undefined) kept.push(description === undefined ? old : { ...old, description });
    else
      errors.add(
        [...path, "id"],
        "STAND_IN_ATTACHMENT",
        `there is no file ${String(given.id)} in the request or message`,
      );
  });
  for (const n of files.keys())
    if (!used.has(n)) errors.add(["attachments"], "STAND_IN_ATTACHMENT", `files[${n}] is named by no attachment`);
  checkCount(errors, kept.length + added.length);
  return { kept, added };
}

function checkCount(errors: FormErrors, count: number): void {
  if (count > MOST_FILES)
    errors.add(["attachments"], "BASE_TYPE_MAX_LENGTH", `Must be ${MOST_FILES} or fewer in length.`);
}

/** Every `attachment://name` of embeds and components must be a file of the message. */
export function checkReferences(errors: FormErrors, body: Record<string, unknown>, names: readonly string[]): void {
  const look = (value: unknown, path: readonly (string | number)[]): void => {
    if (Array.isArray(value)) for (const [n, one] of value.entries()) look(one, [...path, n]);
    else if (isRecord(value)) for (const [key, one] of Object.entries(value)) look(one, [...path, key]);
    const name =
      typeof value === "string" && path.at(-1) === "url" ? /^attachment:\/\/(.+)$/u.exec(value)?.[1] : undefined;
    if (name !== undefined && !names.includes(name))
      errors.add(
        path,
        "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
        "The referenced attachment was not found",
      );
  };
  look(body.embeds, ["embeds"]);
  look(body.components, ["components"]);
}
