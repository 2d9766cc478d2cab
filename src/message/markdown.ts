/** What is markup wherever it stands, and what is so only in some places. */
const MARKUP =
  /[\\*_~`|<]|^[ \t]*(?:[>#]|[-+](?=\s|$|#))|(?:^[ \t]*\d*|^)\.(?=\s|$)|:(?=\/\/|$)|@(?=everyone|here|$)|(?<=\]|^)\(/gmu;

/**
 * Text as chat networks that read Markdown show it unchanged: styles, quotes, lists, links, mentions and addresses are
 * marked as plain. No text is longer in the whole than its characters are one by one, so it can be measured in parts.
 */
export function escapeMarkdown(text: string): string {
  return text.replace(MARKUP, (match) => `${match.slice(0, -1)}\\${match.slice(-1)}`);
}
