#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";

// Reading the lexicon at start would let the young generation grow for good, and it is needed at that size never again.
setFlagsFromString("--semi-space-growth-factor=1");
const { run } = await import("./cli/program.ts");
process.exitCode = await run(process.argv.slice(2));
