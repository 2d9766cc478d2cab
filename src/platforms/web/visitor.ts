import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { Reader } from "../../message/query.ts";
import { createToken, sha256 } from "../../shared/ids.ts";

/** Somebody at a browser. The secret in their cookie never leaves this file: the store knows its hash alone. */
export type Visitor = { readonly account: string; readonly conversation: string };

const COOKIE = "silkdesk_visitor";
const MAX_AGE_SECONDS = 400 * 24 * 60 * 60;

/** The visitor whose cookie came with a request; null where there is none. */
export function findVisitor(context: Context): Visitor | null {
  const token = findToken(context);
  return token === null ? null : visitorOf(token);
}

/** The visitor of a request, made where there is none, and remembered for 400 days from now. */
export function welcomeVisitor(context: Context, publicUrl: string): Visitor {
  const token = findToken(context) ?? createToken();
  setCookie(context, COOKIE, token, {
    httpOnly: true,
    sameSite: "Lax",
    secure: publicUrl.startsWith("https:"),
    path: "/",
    maxAge: MAX_AGE_SECONDS,
  });
  return visitorOf(token);
}

/** A visitor as the core asks for them. */
export function readerOf({ account }: Visitor): Reader {
  return { platform: "web", account };
}

function findToken(context: Context): string | null {
  const token = getCookie(context, COOKIE);
  return token !== undefined && /^[\w-]{22}$/u.test(token) ? token : null;
}

function visitorOf(token: string): Visitor {
  const account = sha256(token).slice(0, 32);
  return { account, conversation: `web:${account}` };
}
