import type { Translator } from "../../../i18n/translator.ts";
import type { Sealer } from "../../../shared/seal.ts";
import type { Store } from "../../../store/store.ts";
import type { FloorPlanPainter } from "../floor-plan/painter.ts";

/** What signing up for a booth takes. */
export type SignupDeps = {
  readonly store: Store;
  /** Opens what a summary shows of a contact. */
  readonly sealer: Sealer;
  readonly painter: FloorPlanPainter;
  /** Writes what goes into a file, which has one language for good. */
  readonly translator: Pick<Translator, "plain">;
};
