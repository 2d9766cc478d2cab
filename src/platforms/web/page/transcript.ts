import { create, getElement } from "./dom.ts";
import type { PageWords, PieceEvent } from "./protocol.ts";
import { isAtEnd, keepEnd, offerJump, reveal } from "./scroll.ts";
import type { OwnEvent, SendState } from "./sender.ts";

/** The conversation on the page. */
export type Transcript = {
  /** Shows what the visitor just said. */
  addOwn(event: Extract<OwnEvent, { kind: "text" }>): void;
  /** Shows what an earlier page could not send, unless the server has it already. */
  restoreOwn(event: Extract<OwnEvent, { kind: "text" }>): void;
  /** Says under the visitor's words what has become of them. */
  setState(id: string, state: SendState, tryNow: () => void): void;
  /** Shows a piece: new at the end, or in the place of the one that it replaces. */
  addPiece(event: PieceEvent): void;
};

export function createTranscript(words: PageWords): Transcript {
  const log = getElement("transcript", HTMLElement);
  const mould = getElement("own", HTMLTemplateElement);

  const addOwn: Transcript["addOwn"] = ({ id, text }) => {
    const article = firstElement(document.importNode(mould.content, true));
    article.dataset.event = id;
    article.classList.add("arriving");
    article.querySelector(".text")?.append(text);
    log.append(article);
    reveal(article);
  };

  return {
    addOwn,
    restoreOwn: (event) => {
      const shown = Array.from(log.querySelectorAll<HTMLElement>(".own:not([data-event])"));
      const same = shown.findLast((article) => article.textContent?.trim() === event.text.trim());
      if (same === undefined) addOwn(event);
      else same.dataset.event = event.id;
    },
    setState: (id, state, tryNow) => {
      const article = log.querySelector<HTMLElement>(`[data-event="${CSS.escape(id)}"]`);
      if (article !== null) keepEnd(() => showState(article, state, words, tryNow));
    },
    addPiece: ({ message, html, replaces }) => {
      const article = parseArticle(html);
      const old = findMessage(log, replaces ?? message);
      if (old !== null) return replaceArticle(old, article);
      const follow = isAtEnd();
      article.classList.add("arriving");
      log.append(article);
      if (follow) reveal(article);
      else offerJump(article);
    },
  };
}

function showState(article: HTMLElement, state: SendState, words: PageWords, tryNow: () => void): void {
  article.querySelector(".state")?.remove();
  article.dataset.state = state.kind;
  switch (state.kind) {
    case "saved":
      delete article.dataset.state;
      return;
    case "sending":
      article.append(create("p", { class: "state", "aria-hidden": "true" }, words.sending));
      return;
    case "failed": {
      const button = create("button", { type: "button", class: "plain" }, words.tryNow);
      button.addEventListener("click", tryNow);
      article.append(create("p", { class: "state" }, `${words.failed} `, button));
      return;
    }
    case "refused":
      article.append(create("p", { class: "state" }, `${words.refused} ${state.message}`));
  }
}

/** The server has escaped everything in it. */
function parseArticle(html: string): HTMLElement {
  const template = document.createElement("template");
  template.innerHTML = html;
  return firstElement(template.content);
}

function firstElement(fragment: DocumentFragment): HTMLElement {
  const first = fragment.firstElementChild;
  if (!(first instanceof HTMLElement)) throw new Error("A message without an element");
  return first;
}

function findMessage(log: HTMLElement, message: string): HTMLElement | null {
  return log.querySelector<HTMLElement>(`[data-message="${CSS.escape(message)}"]`);
}

/** Swaps a message in place; whoever had the focus in it keeps it: on the same button, else on the message. */
function replaceArticle(old: HTMLElement, article: HTMLElement): void {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(article);
  if (focused === null) return;
  const buttons = Array.from(article.querySelectorAll<HTMLElement>("button, a, summary, select"));
  (buttons.find((button) => button.textContent === focused.textContent) ?? article).focus();
}
