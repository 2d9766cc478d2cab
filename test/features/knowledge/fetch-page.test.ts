import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isPublicAddress } from "../../../src/features/knowledge/reading/address.ts";
import {
  type FetchOutcome,
  type FetchPageOptions,
  fetchPage,
} from "../../../src/features/knowledge/reading/fetch-page.ts";

let server: Server;
let port = 0;
let connections = 0;
let answer: RequestListener = (_request, response) => response.end("hello");

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response));
  server.on("connection", () => {
    connections += 1;
  });
  // On every address of this machine, of both families, so that any spelling that gets through is seen.
  await new Promise<void>((resolve) => server.listen(0, "::", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Only the port is opened up: the addresses are guarded as they are in the program. */
const anyPort: FetchPageOptions = { isPortAllowed: () => true };
const everything: FetchPageOptions = { ...anyPort, isAllowed: () => true };

async function fetched(path: string, options: FetchPageOptions = everything): Promise<FetchOutcome> {
  return fetchPage(`http://127.0.0.1:${port}${path}`, options);
}

async function refusedFor(path: string, options: FetchPageOptions = everything): Promise<string> {
  const outcome = await fetched(path, options);
  return outcome.kind === "refused" ? outcome.why : outcome.kind;
}

/** Ways to write this machine, private networks, and what leads to them. */
const SPELLINGS = [
  ...[
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "0",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0x7f.0.0.1",
  ],
  ...[
    "017700000001",
    "0177.1",
    "0177.0.0.01",
    "0177.0x0.0.1",
    "127.0.0.1.",
    "0x7F.0x0.0x0.0x1",
    "00000177.1",
    "3232235521",
  ],
  ...[
    "１２７.0.0.1",
    "127。0。0。1",
    "①②⑦.0.0.1",
    "%31%32%37.0.0.1",
    "127.0.0.%31",
    "LOCALHOST",
    "localhost",
    "localhost.",
    "a.localhost",
  ],
  ...[
    "10.0.0.1",
    "10.255.255.255",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "169.254.169.254",
    "169.254.1.1",
    "0xa9fea9fe",
    "2852039166",
  ],
  ...[
    "100.64.0.1",
    "192.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "192.88.99.1",
  ],
  ...[
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:10.0.0.1]",
    "[::127.0.0.1]",
    "[::7f00:1]",
  ],
  ...[
    "[fe80::1]",
    "[fc00::1]",
    "[fd12:3456::1]",
    "[fec0::1]",
    "[ff02::1]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
  ],
  ...["[2001:0:7f00:1::]", "[2001:db8::1]", "[100::1]", "[::ffff:0:127.0.0.1]", "[4000::1]"],
];

describe("nothing inside is reached", () => {
  test("by any of more than sixty spellings", async () => {
    expect(SPELLINGS.length).toBeGreaterThanOrEqual(60);
    const before = connections;
    for (const host of SPELLINGS) {
      const outcome = await fetchPage(`http://${host}:${port}/`, { ...anyPort, timeoutMs: 3_000 });
      expect([host, outcome]).toEqual([host, expect.objectContaining({ kind: "refused" })]);
    }
    expect(connections - before).toBe(0);
  }, 60_000);

  test("which the same spellings do reach where the guard is off", async () => {
    const before = connections;
    for (const host of ["127.1", "2130706433", "0x7f.1", "0177.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"])
      await fetchPage(`http://${host}:${port}/`, everything);
    expect(connections - before).toBeGreaterThanOrEqual(6);
  });

  test.each(["http://127.0.0.1", "http://[::1]", "http://2130706433", "//127.0.0.1", "http://inside.example"])(
    "by a redirect to %s",
    async (target) => {
      answer = (_request, response) => response.writeHead(302, { location: `${target}:${port}/inside` }).end();
      const before = connections;
      let asked = 0;
      // The first address is let through; the guard is the real one for all that follow.
      const isAllowed = (address: string): boolean => asked++ === 0 || isPublicAddress(address);
      expect(await refusedFor("/", { ...anyPort, isAllowed, resolve: async () => ["10.0.0.7"] })).toBe("notPublic");
      expect(connections - before).toBe(1);
    },
  );

  test("by a name that resolves to an address inside, alone or beside a public one", async () => {
    const before = connections;
    for (const addresses of [["127.0.0.1"], ["::1"], ["93.184.216.34", "127.0.0.1"], ["::ffff:127.0.0.1"]]) {
      const outcome = await fetchPage(`http://rebound.example:${port}/`, {
        ...anyPort,
        resolve: async () => addresses,
      });
      expect(outcome).toMatchObject({ kind: "refused", why: "notPublic" });
    }
    expect(connections - before).toBe(0);
  });

  test("by a name that answers otherwise the second time: it is asked once, and that answer connected to", async () => {
    answer = (_request, response) => response.end("hello");
    let asked = 0;
    const resolve = async (): Promise<string[]> => (asked++ === 0 ? ["127.0.0.1"] : ["10.0.0.1"]);
    const isAllowed = (address: string): boolean => address === "127.0.0.1";
    const outcome = await fetchPage(`http://rebound.example:${port}/`, { ...anyPort, resolve, isAllowed });
    expect(outcome.kind).toBe("fetched");
    expect(asked).toBe(1);
  });

  test.each([
    "ftp://example.org/",
    "file:///etc/passwd",
    "gopher://example.org/",
    "javascript:alert(1)",
    "data:text/plain,words",
    "http://user:secret@example.org/",
    "http://example.org:22/",
    "https://example.org:8443/",
    "http://",
    "not an address",
  ])("by %s", async (url) => {
    expect(await fetchPage(url)).toMatchObject({ kind: "refused", why: "notAnAddress" });
  });
});

test.each(["8.8.8.8", "93.184.216.34", "1.1.1.1", "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8"])(
  "%s is public",
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

describe("a page", () => {
  test("comes with its name, type and encoding", async () => {
    answer = (_request, response) =>
      response.writeHead(200, { "content-type": 'text/HTML; charset="windows-1251"' }).end("<p>words</p>");
    expect(await fetched("/rules/%E5%B1%95%E4%BD%8D.html?a=1")).toEqual({
      kind: "fetched",
      file: { name: "展位.html", mediaType: "text/html", charset: "windows-1251", bytes: Buffer.from("<p>words</p>") },
    });
  });

  test("is found through three redirects, and not through four", async () => {
    answer = ({ url = "" }, response) => {
      const left = Number(url.slice(1));
      if (left === 0) response.end("there");
      else response.writeHead(307, { location: `/${left - 1}` }).end();
    };
    expect(await refusedFor("/3")).toBe("fetched");
    expect(await refusedFor("/4")).toBe("tooManyRedirects");
  });

  test.each<[string, RequestListener, string]>([
    [
      "says that it is too large",
      (_request, response) => response.writeHead(200, { "content-length": "99999999" }).end(),
      "tooLarge",
    ],
    [
      "does not say how large it is",
      (_request, response) => {
        const write = (): void => {
          if (!response.destroyed) response.write(Buffer.alloc(100_000), () => setImmediate(write));
        };
        write();
      },
      "tooLarge",
    ],
    ["is not there", (_request, response) => response.writeHead(404).end(), "refusedByServer"],
    [
      "is packed unasked",
      (_request, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(),
      "refusedByServer",
    ],
    ["leads nowhere", (_request, response) => response.writeHead(302).end(), "refusedByServer"],
    [
      "leads to a file",
      (_request, response) => response.writeHead(302, { location: "file:///etc/passwd" }).end(),
      "notAnAddress",
    ],
    [
      "breaks off",
      (_request, response) => response.writeHead(200, { "content-length": "99" }).write("a", () => response.destroy()),
      "unreachable",
    ],
    ["never answers", () => undefined, "tooSlow"],
    ["drips", (_request, response) => void setInterval(() => response.write("a"), 50).unref(), "tooSlow"],
  ])("that %s is refused", async (_name, listener, why) => {
    answer = listener;
    expect(await refusedFor("/", { ...everything, timeoutMs: 1_000, maxBytes: 1_000_000 })).toBe(why);
  });

  test("of a host that does not exist, or does not listen, is refused", async () => {
    expect(await fetchPage("http://nowhere.invalid/")).toMatchObject({ kind: "refused", why: "unknownHost" });
    const closed = createTcpServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const free = (closed.address() as AddressInfo).port;
    await new Promise((resolve) => closed.close(resolve));
    expect(await fetchPage(`http://127.0.0.1:${free}/`, everything)).toMatchObject({
      kind: "refused",
      why: "unreachable",
    });
  });
});
