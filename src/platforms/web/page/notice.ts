import { getElement } from "./dom.ts";

/** Why a notice stands over the composer; the first of these that applies is shown. */
const REASONS = ["cookies", "offline", "connection", "form", "language", "unsaved", "sending"] as const;
export type Reason = (typeof REASONS)[number];

/** The one line over the composer. */
export type Notice = { set(reason: Reason, text: string | null): void };

export function createNotice(): Notice {
  const line = getElement("notice", HTMLElement);
  const texts = new Map<Reason, string>();
  return {
    set: (reason, text) => {
      if (text === null) texts.delete(reason);
      else texts.set(reason, text);
      const shown = REASONS.map((known) => texts.get(known)).find((found) => found !== undefined);
      line.hidden = shown === undefined;
      if (line.textContent !== (shown ?? "")) line.textContent = shown ?? "";
    },
  };
}
