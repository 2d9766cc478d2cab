import { setUpComposer } from "./composer.ts";
import { createFormDialog } from "./form-dialog.ts";
import { dropOldDrafts } from "./form-draft.ts";
import { setUpLanguageSwitch, tidyAddress } from "./language.ts";
import { createNotice } from "./notice.ts";
import { readPageData } from "./page-data.ts";
import { releaseButtons, setUpPresses } from "./press.ts";
import { showEnd, watchScroll } from "./scroll.ts";
import { createSender, type OwnEvent, type SendState } from "./sender.ts";
import { createServer } from "./server.ts";
import { passing } from "./storage.ts";
import { followStream } from "./stream.ts";
import { createTranscript } from "./transcript.ts";
import { createTyping } from "./typing.ts";

const RELOADED = "silkdesk:reloaded";

const { language, after, words } = readPageData();
const server = createServer(language);
const notice = createNotice();
const typing = createTyping();
const transcript = createTranscript(words);
const sender = createSender(server, { onState: showState, onUnknownVisitor: startAnew });
const dialog = createFormDialog(words, sendEvent);

function sendEvent(event: OwnEvent): void {
  sender.send(event);
}

function say(text: string): void {
  document.getElementById("examples")?.remove();
  const event = { id: crypto.randomUUID(), kind: "text", text } as const;
  transcript.addOwn(event);
  sender.send(event);
}

function showState(event: OwnEvent, state: SendState): void {
  if (state.kind === "saved") passing.remove(RELOADED);
  if (event.kind === "text") return transcript.setState(event.id, state, sender.retryNow);
  if (state.kind === "saved" || state.kind === "refused") releaseButtons(event.id);
  notice.set("sending", state.kind === "sending" && event.kind === "form" ? words.sending : null);
  notice.set("unsaved", unsavedText(state));
}

function unsavedText(state: SendState): string | null {
  if (state.kind === "refused") return `${words.refused} ${state.message}`;
  return state.kind === "failed" ? words.failed : null;
}

/** A cookie that is gone comes back with the page; where it does not, the browser keeps none. */
function startAnew(): void {
  if (passing.read(RELOADED) === true) return notice.set("cookies", words.cookies);
  passing.write(RELOADED, true);
  location.reload();
}

async function openForm(token: string): Promise<void> {
  notice.set("form", words.formLoading);
  const form = await server.form(token);
  if ("token" in form) {
    notice.set("form", null);
    return dialog.open(form);
  }
  notice.set("form", form.message ?? words.formUnreachable);
}

function showOnline(): void {
  notice.set("offline", navigator.onLine ? null : words.offline);
  if (navigator.onLine) sender.retryNow();
}

setUpComposer(say);
setUpPresses({ onAct: sendEvent, onForm: (token) => void openForm(token), onExample: say });
setUpLanguageSwitch(server, language, (failed) => notice.set("language", failed ? words.languageFailed : null));
followStream(language, after, {
  onPiece: (piece) => {
    typing.hide();
    transcript.addPiece(piece);
  },
  onTyping: typing.show,
  onConnection: (connected) => notice.set("connection", connected ? null : words.reconnecting),
});
window.addEventListener("online", showOnline);
window.addEventListener("offline", showOnline);
showOnline();
watchScroll();
tidyAddress();
dropOldDrafts();
document.body.classList.add("ready");
showEnd();
for (const event of sender.restore()) if (event.kind === "text") transcript.restoreOwn(event);
