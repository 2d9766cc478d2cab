import type { PieceEvent } from "./protocol.ts";

export type StreamEvents = {
  readonly onPiece: (event: PieceEvent) => void;
  readonly onTyping: () => void;
  readonly onConnection: (connected: boolean) => void;
};

/** A page that nobody looks at gives its connection back after this long. */
const HIDDEN_MS = 60_000;
const REOPEN_MS = 3_000;
/** A lost connection is only spoken of when it stays lost. */
const PATIENCE_MS = 4_000;

/**
 * Follows the conversation from the piece with the id `after`. A lost connection resumes where it broke: by the browser
 * itself, or by a new one where the server answered with an error.
 */
export function followStream(language: string, after: number, events: StreamEvents): void {
  let last = String(after);
  let source: EventSource | null = null;
  let patience: number | undefined;
  let hidden: number | undefined;

  const open = (): void => {
    source?.close();
    source = new EventSource(`/chat/stream?lang=${encodeURIComponent(language)}&after=${last}`);
    source.onopen = () => {
      clearTimeout(patience);
      patience = undefined;
      events.onConnection(true);
    };
    source.onerror = () => {
      patience ??= window.setTimeout(() => events.onConnection(false), PATIENCE_MS);
      if (source?.readyState === EventSource.CLOSED) window.setTimeout(reopen, REOPEN_MS);
    };
    source.addEventListener("piece", (event) => {
      last = event.lastEventId;
      events.onPiece(JSON.parse(event.data as string) as PieceEvent);
    });
    source.addEventListener("typing", () => events.onTyping());
  };

  const reopen = (): void => {
    if (!document.hidden && source?.readyState !== EventSource.OPEN) open();
  };

  const close = (): void => {
    source?.close();
    clearTimeout(patience);
    patience = undefined;
  };

  document.addEventListener("visibilitychange", () => {
    clearTimeout(hidden);
    if (document.hidden) hidden = window.setTimeout(close, HIDDEN_MS);
    else reopen();
  });
  window.addEventListener("online", open);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) open();
  });
  open();
}
