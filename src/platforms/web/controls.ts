import type { Button } from "../../message/outgoing.ts";
import type { Piece } from "../../message/piece.ts";
import { type Html, html, NO_HTML } from "./html.ts";
import { isWebAddress } from "./rich-text.ts";
import type { Voice } from "./words.ts";

/** More options than these stand in a drop-down list; as many or fewer are buttons. */
const MAX_OPTION_BUTTONS = 8;

/** The buttons of a message, in the rows they came in. A link that is not for the web is left out. */
export function renderRows(rows: Piece["rows"], voice: Voice): Html {
  const shown = rows.map((row) => row.flatMap((button) => renderButton(button, voice))).filter((row) => row.length > 0);
  return shown.length === 0
    ? NO_HTML
    : html`<div class="rows">${shown.map((row) => html`<div class="row">${row}</div>`)}</div>`;
}

function renderButton(button: Button<string, string>, { say }: Voice): Html[] {
  if (button.kind !== "link") {
    return [
      html`<button type="button" class="press" data-press="${button.kind}" data-token="${button.act}" dir="auto">${button.label}</button>`,
    ];
  }
  if (!isWebAddress(button.url)) return [];
  return [
    html`<a class="press" href="${button.url}" target="_blank" rel="noopener noreferrer nofollow" dir="auto">${button.label} <span class="unseen">${say("web.newTab")}</span></a>`,
  ];
}

/** One choice of several: a few as buttons with their descriptions, many as a drop-down list. */
export function renderSelect(select: Piece["select"], voice: Voice): Html {
  if (select === null) return NO_HTML;
  return select.options.length > MAX_OPTION_BUTTONS ? renderDropDown(select, voice) : renderOptions(select);
}

type Select = NonNullable<Piece["select"]>;

function renderOptions({ prompt, options }: Select): Html {
  const buttons = options.map(({ label, description, act }) => {
    const more = description === undefined ? NO_HTML : html`<span class="description">${description}</span>`;
    return html`<div class="row"><button type="button" class="press" data-press="act" data-token="${act}" dir="auto"><span>${label}</span>${more}</button></div>`;
  });
  return html`<div class="rows options" role="group" aria-label="${prompt}">${buttons}</div>`;
}

function renderDropDown({ prompt, options }: Select, { say }: Voice): Html {
  const items = options.map(({ label, description, act }) => {
    const text = description === undefined ? label : `${label} – ${description}`;
    return html`<option value="${act}">${text}</option>`;
  });
  return html`<div class="pick"><select aria-label="${prompt}"><option value="">${say("web.choice.pick")}</option>${items}</select><button type="button" class="press" data-press="pick">${say("web.choice.confirm")}</button></div>`;
}
