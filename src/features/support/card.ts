import { buttons, type Reply, type ReplyButton, reply, shared, text } from "../../conversation/reply.ts";
import { languageName } from "../../i18n/languages.ts";
import { type Block, type LanguageTag, type Localizable, literal, localized, written } from "../../message/text.ts";
import type { Reading } from "../../store/store.ts";
import { caseNumber } from "./cases.ts";
import { findClaim } from "./claims.ts";
import { shorten } from "./present.ts";
import { promisedOn } from "./promise.ts";
import { findStaffAnswerOf } from "./staff-answer.ts";
import type { SupportTables } from "./tables.ts";

/** A group of questions as the room of staff shows it: the words, who asked, where it stands, and what can be done. */
export async function cardOf(db: Reading, group: number, reader: LanguageTag): Promise<Reply | null> {
  const tables = db.withTables<SupportTables>();
  const first = await tables
    .selectFrom("cases")
    .selectAll()
    .where("case_group", "=", group)
    .where("question", "!=", "")
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  if (first === undefined) return null;
  const { askers, waiting } = await tables
    .selectFrom("cases")
    .select((eb) => [
      eb.fn.count<number>("person").distinct().as("askers"),
      eb.fn
        .count<number>(eb.case().when("state", "=", "open").then(eb.ref("person")).end())
        .distinct()
        .as("waiting"),
    ])
    .where("case_group", "=", group)
    .executeTakeFirstOrThrow();
  const claim = await findClaim(db, group);
  const answer = Number(waiting) > 0 ? null : await findStaffAnswerOf(db, group);
  const state =
    answer !== null
      ? localized("support.roomAnswered", { who: answer.by })
      : claim === null
        ? localized("support.roomOpen")
        : localized("support.roomClaimed", { who: claim.holder, date: promisedOn(claim.promisedAt) });
  const field = (label: Localizable, value: string | null) =>
    value === null || value === "" ? [] : [{ label, value: written(value) }];
  return reply(
    {
      kind: "card",
      title: localized("support.roomTitle", { number: caseNumber(group), state }),
      text: quoted(first.question, first.written_in),
      fields: [
        ...field(localized("support.roomAfter"), first.after === null ? null : shorten(first.after)),
        ...field(localized("support.roomLanguage"), languageName(first.written_in, reader)),
        ...field(localized("support.roomAskers"), String(askers)),
        ...field(localized("support.roomDetails"), first.details),
      ],
    },
    text(localized("support.roomHowTo")),
    buttons(...pressesOf(group, answer !== null, claim !== null)),
  );
}

function pressesOf(number: number, answered: boolean, claimed: boolean): ReplyButton[] {
  const note = shared(localized("support.makeNote"), "support.note", { number });
  if (answered) return [note];
  return [
    claimed
      ? shared(localized("support.letGo"), "support.release", { number })
      : shared(localized("support.claim"), "support.claim", { number }),
    shared(localized("support.answerIt"), "support.howToAnswer", { number }),
    note,
  ];
}

/** Words of a person, as they were written. */
export function quoted(words: string, lang: LanguageTag | null): Localizable {
  const block: Block = { kind: "quote", lang, spans: [literal(words)] };
  return { written: [block], lang };
}
