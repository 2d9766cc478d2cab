import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { z } from "zod";
import type { Field, Parsed } from "../../message/form.ts";
import { type Localizable, localized, sequence, written } from "../../message/text.ts";
import { PRODUCT_CATEGORIES } from "./categories.ts";
import { CHINA } from "./company.ts";
import type { FindCountry } from "./countries.ts";
import { type CreditCodeFault, normaliseCode, readCreditCode } from "./credit-code.ts";

/** What a dossier asks, a field each: what it takes, and what is wrong with what it does not take. */
export const nameField: Field = {
  ...required("name", localized("company.name"), 120),
  help: localized("company.nameHelp"),
  parse: (answer) => (/\p{L}.*\p{L}/su.test(answer) ? right(oneLine(answer)) : wrong(localized("company.nameWrong"))),
};

export const creditCodeField: Field = {
  ...required("code", localized("company.code"), 60),
  help: localized("company.codeHelp"),
  parse: (answer) => {
    const read = readCreditCode(answer);
    return read.ok ? right(read.code) : wrong(explainFault(read));
  },
};

/** A number of a register or a tax office, which differ from country to country. */
export const registrationField: Field = {
  ...required("code", localized("company.registration"), 60),
  help: localized("company.registrationHelp"),
  parse: (answer) => {
    const code = normaliseCode(answer);
    return /^[\p{L}\p{N}]{4,30}$/u.test(code) && /\p{N}/u.test(code)
      ? right(code)
      : wrong(localized("company.registrationWrong"));
  },
};

export function createCountryField(findCountry: FindCountry): Field {
  return {
    ...required("country", localized("company.country"), 80),
    help: localized("company.countryHelp"),
    parse: (answer) => {
      const code = findCountry(answer);
      if (code === null) return wrong(localized("company.countryWrong", { said: written(answer) }));
      return code === CHINA ? wrong(localized("company.countryChina")) : right(code);
    },
  };
}

export const englishNameField: Field = {
  ...optional("englishName", localized("company.englishName"), 80),
  help: localized("company.englishNameHelp"),
  parse: (answer) =>
    /^[\p{sc=Latin}\p{N}\p{P}\p{S}\p{Zs}]+$/u.test(answer) && /\p{L}/u.test(answer)
      ? right(oneLine(answer))
      : wrong(localized("company.englishNameWrong")),
};

export const categoryField: Field = {
  ...required("category", localized("company.category"), 40),
  kind: "choice",
  options: PRODUCT_CATEGORIES.map(({ id, label }) => ({ value: id, label })),
  parse: right,
};

export const websiteField: Field = {
  ...optional("website", localized("company.website"), 300),
  parse: (answer) => {
    const address = /^[a-z][a-z\d+.-]*:/iu.test(answer) ? answer : `https://${answer}`;
    const isAddress = z.url({ protocol: /^https?$/u, hostname: z.regexes.domain }).safeParse(address).success;
    return isAddress ? right(address) : wrong(localized("company.websiteWrong"));
  },
};

export const contactNameField: Field = {
  ...required("contact", localized("company.contactName"), 80),
  help: localized("company.contactHelp"),
  parse: (answer) => (/\p{L}/u.test(answer) ? right(oneLine(answer)) : wrong(localized("company.contactNameWrong"))),
};

/** A number without a country's prefix counts as one of mainland China. */
export const phoneField: Field = {
  ...required("phone", localized("company.phone"), 40),
  help: localized("company.phoneHelp"),
  parse: (answer) => {
    const phone = parsePhoneNumberFromString(answer.normalize("NFKC"), CHINA);
    return phone?.isValid() ? right(phone.number) : wrong(localized("company.phoneWrong"));
  },
};

export const emailField: Field = {
  ...required("email", localized("company.email"), 254),
  kind: "email",
  parse: (answer) => {
    const email = answer.normalize("NFKC").replace(/^mailto:/iu, "");
    return z.email().safeParse(email).success ? right(email) : wrong(localized("company.emailWrong"));
  },
};

/** Which colleague an invitation is for. */
export const colleagueField: Field = {
  ...required("colleague", localized("company.colleague"), 80),
  help: localized("company.colleagueHelp"),
  parse: (answer) => (/\p{L}/u.test(answer) ? right(oneLine(answer)) : wrong(localized("company.contactNameWrong"))),
};

function explainFault(fault: CreditCodeFault): Localizable {
  const compare = localized("company.codeCompare");
  switch (fault.fault) {
    case "length":
      return sequence(localized("company.codeLength", { length: fault.length }), compare);
    case "character": {
      const { position, found, instead } = fault;
      const letter = localized("company.codeCharacter", { position, found: written(found) });
      return instead === null
        ? sequence(letter, compare)
        : sequence(letter, localized("company.codeInstead", { instead }), compare);
    }
    case "region":
      return sequence(localized("company.codeRegion", { position: fault.position, found: fault.found }), compare);
    case "check":
      return sequence(localized("company.codeCheck", { expected: fault.expected, found: fault.found }), compare);
  }
}

type Base = Pick<Field, "name" | "kind" | "label" | "optional" | "maxLength">;

function required(name: string, label: Localizable, maxLength: number): Base {
  return { name, kind: "text", label, optional: false, maxLength };
}

function optional(name: string, label: Localizable, maxLength: number): Base {
  return { name, kind: "text", label, optional: true, maxLength };
}

function right(value: string): Parsed {
  return { ok: true, value };
}

function wrong(reason: Localizable): Parsed {
  return { ok: false, reason };
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}
