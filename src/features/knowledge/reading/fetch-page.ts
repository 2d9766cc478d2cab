import { lookup } from "node:dns/promises";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { messageOf } from "../../../shared/errors.ts";
import { isPublicAddress } from "./address.ts";
import type { FileToRead } from "./choose.ts";
import { READING_LIMITS } from "./limits.ts";

export type FetchReason =
  | "notAnAddress"
  | "notPublic"
  | "unknownHost"
  | "tooManyRedirects"
  | "tooLarge"
  | "tooSlow"
  | "refusedByServer"
  | "unreachable";

/** What became of an address: a file as the server sent it, or why there is none, as staff read it. */
export type FetchOutcome =
  | { readonly kind: "fetched"; readonly file: FileToRead }
  | { readonly kind: "refused"; readonly why: FetchReason; readonly reason: string };

export type FetchPageOptions = {
  /** Which addresses may be reached; the public ones where not given. For tests with a server of their own. */
  readonly isAllowed?: (address: string) => boolean;
  readonly isPortAllowed?: (port: number) => boolean;
  /** The addresses of a host; those of the system where not given. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
};

const REDIRECTS = 3;
const TIMEOUT_MS = 20_000;

/**
 * Fetches one page or file: the only way out to addresses that people name. Every address is checked before it is
 * connected to, in the URL, after DNS and after each redirect, and the connection goes to the address that was checked.
 */
export async function fetchPage(url: string, options: FetchPageOptions = {}): Promise<FetchOutcome> {
  const deadline = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  try {
    let at = checkUrl(url, null, options);
    for (let hop = 0; hop <= REDIRECTS; hop++) {
      const response = await request(at, deadline, options);
      const next = redirectOf(response);
      if (next === null)
        return { kind: "fetched", file: await receive(at, response, options.maxBytes ?? READING_LIMITS.input) };
      response.destroy();
      at = checkUrl(next, at, options);
    }
    throw new FetchFault("tooManyRedirects", `it leads on more than ${REDIRECTS} times`);
  } catch (error) {
    return refusalOf(error, deadline.aborted);
  }
}

/** True for what is fetched, and not read from the disk. */
export function isWebAddress(path: string): boolean {
  return /^https?:\/\//iu.test(path);
}

/** A part of an address as people read it; as it stands where its escapes are of no text. */
export function decodeAddress(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

class FetchFault extends Error {
  readonly why: FetchReason;

  constructor(why: FetchReason, message: string) {
    super(message);
    this.why = why;
  }
}

function refusalOf(error: unknown, isLate: boolean): FetchOutcome {
  const fault = [error, error instanceof Error ? error.cause : null].find((one) => one instanceof FetchFault);
  if (fault instanceof FetchFault) return { kind: "refused", why: fault.why, reason: fault.message };
  if (isLate) return { kind: "refused", why: "tooSlow", reason: "the server took longer than 20 seconds" };
  return { kind: "refused", why: "unreachable", reason: `the server can't be reached (${messageOf(error)})` };
}

/** `new URL` writes every spelling of an IPv4 address (octal, hexadecimal, one number) as the usual one. */
function checkUrl(text: string, base: URL | null, options: FetchPageOptions): URL {
  const url = URL.canParse(text, base?.href) ? new URL(text, base?.href) : null;
  if (url === null || !/^https?:$/u.test(url.protocol))
    throw new FetchFault("notAnAddress", "only http:// and https:// addresses are fetched");
  if (url.username !== "" || url.password !== "")
    throw new FetchFault("notAnAddress", "addresses with a user name or password are not fetched");
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  const { isPortAllowed = (one) => one === 80 || one === 443 } = options;
  if (!isPortAllowed(port)) throw new FetchFault("notAnAddress", "only the usual ports, 80 and 443, are fetched from");
  const host = hostOf(url);
  if (isIP(host) !== 0) checkAddress(host, options);
  return url;
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/gu, "");
}

function checkAddress(address: string, { isAllowed = isPublicAddress }: FetchPageOptions): void {
  if (!isAllowed(address))
    throw new FetchFault("notPublic", "it leads to an address that is not public: nothing is fetched from there");
}

function request(url: URL, signal: AbortSignal, options: FetchPageOptions): Promise<IncomingMessage> {
  const start = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    start(
      url,
      {
        agent: false,
        signal,
        lookup: pinnedLookup(options),
        headers: { "user-agent": "silkdesk", accept: "*/*", "accept-encoding": "identity", connection: "close" },
      },
      resolve,
    )
      .on("error", reject)
      .end();
  });
}

/** Node connects to what this hands out, and asks nobody again: a second answer of DNS changes nothing. */
function pinnedLookup(options: FetchPageOptions): LookupFunction {
  return (host, { all }, done) => {
    resolveChecked(host, options).then(
      (addresses) => {
        const [first = { address: "", family: 4 }] = addresses;
        if (all) done(null, addresses);
        else done(null, first.address, first.family);
      },
      (error: unknown) => done(error instanceof Error ? error : new Error(messageOf(error)), []),
    );
  };
}

/** All of a host's addresses must be allowed: one that is not shows what the name is for. */
async function resolveChecked(
  host: string,
  options: FetchPageOptions,
): Promise<{ readonly address: string; readonly family: number }[]> {
  const { resolve = resolveBySystem } = options;
  const addresses = await resolve(host).catch(() => []);
  if (addresses.length === 0) throw new FetchFault("unknownHost", `there is no host "${host}"`);
  for (const address of addresses) checkAddress(address, options);
  return addresses.map((address) => ({ address, family: isIP(address) }));
}

async function resolveBySystem(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage): string | null {
  if (![301, 302, 303, 307, 308].includes(statusCode)) return null;
  if (headers.location === undefined) throw new FetchFault("refusedByServer", "it leads on, but doesn't say where");
  return headers.location;
}

async function receive(url: URL, response: IncomingMessage, most: number): Promise<FileToRead> {
  const { statusCode, headers } = response;
  if (statusCode !== 200) throw fault(response, "refusedByServer", `the server answered ${statusCode}`);
  const packed = headers["content-encoding"] ?? "identity";
  if (packed !== "identity") throw fault(response, "refusedByServer", `the server sent it packed (${packed}) unasked`);
  const tooLarge = `it has more than ${Math.round(most / 1024 / 1024)} MB`;
  if (Number(headers["content-length"] ?? 0) > most) throw fault(response, "tooLarge", tooLarge);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > most) throw fault(response, "tooLarge", tooLarge);
    chunks.push(chunk);
  }
  if (!response.complete) throw new FetchFault("unreachable", "the connection broke before the end");
  const [mediaType = "", ...params] = (headers["content-type"] ?? "")
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  return {
    name: decodeAddress(url.pathname.split("/").at(-1) ?? ""),
    mediaType: mediaType === "" ? null : mediaType,
    charset:
      params
        .find((param) => param.startsWith("charset="))
        ?.slice("charset=".length)
        .replaceAll('"', "") ?? null,
    bytes: Buffer.concat(chunks),
  };
}

function fault(response: IncomingMessage, why: FetchReason, message: string): FetchFault {
  response.destroy();
  return new FetchFault(why, message);
}
