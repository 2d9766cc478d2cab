import type { Form, Parsed } from "../../../message/form.ts";
import { localized, written } from "../../../message/text.ts";
import { readCreditCode } from "../../company/index.ts";
import type { Firm } from "../booking/index.ts";

/** The form in which the leader of a delegation names the firms that booths are booked for. */
export const FIRMS_FORM = "delegation.firms";

/** One field: a firm per line, its name and its credit code. */
export const firmsForm: Form = {
  id: FIRMS_FORM,
  title: localized("delegation.firms"),
  submit: localized("delegation.next"),
  fields: [
    {
      ...{ name: "firms", kind: "longText", label: localized("delegation.firmsLabel"), optional: false },
      ...{ maxLength: 3_500, help: localized("delegation.firmsHelp"), parse: parseFirms },
    },
  ],
};

/** The firms of an answer that the form took. */
export function readFirms(answer: string): readonly Firm[] {
  return linesOf(answer).flatMap((line) => readFirm(line) ?? []);
}

function parseFirms(answer: string): Parsed {
  const lines = linesOf(answer);
  const codes = new Set<string>();
  for (const [index, line] of lines.entries()) {
    const firm = readFirm(line);
    const at = { line: index + 1, said: written(line.slice(0, 60)) };
    if (firm === null) return { ok: false, reason: localized("delegation.firmWrong", at) };
    if (codes.has(firm.creditCode)) return { ok: false, reason: localized("delegation.firmTwice", at) };
    codes.add(firm.creditCode);
  }
  return { ok: true, value: lines.join("\n") };
}

function linesOf(answer: string): string[] {
  return answer.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));
}

/** A name and, last in its line, a credit code with whatever stands between them; null where there are not both. */
function readFirm(line: string): Firm | null {
  const [, name = "", said = ""] = /^(.*\S)[\s,;，；、|]+(\S+)$/u.exec(line) ?? [];
  const code = readCreditCode(said);
  const title = name.replace(/[\s,;，；、|]+$/u, "");
  return code.ok && /\p{L}/u.test(title) ? { name: title.slice(0, 120), creditCode: code.code } : null;
}
