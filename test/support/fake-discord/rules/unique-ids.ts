import type { FormErrors, Path } from "../form-errors.ts";

/** Watches over the ids of one message or modal: each `custom_id`, and each numeric `id`, stands there once. */
export type UniqueIds = (path: Path, component: Record<string, unknown>) => void;

export function createUniqueIds(errors: FormErrors): UniqueIds {
  const custom = new Set<unknown>();
  const numeric = new Set<unknown>();
  return (path, { custom_id, id }) => {
    if (custom_id !== undefined && custom.has(custom_id))
      errors.add([...path, "custom_id"], "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
    custom.add(custom_id);
    if (typeof id !== "number" || id === 0) return;
    if (numeric.has(id)) errors.add([...path, "id"], "STAND_IN_ID_DUPLICATED", `the id ${id} stands here twice`);
    numeric.add(id);
  };
}
