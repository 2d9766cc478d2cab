import type { Feature } from "../../conversation/feature.ts";
import { buttons, type Reply, type ReplyButton, reply, show, text } from "../../conversation/reply.ts";
import type { Apply, Turn } from "../../conversation/turn.ts";
import { lines, localized, sequence } from "../../message/text.ts";
import { MINUTE } from "../../shared/clock.ts";
import { erasePerson } from "../../store/erase.ts";
import { exportPerson, type PrivacyBook } from "../../store/privacy.ts";
import { CORE_RETENTION } from "../../store/retention.ts";
import type { Reading } from "../../store/store.ts";

/** What is kept of a person and how long, in short, and what they can do about it. */
export function showPrivacy(features: readonly Feature[]): Reply {
  const kept = [
    localized("settings.keepsMessages", { days: CORE_RETENTION.payloadDays, ids: CORE_RETENTION.idDays }),
    ...features.flatMap((feature) => feature.keeps ?? []),
    localized("settings.keepsAccount", { months: CORE_RETENTION.unseenMonths }),
  ];
  return reply(
    text(sequence(localized("settings.privacy"), lines(...kept), localized("settings.privacyRights"))),
    buttons(
      show(localized("settings.export"), "settings.export"),
      show(localized("settings.erase"), "settings.eraseAsk"),
    ),
  );
}

/** All that is held of the person, as a file. */
export async function exportAll(db: Reading, book: PrivacyBook, turn: Turn): Promise<Reply> {
  const held = await exportPerson(db, book, turn.person.id);
  const name = `silkdesk-${turn.now.slice(0, 10)}.json`;
  return reply(text(localized("settings.exported")), {
    kind: "file",
    file: { name, mime: "application/json", text: `${JSON.stringify({ exportedAt: turn.now, ...held }, null, 2)}\n` },
  });
}

/** How long the person may think it over before the button is old. */
const ERASE_MS = 15 * MINUTE;

/** Erasing can't be undone, so it is asked first. */
export function askErase(): Reply {
  const erase: ReplyButton = {
    kind: "act",
    label: localized("settings.eraseYes"),
    act: { action: "settings.erase", params: {}, use: "once", lifetimeMs: ERASE_MS },
  };
  return reply(
    text(localized("settings.eraseAsk")),
    buttons(erase, show(localized("settings.eraseNo"), "settings.keep")),
  );
}

export function eraseAll(book: PrivacyBook, turn: Turn): Apply {
  return async (tx) => {
    await erasePerson(tx, book, turn.person.id, turn.now);
    return [reply(text(localized("settings.erased")))];
  };
}
