import { describe, expect, test } from "vitest";
import { type QuestionKind, readAsking } from "../../../../src/features/knowledge/question/question-kind.ts";
import { primaryOf } from "../../../../src/features/knowledge/retrieval/analyse.ts";

/** Questions as people ask them, by what they ask for. */
const QUESTIONS: Readonly<Record<string, Readonly<Record<QuestionKind, readonly string[]>>>> = {
  en: {
    figure: [
      "How many overseas warehouses does Hangzhou have?",
      "how much was the booth fee",
      "What percentage of the fee is paid back?",
      "turnover of the Turkey expo",
    ],
    when: ["When did the expo open?", "What year was PingPong founded?", "Since when is it in force?"],
    who: ["Who founded Alibaba?", "Whose warehouses are in Chicago?", "whom do I ask about a carnet"],
    other: ["What is IOSS?", "Is tea taxed?", "Which products are free of duty?"],
  },
  "zh-Hans": {
    figure: ["杭州有多少海外仓？", "展位费是几千元？", "补贴百分之几？", "土耳其展会的交易额"],
    when: ["展会什么时候开幕？", "PingPong是哪一年成立的？", "啥时候报名"],
    who: ["阿里巴巴是谁创办的？", "海外仓是哪家公司的？", "哪几家企业在美国建了仓", "那个律师叫什么名字"],
    other: ["什么是海外仓？", "茶叶要交税吗？", "怎么申请补贴", "多建几个海外园区有没有奖励"],
  },
  "zh-Hant": {
    figure: ["杭州有多少海外倉？", "展會面積是幾平方米？"],
    when: ["展會什麼時候開幕？", "何時生效？"],
    who: ["創辦人是誰？", "哪家公司有倉庫？"],
    other: ["什麼是海外倉？", "怎麼申請補貼？"],
  },
  tr: {
    figure: ["Fuara kaç alıcı geldi?", "Stant ücreti ne kadar?", "Ücretin yüzde kaçı ödeniyor?"],
    when: ["Fuar ne zaman açıldı?", "Hangi yıl kuruldu?"],
    who: ["Alibaba'yı kim kurdu?", "Kurucusu kimdir?"],
    other: ["IOSS nedir?", "Çay için vergi var mı?"],
  },
  ar: {
    figure: ["كم عدد المستودعات الخارجية؟", "بكم رسوم الجناح؟", "ما نسبة الدعم؟", "قديش سعر الجناح؟"],
    when: ["متى افتتح المعرض؟", "في أي عام تأسست الشركة؟", "امتى يبدأ؟"],
    who: ["من أسس علي بابا؟", "من هو رئيس الشركة؟", "مين صاحب المستودع؟"],
    other: ["ما هو نظام IOSS؟", "هل الشاي معفى من الضريبة؟"],
  },
  ru: {
    figure: ["Сколько складов у Ханчжоу?", "На сколько выросла торговля?", "Какая доля возвращается?"],
    when: ["Когда открылась выставка?", "В каком году основана компания?"],
    who: ["Кто основал Alibaba?", "Чей это склад?", "У кого спросить?"],
    other: ["Что такое IOSS?", "Облагается ли чай налогом?"],
  },
  es: {
    figure: ["¿Cuántos almacenes tiene Hangzhou?", "¿Cuánto cuesta el stand?", "¿Qué porcentaje se paga?"],
    when: ["¿Cuándo abrió la feria?", "¿En qué año se fundó?"],
    who: ["¿Quién fundó Alibaba?", "¿Quiénes son los compradores?"],
    other: ["¿Qué es el IOSS?", "¿Hay impuestos sobre el té?"],
  },
  fr: {
    figure: ["Combien d'entrepôts a Hangzhou ?", "Quel pourcentage est remboursé ?", "Quel est le montant ?"],
    when: ["Quand la foire a-t-elle ouvert ?", "En quelle année a-t-elle été fondée ?"],
    who: ["Qui a fondé Alibaba ?", "Comment s'appelle l'avocat ?"],
    other: ["Qu'est-ce que l'IOSS ?", "Le thé est-il taxé ?"],
  },
  de: {
    figure: ["Wie viele Lager hat Hangzhou?", "Wie hoch ist die Gebühr?", "Wieviel kostet der Stand?"],
    when: ["Wann öffnete die Messe?", "In welchem Jahr wurde sie gegründet?"],
    who: ["Wer hat Alibaba gegründet?", "Wem gehört das Lager?", "Wie heißt der Anwalt?"],
    other: ["Was ist IOSS?", "Wird Tee besteuert?"],
  },
  pl: {
    figure: ["Ile magazynów ma Hangzhou?", "Ilu kupców przyszło?", "Jak wysoki jest podatek?"],
    when: ["Kiedy otwarto targi?", "W którym roku założono firmę?"],
    who: ["Kto założył Alibabę?", "Kogo zapytać?"],
    other: ["Co to jest IOSS?", "Czy herbata jest opodatkowana?"],
  },
  ja: {
    figure: ["杭州に海外倉庫はいくつありますか", "ブースはいくらですか", "来場者は何人ですか", "面積は？"],
    when: ["展示会はいつですか", "何年に設立されましたか"],
    who: ["アリババを創業したのは誰ですか", "弁護士は何という人ですか"],
    other: ["IOSSとは？", "お茶に税金はかかりますか"],
  },
  th: {
    figure: ["หางโจวมีคลังสินค้ากี่แห่ง", "ค่าบูธเท่าไหร่", "ราคาเท่าไรครับ"],
    when: ["งานแสดงสินค้าเปิดเมื่อไหร่", "ก่อตั้งปีไหน"],
    who: ["ใครก่อตั้งอาลีบาบา", "ทนายชื่ออะไร"],
    other: ["IOSS คืออะไร", "ชาต้องเสียภาษีไหม"],
  },
  hi: {
    figure: ["हांगझोउ में कितने गोदाम हैं?", "बूथ का शुल्क कितना है?", "कंपनियों की संख्या?"],
    when: ["मेला कब खुला?", "कंपनी किस साल बनी?"],
    who: ["अलीबाबा की स्थापना किसने की?", "मालिक कौन है?"],
    other: ["IOSS क्या है?", "क्या चाय पर कर लगता है?"],
  },
};

describe.each(Object.entries(QUESTIONS))("%s", (lang, kinds) => {
  const rows = Object.entries(kinds).flatMap(([kind, questions]) => questions.map((question) => [question, kind]));
  test.each(rows)("%s asks for: %s", (question, kind) => {
    expect(readAsking(question ?? "", primaryOf(lang)).kind).toBe(kind);
  });
});

describe("what is left of a question", () => {
  test.each([
    ["en", "How many warehouses did they open?", ["warehouses", "open"], ["how many"]],
    ["zh", "杭州有多少海外仓？", ["杭州", "海外仓"], ["多少"]],
    ["de", "Wie viele Lager gibt es?", ["lager"], ["wie viele"]],
    ["th", "ค่าบูธเท่าไหร่", ["ค่าบูธ"], ["เท่าไหร่"]],
  ])("%s: of %s is its subject", (primary, question, left, gone) => {
    const { subject } = readAsking(question, primary);
    for (const word of left) expect(subject).toContain(word);
    for (const word of gone) expect(subject).not.toContain(word);
  });
});

describe("what is counted", () => {
  test("stands before or after the words that ask", () => {
    expect(readAsking("In Hangzhou, how many warehouses are there?", "en").halves).toMatchObject({
      before: expect.stringContaining("in hangzhou"),
      after: expect.stringContaining("warehouses"),
    });
    expect(readAsking("展品有多少件", "zh").halves).toMatchObject({ before: "展品有", after: "" });
    expect(readAsking("who came?", "en").halves).toBeNull();
  });

  test("is the noun itself where that alone asks", () => {
    expect(readAsking("turnover of the expo", "en").halves?.after).toBe("turnover");
  });
});

test("a question in a language that has no list is its own subject", () => {
  expect(readAsking("Mennyi a díj?", "hu")).toMatchObject({ kind: "other", subject: "Mennyi a díj?" });
});

test("a word of the language's prototype is no language", () => {
  expect(readAsking("x", "constructor").kind).toBe("other");
});
