import { localized } from "../../message/text.ts";
import type { Tx } from "../../store/store.ts";
import { caseNumber } from "./cases.ts";
import type { Claim } from "./claims.ts";
import { promisedOn } from "./promise.ts";
import type { SupportTables } from "./tables.ts";
import { tellWaiting } from "./waiting.ts";

/**
 * Tells whoever waits that a person has their question, and by when they answer; notes who was told, because only beside
 * them the desk keeps quiet.
 *
 * @param only the question of one asker, who came when it was claimed already.
 */
export async function tellClaim(tx: Tx, group: number, claim: Claim, now: string, only?: number): Promise<void> {
  const date = promisedOn(claim.promisedAt);
  const cause = `claimed/${group}/${claim.claimedAt}`;
  const say = (number: number) => localized("support.claimed", { number: caseNumber(number), date });
  const told = await tellWaiting(tx, group, cause, say, now, only);
  if (told.length === 0) return;
  await tx
    .withTables<SupportTables>()
    .updateTable("cases")
    .set({ told_claim: claim.claimedAt })
    .where("id", "in", told)
    .execute();
}
