import { type Localizable, localized } from "../../message/text.ts";

/** A kind of products, and the chapters of the Harmonized System (two digits) that it stands for. */
export type ProductCategory = {
  readonly id: string;
  readonly label: Localizable;
  readonly chapters: { readonly from: number; readonly until: number } | null;
};

/** Neighbouring sections of the Harmonized System (World Customs Organization, 2022 edition), as sellers speak of them. */
export const PRODUCT_CATEGORIES: readonly ProductCategory[] = [
  { id: "food", label: localized("company.food"), chapters: { from: 1, until: 24 } },
  { id: "chemicals", label: localized("company.chemicals"), chapters: { from: 25, until: 32 } },
  { id: "beauty", label: localized("company.beauty"), chapters: { from: 33, until: 34 } },
  { id: "materials", label: localized("company.materials"), chapters: { from: 35, until: 40 } },
  { id: "leather", label: localized("company.leather"), chapters: { from: 41, until: 43 } },
  { id: "wood", label: localized("company.wood"), chapters: { from: 44, until: 49 } },
  { id: "textiles", label: localized("company.textiles"), chapters: { from: 50, until: 63 } },
  { id: "shoes", label: localized("company.shoes"), chapters: { from: 64, until: 67 } },
  { id: "ceramics", label: localized("company.ceramics"), chapters: { from: 68, until: 71 } },
  { id: "metals", label: localized("company.metals"), chapters: { from: 72, until: 83 } },
  { id: "machinery", label: localized("company.machinery"), chapters: { from: 84, until: 84 } },
  { id: "electronics", label: localized("company.electronics"), chapters: { from: 85, until: 85 } },
  { id: "vehicles", label: localized("company.vehicles"), chapters: { from: 86, until: 89 } },
  { id: "instruments", label: localized("company.instruments"), chapters: { from: 90, until: 92 } },
  { id: "furniture", label: localized("company.furniture"), chapters: { from: 94, until: 94 } },
  { id: "toys", label: localized("company.toys"), chapters: { from: 95, until: 95 } },
  { id: "other", label: localized("company.other"), chapters: null },
];

/** The words for a category; its id where it is of another version of the list. */
export function categoryLabel(id: string): Localizable | null {
  return PRODUCT_CATEGORIES.find((one) => one.id === id)?.label ?? null;
}
