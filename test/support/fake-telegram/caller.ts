import { type FakeTelegram, type FakeTelegramOptions, startFakeTelegram } from "./fake-telegram.ts";

/** An answer of the Bot API as a bot gets it. */
export type Envelope<Result> = {
  readonly ok: boolean;
  readonly result: Result;
  readonly error_code?: number;
  readonly description?: string;
  readonly parameters?: { readonly retry_after?: number };
};

export type Call = <Result = unknown>(method: string, params?: Record<string, unknown>) => Promise<Envelope<Result>>;

/** A bare bot: it calls a method with JSON, and hands back the envelope. */
export function createCaller({ url, token }: Pick<FakeTelegram, "url" | "token">): Call {
  return async (method, params = {}) => {
    const response = await fetch(`${url}/bot${token}/${method}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(params),
    });
    return (await response.json()) as Envelope<never>;
  };
}

/** A stand-in with a bare bot, without sending limits, and one person who has started the bot. */
export async function startScene(options: FakeTelegramOptions = {}) {
  const specification = process.env.TELEGRAM_SPECIFICATION;
  const telegram = await startFakeTelegram({ limits: "none", specification, ...options });
  const call = createCaller(telegram);
  const lin = telegram.person({ first_name: "Lin", language_code: "zh" });
  lin.startsWith();
  return { telegram, call, lin };
}
