import { type RawBuilder, sql } from "kysely";
import type { Reading } from "../../store/store.ts";
import { likeness, SAME } from "./grouping.ts";
import type { Telling } from "./ideas.ts";
import { isBare, keysOf, type QuestionSignature, signatureSchema } from "./signature.ts";
import type { SupportTables } from "./tables.ts";

/** A question that was asked before and means the same. */
export type SameQuestion = { readonly id: number; readonly group: number; readonly likeness: number };

/** How many questions are compared in full. */
const CANDIDATES = 40;
/** How many postings are looked at to find them: terms that stand in very many questions are left out, the rarest never. */
const POSTINGS = 4_000;

/**
 * The questions that mean the same as this one, the most alike first and of equal ones the first asked. A bare question
 * means nothing by itself, and is like no other.
 */
export async function findSame(db: Reading, signature: QuestionSignature): Promise<SameQuestion[]> {
  if (isBare(signature)) return [];
  const { ids, telling } = await findCandidates(db, signature);
  const rows = await db
    .withTables<SupportTables>()
    .selectFrom("cases")
    .select(["id", "case_group", "signature"])
    .where("signature", "!=", "")
    .where((eb) => eb.or([eb("exact", "=", signature.exact), ...(ids.length === 0 ? [] : [eb("id", "in", ids)])]))
    .orderBy("id")
    .limit(CANDIDATES * 2)
    .execute();
  return rows
    .map(({ id, case_group, signature: kept }) => ({
      id,
      group: case_group,
      likeness: likeness(signature, signatureSchema.parse(JSON.parse(kept)), telling),
    }))
    .filter((same) => same.likeness >= SAME)
    .sort((one, other) => other.likeness - one.likeness || one.id - other.id);
}

async function findCandidates(
  db: Reading,
  signature: QuestionSignature,
): Promise<{ readonly ids: readonly number[]; readonly telling: Telling }> {
  const terms = db.withTables<SupportTables>();
  const keys = keysOf(signature);
  const counted = await terms
    .selectFrom("case_terms")
    .select(["term", (eb) => eb.fn.countAll<number>().as("count")])
    .where("term", "in", keys)
    .groupBy("term")
    .orderBy("count")
    .execute();
  const { total } = await terms
    .selectFrom("cases")
    .select((eb) => eb.fn.max("id").as("total"))
    .executeTakeFirstOrThrow();
  const counts = new Map(counted.map(({ term, count }) => [term, Number(count)]));
  const telling: Telling = (key) => tellingOf(counts.get(key) ?? 0, total ?? 0);
  let postings = 0;
  const sought = counted.filter(({ count }, index) => {
    postings += Number(count);
    return index === 0 || postings <= POSTINGS;
  });
  if (sought.length === 0) return { ids: [], telling };
  const rows = await terms
    .selectFrom("case_terms")
    .select("case_id")
    .where(
      "term",
      "in",
      sought.map(({ term }) => term),
    )
    .groupBy("case_id")
    .orderBy(weightOf(sought.map(({ term }) => [term, telling(term)] as const)), "desc")
    .orderBy("case_id")
    .limit(CANDIDATES)
    .execute();
  return { ids: rows.map(({ case_id }) => case_id), telling };
}

/** What the terms that a question was found by tell together. */
function weightOf(weights: readonly (readonly [term: string, weight: number])[]): RawBuilder<number> {
  const cases = sql.join(
    weights.map(([term, weight]) => sql`when ${term} then ${sql.lit(Math.round(weight * 1_000))}`),
    sql` `,
  );
  return sql<number>`sum(case term ${cases} else 0 end)`;
}

/** Full until a term stands in more than about one of fifty questions; a desk with few questions can't tell yet. */
function tellingOf(count: number, total: number): number {
  return Math.min(1, Math.max(0.2, Math.log((total + 500) / (count + 1)) / Math.log(50)));
}
