import type { Command } from "commander";
import {
  findLivePublication,
  isStale,
  listAllVersions,
  listDocuments,
  listDrafts,
  listStale,
  pickVersion,
  type ShownVersion,
  type StoredVersion,
  standingOf,
  type Validity,
  type VersionState,
} from "../../../features/knowledge/index.ts";
import type { Reading } from "../../../store/store.ts";
import { withApp } from "../../context.ts";
import { formatTable, print, printJson } from "../../output.ts";
import { describeDays, describeState, type KbOptions, today } from "./words.ts";

type ListOptions = KbOptions & { readonly drafts?: boolean; readonly all?: boolean; readonly stale?: boolean };

/** `kb list`: each live document once, as it stands today; or the drafts, or all versions, or what is overdue. */
export function addList(kb: Command): void {
  kb.command("list")
    .description("list the live documents")
    .option("--drafts", "the drafts instead")
    .option("--all", "every version of every document")
    .option("--stale", "what should have been reviewed, first what most answers rest on")
    .option("--json", "print one JSON document")
    .action((_options: unknown, command: Command) => list(command.optsWithGlobals<ListOptions>()));
}

/** A line of the list. */
type Row = {
  readonly version: Pick<StoredVersion, "meta" | "version" | "source" | "createdAt">;
  readonly state: VersionState;
  readonly validity: Validity | null;
  readonly overdue: boolean;
  /** Versions of the document that will be in force. */
  readonly scheduled: readonly { readonly version: number; readonly from: string | null }[];
  /** How many kept answers rest on the document; only where that was asked for. */
  readonly answers?: number;
};

async function list(options: ListOptions): Promise<void> {
  await withApp(options, async (app) => {
    const rows = await findRows(app.store.read, options);
    if (options.json) return printJson(rows.map(rowJson));
    if (rows.length === 0) return print(nothing(options));
    const counted = options.stale === true;
    print(
      formatTable(
        [
          "id",
          "version",
          "state",
          "in force",
          "review by",
          ...(counted ? ["answers"] : []),
          "lang",
          "published",
          "title",
        ],
        rows.map((row) => cellsOf(row, counted)),
      ),
    );
  });
}

async function findRows(db: Reading, options: ListOptions): Promise<Row[]> {
  const day = today();
  if (options.drafts) return (await listDrafts(db)).map((version) => ({ version, state: "draft", ...HELD_BACK }));
  if (options.stale)
    return (await listStale(db, day)).map((version) => ({ ...shownRow(version, [], day), answers: version.answers }));
  if (options.all)
    return (await listAllVersions(db, day)).map((version) => ({
      version,
      state: version.state,
      validity: version.validity,
      overdue: version.validity !== null && isStale({ ...version, validity: version.validity }, day),
      scheduled: [],
    }));
  const documents = new Map<string, ShownVersion[]>();
  for (const version of await listDocuments(db, await findLivePublication(db)))
    documents.set(version.meta.id, [...(documents.get(version.meta.id) ?? []), version]);
  return [...documents.values()].flatMap((versions) => {
    const picked = pickVersion(versions, day);
    return picked === undefined ? [] : [shownRow(picked, versions, day)];
  });
}

const HELD_BACK = { validity: null, overdue: false, scheduled: [] } as const;

function shownRow(version: ShownVersion, others: readonly ShownVersion[], day: string): Row {
  const stateOf = (one: ShownVersion) => standingOf({ id: one.meta.id, validity: one.validity }, day);
  const scheduled = others
    .filter((one) => one.version !== version.version && stateOf(one) === "scheduled")
    .map((one) => ({ version: one.version, from: one.validity.from }));
  const { validity } = version;
  return { version, state: stateOf(version), validity, overdue: isStale(version, day), scheduled };
}

function rowJson({ version, state, validity, overdue, scheduled, answers }: Row) {
  const { meta, version: number, source, createdAt } = version;
  const rest = { state, validity, reviewOverdue: overdue, scheduled };
  return { ...meta, version: number, source, createdAt, ...rest, ...(answers === undefined ? {} : { answers }) };
}

function cellsOf({ version: { meta, version }, state, validity, overdue, answers }: Row, counted: boolean) {
  return [
    meta.id,
    version,
    describeState(meta.id, state, validity),
    validity === null ? "–" : describeDays(validity),
    meta.reviewBy === null ? "–" : `${meta.reviewBy}${overdue ? " overdue" : ""}`,
    ...(counted ? [answers ?? 0] : []),
    meta.lang,
    meta.published ?? "–",
    meta.title,
  ];
}

function nothing({ drafts, stale }: ListOptions): string {
  if (drafts) return "There are no drafts. Hold one back: silkdesk kb add PATH --draft";
  if (stale) return "No review is overdue.";
  return "There are no documents yet. Add some: silkdesk kb add PATH";
}
