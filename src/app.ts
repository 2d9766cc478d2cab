import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Config } from "./config.ts";
import { createDesk, type Desk } from "./conversation/desk.ts";
import type { Feature } from "./conversation/feature.ts";
import { createPrivacyBook } from "./conversation/privacy-book.ts";
import { CONTACT_PURPOSE, type Continuation, companySchema, createCompanyFeature } from "./features/company/index.ts";
import {
  bookingNoticesSchema,
  bookingSchema,
  createExpoFeature,
  createFloorPlanPainter,
  createSignupContinuations,
  delegationSchema,
  expoSchema,
  findBookingCompanies,
  loadStarterExpos,
  wishesTableSchema,
} from "./features/expo/index.ts";
import {
  type Asker,
  createAnalyser,
  createAsker,
  createGrowingExpander,
  createKnowledgeBase,
  createKnowledgeFeature,
  createPhraseFinder,
  createPublicationIndexer,
  createSearcher,
  createWordWatch,
  indexSchema,
  type KnowledgeBase,
  knowledgeSchema,
  loadGlossary,
  loadStarter,
  type PublicationIndexer,
  readLiveTexts,
  regionTerms,
  type Searcher,
  versionsSchema,
  wordsSchema,
} from "./features/knowledge/index.ts";
import { createRemindersFeature, remindersSchema } from "./features/reminders/index.ts";
import { createSettingsFeature } from "./features/settings/index.ts";
import { createStaffFeature } from "./features/staff/index.ts";
import {
  ASK_PERSON,
  casePostsSchema,
  createFindStaffAnswer,
  createLexicon,
  createQuestionReader,
  createSupportFeature,
  createTakeUnanswered,
  type FindStaffAnswer,
  groupsSchema,
  supportSchema,
} from "./features/support/index.ts";
import { loadCatalogue } from "./i18n/catalogue.ts";
import { createTranslator, type Translator } from "./i18n/translator.ts";
import type { Platform } from "./message/platform.ts";
import { loadPrompts } from "./models/prompts.ts";
import { type Clock, SECOND } from "./shared/clock.ts";
import { type CrashPoint, noCrash } from "./shared/crash-points.ts";
import type { Logger } from "./shared/logger.ts";
import { createSealer, type Sealer } from "./shared/seal.ts";
import { coreSchema } from "./store/core-schema.ts";
import { coreInvariants, type Invariant } from "./store/invariants.ts";
import { keptExpirySchema } from "./store/kept-schema.ts";
import type { SchemaStep } from "./store/migrations.ts";
import { pictureSchema } from "./store/picture-schema.ts";
import { openPostgres } from "./store/postgres.ts";
import type { PrivacyBook } from "./store/privacy.ts";
import { privacySchema } from "./store/privacy-schema.ts";
import { loadSecrets } from "./store/secret-file.ts";
import { openSqlite } from "./store/sqlite.ts";
import { staffRoomSchema, staffSchema } from "./store/staff-schema.ts";
import type { Store } from "./store/store.ts";

/** The folder that holds `locales/`, `prompts/` and `data/`. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Long enough for a busy process to show a sign of life, short enough that nobody waits long when it died. */
const LEASE_MS = 8 * SECOND;

/** Every step of the schema, of the core and of all features. */
export const SCHEMA: readonly SchemaStep[] = [
  coreSchema,
  knowledgeSchema,
  supportSchema,
  versionsSchema,
  indexSchema,
  groupsSchema,
  wordsSchema,
  privacySchema,
  staffSchema,
  staffRoomSchema,
  casePostsSchema,
  keptExpirySchema,
  expoSchema,
  companySchema,
  bookingSchema,
  bookingNoticesSchema,
  remindersSchema,
  wishesTableSchema,
  pictureSchema,
  delegationSchema,
];

export type AppOptions = {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  /** Where the words and the starter content lie; the package's own where not given. */
  readonly root?: string;
  /** Features beside the product's, for tests. */
  readonly moreFeatures?: readonly Feature[];
  readonly moreSchema?: readonly SchemaStep[];
  /** What goes on after a dossier beside what the product's features do, for tests. */
  readonly continuations?: Readonly<Record<string, Continuation>>;
};

export type DeskOptions = { readonly crash?: CrashPoint; readonly leaseMs?: number };

/** The parts of the program, made and joined: no logic of its own. */
export type App = {
  readonly store: Store;
  readonly translator: Translator;
  readonly knowledge: KnowledgeBase;
  readonly ask: Asker;
  /** Every passage that is live, for benchmarks. */
  readonly readLiveTexts: () => Promise<readonly { readonly text: string; readonly lang: string }[]>;
  /** Finds passages without answering. */
  readonly search: Searcher;
  /** What staff answered to the same question, for where no document answers it. */
  readonly findStaffAnswer: FindStaffAnswer;
  /** Builds what a publication is searched by. Whoever changes what is live hands it on. */
  readonly indexer: PublicationIndexer;
  /** Opens and closes contact data. */
  readonly sealer: Sealer;
  readonly invariants: readonly Invariant[];
  /** What each table holds of people, how long, and how it is exported and erased. */
  readonly privacy: PrivacyBook;
  /** Loads the starter expos and notes into a home that never held one of theirs; returns how many notes. */
  readonly loadStarter: () => Promise<number>;
  /** The message core over some platforms. */
  readonly createDesk: (platforms: readonly Platform[], options?: DeskOptions) => Desk;
  readonly close: () => Promise<void>;
};

/** Makes everything that needs no network, opens the store and brings it up to date. */
export async function createApp({
  config,
  clock,
  log,
  root = ROOT,
  moreFeatures = [],
  moreSchema = [],
  continuations = {},
}: AppOptions): Promise<App> {
  const missing = new Set<string>();
  const translator = createTranslator(loadCatalogue(join(root, "locales")), (key) => {
    if (!missing.has(key)) log.error({ key }, "a locale key has no words");
    missing.add(key);
  });
  // Checked at start, so that a broken prompt is found now and not at the first question.
  loadPrompts(join(root, "prompts"));
  const glossary = loadGlossary(join(root, "data", "glossary.csv"));
  const terms = [...glossary, ...regionTerms(translator.languages)];
  const analyser = createAnalyser(createPhraseFinder(glossary));
  const { expand, placesIn, learn } = createGrowingExpander(terms, analyser);

  const store = await openStore(config, clock, [...SCHEMA, ...moreSchema]);
  const noticeWords = createWordWatch(store.read, learn);
  const sealer = await store
    .migrate()
    .then(noticeWords)
    .then(() => createSealer(loadSecrets(config.home, config.secret), CONTACT_PURPOSE))
    .catch(async (error: unknown) => {
      await store.close();
      throw error;
    });
  const knowledge = createKnowledgeBase({ store, analyser, noticeWords });
  const indexer = createPublicationIndexer(store, analyser);
  const ask = createAsker({ knowledge, expand, placesIn, analyser });
  const read = createQuestionReader({ expand, lexicon: createLexicon(terms, analyser) });
  const painter = createFloorPlanPainter(translator);
  const signup = { store, sealer, painter, translator };
  const features: Feature[] = [
    createKnowledgeFeature({
      store,
      ask,
      askPerson: ASK_PERSON,
      takeUnanswered: createTakeUnanswered({ store, read }),
    }),
    createSupportFeature({ store, read }),
    createStaffFeature(),
    createCompanyFeature({
      ...{ store, sealer, languages: translator.languages },
      continuations: () => ({ ...createSignupContinuations(signup), ...continuations }),
      findUsed: findBookingCompanies,
    }),
    createExpoFeature(signup),
    createRemindersFeature({ store }),
    createSettingsFeature({ store, translator, features: () => features, privacy: () => privacy }),
    ...moreFeatures,
  ];
  const privacy = createPrivacyBook(features);

  return {
    store,
    translator,
    knowledge,
    ask,
    readLiveTexts: () => readLiveTexts(store.read),
    sealer,
    search: createSearcher({ knowledge, expand }),
    findStaffAnswer: createFindStaffAnswer({ store, read }),
    indexer,
    privacy,
    invariants: [...coreInvariants, ...features.flatMap((feature) => feature.invariants ?? [])],
    loadStarter: async () => {
      await loadStarterExpos(store, join(root, "data", "expos"), clock.now());
      return loadStarter(store, join(root, "data", "knowledge"), clock.now(), indexer);
    },
    createDesk: (platforms, { crash = noCrash, leaseMs = LEASE_MS } = {}) =>
      createDesk({ store, features, platforms, translator, clock, log, crash, leaseMs }),
    close: async () => {
      await Promise.all([store.close(), painter.close()]);
    },
  };
}

/** Opens the configured database: SQLite in the home folder, or PostgreSQL. */
export async function openStore(config: Config, clock: Clock, steps: readonly SchemaStep[]): Promise<Store> {
  const { database } = config;
  return database.kind === "sqlite"
    ? openSqlite({ file: database.file, clock, steps })
    : openPostgres({ url: database.url, clock, steps });
}
