import { loadCatalogue } from "../../../src/i18n/catalogue.ts";
import { createTranslator } from "../../../src/i18n/translator.ts";
import type { Incoming } from "../../../src/message/incoming.ts";
import type { Piece } from "../../../src/message/piece.ts";
import type { PlatformPort } from "../../../src/message/platform.ts";
import type { Query, QueryResult, TranscriptEntry } from "../../../src/message/query.ts";
import { createWebPlatform } from "../../../src/platforms/web/adapter.ts";
import type { WebLimits } from "../../../src/platforms/web/config.ts";
import { type Clock, systemClock } from "../../../src/shared/clock.ts";
import { createLogger } from "../../../src/shared/logger.ts";

export const missingKeys: string[] = [];
export const translator = createTranslator(
  new Map([...loadCatalogue("locales")].filter(([tag]) => tag === "en")).set("ar", {}).set("zh-Hans", {}),
  (key) => missingKeys.push(key),
);

export const EMPTY_PIECE: Piece = {
  mode: { kind: "new" },
  text: [],
  rows: [],
  select: null,
  sources: [],
  shortcuts: [],
  file: null,
};

export function textPiece(text: string): Piece {
  return { ...EMPTY_PIECE, text: [{ kind: "paragraph", spans: [{ kind: "text", text }] }] };
}

/** A port that keeps everything in memory, beside the platform that was started on it. */
export async function startWeb(
  options: { readonly limits?: Partial<WebLimits>; readonly clock?: Clock; readonly publicUrl?: string } = {},
) {
  const accepted: Incoming[] = [];
  const entries: TranscriptEntry[] = [];
  const state = { language: null as string | null, fault: null as Error | null };
  const answer = (query: Query): unknown => {
    switch (query.kind) {
      case "commands":
        return [];
      case "language":
        return state.language;
      case "pieces":
        return entries.filter((entry) => entry.kind === "piece" && entry.id > query.after);
      case "transcript":
        return {
          entries,
          lastPiece: entries.flatMap((entry) => (entry.kind === "piece" ? [entry.id] : [])).at(-1) ?? 0,
        };
      case "quickAnswer":
        return { title: "", text: [], language: "en", answered: false };
      case "form":
        return query.token === "known" ? { token: "known", title: "Company", submit: "Save", at: 0, fields: [] } : null;
      case "manner":
        return { response: "new", audience: "private" };
      case "unconfirmed":
        return [];
    }
  };
  const port: PlatformPort = {
    accept: async (incoming) => {
      if (state.fault !== null) throw state.fault;
      accepted.push(...[incoming].flat());
    },
    settle: async () => undefined,
    keep: async () => undefined,
    recall: async () => null,
    query: async <Q extends Query>(query: Q) => answer(query) as QueryResult<Q>,
  };
  const web = createWebPlatform({
    config: {
      publicUrl: options.publicUrl ?? "http://desk.test",
      ...(options.limits === undefined ? {} : { limits: options.limits }),
    },
    translator,
    clock: options.clock ?? systemClock,
    log: createLogger("silent"),
  });
  await web.platform.start(port);
  const add = (id: number, piece: Piece, message = `m${id}`): void => {
    entries.push({ kind: "piece", at: "2026-01-01T00:00:00.000Z", id, message, piece });
  };
  const say = (text: string): void => {
    entries.push({ kind: "said", at: "2026-01-01T00:00:00.000Z", text });
  };
  return { ...web, accepted, state, add, say };
}

export const COOKIE = "silkdesk_visitor=AAAAAAAAAAAAAAAAAAAAAA";

export function post(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: "POST",
    headers: { "content-type": "application/json", cookie: COOKIE, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  };
}

export function textEvent(text: string, id: string = crypto.randomUUID()) {
  return { id, kind: "text", text };
}
