import type { PageData } from "./protocol.ts";

/** What the server put into the page for its script. */
export function readPageData(): PageData {
  return JSON.parse(document.body.dataset.page ?? "{}") as PageData;
}
