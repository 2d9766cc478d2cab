import { getElement } from "./dom.ts";

/** How far from the end still counts as reading the end, in CSS pixels. */
const NEAR = 160;
/** A smooth scroll to the end counts as being there for this long. */
const TRAVEL_MS = 800;

let arrivesAt = 0;

/** Whether the reader is at the end of the conversation, and so wants to see what comes. */
export function isAtEnd(): boolean {
  const { scrollHeight } = document.documentElement;
  return performance.now() < arrivesAt || window.innerHeight + window.scrollY >= scrollHeight - NEAR;
}

/** Brings a message into view: its end where all of it fits, else its beginning, so that reading starts there. */
export function reveal(article: HTMLElement): void {
  const room = window.innerHeight - dockHeight() - topHeight();
  const long = article.offsetHeight > room;
  if (!long) arrivesAt = performance.now() + TRAVEL_MS;
  article.scrollIntoView({ block: long ? "start" : "end" });
}

/** Makes a change to the page; a reader who was at the end is still there after it. */
export function keepEnd(change: () => void): void {
  const follow = isAtEnd();
  change();
  if (follow) window.scrollTo({ top: document.documentElement.scrollHeight });
}

/** Shows the last message when the page is opened. */
export function showEnd(): void {
  history.scrollRestoration = "manual";
  const last = document.querySelector<HTMLElement>("#transcript > article:last-child:not(.welcome)");
  if (last !== null) last.scrollIntoView({ block: "end", behavior: "instant" });
}

/** Offers to go to a message that came while the reader was reading above. */
export function offerJump(article: HTMLElement): void {
  const jump = getElement("jump", HTMLButtonElement);
  jump.hidden = false;
  jump.onclick = () => {
    jump.hidden = true;
    reveal(article);
    article.focus({ preventScroll: true });
  };
}

/** Keeps the room that the header and the composer cover known to the style sheet, and takes the offer back at the end. */
export function watchScroll(): void {
  const publish = (): void => {
    document.documentElement.style.setProperty("--dock", `${dockHeight()}px`);
    document.documentElement.style.setProperty("--top", `${topHeight()}px`);
  };
  new ResizeObserver(() => keepEnd(publish)).observe(dock());
  publish();
  window.addEventListener(
    "scroll",
    () => {
      if (isAtEnd()) getElement("jump", HTMLButtonElement).hidden = true;
    },
    { passive: true },
  );
}

function dock(): HTMLElement {
  return document.querySelector<HTMLElement>(".dock") ?? document.body;
}

function dockHeight(): number {
  return dock().offsetHeight;
}

function topHeight(): number {
  return document.querySelector<HTMLElement>(".top")?.offsetHeight ?? 0;
}
