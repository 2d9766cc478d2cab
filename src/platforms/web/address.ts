import { isIPv4 } from "node:net";
import type { Context } from "hono";
import { z } from "zod";

/** What the Node server hands a request beside its headers. */
const environmentSchema = z.object({ incoming: z.object({ socket: z.object({ remoteAddress: z.string() }) }) });

/**
 * The network that a request came from, as a key for limits: an IPv4 address, or the /64 of an IPv6 one. Behind a proxy
 * on this machine or in a private network it is the address that the proxy saw; a header from elsewhere is not believed.
 */
export function networkOf(context: Context): string {
  const peer = environmentSchema.safeParse(context.env).data?.incoming.socket.remoteAddress ?? "unknown";
  const forwarded = context.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
  return toNetwork(forwarded !== undefined && forwarded !== "" && isPrivate(peer) ? forwarded : peer);
}

function toNetwork(address: string): string {
  const plain = unmap(address);
  if (isIPv4(plain) || !plain.includes(":")) return plain.slice(0, 64);
  return `${expand(plain).slice(0, 4).join(":")}::/64`;
}

function unmap(address: string): string {
  return address.toLowerCase().replace(/^::ffff:(?=\d+\.)/u, "");
}

function expand(address: string): string[] {
  const [head = "", tail = ""] = address.split("%")[0]?.split("::") ?? [];
  const front = head.split(":").filter((group) => group !== "");
  const back = tail.split(":").filter((group) => group !== "");
  const gap = Math.max(0, 8 - front.length - back.length);
  return [...front, ...Array<string>(gap).fill("0"), ...back].map((group) => group.slice(0, 4));
}

function isPrivate(peer: string): boolean {
  return /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|::1$|f[cd])/u.test(unmap(peer));
}
