import { formatDate } from "../../i18n/format.ts";
import type { Source } from "../../message/outgoing.ts";
import { sha256 } from "../../shared/ids.ts";
import { type Html, html, NO_HTML } from "./html.ts";
import { isWebAddress, langAttribute } from "./rich-text.ts";
import type { Voice } from "./words.ts";

/** The sources of a message, each closed under its number and opened to the exact words. */
export function renderSources(sources: readonly Source<string>[], message: string, voice: Voice): Html {
  if (sources.length === 0) return NO_HTML;
  const items = sources.map((source) => html`<li>${renderSource(source, message, voice)}</li>`);
  const label = voice.say("web.sources.label");
  return html`<div class="sources" role="group" aria-label="${label}"><p class="label" aria-hidden="true">${label}</p><ol>${items}</ol></div>`;
}

/** The number of a source in the text, as a link that opens it; the number alone where the message has no such source. */
export function renderCitation(n: number, known: boolean, message: string, { say }: Voice): Html {
  if (!known) return html`[${n}]`;
  const label = say("web.sources.citation", { n: String(n) });
  return html`<a class="citation" href="#${sourceId(message, n)}" aria-label="${label}"><span class="bracket">[</span>${n}<span class="bracket">]</span></a>`;
}

/** Unique in the page, and the same each time the message is rendered. */
function sourceId(message: string, n: number): string {
  return `source-${sha256(message).slice(0, 12)}-${n}`;
}

function renderSource(source: Source<string>, message: string, voice: Voice): Html {
  const lang = langAttribute(source.lang);
  const meta = [
    ...(source.issuer === null ? [] : [html`<bdi${lang}>${source.issuer}</bdi>`]),
    ...(source.published === null
      ? []
      : [
          html`<span>${voice.say("web.sources.published", { date: { date: source.published, style: "date" } })}</span>`,
        ]),
  ];
  return html`<details class="source" id="${sourceId(message, source.n)}">
<summary><span class="number">${source.n}</span><span class="name"><bdi class="title"${lang}>${source.title}</bdi><span class="meta">${meta.map((part, index) => (index === 0 ? part : html` ${part}`))}</span></span></summary>
<div class="body"><blockquote${lang} dir="auto">${source.quote}</blockquote>${renderFacts(source, voice)}${renderLink(source, voice)}</div>
</details>`;
}

function renderFacts(source: Source<string>, { language, say }: Voice): Html {
  const fact = (label: string, value: Html): Html => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
  const date = (iso: string): Html =>
    html`<time datetime="${iso}">${formatDate(iso, language, { style: "date" })}</time>`;
  return html`<dl>${[
    source.heading === null
      ? NO_HTML
      : fact(say("web.sources.heading"), html`<bdi${langAttribute(source.lang)}>${source.heading}</bdi>`),
    source.from === null ? NO_HTML : fact(say("web.sources.from"), date(source.from)),
    source.until === null ? NO_HTML : fact(say("web.sources.until"), date(source.until)),
    fact(say("web.sources.origin"), html`<bdi>${source.origin}</bdi>`),
  ]}</dl>`;
}

function renderLink({ url }: Source<string>, { say }: Voice): Html {
  if (url === null || !isWebAddress(url)) return NO_HTML;
  return html`<p><a href="${url}" target="_blank" rel="noopener noreferrer nofollow">${say("web.sources.open")} <span class="unseen">${say("web.newTab")}</span></a></p>`;
}
