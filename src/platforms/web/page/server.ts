import type { ErrorBody, PageForm } from "./protocol.ts";

/** What became of something that was posted. */
export type PostOutcome =
  | { readonly kind: "accepted" }
  /** It will never be taken as it is; the sentence says why. */
  | { readonly kind: "refused"; readonly message: string }
  /** The cookie is gone: only a new page brings another. */
  | { readonly kind: "unknownVisitor" }
  /** Not taken now: again after some time (null: the caller decides). `fault` where the server itself failed. */
  | { readonly kind: "later"; readonly afterMs: number | null; readonly fault: boolean };

export type Server = {
  post(path: string, body: unknown): Promise<PostOutcome>;
  /** The form behind a token, or the sentence why there is none. */
  form(token: string): Promise<PageForm | { readonly message: string | null }>;
};

const TIMEOUT_MS = 30_000;

/** The routes of our own server, in the language of the page. */
export function createServer(language: string): Server {
  const address = (path: string): string => `${path}?lang=${encodeURIComponent(language)}`;
  return {
    post: async (path, body) => {
      try {
        const response = await fetch(address(path), {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        return await readOutcome(response);
      } catch {
        return { kind: "later", afterMs: null, fault: false };
      }
    },
    form: async (token) => {
      try {
        const response = await fetch(address(`/chat/form/${encodeURIComponent(token)}`), {
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        return response.ok ? ((await response.json()) as PageForm) : { message: await readMessage(response) };
      } catch {
        return { message: null };
      }
    },
  };
}

async function readOutcome(response: Response): Promise<PostOutcome> {
  if (response.ok) return { kind: "accepted" };
  if (response.status === 401) return { kind: "unknownVisitor" };
  if (response.status === 429 || response.status >= 500) {
    const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
    return {
      kind: "later",
      afterMs: Number.isFinite(seconds) ? seconds * 1_000 : null,
      fault: response.status === 500,
    };
  }
  return { kind: "refused", message: (await readMessage(response)) ?? "" };
}

async function readMessage(response: Response): Promise<string | null> {
  try {
    return ((await response.json()) as ErrorBody).error.message;
  } catch {
    return null;
  }
}
