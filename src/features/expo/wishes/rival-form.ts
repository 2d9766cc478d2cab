import { z } from "zod";
import type { FormRoute } from "../../../conversation/feature.ts";
import { getExpo } from "../expos.ts";
import type { SignupDeps } from "../signup/deps.ts";
import { changeWishes } from "./change.ts";
import { holderOfWishes, tellWished } from "./chat.ts";
import { rivalsForm } from "./rivals.ts";

/** Takes the competitors that somebody names, for the wishes that they have. */
export function createRivalForm(deps: SignupDeps): FormRoute {
  return {
    form: rivalsForm,
    submit: async (turn, { answers, params }) => {
      const expo = await getExpo(deps.store.read, z.string().parse(params.expo));
      const rivals = (answers.codes ?? "").split(" ").filter((code) => code !== "");
      return async (tx) => {
        const holder = await holderOfWishes(deps, tx, turn, expo.id);
        const decision = { tx, traits: deps.store.traits, expo: expo.id, now: turn.now };
        return [await tellWished(tx, expo, await changeWishes(decision, holder, () => ({ rivals })), turn)];
      };
    },
  };
}
