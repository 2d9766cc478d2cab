/** How a numbered heading begins, the outer levels first. The deeper of two that fit counts for dotted numbers. */
const NUMBERED: readonly (readonly [level: number, pattern: RegExp])[] = [
  [1, /^第[一二三四五六七八九十百零〇\d]+[编編部篇]/u],
  [
    2,
    /^(?:第[一二三四五六七八九十百零〇\d]+章|[一二三四五六七八九十]{1,3}、|(?:Chapter|Part|Title|Kapitel|Chapitre|Capítulo|Rozdział|Bölüm|Глава|Раздел)\s+[\dIVXLC]+)/iu,
  ],
  [
    3,
    /^(?:第[一二三四五六七八九十百零〇\d]+[节節条條]|[（(][一二三四五六七八九十]{1,3}[）)]|(?:Article|Section|Artikel|Abschnitt|Artículo|Artykuł|Madde|Статья)\s+[\dIVXLC]+|§\s*\d+)/iu,
  ],
];

/**
 * The level of a line that is numbered as headings are (`第二章 ...`, `一、...`, `Article 3 ...`, `2.1 Fees`); null
 * where it is none, as when it is long or ends as a sentence does.
 */
export function numberedLevel(line: string): number | null {
  if (line.length > 100 || /[.。!?！？;；:：,，、]$/u.test(line)) return null;
  // In Chinese law the words of an article follow its number on the same line.
  if (/^第[^ \s]{1,8}[条條]\s*\S{25,}/u.test(line)) return null;
  for (const [level, pattern] of NUMBERED) if (pattern.test(line)) return level;
  const dotted = /^(?<number>\d{1,2}(?:\.\d{1,2}){0,4})[.)．]?\s+\p{L}/u.exec(line)?.groups?.number;
  return dotted === undefined ? null : 1 + dotted.split(".").length;
}
