/**
 * The ranks of src: a module imports only lower ranks (type imports count). Features and platforms never import each
 * other, a feature uses another only through its index along a listed edge, and each SDK stays in its own place.
 */
const RANKS = [
  ["shared"],
  ["message"],
  ["i18n", "store", "models"],
  ["conversation"],
  ["features", "platforms"],
  ["server", "console"],
];

const rankRules = RANKS.flatMap((folders, rank) =>
  folders.map((folder) => {
    const lower = RANKS.slice(0, rank).flat();
    const allowed = [folder, ...lower].join("|");
    return {
      name: `rank-${folder}`,
      comment: `src/${folder} imports only ${lower.join(", ") || "itself"}`,
      severity: "error",
      from: { path: `^src/${folder}/` },
      to: { path: "^src/", pathNot: `^src/(${allowed})/` },
    };
  }),
);

/** Which feature may use which other feature. */
const FEATURE_EDGES = {
  support: ["knowledge"],
  knowledge: [],
  settings: [],
  staff: [],
  company: [],
  expo: ["company", "reminders"],
  reminders: [],
};

const featureRules = Object.entries(FEATURE_EDGES).flatMap(([feature, uses]) => [
  {
    name: `feature-${feature}-edges`,
    severity: "error",
    from: { path: `^src/features/${feature}/` },
    to: { path: "^src/features/", pathNot: `^src/features/(${[feature, ...uses].join("|")})/` },
  },
  {
    name: `feature-${feature}-by-index`,
    comment: "another feature is used through its index",
    severity: "error",
    from: { path: `^src/features/${feature}/` },
    to: { path: "^src/features/[^/]+/", pathNot: `^src/features/(${feature}/|[^/]+/index\\.ts$)` },
  },
]);

const fence = (name, packages, places) => ({
  name: `fence-${name}`,
  comment: `${packages} only in ${places}`,
  severity: "error",
  from: { path: "^src/", pathNot: `^src/(${places})` },
  to: { path: `^node_modules/(${packages})/` },
});

module.exports = {
  forbidden: [
    ...rankRules,
    ...featureRules,
    {
      name: "platforms-see-little",
      severity: "error",
      from: { path: "^src/platforms/([^/]+)/" },
      to: { path: "^src/", pathNot: "^src/(shared|message|i18n)/|^src/platforms/$1/" },
    },
    {
      name: "features-from-outside-by-index",
      severity: "error",
      from: { path: "^src/(app\\.ts|main\\.ts|cli/|server/|console/)" },
      to: { path: "^src/features/", pathNot: "^src/features/[^/]+/index\\.ts$" },
    },
    fence("grammy", "grammy|@grammyjs", "platforms/telegram/"),
    fence("discord", "discord\\.js|@discordjs", "platforms/discord/"),
    fence("models", "langchain|@langchain|openai", "models/|features/knowledge/"),
    // The benchmark compares our index with SQLite's, as another search engine: it keeps nothing there.
    fence("drivers", "better-sqlite3|pg", "store/|features/knowledge/bench/"),
    fence("http", "@hono/node-server", "server/"),
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-tests-in-src", severity: "error", from: { path: "^src/" }, to: { path: "^test/" } },
    { name: "no-unknown", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "no-dev-packages-in-src",
      severity: "error",
      // The benchmark's peers are imported when it runs, with an error that says what to do where they are missing.
      from: { path: "^src/", pathNot: "^src/features/knowledge/bench/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"], pathNot: "^node_modules/@types/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|src/platforms/web/page)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
