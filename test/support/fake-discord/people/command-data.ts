import type { Command, CommandOption, CommandStore } from "../command-store.ts";
import type { Files } from "../files.ts";
import { memberShape, PERMISSIONS } from "../gateway/member.ts";
import { lengthOf } from "../length.ts";
import { isRecord, type Json, type User } from "../shapes.ts";
import type { Channel } from "../world.ts";

/** What a person fills in: a text, number or switch; a person; or a file. */
export type OptionValue =
  | string
  | number
  | boolean
  | { readonly user: User }
  | { readonly name: string; readonly bytes: Buffer };

export type OptionValues = Readonly<Record<string, OptionValue>>;

/** Where a command is used, and by whom. */
type Place = { readonly channel: Channel; readonly locale: string; readonly files: Files };

const TYPES = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  number: 10,
  attachment: 11,
} as const;

/** A command as the person typed it, resolved to its definition: `/expo book` is the sub-command book of expo. */
export type Typed = {
  readonly command: Command;
  readonly path: readonly CommandOption[];
  readonly options: readonly CommandOption[];
};

/** Finds a command by its words, in the person's language or as it is named. Throws where there is none such here. */
export function findTyped(commands: CommandStore, { channel, locale }: Place, words: string): Typed {
  const [name = "", ...rest] = words.replace(/^\//u, "").split(" ");
  const guildId = channel.guild?.id ?? null;
  const all = [...(guildId === null ? [] : commands.list(guildId)), ...commands.list(null)];
  const isMeant = (one: { name: string; name_localizations?: Readonly<Record<string, string>> | null }, word: string) =>
    one.name === word || one.name_localizations?.[locale] === word;
  const command = all.find((one) => one.type === 1 && isMeant(one, name));
  if (command === undefined)
    throw new Error(`there is no command "/${name}" here, only: ${all.map((one) => `/${one.name}`).join(", ")}`);
  const isDirect = guildId === null;
  const isOffered = command.contexts === null || command.contexts.includes(isDirect ? 1 : 0);
  if (!isOffered || (isDirect && command.dm_permission === false))
    throw new Error(`Discord does not offer "/${name}" in this kind of place`);
  const path: CommandOption[] = [];
  let options = command.options;
  for (const word of rest) {
    const next = options.find((one) => one.type <= TYPES.group && isMeant(one, word));
    if (next === undefined) throw new Error(`"/${name}" has no sub-command "${word}"`);
    path.push(next);
    options = next.options ?? [];
  }
  if (options.some(({ type }) => type <= TYPES.group)) throw new Error(`"${words}" needs a sub-command`);
  return { command, path, options };
}

/**
 * The data of a command's interaction. It throws where Discord's client would not send the command: an unknown or
 * missing option, a wrong type, or a value out of its limits. `focused` is the option that is still being typed.
 */
export function commandData(typed: Typed, values: OptionValues, place: Place, focused?: string): Json {
  const { command, path, options } = typed;
  for (const name of Object.keys(values))
    if (!options.some((one) => one.name === name)) throw new Error(`"/${command.name}" has no option "${name}"`);
  const resolved: Record<string, Record<string, Json>> = {};
  const filled = options.flatMap((option) => {
    const value = values[option.name];
    if (value === undefined && option.required && focused === undefined)
      throw new Error(`"/${command.name}" needs the option "${option.name}"`);
    if (value === undefined) return [];
    const isFocused = option.name === focused;
    if (!isFocused) refuseUnfit(option, value);
    const sent = sentValue(option, value, place, resolved);
    return [{ name: option.name, type: option.type, value: sent, ...(isFocused ? { focused: true } : {}) }];
  });
  const nested = path.reduceRight<readonly Json[]>((inner, { name, type }) => [{ name, type, options: inner }], filled);
  return {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(nested.length > 0 ? { options: nested } : {}),
    ...(Object.keys(resolved).length > 0 ? { resolved } : {}),
    ...(command.guild_id === undefined ? {} : { guild_id: command.guild_id }),
  };
}

function refuseUnfit(option: CommandOption, value: OptionValue): void {
  const { name, type, choices = [], min_length = 0, max_length = 6_000, min_value, max_value } = option;
  const fail = (why: string): never => {
    throw new Error(`Discord does not send the option "${name}": ${why}`);
  };
  if (type === TYPES.string && typeof value !== "string") fail("it is no text");
  if ((type === TYPES.integer || type === TYPES.number) && typeof value !== "number") fail("it is no number");
  if (type === TYPES.integer && !Number.isSafeInteger(value)) fail("it is no whole number");
  if (type === TYPES.boolean && typeof value !== "boolean") fail("it is no switch");
  if (choices.length > 0 && !choices.some((one) => one.name === value || one.value === value)) fail("it is no choice");
  if (typeof value === "string" && (lengthOf(value) < min_length || lengthOf(value) > max_length)) fail("its length");
  if (typeof value === "number" && (value < (min_value ?? value) || value > (max_value ?? value))) fail("its size");
}

function sentValue(
  { type, choices = [] }: CommandOption,
  value: OptionValue,
  { channel, files }: Place,
  resolved: Record<string, Record<string, Json>>,
): string | number | boolean {
  const keep = (kind: string, id: string, shape: Json) => {
    resolved[kind] = { ...resolved[kind], [id]: shape };
  };
  if (!isRecord(value))
    return choices.find(({ name }) => name === value)?.value ?? (value as string | number | boolean);
  if ("user" in value) {
    const { user } = value;
    keep("users", user.id, user);
    if (channel.guild !== null) keep("members", user.id, { ...memberShape(), permissions: PERMISSIONS });
    return user.id;
  }
  if (type !== TYPES.attachment) throw new Error("a file was given to an option that takes none");
  const attachment = files.add(channel.id, { ...value, isEphemeral: true });
  keep("attachments", attachment.id, attachment);
  return attachment.id;
}
