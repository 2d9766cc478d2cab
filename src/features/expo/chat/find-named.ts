import type { Expo } from "../expo.ts";

/** The expos that a person may mean: the one with this id, else those whose name or city has these words in it. */
export function findNamed(expos: readonly Expo[], said: string): readonly Expo[] {
  const wanted = fold(said);
  const exact = expos.filter(({ id }) => id === wanted);
  if (exact.length > 0) return exact;
  return expos.filter(({ name, city, cityNames = {} }) =>
    [city, ...Object.values(cityNames), ...Object.values(name)].some((one) => fold(one).includes(wanted)),
  );
}

/** Capitals and accents don't matter, nor the dot of a Turkish i. */
function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ı", "i").trim();
}
