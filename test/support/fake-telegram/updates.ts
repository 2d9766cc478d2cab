import type { Ledger, UpdateEntry } from "./ledger.ts";
import type { Update, UpdateKind } from "./shapes.ts";
import type { Time } from "./time.ts";

const KEPT_MS = 24 * 60 * 60 * 1_000;
/** Kinds that a bot gets only where it asks for them. */
const BY_DEFAULT: readonly UpdateKind[] = [
  "message",
  "edited_message",
  "callback_query",
  "my_chat_member",
  "inline_query",
  "chosen_inline_result",
];
/** How far ahead of the last id an offset may be; one that is further ahead is of an older row of ids. */
const AHEAD = 10;

/** An update that waits. `lane` is what must stay in order: the chat, or the person of an inline query. */
export type Waiting = { readonly update: Update; readonly lane: number; readonly entry: UpdateEntry };

export type UpdateQueue = {
  /** Adds an update, or null where the bot did not ask for its kind. */
  readonly add: (kind: UpdateKind, body: object, lane: number) => Update | null;
  /** Telegram's rule: what is below a positive offset is confirmed; a negative one leaves the last ones only. */
  readonly take: (offset: number, limit: number) => readonly Update[];
  readonly waiting: () => IterableIterator<Waiting>;
  readonly get: (id: number) => Waiting | undefined;
  /** Notes that an update was handed to the bot. */
  readonly deliver: (entry: UpdateEntry) => void;
  readonly end: (id: number, fate: UpdateEntry["fate"]) => void;
  readonly dropAll: () => void;
  readonly size: () => number;
  readonly allowed: { kinds: readonly string[] };
  /** The id of the next update: after a quiet week Telegram goes on at a random one. */
  readonly jump: (to: number) => void;
  readonly lastId: () => number;
  readonly listeners: Set<(waiting: Waiting) => void>;
};

export function createUpdateQueue(firstId: number, time: Time, ledger: Ledger): UpdateQueue {
  const pending = new Map<number, Waiting>();
  const listeners = new Set<(waiting: Waiting) => void>();
  const allowed: UpdateQueue["allowed"] = { kinds: [] };
  let nextId = firstId;

  const end = (id: number, fate: UpdateEntry["fate"]): void => {
    const entry = pending.get(id)?.entry;
    if (entry === undefined) return;
    pending.delete(id);
    entry.fate = fate;
    entry.endedAt = time.now();
  };

  const deliver = (entry: UpdateEntry): void => {
    entry.deliveries += 1;
    entry.deliveredAt ??= time.now();
  };

  const expire = (): void => {
    for (const [id, { entry }] of pending) {
      if (entry.at > time.now() - KEPT_MS) return;
      end(id, "expired");
    }
  };

  const confirm = (offset: number): void => {
    if (offset > nextId - 1 + AHEAD) return;
    for (const id of pending.keys()) {
      if (id >= offset) return;
      end(id, "confirmed");
    }
  };

  const keepLast = (count: number): void => {
    for (const id of [...pending.keys()].slice(0, Math.max(0, pending.size - count))) end(id, "confirmed");
  };

  return {
    allowed,
    listeners,
    deliver,
    end,
    get: (id) => pending.get(id),
    size: () => pending.size,
    lastId: () => nextId - 1,
    waiting: () => {
      expire();
      return pending.values();
    },
    add: (kind, body, lane) => {
      const isWanted = allowed.kinds.length === 0 ? BY_DEFAULT.includes(kind) : allowed.kinds.includes(kind);
      const id = isWanted ? nextId++ : 0;
      const entry: UpdateEntry = {
        id,
        kind,
        chat: lane,
        at: time.now(),
        deliveries: 0,
        deliveredAt: null,
        fate: isWanted ? "waiting" : "unwanted",
        endedAt: null,
      };
      ledger.updates.push(entry);
      if (!isWanted) return null;
      const waiting = { update: { update_id: id, [kind]: body }, lane, entry };
      pending.set(id, waiting);
      for (const listener of [...listeners]) listener(waiting);
      return waiting.update;
    },
    take: (offset, limit) => {
      expire();
      if (offset > 0) confirm(offset);
      else if (offset < 0) keepLast(-offset);
      const taken: Update[] = [];
      for (const { update, entry } of pending.values()) {
        if (taken.length === limit) break;
        deliver(entry);
        taken.push(update);
      }
      return taken;
    },
    dropAll: () => {
      for (const id of [...pending.keys()]) end(id, "dropped");
    },
    jump: (to) => {
      if (to < nextId && pending.size > 0)
        throw new Error("ids go down only where no update waits, as after a week without any");
      nextId = to;
    },
  };
}
