// Pictures of the pages for docs/pictures, of the examples' ledger, in light and at one size, so that a change of a page is a change of a picture.
// Arguments: the program, the folder with node_modules, a ledger (a copy of it is decided on), and the folder for the pictures.
import { spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const [program, modules, ledger, pictures] = process.argv.slice(2).map((path) => resolve(path));
const { chromium } = createRequire(join(modules, "x.js"))("playwright-core");
const folder = mkdtempSync(join(tmpdir(), "tollbook-")), copy = join(folder, "ledger.db");
let server, browser;

try {
  copyFileSync(ledger, copy);
  server = spawn(program, ["serve", "--ledger", copy, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "ignore", "pipe"] });
  const base = await new Promise((done, fail) => {
    server.once("exit", (code) => fail(new Error(`the server ended with ${code}`)));
    server.stderr.on("data", (data) => {
      const found = /http:\/\/[^ ]+/.exec(String(data));
      if (found) done(found[0]);
    });
  });
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
  const page = await (await browser.newContext({ baseURL: base, colorScheme: "light", viewport: { width: 1000, height: 640 } })).newPage();
  const api = async (path) => (await fetch(base + path)).json();
  const take = async (name, path, height = 640) => {
    await page.setViewportSize({ width: 1000, height });
    if (path) await page.goto(path);
    await page.screenshot({ path: join(pictures, `${name}.png`) });
  };

  const questions = (await api("/api/v1/questions?limit=1000")).questions.sort((a, b) => b.statements - a.statements);
  const makiivka = questions.find((q) => /Makiivka|Makiyivka/.test(q.terms)) || questions[0];
  const ladder = (await api(`/api/v1/questions/${makiivka.question}`)).ladder;
  const claim = ladder[0].statement.replace(/^s/, "");
  const { version } = await api(`/api/v1/claims/${claim}`);
  const sources = (await api("/api/v1/sources")).sources;

  await take("home", "/");
  await take("question", `/q/${makiivka.question}`, 760);
  await take("findings", "/findings");
  await take("claim", `/c/${claim}`);
  await take("revision", `/c/${claim}/r1`);
  await take("document", `/d/${version}#c-${claim}`);
  await take("words", `/d/${version}/claim`, 900);
  await take("sources", "/sources");
  await take("claimant", `/s/${sources[0].claimant}`);
  const table = (await api("/api/v1/series")).series[0];
  await take("series", `/series/${table.claimant}/${encodeURIComponent(table.name)}`, 900);
  const kept = Object.fromEntries((await api("/api/v1/tables")).tables.map(({ file, sha256 }) => [file, sha256]));
  await take("disparity", "/disparity?" + new URLSearchParams({ deaths: kept["synthetic-deaths.csv"], population: kept["synthetic-people.csv"], by: "region",
    reference: "Capital", says: "30..40", of: "Northern Steppe" }), 1000);
  await take("search", "/search?text=Makiivka+%3E60");
  await page.goto("/inbox");
  for (const key of "axa") await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
  await take("inbox", "/inbox?document=02-makiivka-raised.txt", 1000);
  await take("log", "/log");
  await page.goto("/import");
  await page.getByLabel("Its text").fill("Officials in Harran said on 3 March 2021 that 14 soldiers were killed in a raid on Tel Abar. The army had 23 checkpoints there.");
  await page.getByRole("button", { name: "Try it" }).click();
  await take("import");
  await take("export", "/export");
  await take("method", "/method");
  await take("settings", "/settings");
} finally {
  await browser?.close();
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
}
