import type { PrivacyRules } from "../../store/privacy.ts";
import type { ExpoTables } from "./tables.ts";

const EXPOS = { kept: "as long as the expo is listed", holds: "nothing", why: "halls and booths" } as const;

export const expoPrivacy: PrivacyRules<ExpoTables> = { expos: EXPOS, expo_booths: EXPOS };
