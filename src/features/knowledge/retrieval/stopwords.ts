import { ara, deu, eng, fra, hin, jpn, pol, rus, spa, tha, tur, zho } from "stopword";
import { fold } from "./fold.ts";

/** Words of questions that stop-word lists leave out, and that say nothing about what is asked. */
const QUESTION_WORDS: Readonly<Record<string, string>> = {
  en: "how many much what which who whom whose when where why does did do is are was were there any please tell me about can could would should will may take takes took taken part get gets got give gives gave make makes made go goes went come comes came happen happens happened",
  zh: "什么 多少 几 几个 哪 哪些 哪个 哪家 哪里 谁 怎么 怎样 如何 为什么 吗 呢 吧 请问 请 是 有 的 了 都 能 可以 要 会 在 和 与 我 我们 你 啥 叫 个 这 那 是否 一下 告诉 关于 到底",
  tr: "ne nedir nasil kac kaç kadar kim kimdir hangi nerede neden mi mı mu mü var midir mıdır peki",
  ar: "ما ماذا متى كم من أين كيف هل لماذا أي هو هي بلغ عدد",
  ru: "что кто где когда как какой какая какие каких какими сколько ли почему есть",
  es: "que qué cual cuál cuales cuáles cuanto cuánto cuantos cuántos cuando cuándo donde dónde quien quién como cómo hay",
  fr: "que quoi quel quelle quels quelles combien quand où qui comment pourquoi est-ce quelles",
  de: "was wer wann wo wie welche welcher welches wieviel viele viel warum gibt es",
  pl: "co kto kiedy gdzie jak jaki jaka jakie które który która ile ilu czy dlaczego jest",
  ja: "何 いつ どこ 誰 だれ どの どれ いくら いくつ なぜ どう です ます か ください ある あり ありますか",
  th: "อะไร เมื่อไร เมื่อไหร่ ที่ไหน ใคร อย่างไร เท่าไร เท่าไหร่ กี่ ทำไม ไหม มี คือ",
  hi: "क्या कौन कब कहाँ कहां कैसे कितना कितने कितनी क्यों है हैं कौनसा कौनसी",
};

const LISTS: Readonly<Record<string, readonly string[]>> = {
  en: eng,
  zh: zho,
  tr: tur,
  ar: ara,
  ru: rus,
  es: spa,
  fr: fra,
  de: deu,
  pl: pol,
  ja: jpn,
  th: tha,
  hi: hin,
};

const sets = new Map<string, ReadonlySet<string>>();

/** The folded stop words of a language (its primary subtag); empty for one without a list. */
export function stopWords(primary: string): ReadonlySet<string> {
  const known = sets.get(primary);
  if (known !== undefined) return known;
  const listed = Object.hasOwn(LISTS, primary);
  const words = listed ? [...(LISTS[primary] ?? []), ...(QUESTION_WORDS[primary] ?? "").split(" ")] : [];
  const made = new Set(words.map((word) => fold(word, primary)).filter((word) => word !== ""));
  sets.set(primary, made);
  return made;
}
