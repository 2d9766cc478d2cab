// A process that reads what is live, again and again, until it is told to stop (SIGTERM); then it says how often it has
// read, how many publications it has seen, and every view that was not whole.
import { openStore, SCHEMA } from "../../dist/app.js";
import { readConfig } from "../../dist/config.js";
import { findLivePublication, listDocuments, listPassages } from "../../dist/features/knowledge/library.js";
import { systemClock } from "../../dist/shared/clock.js";

const { DOCUMENTS = "8", PASSAGES = "3" } = process.env;
const store = await openStore(readConfig(process.env), systemClock, SCHEMA);
const publications = new Set();
const halfBuilt = [];
let reads = 0;
let stopped = false;
process.once("SIGTERM", () => {
  stopped = true;
});

// Whoever started this process is gone: so is its test.
process.stdin.on("end", () => process.exit(0)).resume();
process.stdout.write("ready\n");
while (!stopped) {
  const publication = await findLivePublication(store.read);
  const documents = await listDocuments(store.read, publication);
  const passages = await listPassages(store.read, publication);
  const words = new Set([...documents.map(({ meta }) => meta.title), ...passages.map(({ text }) => text)]);
  const isEmpty = documents.length === 0 && passages.length === 0;
  const isWhole =
    documents.length === Number(DOCUMENTS) && passages.length === DOCUMENTS * PASSAGES && words.size === 1;
  if (!isEmpty && !isWhole)
    halfBuilt.push({ publication, documents: documents.length, passages: passages.length, words: [...words] });
  publications.add(publication);
  reads += 1;
  await systemClock.sleep(1);
}
await store.close();
process.stdout.write(
  `${JSON.stringify({ reads, publications: publications.size, halfBuilt: halfBuilt.slice(0, 20) })}\n`,
);
process.exit(0);
