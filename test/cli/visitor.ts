import { randomUUID } from "node:crypto";

/** Somebody at the web chat's page, without a browser. */
export type WebVisitor = {
  /** Posts a question as the page does; the same id again is the same event. */
  readonly ask: (question: string, id?: string) => Promise<Response>;
  /** How many answers to the question of that id the page shows. */
  readonly countAnswers: (id: string) => Promise<number>;
  /** The page as it is now. */
  readonly page: () => Promise<string>;
};

/** Opens the page, as a browser does first, and keeps its cookie. */
export async function visit(url: string): Promise<WebVisitor> {
  const cookie = (await fetch(`${url}/`)).headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const page = async (): Promise<string> => (await fetch(`${url}/`, { headers: { cookie } })).text();
  return {
    page,
    ask: (text, id = randomUUID()) =>
      fetch(`${url}/chat/events`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: url, cookie },
        body: JSON.stringify({ id, kind: "text", text }),
      }),
    countAnswers: async (id) => {
      const answers = new RegExp(`<article class="message desk"[^>]*data-message="[^"]*${id}:`, "gu");
      return (await page()).match(answers)?.length ?? 0;
    },
  };
}
