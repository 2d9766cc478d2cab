/** A company as its dossier describes it. Who is to be contacted is encrypted, and stands apart. */
export type Company = {
  readonly id: string;
  /** ISO 3166-1 alpha-2, where it is registered. */
  readonly country: string;
  /** In mainland China the unified social credit code, elsewhere a tax or registration number; unique in its country. */
  readonly code: string;
  /** As on the licence. */
  readonly name: string;
  /** For the fascia board of a booth. */
  readonly englishName: string | null;
  /** The id of a product category. */
  readonly category: string;
  readonly website: string | null;
  /** Whether nothing is missing: a company whose contact was erased or has left lacks one. */
  readonly complete: boolean;
};

/** Whom to reach in a company. */
export type Contact = {
  readonly name: string;
  /** E.164. */
  readonly phone: string;
  readonly email: string;
};

/** What a dossier asks of a company itself. */
export type Profile = Omit<Company, "id" | "complete">;

/** What may be changed later: a company with another number is another company. */
export type ChangeableField = "name" | "englishName" | "category" | "website";

/** Mainland China, whose companies have a unified social credit code. */
export const CHINA = "CN";

/** A company in a list: its name, and the English one where it has one. */
export function companyTitle({ name, englishName }: Pick<Company, "name" | "englishName">): string {
  return englishName === null || englishName === name ? name : `${name} (${englishName})`;
}

/** A contact as others see it: enough to be recognised by who knows it, too little for who does not. */
export function maskContact({ name, phone, email }: Contact): Contact {
  const [local = "", domain = ""] = email.split("@");
  return {
    name: `${[...name][0] ?? ""}${MASK}`,
    phone: `${phone.slice(0, 3)}${MASK}${phone.slice(-3)}`,
    email: `${local.slice(0, 1)}${MASK}@${domain}`,
  };
}

const MASK = "•••";
