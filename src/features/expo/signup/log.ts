import { z } from "zod";
import { type ActionRoute, action } from "../../../conversation/feature.ts";
import { buttons, reply, show, text } from "../../../conversation/reply.ts";
import { type Apply, answering, type Turn } from "../../../conversation/turn.ts";
import { localized, sequence } from "../../../message/text.ts";
import { tellLog } from "../booking/index.ts";
import { getExpo } from "../expos.ts";
import { partiesOf } from "./acting.ts";
import { DESK_ZONE } from "./clock-words.ts";
import type { SignupDeps } from "./deps.ts";

/** As many decisions as are read in a chat; the latest are shown. */
const MOST = 30;

/** How what a person has came about, and why they did not get what they asked for. */
export function createLogActions({ store }: SignupDeps): ActionRoute[] {
  const showLog = async (
    turn: Turn,
    id: string,
    of: { readonly booking?: string; readonly booth?: string },
  ): Promise<Apply> => {
    const expo = await getExpo(store.read, id);
    const parties = await partiesOf(store.read, turn.person.id);
    const told = await tellLog(store.read, { expo: id, parties, zone: DESK_ZONE, ...of });
    const lines = told.length === 0 ? [localized("signup.logEmpty")] : told.slice(-MOST);
    return answering(
      reply(
        text(sequence(localized("signup.logTitle"), ...lines)),
        buttons(
          show(localized("signup.mine"), "signup.list"),
          show(localized("signup.anotherBooth"), "signup.begin", { expo: expo.id, aim: { kind: "hold" } }),
        ),
      ),
    );
  };
  return [
    action({
      ...{ name: "signup.log", response: "new", audience: "private" },
      params: z.object({ expo: z.string(), booking: z.string() }),
      handle: (turn, { params: { expo, booking } }) => showLog(turn, expo, { booking }),
    }),
    action({
      ...{ name: "signup.logOf", response: "new", audience: "private" },
      params: z.object({ expo: z.string(), booth: z.string() }),
      handle: (turn, { params: { expo, booth } }) => showLog(turn, expo, { booth }),
    }),
    action({
      ...{ name: "signup.logAll", params: z.object({ expo: z.string() }), response: "new", audience: "private" },
      handle: (turn, { params: { expo } }) => showLog(turn, expo, {}),
    }),
  ];
}
