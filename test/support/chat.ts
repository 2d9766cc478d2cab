import { type App, type AppOptions, createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { ALL_ROLES, type Desk } from "../../src/conversation/desk.ts";
import type { Capabilities } from "../../src/message/capabilities.ts";
import type { Incoming } from "../../src/message/incoming.ts";
import { plainText } from "../../src/message/text.ts";
import { systemClock } from "../../src/shared/clock.ts";
import { createLogger } from "../../src/shared/logger.ts";
import { from, presses, says } from "./events.ts";
import { TEST_SECRET, type TestDatabase } from "./stores.ts";
import { createWirePlatform, type WirePlatform } from "./wire-platform.ts";

/** The whole program over a test network, and people who talk with it. */
export type Chat = {
  readonly app: App;
  readonly desk: Desk;
  readonly wire: WirePlatform;
  readonly person: (account: string) => Talker;
  readonly close: () => Promise<void>;
};

/** Someone who writes and presses, and reads what arrives. Each call resolves when the desk has answered. */
export type Talker = {
  readonly says: (text: string) => Promise<string>;
  /** Presses the button of the latest messages whose label contains `label`. */
  readonly presses: (label: string) => Promise<string>;
  readonly sends: (incoming: Incoming) => Promise<string>;
  /** The labels of the buttons of the latest messages. */
  readonly buttons: () => readonly string[];
  readonly token: (label: string) => string;
  readonly heard: () => readonly string[];
};

export async function startChat(
  database: TestDatabase,
  options: { readonly capabilities?: Partial<Capabilities>; readonly quiet?: boolean } & Partial<AppOptions> = {},
): Promise<Chat> {
  const { config } = database;
  const app = await createApp({
    config: readConfig({
      SILKDESK_HOME: database.home,
      ...(config.kind === "postgres" ? { DATABASE_URL: config.url, SILKDESK_SECRET: TEST_SECRET } : {}),
    }),
    clock: systemClock,
    log: createLogger(options.quiet === false ? "warn" : "silent"),
    ...options,
  });
  const wire = createWirePlatform(options.capabilities);
  const desk = app.createDesk([wire], { leaseMs: 5_000 });
  await desk.start(ALL_ROLES);
  return {
    app,
    desk,
    wire,
    person: (account) => createTalker(desk, wire, account),
    close: async () => {
      await desk.stop();
      await app.close();
    },
  };
}

function createTalker(desk: Desk, wire: WirePlatform, account: string): Talker {
  let seen = 0;
  const mine = () => wire.arrivals.filter(({ target }) => target.account === account);
  const latest = () => mine().slice(seen);
  const send = async (incoming: Incoming): Promise<string> => {
    seen = mine().length;
    await desk.accept(incoming);
    await desk.idle();
    return latest()
      .map(({ piece }) => plainText(piece.text))
      .join("\n\n");
  };
  const shown = () => latest().flatMap(({ piece }) => piece.rows.flat());
  const token = (label: string): string => {
    const button = shown().find((one) => one.label.includes(label));
    if (button === undefined || button.kind === "link")
      throw new Error(
        `no button "${label}" among: ${shown()
          .map((one) => one.label)
          .join(", ")}`,
      );
    return button.act;
  };
  return {
    says: (text) => send(says(account, text)),
    presses: (label) => send(presses(account, token(label), "m1")),
    sends: (incoming) => send({ ...incoming, ...from(account, incoming.eventId) }),
    buttons: () => shown().map(({ label }) => label),
    token,
    heard: () => mine().map(({ piece }) => plainText(piece.text)),
  };
}
