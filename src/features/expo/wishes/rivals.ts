import type { Form } from "../../../message/form.ts";
import { localized, written } from "../../../message/text.ts";
import { readCreditCode } from "../../company/index.ts";

/** The form in which somebody names the competitors that they don't want to stand next door to. */
export const RIVALS_FORM = "wishes.rivals";

const MOST_RIVALS = 5;

/** One field: the credit codes, with whatever stands between them. */
export const rivalsForm: Form = {
  id: RIVALS_FORM,
  title: localized("wishes.nameRivals"),
  submit: localized("wishes.saveRivals"),
  fields: [
    {
      ...{ name: "codes", kind: "longText", label: localized("wishes.rivalCodes"), optional: true, maxLength: 300 },
      help: localized("wishes.rivalHelp", { count: MOST_RIVALS }),
      parse: (answer) => {
        const said = answer.split(/[\s,;，；、]+/u).filter((part) => part !== "");
        const codes = said.map((one) => ({ one, read: readCreditCode(one) }));
        const wrong = codes.find(({ read }) => !read.ok);
        if (wrong !== undefined)
          return { ok: false, reason: localized("wishes.rivalWrong", { code: written(wrong.one.slice(0, 40)) }) };
        if (codes.length > MOST_RIVALS)
          return { ok: false, reason: localized("wishes.rivalMany", { count: MOST_RIVALS }) };
        return { ok: true, value: codes.flatMap(({ read }) => (read.ok ? [read.code] : [])).join(" ") };
      },
    },
  ],
};
