import { type Call, type Core, type Handler, type Handlers, Reply } from "../core.ts";
import { refusals } from "../refusal.ts";
import { checkCommand, checkCommands } from "../rules/commands.ts";
import { isRecord } from "../shapes.ts";

/** The commands of the application: those for everywhere, and those of one guild. */
export function createCommandHandlers(core: Core): Handlers {
  const { commands, world, applicationId } = core;

  /** The guild that a request is about, or null for everywhere. */
  const placeOf = ({ params }: Call): string | null => {
    if (params.application_id !== applicationId) throw refusals.missingAccess();
    const { guild_id: id } = params;
    if (id !== undefined && !world.guilds.some((guild) => guild.id === id)) throw refusals.missingAccess();
    return id ?? null;
  };

  const work = {
    list: (call) => commands.list(placeOf(call)),
    create: (call) => {
      const place = placeOf(call);
      checkCommand(call.json);
      const { command, isNew } = commands.put(place, call.json);
      return new Reply(isNew ? 201 : 200, command);
    },
    bulk_set: (call) => {
      const place = placeOf(call);
      checkCommands(call.json);
      return commands.replaceAll(place, Array.isArray(call.json) ? call.json : []);
    },
    get: (call) => commands.get(placeOf(call), call.params.command_id ?? ""),
    update: (call) => {
      const place = placeOf(call);
      const before = commands.get(place, call.params.command_id ?? "");
      const { id: _id, version: _version, application_id: _application, guild_id: _guild, ...fields } = before;
      const whole = { ...fields, ...(isRecord(call.json) ? call.json : {}) };
      checkCommand(whole);
      if (whole.name !== before.name) commands.remove(place, before.id);
      return commands.put(place, whole).command;
    },
    delete: (call) => commands.remove(placeOf(call), call.params.command_id ?? ""),
  } satisfies Record<string, Handler>;

  return {
    list_application_commands: work.list,
    create_application_command: work.create,
    bulk_set_application_commands: work.bulk_set,
    get_application_command: work.get,
    update_application_command: work.update,
    delete_application_command: work.delete,
    list_guild_application_commands: work.list,
    create_guild_application_command: work.create,
    bulk_set_guild_application_commands: work.bulk_set,
    get_guild_application_command: work.get,
    update_guild_application_command: work.update,
    delete_guild_application_command: work.delete,
  };
}
