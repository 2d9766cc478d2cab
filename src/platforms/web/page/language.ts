import { getElement } from "./dom.ts";
import type { Server } from "./server.ts";
import { passing } from "./storage.ts";

const SWITCHED = "silkdesk:switched";

/**
 * The language switch. A choice made by pointer counts at once; one made by arrow keys counts at Enter or when the
 * switch is left, so that nobody is carried off while looking through the list.
 */
export function setUpLanguageSwitch(server: Server, language: string, onFailed: (failed: boolean) => void): void {
  const select = getElement("language", HTMLSelectElement);
  let looking = false;

  const change = async (): Promise<void> => {
    looking = false;
    if (select.value === language) return;
    const wish = select.value;
    onFailed(false);
    const outcome = await server.post("/chat/language", { id: crypto.randomUUID(), language: wish });
    if (outcome.kind === "accepted") {
      passing.write(SWITCHED, true);
      return location.assign(`/?lang=${encodeURIComponent(wish)}`);
    }
    select.value = language;
    onFailed(true);
  };

  select.addEventListener("keydown", ({ key }) => {
    if (key === "Enter" && looking) void change();
    looking = key !== "Enter" && key !== " " && key !== "Tab";
  });
  select.addEventListener("pointerdown", () => {
    looking = false;
  });
  select.addEventListener("change", () => {
    if (!looking) void change();
  });
  select.addEventListener("blur", () => void change());
}

/**
 * After a switch the page is opened with its language in the address, because the switch may still be on its way through
 * the core. From then on it is remembered, so the address is tidied.
 */
export function tidyAddress(): void {
  if (passing.read(SWITCHED) !== true) return;
  passing.remove(SWITCHED);
  history.replaceState(null, "", location.pathname);
}
