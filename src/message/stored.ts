import { z } from "zod";
import {
  type Button,
  LANES,
  type Mode,
  type Option,
  type Outgoing,
  type Picture,
  type Source,
  type TextFile,
} from "./outgoing.ts";
import type { Piece, Shortcut } from "./piece.ts";
import type { Block, Localizable, Param, Span } from "./text.ts";

/** The shapes in which messages lie in the store, checked when they are read back. */

const spanSchema: z.ZodType<Span> = z.lazy(() =>
  z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("text"), text: z.string() }),
    z.object({ kind: z.enum(["bold", "italic", "code"]), spans: spansSchema }),
    z.object({ kind: z.literal("link"), url: z.string(), spans: spansSchema }),
    z.object({ kind: z.literal("citation"), n: z.number() }),
    z.object({
      ...{ kind: z.literal("moment"), at: z.string(), text: z.string() },
      left: z.literal(true).exactOptional(),
    }),
  ]),
);
const spansSchema = z.array(spanSchema);

const blockSchema: z.ZodType<Block> = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(["paragraph", "heading"]), spans: spansSchema }),
  z.object({ kind: z.literal("list"), ordered: z.boolean(), items: z.array(spansSchema) }),
  z.object({ kind: z.literal("quote"), spans: spansSchema, lang: z.string().nullable() }),
]);
const richSchema = z.array(blockSchema);

const localizableSchema: z.ZodType<Localizable> = z.lazy(() =>
  z.union([
    z.object({ key: z.string(), params: z.record(z.string(), paramSchema).optional() }) as z.ZodType<Localizable>,
    z.object({ written: richSchema, lang: z.string().nullable() }),
    z.object({ all: z.array(localizableSchema) }),
    z.object({ lines: z.array(localizableSchema) }),
  ]),
);

const paramSchema: z.ZodType<Param> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.object({
      date: z.string(),
      style: z.enum(["date", "dateTime"]),
      zone: z.string().optional(),
    }) as z.ZodType<Param>,
    z.object({ date: z.string(), style: z.literal("timeLeft"), asOf: z.string() }),
    z.object({ amount: z.number(), currency: z.string() }),
    z.object({ fraction: z.number() }),
    localizableSchema,
  ]),
);

const modeSchema: z.ZodType<Mode> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("new") }),
  z.object({ kind: z.literal("replace"), message: z.string(), clock: z.literal(true).exactOptional() }),
  z.object({ kind: z.literal("private") }),
  z.object({ kind: z.literal("topic"), name: z.string() }),
]);

const fileSchema: z.ZodType<TextFile> = z.object({ name: z.string(), mime: z.string(), text: z.string() });

/** A picture as a row names it: by the SHA-256 of its bytes, which lie elsewhere, once for all who are shown them. */
export type PictureRef<T> = Omit<Picture<T>, "base64"> & { readonly sha256: string };

const mimeSchema = z.enum(["image/png", "image/jpeg"]);

function pictureSchema<T>(text: z.ZodType<T>): z.ZodType<Picture<T>> {
  const shape = { name: z.string(), mime: mimeSchema, base64: z.string(), alt: text };
  return z.object(shape) as unknown as z.ZodType<Picture<T>>;
}

/** Rows from before pictures were stored once hold the bytes themselves. */
function heldPictureSchema<T>(text: z.ZodType<T>): z.ZodType<Picture<T> | PictureRef<T>> {
  const shape = { name: z.string(), mime: mimeSchema, sha256: z.string(), alt: text };
  return z.union([z.object(shape) as unknown as z.ZodType<PictureRef<T>>, pictureSchema(text)]);
}

const sourceSchema: z.ZodType<Source<string>> = z.object({
  n: z.number(),
  title: z.string(),
  issuer: z.string().nullable(),
  published: z.string().nullable(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  heading: z.string().nullable(),
  quote: z.string(),
  lang: z.string(),
  origin: z.string(),
  url: z.string().nullable(),
  act: z.string(),
});

function buttonSchema<T>(text: z.ZodType<T>): z.ZodType<Button<T, string>> {
  return z.discriminatedUnion("kind", [
    z.object({ kind: z.enum(["act", "form"]), label: text, act: z.string() }),
    z.object({ kind: z.literal("link"), label: text, url: z.string() }),
  ]) as unknown as z.ZodType<Button<T, string>>;
}

function optionSchema<T>(text: z.ZodType<T>): z.ZodType<Option<T, string>> {
  return z.object({ label: text, description: text.optional(), act: z.string() }) as unknown as z.ZodType<
    Option<T, string>
  >;
}

/** A message as it is queued: keys instead of words, tokens instead of intents. */
export type StoredOutgoing = Outgoing<Localizable, string>;

/** The same as a row of the outbox holds it: its pictures may lie elsewhere. */
export type HeldOutgoing = Omit<StoredOutgoing, "parts"> & {
  readonly parts: readonly (
    | Exclude<StoredOutgoing["parts"][number], { readonly kind: "picture" }>
    | { readonly kind: "picture"; readonly picture: Picture<Localizable> | PictureRef<Localizable> }
  )[];
};

export const storedOutgoingSchema = outgoingSchema(
  pictureSchema(localizableSchema),
) as unknown as z.ZodType<StoredOutgoing>;

export const heldOutgoingSchema = outgoingSchema(
  heldPictureSchema(localizableSchema),
) as unknown as z.ZodType<HeldOutgoing>;

function outgoingSchema<P>(picture: z.ZodType<P>) {
  return z.object({
    parts: z.array(
      z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("text"), text: localizableSchema }),
        z.object({
          kind: z.literal("card"),
          title: localizableSchema,
          text: localizableSchema.optional(),
          fields: z.array(z.object({ label: localizableSchema, value: localizableSchema })),
        }),
        z.object({ kind: z.literal("buttons"), buttons: z.array(buttonSchema(localizableSchema)) }),
        z.object({
          kind: z.literal("choice"),
          prompt: localizableSchema,
          options: z.array(optionSchema(localizableSchema)),
        }),
        z.object({ kind: z.literal("sources"), sources: z.array(sourceSchema) }),
        z.object({ kind: z.literal("picture"), picture }),
        z.object({ kind: z.literal("file"), file: fileSchema }),
      ]),
    ),
    mode: modeSchema,
    lane: z.enum(LANES),
    expiresAt: z.string().nullable(),
  });
}

const shortcutSchema: z.ZodType<Shortcut> = z.object({
  input: z.string(),
  label: z.string(),
  kind: z.enum(["act", "form", "source"]),
  act: z.string(),
});

/** A piece as its row holds it: its picture may lie elsewhere. */
export type HeldPiece = Omit<Piece, "picture"> & {
  readonly picture?: Picture<string> | PictureRef<string> | undefined;
};

/** A frozen piece. */
export const heldPieceSchema: z.ZodType<HeldPiece> = z.object({
  mode: modeSchema,
  text: richSchema,
  rows: z.array(z.array(buttonSchema(z.string()))),
  select: z.object({ prompt: z.string(), options: z.array(optionSchema(z.string())) }).nullable(),
  sources: z.array(sourceSchema),
  shortcuts: z.array(shortcutSchema),
  file: fileSchema.nullable(),
  picture: heldPictureSchema(z.string()).optional(),
});
