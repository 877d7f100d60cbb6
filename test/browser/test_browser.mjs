// The pages in a real browser: axe-core finds nothing in light and dark at 320 and 1280 pixels, nothing is wider than the window, no request leaves the
// server, hostile texts run nothing, the inbox is worked by keyboard alone and all of it undone, and a conflict of two reviewers is shown.
// Arguments: the program, the folder with node_modules (playwright-core, axe-core), and, to take pictures, a folder for them. Out: TAP.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const [program, modules, pictures] = process.argv.slice(2).map((path) => resolve(path));
const require = createRequire(join(modules, "x.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const EVIL = '"><script>alert(1)</script><img src=http://elsewhere.example/x onerror=alert(2)>';
const folder = mkdtempSync(join(tmpdir(), "tollbook-"));
const ledger = join(folder, "ledger.db");

function makeLedger() {
  const day = (n) => `2023-01-${String(n).padStart(2, "0")}`;
  const documents = [];
  for (let n = 1; n <= 8; n++)
    documents.push({ id: `wire-${n}`, outlet: n % 2 ? "Wire" : "Post", title: `Report ${n}`, published: day(n + 1),
      text: `The Russian defence ministry said on ${day(n)} that ${60 + n} of its soldiers were killed in Makiivka on January 1, 2023.\n\n` +
        `About ${n}00 Russian soldiers were killed in Makiivka on January 1, 2023, the Ukrainian General Staff said.\n\n` +
        `At least ${n + 10} civilians were wounded in Kherson on ${day(n)}, the regional governor said.` });
  documents.push({ id: EVIL, outlet: EVIL, title: EVIL, published: day(5),
    text: `${EVIL} The Russian defence ministry said that 89 of its soldiers were killed in Makiivka on January 1, 2023. ${"x".repeat(300)}` });
  const file = join(folder, "in.jsonl");
  writeFileSync(file, documents.map((d) => JSON.stringify(d) + "\n").join(""));
  execFileSync(program, ["add", "--ledger", ledger, file], { stdio: "ignore" });
}

function startServer() {
  const server = spawn(program, ["serve", "--ledger", ledger, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "ignore", "pipe"] });
  return new Promise((done, fail) => {
    server.on("exit", (code) => fail(new Error(`the server ended with ${code}`)));
    server.stderr.on("data", (data) => {
      const found = /http:\/\/[^ ]+/.exec(String(data));
      if (found) done([server, found[0]]);
    });
  });
}

const said = () => execFileSync(program, ["claims", "--ledger", ledger, "--format", "jsonl"], { maxBuffer: 1 << 28 }).toString();
const equal = (got, wanted, what) => {
  if (JSON.stringify(got) !== JSON.stringify(wanted)) throw new Error(`${what}: got ${JSON.stringify(got)}, wanted ${JSON.stringify(wanted)}`);
};

makeLedger();
const [server, base] = await startServer();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
const away = [], wrong = [];

async function open(options = {}) {
  const context = await browser.newContext({ baseURL: base, ...options });
  const page = await context.newPage();
  page.on("request", (request) => { if (!request.url().startsWith(base + "/")) away.push(request.url()); });
  page.on("console", (message) => { if (message.type() === "error" && !/status of 4/.test(message.text())) wrong.push(`${page.url()}: ${message.text()}`); });
  page.on("pageerror", (error) => wrong.push(`${page.url()}: ${error}`));
  page.on("dialog", (dialog) => { wrong.push(`${page.url()}: a dialog: ${dialog.message()}`); dialog.dismiss(); });
  return page;
}

const api = async (path) => (await fetch(base + path)).json();
const claims = (await api("/api/v1/claims?limit=1000")).claims;
const question = (await api("/api/v1/questions?least=2")).questions[0].question;
const screens = { home: "/", questions: "/questions?least=2", question: `/q/${question}`, findings: "/findings", claim: `/c/${claims[0].claim.id}`,
  document: "/d/1", hostile: `/d/${claims.at(-1).version}`, documents: "/documents", sources: "/sources", series: "/s/rus-mod", search: "/search?text=Makiivka",
  nothing: "/search?text=zzzz", inbox: "/inbox", log: "/log", method: "/method", missing: "/c/0", wrong: "/search?from=soon" };

const cases = {
  async "every screen is clean in light and dark, narrow and wide"() {
    const found = [];
    for (const colorScheme of ["light", "dark"])
      for (const width of [320, 1280]) {
        const page = await open({ colorScheme, viewport: { width, height: 800 } });
        for (const [name, path] of Object.entries(screens)) {
          await page.goto(path);
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
          for (const v of violations) found.push(`${name} ${colorScheme} ${width}: ${v.id}: ${v.nodes[0].html.slice(0, 120)}`);
          if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) found.push(`${name} ${width}: wider than the window`);
          if (pictures && colorScheme === "light" && width === 1280) await page.screenshot({ path: join(pictures, `${name}.png`) });
        }
        await page.context().close();
      }
    equal(found, [], "found");
  },
  async "the inbox is worked by keyboard alone, and all is undone"() {
    const before = said(), page = await open(), seen = [];
    await page.goto("/inbox");
    for (let n = 0; n < 20; n++) {
      seen.push(await page.locator("input[name=claim]").first().getAttribute("value"));
      await Promise.all([page.waitForNavigation(), page.keyboard.press("axs"[n % 3])]);
    }
    equal(new Set(seen).size, 20, "claims decided on");
    if (said() === before) throw new Error("nothing was decided");
    for (const claim of seen) {
      await page.goto(`/c/${claim}`);
      await Promise.all([page.waitForNavigation(), page.keyboard.press("u")]);
    }
    equal(said() === before, true, "the ledger is as it was");
  },
  async "letters in a field decide nothing, and an edit is a correction"() {
    const page = await open(), id = claims[3].claim.id;
    await page.goto(`/c/${id}`);
    await page.keyboard.press("e");
    await page.keyboard.type("77");
    await page.getByLabel("why").last().focus();
    await page.keyboard.type("ax su");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    const answer = await api(`/api/v1/claims/${id}`);
    equal([answer.decision, answer.corrected], ["corrected", { point: 77 }], "the claim");
  },
  async "two reviewers: the second is shown that it is another by now"() {
    const path = `/c/${claims[4].claim.id}`, one = await open(), two = await open();
    await one.goto(path);
    await two.goto(path);
    await Promise.all([one.waitForNavigation(), one.keyboard.press("a")]);
    const [answer] = await Promise.all([two.waitForNavigation(), two.keyboard.press("x")]);
    equal(answer.status(), 412, "status");
    equal(/look at it again/.test(await two.textContent("main")), true, "it is said");
  },
  async "a claim's number leads to its words and they are in view"() {
    const page = await open();
    await page.goto("/d/1");
    await page.getByRole("link", { name: "61", exact: true }).click();
    equal(await page.locator("mark:target").textContent(), "61", "the words");
    await page.locator("mark:target").waitFor({ state: "visible" });
  },
  async "a page prints"() {
    const page = await open();
    await page.goto(`/q/${question}`);
    if ((await page.pdf({ format: "A4" })).length < 5000) throw new Error("the print is empty");
  },
  async "no request left, nothing ran, nothing was refused by the policy"() {
    equal(away, [], "requests to others");
    equal(wrong, [], "messages");
  },
};

let failed = 0, number = 0;
console.log(`1..${Object.keys(cases).length}`);
for (const [name, run] of Object.entries(cases)) {
  if (process.env.ONLY && !name.includes(process.env.ONLY)) continue;
  number++;
  try {
    await run();
    console.log(`ok ${number} - ${name}`);
  } catch (error) {
    failed++;
    console.log(String(error.stack).split("\n").map((line) => `# ${line}`).join("\n"));
    console.log(`not ok ${number} - ${name}`);
  }
}
await browser.close();
server.removeAllListeners("exit");
server.kill();
rmSync(folder, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
