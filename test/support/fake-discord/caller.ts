import { type FakeDiscord, type FakeDiscordOptions, startFakeDiscord } from "./fake-discord.ts";
import type { FormErrorTree } from "./refusal.ts";

/** An answer as a bot gets it: an error has a code and words, a success whatever the request asked for. */
export type Answered<Result> = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Result & {
    readonly code?: number;
    readonly message?: string;
    readonly errors?: FormErrorTree;
    readonly retry_after?: number;
    readonly global?: boolean;
  };
};

export type Upload = { readonly name: string; readonly bytes: Buffer };

export type Caller = <Result = Record<string, unknown>>(
  method: string,
  path: string,
  json?: unknown,
  files?: readonly Upload[],
) => Promise<Answered<Result>>;

/** A bare bot: it sends a request with JSON, or a form with files, and hands back what came. */
export function createCaller({ api, token }: Pick<FakeDiscord, "api" | "token">): Caller {
  return async (method, path, json, files) => {
    const response = await fetch(`${api}/v10${path}`, { method, ...bodyOf(json, files, token) });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
  };
}

function bodyOf(json: unknown, files: readonly Upload[] | undefined, token: string): RequestInit {
  const authorization = { Authorization: `Bot ${token}` };
  if (json === undefined && files === undefined) return { headers: authorization };
  if (files === undefined)
    return { body: JSON.stringify(json), headers: { ...authorization, "Content-Type": "application/json" } };
  const form = new FormData();
  if (json !== undefined) form.set("payload_json", JSON.stringify(json));
  for (const [n, { name, bytes }] of files.entries()) form.set(`files[${n}]`, new Blob([new Uint8Array(bytes)]), name);
  return { body: form, headers: authorization };
}

/** A stand-in with a bare bot, without rate limits, and one person in a guild. */
export async function startScene(options: FakeDiscordOptions = {}) {
  const specification = process.env.DISCORD_SPECIFICATION;
  const discord = await startFakeDiscord({ limits: "none", specification, ...options });
  const call = createCaller(discord);
  const guild = discord.guild({ name: "Expo", locale: "de" });
  const lin = discord.person({ name: "Lin", locale: "zh-CN" });
  const seat = lin.in(guild.general);
  return { discord, call, guild, lin, seat, channel: `/channels/${guild.general.channelId}` };
}
