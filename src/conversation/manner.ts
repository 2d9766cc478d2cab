import type { Asked, Manner } from "../message/query.ts";
import { findButton } from "../store/buttons.ts";
import type { Reading } from "../store/store.ts";
import { FLOW_ANSWER } from "./flow.ts";
import type { Router } from "./router.ts";

const ALONE: Manner = { response: "new", audience: "private" };
const SHARED: Manner = { response: "new", audience: "shared" };

/**
 * How an answer will come, as it was declared: a read alone.
 *
 * @param person null for somebody who was never met.
 */
export async function mannerOf(
  { db, router }: { readonly db: Reading; readonly router: Router },
  of: Asked,
  person: string | null,
  now: string,
): Promise<Manner> {
  if ("form" in of) return ALONE;
  if ("command" in of) {
    const route = router.command(of.command);
    return route === undefined ? ALONE : { response: "new", audience: route.audience };
  }
  const button = await findButton(db, of.press, person ?? "", now);
  if (button === null) return ALONE;
  // A dialogue goes on where it was begun.
  if (button.action === FLOW_ANSWER) return SHARED;
  const route = router.action(button.action);
  if (route === undefined) return ALONE;
  return { response: route.response === "update" ? "update" : "new", audience: route.audience };
}
