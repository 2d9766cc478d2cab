import { stringify } from "yaml";
import { caseNumber } from "./cases.ts";
import type { getGroup } from "./staff-list.ts";

type Group = Awaited<ReturnType<typeof getGroup>>;

/** What staff say of a note that is made of their answer. */
export type NoteOptions = {
  /** The question as the note shall word it; else a wording of the group in the answer's language, else its first. */
  readonly title: string | null;
  readonly issuer: string;
  readonly words: string;
  readonly lang: string;
  /** The ISO day of its publication. */
  readonly published: string;
};

/** A staff answer as a Markdown note: the question as its heading, the words as its text. */
export function noteOf(group: Group, { title, issuer, words, lang, published }: NoteOptions) {
  const id = `staff-answer-${caseNumber(group.id).toLowerCase()}`;
  const primary = (tag: string): string => tag.split("-")[0] ?? tag;
  const asked = group.questions.filter(({ question, after }) => question !== "" && after === null);
  const wording = asked.find(({ language }) => primary(language) === primary(lang)) ?? asked[0] ?? group.questions[0];
  const heading = oneLine(title ?? wording?.question ?? id);
  const topics = [
    ...new Set(group.questions.flatMap(({ topic }) => (topic === null || topic === "other" ? [] : [topic]))),
  ];
  const frontMatter = stringify({ id, title: heading, issuer, lang, topics, official: false, published });
  return { id, fileName: `${id}.md`, markdown: `---\n${frontMatter}---\n\n# ${escaped(heading)}\n\n${words.trim()}\n` };
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim().slice(0, 300).toWellFormed();
}

/** A question that begins like a Markdown mark is still a heading. */
function escaped(heading: string): string {
  return heading.replace(/[\\`*_{}[\]<>#]/gu, "\\$&");
}
