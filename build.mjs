// Compiles the program and the browser page into dist/, and copies the page's static files beside them.
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, rmSync } from "node:fs";

const tsc = ["node_modules/typescript/bin/tsc", "-p"];
rmSync("dist", { recursive: true, force: true });
execFileSync(process.execPath, [...tsc, "tsconfig.build.json"], { stdio: "inherit" });
execFileSync(process.execPath, [...tsc, "src/platforms/web/page"], { stdio: "inherit" });
for (const file of ["chat.css", "icon.svg"]) {
  cpSync(`src/platforms/web/page/${file}`, `dist/platforms/web/page/${file}`);
}
chmodSync("dist/main.js", 0o755);
