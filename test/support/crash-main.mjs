// The real program with a test network and a feature that counts, in a process of its own that can be killed. It is
// told by the environment where the network is (WIRE_URL), where to die (CRASH_AT=point:times), and whether to confirm
// updates before they are saved (CONFIRM_FIRST=1: the fault that the crash test must find).
import { createApp } from "../../dist/app.js";
import { readConfig } from "../../dist/config.js";
import { ALL_ROLES } from "../../dist/conversation/desk.js";
import { reply, text } from "../../dist/conversation/reply.js";
import { plainText, written } from "../../dist/message/text.js";
import { systemClock } from "../../dist/shared/clock.js";
import { createLogger } from "../../dist/shared/logger.js";

const { WIRE_URL, CRASH_AT = "", CONFIRM_FIRST } = process.env;
const config = readConfig(process.env);
const [crashName, crashTimes] = CRASH_AT.split(":");
let passed = 0;

function crash(name) {
  if (name !== crashName) return;
  passed += 1;
  if (passed === Number(crashTimes)) process.kill(process.pid, "SIGKILL");
}

const effectsSchema = {
  name: "9001_effects",
  up: async (db) => {
    // No key: an effect that happens twice must show.
    await db.schema.createTable("effects").addColumn("event", "text").execute();
  },
};

const counting = {
  name: "counting",
  commands: [
    {
      name: "count",
      description: "core.help",
      response: "new",
      audience: "private",
      handle: async (_turn, { args }) => {
        return async (tx) => {
          await tx.insertInto("effects").values({ event: args }).execute();
          return [reply(text(written(`done ${args}`)))];
        };
      },
    },
  ],
};

const wire = {
  id: "wire",
  bot: "desk",
  capabilities: {
    text: null,
    pieces: 10,
    buttons: null,
    select: null,
    sources: "typed",
    forms: "asked",
    edits: false,
    pace: null,
  },
  start: async (port) => void poll(port),
  stop: async () => undefined,
  send: async (piece, { key, conversation }) => {
    const body = JSON.stringify({ key, conversation, text: plainText(piece.text) });
    const response = await fetch(`${WIRE_URL}/send`, { method: "POST", body });
    return { kind: "sent", message: (await response.json()).message };
  },
  signal: () => undefined,
};

async function poll(port) {
  let offset = (await port.recall("offset")) ?? 0;
  for (;;) {
    const updates = await (await fetch(`${WIRE_URL}/updates?offset=${offset}`)).json();
    if (CONFIRM_FIRST && updates.length > 0) await fetch(`${WIRE_URL}/updates?offset=${updates.at(-1).id + 1}`);
    for (const { id, chat, n } of updates) {
      const from = { platform: "wire", bot: "desk", account: chat, conversation: `wire:${chat}`, scope: "direct" };
      const event = {
        ...from,
        eventId: String(id),
        localeHint: null,
        kind: "command",
        name: "count",
        args: `${chat}/${n}`,
      };
      await port.accept(event, { key: "offset", value: id + 1 });
      offset = id + 1;
    }
    if (updates.length === 0) await systemClock.sleep(20);
  }
}

const app = await createApp({
  config,
  clock: systemClock,
  log: createLogger("error"),
  moreFeatures: [counting],
  moreSchema: [effectsSchema],
});
const desk = app.createDesk([wire], { crash, leaseMs: 1_000 });
await desk.start(ALL_ROLES);
process.stdout.write("ready\n");
