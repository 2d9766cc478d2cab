// A process that changes what is live, again and again, until it is killed. All documents carry one word, their
// generation, and change together: published, published from drafts, retired, rolled back, restored. It is told by the
// environment what is known of each (META), how to choose (SEED), where to die (KILL_AT=point:times), and whether to flip the pointer before what it
// points to is written (FLIP_FIRST=1: the fault that the test must find).
import { openStore, SCHEMA } from "../../dist/app.js";
import { readConfig } from "../../dist/config.js";
import {
  findLivePublication,
  listDocuments,
  listHistory,
  listPublications,
  publish,
  publishDrafts,
  restorePublication,
  retire,
  rollback,
  saveDrafts,
} from "../../dist/features/knowledge/library.js";
import { systemClock } from "../../dist/shared/clock.js";
import { isAppError } from "../../dist/shared/errors.js";

const { SEED = "1", KILL_AT = "", FLIP_FIRST, DOCUMENTS = "8", PASSAGES = "3" } = process.env;
const META = JSON.parse(process.env.META);
const [killName, killTimes] = KILL_AT.split(":");
const actor = { name: `writer-${process.pid}`, role: "editor" };
const ids = Array.from({ length: Number(DOCUMENTS) }, (_, n) => `doc-${n}`);
let passed = 0;
let generation = 0;
let state = Number(SEED);

function pass(name) {
  if (name !== killName) return;
  passed += 1;
  if (passed === Number(killTimes)) process.kill(process.pid, "SIGKILL");
}

function random(limit) {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
  return Math.floor((state / 0x80000000) * limit);
}

const indexer = {
  prepare: async () => {
    pass("prepare");
    return async () => pass("save");
  },
};

function nextFiles() {
  generation += 1;
  const word = `g${process.pid}n${generation}`;
  return ids.map((id) => ({
    meta: { ...META, id, title: word },
    checksum: `${id} ${word}`,
    source: `${id}.md`,
    passages: Array.from({ length: Number(PASSAGES) }, (_, ordinal) => ({ ordinal, heading: null, text: word })),
  }));
}

// Whoever started this process is gone: so is its test.
process.stdin.on("end", () => process.exit(0)).resume();

const store = await openStore(readConfig(process.env), systemClock, SCHEMA);
await untilDone(() => store.migrate());
const change = (reason) => ({ actor, reason, now: systemClock.now(), indexer });

const changes = [
  () => publish(store, nextFiles(), actor, "publish", systemClock.now(), indexer),
  async () => {
    await saveDrafts(store, nextFiles(), actor, "draft", systemClock.now());
    await publishDrafts(store, change("drafts"), "all");
  },
  async () => {
    if ((await listDocuments(store.read, await findLivePublication(store.read))).length === 0) return;
    await retire(store, change("retire"), ids);
  },
  async () => {
    const known = (await listHistory(store.read, ids[0], "2026-11-22")).filter((one) => one.publishedAt !== null);
    const version = known[random(known.length)]?.version;
    if (version === undefined) return;
    await rollback(
      store,
      change("rollback"),
      ids.map((document) => ({ document, version })),
    );
  },
  async () => {
    const known = await listPublications(store.read, 20);
    if (known.length > 0) await restorePublication(store, change("restore"), known[random(known.length)].id);
  },
];

/** What must not be done: the pointer moves first, and what it points to comes after. */
async function flipFirst() {
  const files = nextFiles();
  await saveDrafts(store, files, actor, "draft", systemClock.now());
  const { id } = await store.transaction((tx) =>
    tx
      .insertInto("publications")
      .values({ at: systemClock.now(), actor: actor.name, reason: "flip first" })
      .returning("id")
      .executeTakeFirstOrThrow(),
  );
  await store.transaction((tx) => tx.updateTable("live_publication").set({ publication: id }).execute());
  for (const { meta } of files) {
    await store.transaction(async (tx) => {
      const drafts = tx.selectFrom("document_versions").where("document", "=", meta.id);
      const { version } = await drafts.select((eb) => eb.fn.max("version").as("version")).executeTakeFirstOrThrow();
      await tx.insertInto("published_versions").values({ publication: id, document: meta.id, version }).execute();
      await tx.updateTable("document_versions").set({ published_at: "x" }).where("version", "=", version).execute();
    });
  }
}

await untilDone(changes[0]);
process.stdout.write("ready\n");
for (;;) {
  try {
    await (FLIP_FIRST ? flipFirst() : changes[random(changes.length)]());
    pass("committed");
  } catch (error) {
    // Another writer may retire what this one was about to change, or keep it waiting.
    if (!isAppError(error, "input.notFound", "store.busy")) throw error;
  }
  await systemClock.sleep(random(10));
}

async function untilDone(work) {
  try {
    return await work();
  } catch (error) {
    if (!isAppError(error, "store.busy")) throw error;
    return untilDone(work);
  }
}
