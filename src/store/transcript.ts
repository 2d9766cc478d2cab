import type { TranscriptEntry } from "../message/query.ts";
import { openPieces } from "./body.ts";
import type { Reading } from "./store.ts";

type PieceEntry = Extract<TranscriptEntry, { kind: "piece" }>;

/** The pieces of a conversation after the one with id `after`, in order. A frozen piece counts as sent: it can be seen. */
export async function listPiecesAfter(db: Reading, conversation: string, after: number): Promise<PieceEntry[]> {
  const rows = await db
    .selectFrom("pieces")
    .selectAll()
    .where("conversation", "=", conversation)
    .where("id", ">", after)
    .where("body", "!=", "")
    .orderBy("id")
    .limit(200)
    .execute();
  return toPieceEntries(db, rows);
}

/** The last entries of a conversation, what the person said and what was sent, oldest first. */
export async function listTranscript(
  db: Reading,
  conversation: string,
  limit: number,
): Promise<{ readonly entries: TranscriptEntry[]; readonly lastPiece: number }> {
  const pieces = await db
    .selectFrom("pieces")
    .selectAll()
    .where("conversation", "=", conversation)
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  const said = await db
    .selectFrom("inbox")
    .select(["said", "received_at"])
    .where("conversation", "=", conversation)
    .where("said", "is not", null)
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  const entries = [...(await toPieceEntries(db, pieces)), ...said.flatMap(toSaidEntry)];
  entries.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  return { entries: entries.slice(-limit), lastPiece: pieces[0]?.id ?? 0 };
}

type PieceRow = {
  readonly id: number;
  readonly key: string;
  readonly body: string;
  readonly created_at: string;
  readonly message: string | null;
};

async function toPieceEntries(db: Reading, rows: readonly PieceRow[]): Promise<PieceEntry[]> {
  const kept = rows.filter(({ body }) => body !== "");
  const opened = await openPieces(db, kept);
  return opened.map(({ piece, id, key, message, created_at }) => ({
    ...{ kind: "piece", at: created_at, id, message: message ?? key, piece },
  }));
}

function toSaidEntry(row: { readonly said: string | null; readonly received_at: string }): TranscriptEntry[] {
  return row.said === null ? [] : [{ kind: "said", at: row.received_at, text: row.said }];
}
