/**
 * Keeps the latest results of a function of two texts, so that what is asked again and again is worked out once.
 *
 * @param limit how many results are kept; the one that was asked for longest ago goes first.
 */
export function remember<T extends object>(
  work: (text: string, lang: string) => T,
  limit: number,
): (text: string, lang: string) => T {
  const kept = new Map<string, T>();
  return (text, lang) => {
    const key = `${lang}\n${text}`;
    const result = kept.get(key) ?? work(text, lang);
    // What was asked for last stands last.
    kept.delete(key);
    kept.set(key, result);
    const [oldest] = kept.keys();
    if (kept.size > limit && oldest !== undefined) kept.delete(oldest);
    return result;
  };
}
