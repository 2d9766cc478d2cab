import type { LinkRoute } from "../../../conversation/feature.ts";
import { buttons, reply, show } from "../../../conversation/reply.ts";
import { answering } from "../../../conversation/turn.ts";
import { type Localizable, localized } from "../../../message/text.ts";
import { findOpen } from "../booking/index.ts";
import { findExpo } from "../expos.ts";
import { listFreeCodes } from "../free.ts";
import { boothFields, findBooth } from "./booth-fields.ts";
import type { SignupDeps } from "./deps.ts";
import { holdButton, refused } from "./refused.ts";

/** The prefix of the deep links that open one booth, such as `booth_turkey-2027_A-101` on a QR code. */
export const BOOTH_LINK = "booth";

/** One booth: where it is, what it costs, and the way to take it, or what can be had instead. */
export function createBoothLink({ store }: SignupDeps): LinkRoute {
  return {
    prefix: BOOTH_LINK,
    handle: async (turn, { rest }) => {
      const [id = "", code = ""] = rest.split("_");
      const expo = await findExpo(store.read, id.toLowerCase());
      const found = expo === null ? null : findBooth(expo, code.toUpperCase());
      if (expo === null || found === null) return answering(unknown());
      const { code: booth } = found.booth;
      const isFree = (await listFreeCodes(store.read, expo.id, turn.now)).has(booth);
      if (!isFree) {
        const open = await findOpen(store.read, expo.id, booth);
        const until = open?.state === "held" ? open.until : null;
        return answering(
          await refused(store.read, expo, open === null ? { kind: "blocked", booth } : { kind: "taken", booth, until }),
        );
      }
      return answering(
        reply(
          {
            ...{ kind: "card", title: localized("signup.freeTitle", { booth }) },
            fields: boothFields(expo, booth, turn.language, turn.now),
          },
          buttons(holdButton(expo, booth), toExpo(expo.id)),
        ),
      );
    },
  };
}

function unknown() {
  return reply({ kind: "text", text: localized("signup.unknown") }, buttons(show(FIND, "expo.list")));
}

function toExpo(expo: string) {
  return show(localized("signup.backToExpo"), "expo.card", { expo });
}

const FIND: Localizable = localized("signup.find");
