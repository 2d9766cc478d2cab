import { mayDo, noteRefused, type StaffRole } from "../store/audit.ts";
import { findActor } from "../store/staff.ts";
import type { Store, Tx } from "../store/store.ts";
import type { Reply } from "./reply.ts";
import type { Apply, Turn } from "./turn.ts";

/**
 * Runs what is for staff alone only for them: it is asked before the handler runs, and once more in the transaction of its
 * effects. For others nothing happens, and the audit log says that they tried.
 *
 * @param staff the roles that may, beside admins; undefined where everyone may.
 */
export async function guarded(
  store: Store,
  turn: Turn,
  name: string,
  staff: readonly StaffRole[] | undefined,
  run: (turn: Turn) => Promise<Apply>,
): Promise<Apply> {
  if (staff === undefined) return run(turn);
  const refuse = async (tx: Tx): Promise<readonly Reply[]> => {
    await noteRefused(tx, turn.person.id, name, turn.now);
    return [];
  };
  const actor = await findActor(store.read, turn.incoming);
  if (actor === null || !mayDo(actor, staff)) return refuse;
  const apply = await run({ ...turn, actor });
  return async (tx) => {
    const still = await findActor(tx, turn.incoming);
    return still !== null && mayDo(still, staff) ? apply(tx) : refuse(tx);
  };
}
