import type { Component } from "./shapes.ts";

/** Components with Discord's numeric ids: those that the bot chose stay, the others are counted up from 1. */
export function withIds(components: readonly Component[]): readonly Component[] {
  const taken = new Set(components.flatMap(idsOf));
  let last = 0;
  const next = (): number => {
    do last += 1;
    while (taken.has(last));
    return last;
  };
  const give = (one: Component): Component => {
    const id = one.id > 0 ? one.id : next();
    return {
      ...one,
      id,
      ...(one.components === undefined ? {} : { components: one.components.map(give) }),
      ...(one.component === undefined ? {} : { component: give(one.component) }),
      ...(one.accessory === undefined ? {} : { accessory: give(one.accessory) }),
    };
  };
  return components.map(give);
}

function idsOf({ id, components = [], component, accessory }: Component): readonly number[] {
  const inner = [...components, ...(component ? [component] : []), ...(accessory ? [accessory] : [])];
  return [...(id > 0 ? [id] : []), ...inner.flatMap(idsOf)];
}

/** All components of a message or modal that a person can use, in reading order. */
export function inputsOf(components: readonly Component[]): readonly Component[] {
  return components.flatMap((one) => [
    ...(one.custom_id === undefined && one.url === undefined ? [] : [one]),
    ...inputsOf(one.components ?? []),
    ...inputsOf([one.component, one.accessory].filter((inner) => inner !== undefined)),
  ]);
}
