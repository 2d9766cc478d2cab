/** One document of a benchmark's data, as its engines see it: text only, since the published figures are without titles. */
export type BenchDoc = { readonly id: string; readonly text: string; readonly lang: string };

/** What is searched for, with the language it is asked in (any BCP 47 tag). */
export type BenchSearch = { readonly text: string; readonly lang: string };

/** A built index. */
export type Engine = {
  /** The ids of the best `top` documents, best first. */
  readonly search: (query: BenchSearch, top: number) => Found;
  /** Bytes of the index by field; absent where the engine can't tell. */
  readonly bytes?: () => Readonly<Record<string, number>>;
  /** Opens the index anew from its stored bytes; absent where it is only held in memory. */
  readonly reload?: () => Engine;
  readonly close?: () => void;
};

/** Some engines answer later; those that don't are not made to wait. */
export type Found = readonly string[] | Promise<readonly string[]>;

/** One engine in one setup. */
export type Contender = {
  /** As `--only` takes it. */
  readonly name: string;
  /** How it is set up, in one line. */
  readonly setup: string;
  /** Whether it is another's search engine as it comes; ours, and another's engine over our tokens, are not. */
  readonly stock: boolean;
  /** @param lang the language of the documents; where they are of several, that of the first. */
  readonly build: (docs: readonly BenchDoc[], lang: string) => Promise<Engine>;
};
