import { ownLanguageName, textDirection } from "../../i18n/languages.ts";
import type { LanguageTag } from "../../message/text.ts";
import { type Html, html, joinHtml, NO_HTML } from "./html.ts";
import type { PageData } from "./page/protocol.ts";
import { renderSaid } from "./render.ts";
import type { RenderedTranscript } from "./transcript.ts";
import { pageWords, type Say, type Voice } from "./words.ts";

/** What a page shows when it is opened. */
export type PageView = {
  readonly voice: Voice;
  readonly languages: readonly LanguageTag[];
  readonly transcript: RenderedTranscript;
  /** The id of the last piece in the transcript. */
  readonly after: number;
};

/** The chat page, whole, in one language. Nothing in it is inline script or style, and nothing comes from elsewhere. */
export function renderPage({ voice, languages, transcript, after }: PageView): string {
  const { language, say } = voice;
  const data: PageData = { language, after, words: pageWords(say) };
  const body = html`<body data-page="${JSON.stringify(data)}">
<a class="skip" href="#message">${say("web.skip")}</a>
${renderHeader(voice, renderSwitch(languages, voice))}
<main>
<h2 class="unseen">${say("web.conversation")}</h2>
<noscript><p class="notice">${say("web.noScript")}</p></noscript>
<div id="transcript" role="log" aria-live="polite" aria-label="${say("web.conversation")}">${[renderWelcome(say), ...transcript.articles]}</div>
${transcript.begun ? NO_HTML : renderExamples(say)}
<div id="typing" role="status" data-says="${say("web.typing")}"></div>
${renderDock(say)}
</main>
<template id="own">${renderSaid("", voice)}</template>
${renderDialog(say)}
<script type="module" src="/chat/static/main.js"></script>
</body>`;
  return renderDocument(voice, body);
}

/** A page that only says what went wrong. */
export function renderErrorPage(message: string, voice: Voice): string {
  return renderDocument(
    voice,
    html`<body>${renderHeader(voice, NO_HTML)}<main><p class="notice" role="alert">${message}</p></main></body>`,
  );
}

function renderDocument({ language, say }: Voice, body: Html): string {
  return html`<!doctype html>
<html lang="${language}" dir="${textDirection(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${say("web.title")}</title>
<meta name="description" content="${say("web.description")}">
<link rel="icon" href="/chat/static/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/chat/static/chat.css">
</head>
${body}
</html>
`.html;
}

function renderHeader({ say }: Voice, aside: Html): Html {
  return html`<header class="top"><div class="inner"><img src="/chat/static/icon.svg" alt="" width="40" height="40"><div class="brand"><h1>${say("web.name")}</h1><p>${say("web.purpose")}</p></div>${aside}</div></header>`;
}

function renderSwitch(languages: readonly LanguageTag[], { language, say }: Voice): Html {
  const options = languages.map((tag) => {
    const selected = tag === language ? html` selected` : NO_HTML;
    return html`<option value="${tag}" lang="${tag}"${selected}>${ownLanguageName(tag)}</option>`;
  });
  return html`<div class="switch scripted"><label class="unseen" for="language">${say("web.language.label")}</label><select id="language" name="language" autocomplete="off">${options}</select></div>`;
}

function renderWelcome(say: Say): Html {
  const paragraphs = say("web.welcome.text")
    .split("\n\n")
    .map((text) => html`<p>${text}</p>`);
  return html`<article class="message desk welcome" aria-label="${say("web.name")}"><div class="text"><h3>${say("web.welcome.title")}</h3>${paragraphs}</div></article>`;
}

function renderExamples(say: Say): Html {
  const questions = [say("web.examples.ioss"), say("web.examples.parcels"), say("web.examples.packaging")];
  const buttons = questions.map(
    (question) => html`<button type="button" class="press" data-example>${question}</button>`,
  );
  const label = say("web.examples.label");
  return html`<div id="examples" class="scripted" role="group" aria-label="${label}"><p class="label" aria-hidden="true">${label}</p>${buttons}</div>`;
}

function renderDock(say: Say): Html {
  return html`<div class="dock scripted">
<button type="button" id="jump" hidden>${say("web.newMessage")}</button>
<p id="notice" class="notice" role="status" hidden></p>
<form id="composer" autocomplete="off"><label class="unseen" for="message">${say("web.composer.label")}</label><textarea id="message" name="message" rows="1" enterkeyhint="send" placeholder="${say("web.composer.placeholder")}" aria-describedby="hint"></textarea><button type="submit" class="send">${say("web.composer.send")}</button></form>
<p id="hint">${say("web.composer.hint")}</p>
</div>`;
}

function renderDialog(say: Say): Html {
  return joinHtml([
    html`<dialog id="form" aria-labelledby="form-title"><form method="dialog" novalidate><h2 id="form-title" tabindex="-1"></h2><div id="form-fields"></div>`,
    html`<div class="actions"><button type="submit" class="send" id="form-submit"></button><button type="button" class="press" id="form-close">${say("web.form.close")}</button></div></form></dialog>`,
  ]);
}
