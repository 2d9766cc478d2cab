/** What the commands are tried on. */
export const IZMIR = `---
id: izmir-fees
title: Fees of the Izmir fair
issuer: Fair office
published: "2026-01-15"
lang: en
---
# Fees of the Izmir fair

A booth at the Izmir fair costs 420 euros per square metre.

Exhibitors pay the fee before 1 March.
`;
export const WARSAW = "# Warsaw fair\n\nThe Warsaw fair takes place in the Expo XXI hall in October.\n";
export const QUESTIONS = [
  {
    id: "q1",
    lang: "en",
    question: "What does a booth at the Izmir fair cost?",
    answerable: true,
    gold_evidence: "costs  420 Euros per square metre",
    seed_file: "izmir.md",
    answers: ["420 euros"],
    kind: "figure",
    colour: "an unknown key",
  },
  { id: 2, lang: "tr", question: "Reykjavik'te saç kesimi kaç para?", answerable: false },
];

export const STARTER_QUESTION = "How many companies took part in the 2017 expo in Turkey?";

/** The documents and questions as files. */
export const SAMPLE_FILES = {
  "docs/izmir.md": IZMIR,
  "docs/warsaw.md": WARSAW,
  "questions.jsonl": QUESTIONS.map((question) => `${JSON.stringify(question)}\n`).join(""),
};
