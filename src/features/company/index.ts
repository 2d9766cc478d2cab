/** The company that a person acts for, as other parts of the program may use it. */

export { findCompanies, findCompany, findCompanyOf } from "./companies.ts";
export { type Company, type Contact, companyTitle } from "./company.ts";
export { CONTACT_PURPOSE, findContact } from "./contacts.ts";
export { type CreditCodeFault, readCreditCode } from "./credit-code.ts";
export { beginDossier } from "./dossier.ts";
export { createCompanyFeature } from "./feature.ts";
export { isMember, listMemberIds, listMembers } from "./members.ts";
export { summariseCompany } from "./present.ts";
export { decideRequest, listRequests, requestNumber } from "./requests.ts";
export { checkSecrets, resealCompanies } from "./reseal.ts";
export type { Continuation } from "./returns.ts";
export { companySchema } from "./tables.ts";
