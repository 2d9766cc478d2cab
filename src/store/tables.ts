import type { Generated } from "kysely";
import type { StaffRole } from "./roles.ts";

/**
 * The tables of the core. Times are ISO 8601 text in UTC (they sort as text), JSON is text: so a row reads the same on
 * every database.
 */
export type CoreTables = {
  inbox: InboxTable;
  outbox: OutboxTable;
  pieces: PiecesTable;
  pictures: PicturesTable;
  picture_uses: PictureUsesTable;
  people: PeopleTable;
  accounts: AccountsTable;
  conversations: ConversationsTable;
  buttons: ButtonsTable;
  timers: TimersTable;
  broadcasts: BroadcastsTable;
  kept: KeptTable;
  leases: LeasesTable;
  audit: AuditTable;
  erasures: ErasuresTable;
  staff_members: StaffMembersTable;
  staff_invites: StaffInvitesTable;
  staff_accounts: StaffAccountsTable;
  staff_rooms: StaffRoomsTable;
};

type InboxTable = {
  id: Generated<number>;
  platform: string;
  bot: string;
  event_id: string;
  conversation: string;
  account: string;
  person: string;
  scope: "direct" | "group";
  kind: string;
  /** What the person wrote, as a transcript shows it: shortened; null where they wrote nothing. */
  said: string | null;
  /** The Incoming; blank once its retention is over. */
  payload: string;
  received_at: string;
  /** `pending` until its effects are committed; `failed` where they never could be; `void` where the network refused it. */
  state: "pending" | "done" | "failed" | "void";
  attempts: Generated<number>;
  not_before: string | null;
  /** The process that works on it, on a shared queue; it counts while that process shows signs of life. */
  lease_holder: string | null;
  done_at: string | null;
  /** The reference that the person was given, where it failed. */
  reference: string | null;
};

export const OUTBOX_STATES = [
  "queued",
  "sending",
  "sent",
  "unreachable",
  "expired",
  "unknown",
  "refused",
  "superseded",
] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

type OutboxTable = {
  id: Generated<number>;
  key: string;
  platform: string;
  bot: string;
  conversation: string;
  account: string;
  /** The reader. */
  person: string;
  scope: "direct" | "group";
  /** 0 interactive, 1 transactional, 2 broadcast. */
  lane: number;
  /** The Outgoing, with keys instead of words; blank once its retention is over. */
  body: string;
  /** The message that it stands in for, where it replaces one. */
  replaces: string | null;
  state: OutboxState;
  attempts: Generated<number>;
  not_before: string | null;
  expires_at: string | null;
  created_at: string;
  done_at: string | null;
  reason: string | null;
};

type PiecesTable = {
  id: Generated<number>;
  key: string;
  outbox: number;
  conversation: string;
  body: string;
  language: string;
  created_at: string;
  /** The platform's id of the message, once it is sent. */
  message: string | null;
  sent_at: string | null;
};

/** The bytes of pictures, each once. */
type PicturesTable = {
  /** SHA-256 of the bytes. */
  hash: string;
  /** When a message was last made with it, to about a day. */
  used_at: string;
  bytes: Uint8Array;
};

/** Which messages show which pictures, as long as their words are kept. */
type PictureUsesTable = { outbox: number; picture: string };

type PeopleTable = {
  id: string;
  language: string;
  language_source: "default" | "hint" | "detected" | "chosen";
  created_at: string;
  /** The day on which they last wrote or pressed something. */
  seen_on: Generated<string>;
  /** Set while they want nothing that they did not ask for. */
  stopped_at: string | null;
  /** Set once all about them is erased: the row then holds nothing, and goes with the last message to them. */
  erased_at: string | null;
};

type AccountsTable = {
  platform: string;
  account: string;
  person: string;
  /** Set when the person left or blocked us. */
  unreachable_at: string | null;
  created_at: string;
  bot: string;
  /** Where a message that nobody asked for can be sent: the last direct conversation; null before there is one. */
  conversation: string | null;
};

type ConversationsTable = {
  conversation: string;
  person: string;
  /** The open dialogue as JSON; null where there is none. */
  state: string | null;
  expires_at: string | null;
  updated_at: string;
};

type ButtonsTable = {
  token: string;
  action: string;
  params: string;
  person: string | null;
  use: "once" | "repeat";
  expires_at: string;
  used_at: string | null;
  created_at: string;
};

type TimersTable = {
  id: string;
  due_at: string;
  platform: string;
  bot: string;
  conversation: string;
  account: string;
  scope: "direct" | "group";
  name: string;
  params: string;
  state: "waiting" | "fired" | "cancelled";
};

type BroadcastsTable = {
  id: string;
  body: string;
  segment: string;
  /** The last account that was fanned out to, as `<platform> <account>`. */
  cursor: string;
  state: "scheduled" | "running" | "done" | "stopped";
  starts_at: string;
  created_at: string;
  fanned_out: Generated<number>;
};

type KeptTable = {
  platform: string;
  bot: string;
  key: string;
  value: string;
  /** When it may be forgotten; null where it stays. */
  expires_at: string | null;
};

type LeasesTable = { name: string; holder: string; fence: number; until: string };

type ErasuresTable = {
  /** Of the erased account, as `accountHash` makes it. */
  account_hash: string;
  at: string;
};

type StaffMembersTable = { email: string; role: StaffRole; created_at: string; revoked_at: string | null };

/** Single-use tokens, by their hashes alone. */
type StaffInvitesTable = {
  token_hash: string;
  email: string;
  created_at: string;
  expires_at: string;
  used_at: string | null;
};

/** The chat accounts that act for a member of staff. */
type StaffAccountsTable = { platform: string; account: string; email: string; bound_at: string };

/** The group in which staff see what waits for them: one row, or none. */
type StaffRoomsTable = {
  conversation: string;
  platform: string;
  bot: string;
  /** The room as a reader of its own, with the language of whoever named it. */
  account: string;
  person: string;
  named_by: string;
  named_at: string;
};

type AuditTable = {
  id: Generated<number>;
  at: string;
  actor: string;
  /** Dotted, such as `knowledge.published`. */
  action: string;
  subject: string;
  details: string;
};
