import { create, getElement } from "./dom.ts";
import { keepEnd } from "./scroll.ts";

/** The dots that show that an answer is being written. */
export type Typing = { show(): void; hide(): void };

/** An answer that takes longer than this has stopped being written. */
const LONGEST_MS = 60_000;

export function createTyping(): Typing {
  const place = getElement("typing", HTMLElement);
  let timer: number | undefined;
  const hide = (): void => {
    clearTimeout(timer);
    place.replaceChildren();
  };
  return {
    show: () => {
      clearTimeout(timer);
      timer = window.setTimeout(hide, LONGEST_MS);
      if (place.childElementCount > 0) return;
      const dots = create("span", { class: "dots", "aria-hidden": "true" }, create("i"), create("i"), create("i"));
      keepEnd(() => place.replaceChildren(create("span", { class: "unseen" }, place.dataset.says ?? ""), dots));
    },
    hide,
  };
}
