import type { OwnEvent } from "./sender.ts";

export type PressEvents = {
  readonly onAct: (event: OwnEvent) => void;
  readonly onForm: (token: string) => void;
  readonly onExample: (question: string) => void;
};

/** Handles every press in the conversation, of messages that are there and of those that will come. */
export function setUpPresses(events: PressEvents): void {
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const citation = target?.closest<HTMLAnchorElement>("a.citation");
    if (citation != null) {
      event.preventDefault();
      return openSource(citation);
    }
    const button = target?.closest<HTMLButtonElement>("button[data-press], button[data-example]");
    if (button != null && button.ariaDisabled !== "true") press(button, events);
  });
}

function press(button: HTMLButtonElement, events: PressEvents): void {
  if (button.dataset.example !== undefined) return events.onExample(button.textContent?.trim() ?? "");
  switch (button.dataset.press) {
    case "form":
      return events.onForm(button.dataset.token ?? "");
    case "act":
      return act(button, button.dataset.token ?? "", events);
    case "pick":
      return pick(button, events);
    case "download":
      return download(button);
  }
}

function act(button: HTMLButtonElement, token: string, events: PressEvents): void {
  const event: OwnEvent = { id: crypto.randomUUID(), kind: "action", token, message: messageOf(button) };
  for (const other of buttonsBeside(button)) {
    other.ariaDisabled = "true";
    other.dataset.pending = event.id;
  }
  events.onAct(event);
}

/** Lets the buttons of a press be pressed again, now that it is saved or refused. */
export function releaseButtons(id: string): void {
  for (const button of document.querySelectorAll<HTMLElement>(`[data-pending="${CSS.escape(id)}"]`)) {
    button.ariaDisabled = null;
    delete button.dataset.pending;
  }
}

function pick(button: HTMLButtonElement, events: PressEvents): void {
  const select = button.closest(".pick")?.querySelector("select");
  if (select == null) return;
  if (select.value === "") return select.focus();
  act(button, select.value, events);
}

function openSource(citation: HTMLAnchorElement): void {
  const source = document.getElementById(citation.hash.slice(1));
  if (!(source instanceof HTMLDetailsElement)) return;
  source.open = true;
  source.querySelector("summary")?.focus({ preventScroll: true });
  source.scrollIntoView({ block: "nearest" });
}

function download(button: HTMLButtonElement): void {
  const text = button.closest("article")?.querySelector(".file pre")?.textContent ?? "";
  const url = URL.createObjectURL(new Blob([text], { type: button.dataset.mime ?? "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = button.dataset.name ?? "";
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function messageOf(button: HTMLElement): string | null {
  return button.closest<HTMLElement>("article")?.dataset.message ?? null;
}

function buttonsBeside(button: HTMLElement): Iterable<HTMLElement> {
  const group = button.closest(".rows, .pick");
  return group === null ? [button] : group.querySelectorAll<HTMLElement>("button[data-press]");
}
