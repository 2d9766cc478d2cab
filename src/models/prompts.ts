import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { AppError, messageOf } from "../shared/errors.ts";

/** The instructions of one model call: a text with `{{inputs}}`, and the name of the shape that the answer has. */
export type Prompt = {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly text: string;
};

const headSchema = z.strictObject({ inputs: z.array(z.string().regex(/^\w+$/)).min(1), output: z.string().min(1) });

/**
 * Reads `prompts/<step>.md`: front matter with `inputs` and `output`, then the text.
 *
 * @throws AppError `content.invalid` that names every broken file and why.
 */
export function loadPrompts(folder: string): ReadonlyMap<string, Prompt> {
  const faults: string[] = [];
  const prompts = new Map<string, Prompt>();
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".md")) : [];
  for (const file of files.sort()) {
    const path = join(folder, file);
    try {
      prompts.set(basename(file, ".md"), parsePrompt(basename(file, ".md"), readFileSync(path, "utf8")));
    } catch (error) {
      const reason =
        error instanceof z.ZodError
          ? `its front matter must have "inputs" (a list of names) and "output" (a name), and nothing else`
          : messageOf(error);
      faults.push(`${path}: ${reason}`);
    }
  }
  if (faults.length > 0) {
    throw new AppError(
      "content.invalid",
      `The prompt files can't be used. Mend them and start again:\n- ${faults.join("\n- ")}`,
    );
  }
  return prompts;
}

function parsePrompt(name: string, file: string): Prompt {
  const match = /^---\n(?<head>[\s\S]*?)\n---\n(?<text>[\s\S]*)$/u.exec(file.replaceAll("\r\n", "\n"));
  if (match?.groups?.head === undefined || match.groups.text === undefined)
    throw new Error("it has no front matter between two lines of ---");
  const { inputs, output } = headSchema.parse(parse(match.groups.head));
  const text = match.groups.text.trim();
  if (text === "") throw new Error("it has no text");
  const used = new Set(Array.from(text.matchAll(/\{\{(\w+)\}\}/gu), ([, input]) => input ?? ""));
  const unknown = [...used].filter((input) => !inputs.includes(input));
  const unused = inputs.filter((input) => !used.has(input));
  if (unknown.length > 0) throw new Error(`{{${unknown.join("}}, {{")}}} is not among its inputs`);
  if (unused.length > 0) throw new Error(`its input ${unused.join(", ")} does not stand in the text`);
  return { name, inputs, output, text };
}
