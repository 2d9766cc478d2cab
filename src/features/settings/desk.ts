import type { Feature } from "../../conversation/feature.ts";
import { buttons, type Reply, type ReplyButton, reply, show, text } from "../../conversation/reply.ts";
import type { Turn } from "../../conversation/turn.ts";
import { type Localizable, localized, sequence } from "../../message/text.ts";
import type { Reading } from "../../store/store.ts";

/** All that a person has with the desk, from every feature, with the ways on from here. */
export async function showDesk(features: readonly Feature[], db: Reading, turn: Turn): Promise<Reply> {
  const matters: Localizable[] = [];
  const ways: ReplyButton[] = [];
  for (const feature of features) {
    matters.push(...((await feature.matters?.(db, turn)) ?? []));
    ways.push(...((await feature.ways?.(db, turn)) ?? []));
  }
  const nothing = matters.length === 0 ? [localized("settings.deskEmpty")] : [];
  return reply(
    text(sequence(localized("settings.desk"), ...matters, ...nothing)),
    buttons(
      ...ways,
      show(localized("core.ask"), "knowledge.begin"),
      show(localized("settings.language"), "settings.languages"),
      show(localized("settings.myData"), "settings.privacy"),
    ),
  );
}
