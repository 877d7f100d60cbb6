// The pages in a real browser: axe-core finds nothing in light and dark at 320 and 1280 pixels, nothing is wider than the window, no request leaves the
// server, hostile texts run nothing, the inbox is worked by keyboard alone and all of it undone, files are dropped and texts pasted, hits are landed on,
// and a conflict of two reviewers is shown. Arguments: the program, and the folder with node_modules (playwright-core, axe-core). Out: TAP.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const [program, modules] = process.argv.slice(2).map((path) => resolve(path));
const require = createRequire(join(modules, "x.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const EVIL = '"><script>alert(1)</script><img src=http://elsewhere.example/x onerror=alert(2)>';
const MISSED = "The clinic’s ledger — “a thick book” — lists 40 people of the valley. Of those, some 14 did not live to see the morning, a nurse told us.";
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
  for (const [n, text] of ["The valley had 40 houses. It was cold.", `The valley had 38 houses. ${EVIL} It was warm.`].entries()) {   // two versions, no claim
    writeFileSync(join(folder, `twice-${n}.jsonl`), JSON.stringify({ id: "twice", outlet: "Wire", title: `Valley ${n}`, text }) + "\n");
    execFileSync(program, ["add", "--ledger", ledger, join(folder, `twice-${n}.jsonl`)], { stdio: "ignore" });
  }
  writeFileSync(join(folder, "missed.jsonl"), JSON.stringify({ id: "missed", outlet: "Valley News", title: "A night in the valley", published: "2021-03-04", text: MISSED }) + "\n");
  execFileSync(program, ["add", "--ledger", ledger, join(folder, "missed.jsonl")], { stdio: "ignore" });   // version 12
}

// Made-up deaths and people, with a name that is not as it should be; the query that asks for them.
function importTables() {
  const sums = [];
  for (const [name, text] of [["deaths", `region,deaths\nDelta,140\nCapital,300\nDelt,2\n"${EVIL.replaceAll('"', '""')}",3\n`],
    ["people", `region,people\nDelta,100000\nCapital,6000000\n"${EVIL.replaceAll('"', '""')}",5000\n`]]) {
    const file = join(folder, `${name}.csv`);
    writeFileSync(file, text);
    execFileSync(program, ["import", "table", file, "--ledger", ledger], { stdio: "ignore" });
    sums.push(createHash("sha256").update(text).digest("hex"));
  }
  return `deaths=${sums[0]}&population=${sums[1]}&by=region&reference=Capital&says=30..40`;
}

// The examples, as ./run demo puts them into a ledger.
function makeExamples(path) {
  const examples = fileURLToPath(new URL("../../examples", import.meta.url));
  const files = readdirSync(examples).filter((name) => /\.(txt|jsonl)$/.test(name) && name !== "metadata.jsonl").sort();
  execFileSync(program, ["add", "--ledger", path, "--metadata", join(examples, "metadata.jsonl"), ...files.map((name) => join(examples, name))], { stdio: "ignore" });
  return path;
}

function startServer(ledger) {
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

// A page is told of a selection a moment after it is made.
async function becomes(field, wanted, what) {
  for (let tries = 0; tries < 50 && await field.inputValue() !== wanted; tries++) await new Promise((done) => setTimeout(done, 100));
  equal(await field.inputValue(), wanted, what);
}

function hasPdfReader() {
  const { error } = spawnSync("pdftotext", ["-v"], { stdio: "ignore" });
  if (error && process.env.TOLLBOOK_BROWSER === "must") throw error;
  return !error;
}

makeLedger();
const rates = importTables();
const [server, base] = await startServer(ledger);

// A machine on which no browser starts is no fault of the pages: the tests are left out, unless they must be.
async function launch() {
  const options = { executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"], timeout: 90000 };
  try {
    return await chromium.launch(options).catch(() => chromium.launch(options));
  } catch (error) {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
    if (process.env.TOLLBOOK_BROWSER === "must") throw error;
    console.log(`1..0 # SKIP no browser starts here: ${String(error.message).split("\n")[0]}`);
    process.exit(0);
  }
}
const browser = await launch();
const away = [], wrong = [];

async function open(options = {}) {
  const context = await browser.newContext({ baseURL: base, ...options });
  const page = await context.newPage(), home = (options.baseURL || base) + "/";
  page.setDefaultTimeout(60000);   // a busy machine is no fault of a page
  page.on("request", (request) => { if (!request.url().startsWith(home)) away.push(request.url()); });
  page.on("console", (message) => { if (message.type() === "error" && !/status of 4/.test(message.text())) wrong.push(`${page.url()}: ${message.text()}`); });
  page.on("pageerror", (error) => wrong.push(`${page.url()}: ${error}`));
  page.on("dialog", (dialog) => { wrong.push(`${page.url()}: a dialog: ${dialog.message()}`); dialog.dismiss(); });
  return page;
}

const api = async (path) => (await fetch(base + path)).json();
const claims = (await api("/api/v1/claims?limit=1000")).claims;
const question = (await api("/api/v1/questions?least=2")).questions[0].question;
const screens = { home: "/", questions: "/questions?least=2", question: `/q/${question}`, findings: "/findings", claim: `/c/${claims[0].claim.id}`, revision: `/c/${claims[0].claim.id}/r1`,
  document: "/d/1", hostile: `/d/${claims.at(-1).version}`, documents: "/documents", sources: "/sources", series: "/s/rus-mod", search: "/search?text=Makiivka",
  missed: "/d/1/claim", versions: "/d/11/from/10", words: "/d/1/claim?figure=61", places: "/d/1/claim?figure=Makiivka",
  hit: "/d/1?text=%22General%20Staff%22#hit", nothing: "/search?text=zzzz", inbox: "/inbox", many: "/inbox/batch?side=RUS", flagged: "/inbox?flagged=1",
  import: "/import", export: "/export?side=RUS", tables: "/series", own: "/series/rus-mod", disparity: "/disparity", rates: `/disparity?${rates}`, mistaken: `/disparity?${rates.replace("Capital", "Capitol")}`, log: "/log", past: "/questions?as_of=2020-01-01", method: "/method", settings: "/settings", merge: `/s/${claims.find((row) => !["rus-mod", null].includes(row.claim.claimant.id)).claim.claimant.id}/merge?claimant=rus-mod`, missing: "/c/0", wrong: "/search?from=soon" };

const OWN = "HARRAN, 4 March 2021 (Valley News) - Officials in Harran said that 14 soldiers were killed in a raid on Tel Abar on 3 March.\n\n" +
  "A rebel spokesman put the number of dead at 31. The army had 23 checkpoints in the valley.";

// What a newcomer does, by what is written on buttons and links alone.
async function firstTenMinutes(baseURL) {
  const page = await open({ baseURL, acceptDownloads: true }), main = page.locator("main");
  const follow = (thing) => Promise.all([page.waitForNavigation(), thing.click()]);
  const shows = async (...words) => { const text = await main.innerText(); for (const word of words) equal(text.includes(word), true, `${word} on ${page.url()}`); };
  await page.goto("/");
  await page.getByLabel("Words or a figure").fill("Makiivka");
  await follow(page.getByRole("button", { name: "Search" }));
  await shows("63 killed", "89 killed", "rus-mod");
  // who else counted it
  await follow(page.locator("table").getByRole("link", { name: /Killed, Russian military, Makiivka, 1 January 2023/ }));
  await shows("63", "89", "about 400", "ukr-general-staff", "None is an estimate by Tollbook");
  // whose word is the 400, and in which words?
  await follow(page.getByRole("link", { name: "about 400" }));
  await shows("strategic communications department", "unverified");
  await follow(page.locator(".from a"));
  const words = page.locator("mark:target");
  equal(await words.innerText(), "about 400", "the words");
  equal(await words.evaluate((mark) => { const box = mark.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }), true, "in view");
  // one's own
  await follow(page.getByRole("link", { name: "Import" }));
  await page.getByLabel("Its text").fill(OWN);
  await page.getByLabel("Outlet").fill("Valley News");
  await page.getByLabel("Published").fill("2021-03-04");
  await follow(page.getByRole("button", { name: "Try it" }));
  await shows("2 claims would be read", "14 killed", "31 killed", "Officials in Harran", "A rebel spokesman", "Figures with which no loss is told: 23");
  await follow(page.getByRole("button", { name: "Add it" }));
  equal(await page.locator("pre.text").innerText(), OWN, "the text as it was pasted");
  await follow(page.getByRole("link", { name: "Decide on them" }));
  // one is right, one is not
  await Promise.all([page.waitForNavigation(), page.keyboard.press("a")]);
  await shows("31");
  await page.keyboard.press("e");
  await page.keyboard.type("13");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  await shows("Nothing waits after this one", "1 claim corrected");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("u")]);   // by mistake, and again
  await shows("31");
  await page.keyboard.press("e");
  await page.keyboard.type("13");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  await page.goto("/log");
  await shows("The figure: 13");
  // to take home
  await follow(page.getByRole("link", { name: "Export" }));
  await page.getByLabel("Outlet").fill("Valley News");
  await follow(page.getByRole("button", { name: "Choose" }));
  const take = async (name) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name, exact: true }).click()]);
    return readFileSync(await download.path());
  };
  equal((await take("xlsx")).subarray(0, 2).toString(), "PK", "a workbook");
  const csv = (await take("CSV for a spreadsheet")).toString();
  equal([csv.charCodeAt(0), csv.trim().split("\n").length], [0xfeff, 3], "a mark for the spreadsheet, and rows");
  for (const word of ["Valley News", "A rebel spokesman", "14", "31", "13"]) equal(csv.includes(word), true, `${word} in the file`);
  // to send
  const alone = await open({ baseURL, javaScriptEnabled: false });
  await page.goto("/search?text=Tel+Abar");
  await alone.goto(await page.locator("main li a[href^='/c/']").first().getAttribute("href"));
  equal(/14 .*killed.*Tel Abar/s.test(await alone.locator("main").innerText()), true, "a link that makes sense alone");
}

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
        }
        await page.context().close();
      }
    equal(found, [], "found");
  },
  async "a report stands alone: clean in light and dark, narrow and wide, nothing is fetched and nothing runs"() {
    const found = [], asked = [];
    for (const [name, path] of [["ledger", "/api/v1/export/claims?format=html"], ["question", `/api/v1/export/questions/${question}`]]) {
      const file = join(folder, `${name}.html`);
      writeFileSync(file, await (await fetch(base + path)).text());
      for (const colorScheme of ["light", "dark"])
        for (const width of [320, 1280]) {
          const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
          const page = await context.newPage();
          page.on("request", (request) => { if (!request.url().startsWith("file:")) asked.push(request.url()); });
          page.on("dialog", (dialog) => { found.push(dialog.message()); dialog.dismiss(); });
          await page.goto(`file://${file}`);
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
          for (const v of violations) found.push(`${name} ${colorScheme} ${width}: ${v.id}: ${v.nodes[0].html.slice(0, 120)}`);
          if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) found.push(`${name} ${width}: wider than the window`);
          await page.locator("a[href^='#c-']").first().click();
          if (!(await page.evaluate(() => document.querySelector(":target")))) found.push(`${name}: a figure leads nowhere`);
          const pdf = await page.pdf();
          if (pdf.length < 10000) found.push(`${name}: a print of ${pdf.length} bytes`);
          await context.close();
        }
    }
    equal([found, asked], [[], []], "found and asked");
  },
  async "the inbox is worked by keyboard alone, and all is undone"() {
    const before = said(), page = await open(), seen = [], keys = "axfaxaxafs";
    const press = (key) => Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
    await page.goto("/inbox?outlet=Wire");
    for (let n = 0; n < 20 && (await page.locator("input[name=claim]").count()); n++) {
      if (n === 8) await page.goto("/inbox");   // the filter's are done
      seen.push(await page.locator("input[name=claim]").first().getAttribute("value"));
      await press(keys[n % keys.length]);
      if (n < 7) equal(page.url().includes("outlet=Wire"), true, "the filter is kept");
    }
    equal(new Set(seen).size, 20, "claims decided on");
    if (said() === before) throw new Error("nothing was decided");
    const deferred = seen.filter((_, n) => keys[n % keys.length] === "s").length;
    for (let n = 0; n < 20 - deferred; n++) await press("u");
    equal(await page.getByRole("button", { name: "Take it back" }).count(), 0, "left to take back");
    equal(said() === before, true, "the ledger is as it was");
    equal((await api("/api/v1/claims?limit=1000&rejected=1")).claims.filter((row) => row.decision !== "proposed"), [], "decisions that count");
  },
  async "keys and colours of one's own hold without script, stand on the buttons, and are put back"() {
    const page = await open({ javaScriptEnabled: false, colorScheme: "light" });
    const paper = (of) => of.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.goto("/settings");
    const light = await paper(page);
    await page.getByLabel("Dark").check();
    await page.getByLabel("accept", { exact: true }).fill("k");
    await page.getByLabel("reject", { exact: true }).fill("");
    await page.getByLabel("search").fill("w");
    await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "Keep" }).click()]);
    equal(await page.getByLabel("Dark").isChecked(), true, "kept");
    equal((await paper(page)) === light, false, "dark at once");
    const cookies = await page.context().cookies();
    equal(cookies.map(({ name, value, httpOnly, sameSite }) => [name, value, httpOnly, sameSite]), [["toll_look", "d.k-sfeuw", true, "Strict"]], "the cookie");
    const scripted = await open({ storageState: await page.context().storageState(), colorScheme: "light" });
    await scripted.goto("/inbox");
    equal(await scripted.getByRole("button", { name: "Accept k" }).count(), 1, "on the button");
    equal(await scripted.getByRole("button", { name: "Reject", exact: true }).count(), 1, "no key");
    const before = said(), first = await scripted.locator("input[name=claim]").first().getAttribute("value");
    await scripted.keyboard.press("a");
    await scripted.keyboard.press("x");
    equal(await scripted.locator("input[name=claim]").first().getAttribute("value"), first, "old keys do nothing");
    await Promise.all([scripted.waitForNavigation(), scripted.keyboard.press("k")]);
    equal((await api(`/api/v1/claims/${first}`)).decision, "accepted", "the new key");
    await Promise.all([scripted.waitForNavigation(), scripted.keyboard.press("u")]);
    equal(said() === before, true, "the ledger is as it was");
    await scripted.goto("/search");
    await scripted.keyboard.press("/");
    equal(await scripted.evaluate(() => document.activeElement.name || ""), "", "the old key of the search");
    await scripted.keyboard.press("w");
    equal(await scripted.evaluate(() => document.activeElement.name), "text", "the new one");
    for (const path of ["/", `/q/${question}`, "/settings"]) {
      await scripted.goto(path);
      await scripted.evaluate(axe);
      const { violations } = await scripted.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
      equal(violations.map((v) => v.id), [], `axe ${path}`);
    }
    await page.goto("/settings");
    await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "As they were at first" }).click()]);
    equal(await paper(page), light, "light again");
  },
  async "many are accepted at once, but for the one that is not ticked, and taken back at once"() {
    const page = await open(), before = said();
    await page.goto("/inbox/batch?outlet=Post");
    const all = await page.getByRole("checkbox").count();
    await page.getByRole("checkbox").nth(1).uncheck();
    await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "Accept those" }).click()]);
    equal(await page.getByRole("status").innerText(), `Your last decision: ${all - 1} claims accepted. Take it back u`, "said");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("u")]);
    equal(said() === before, true, "the ledger is as it was");
  },
  async "words of a text are selected with the mouse, said what they mean, and the claim is taken back"() {
    const page = await open(), before = said();
    await page.goto("/d/12");
    const at = await page.locator("pre.text").evaluate((text) => {
      const range = document.createRange(), node = text.firstChild, from = node.data.indexOf("14");
      range.setStart(node, from), range.setEnd(node, from + 2);
      const box = range.getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2];
    });
    const field = page.getByLabel("A claim that was missed");
    await page.mouse.dblclick(...at);
    await becomes(field, "14", "the word");
    await page.keyboard.press("Control+Shift+ArrowRight");   // what is selected grows by keys too
    await becomes(field, "14 did", "two words");
    await page.mouse.dblclick(...at);
    await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "Find it" }).click()]);
    equal(await page.locator("blockquote mark").innerText(), "14", "found by the server");
    equal(await page.getByLabel("The figure").inputValue(), "14", "proposed");
    await page.getByLabel("Said as").selectOption("about");
    await page.getByLabel("What became of them").selectOption("killed");
    await page.getByLabel("In which words", { exact: true }).fill("did not live to see the morning");
    await page.getByLabel("Who says so, in which words").fill("a nurse");
    await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "Make this claim" }).click()]);
    const id = /\/c\/([0-9a-f]{24})$/.exec(page.url())[1], made = await api(`/api/v1/claims/${id}`);
    equal([made.decision, made.claim.quantity.text, made.claim.outcome.code, made.claim.claimant.text], ["accepted", "14", "killed", "a nurse"], "the claim");
    equal(Buffer.from(MISSED).subarray(made.claim.quantity.start, made.claim.quantity.end).toString(), "14", "its bytes");
    equal(said() === before, false, "it stands");
    await page.goto("/d/12");
    equal(await page.locator(`#c-${id}`).innerText(), "14", "marked");
    await page.goto("/inbox");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("u")]);
    equal(said() === before, true, "the ledger is as it was");
    await page.goto("/d/12");
    equal(await page.locator("pre.text mark").count(), 0, "marks left");
  },
  async "a claim that was missed is made by keyboard alone, and taken back"() {
    const page = await open(), before = said();
    const to = async (what) => {   // the way to a field is Tab, as for anybody without a mouse
      for (let n = 0; n < 80 && !(await page.evaluate((name) => document.activeElement.name === name, what)); n++) await page.keyboard.press("Tab");
      equal(await page.evaluate(() => document.activeElement.name), what, "reached by Tab");
    };
    await page.goto("/d/12");
    await to("figure");
    await page.keyboard.type("some 14");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    await to("point");
    await page.keyboard.type("14");
    await to("outcome");
    await page.keyboard.type("killed");
    await to("outcome_words");
    await page.keyboard.type("fell asleep");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    equal(/"fell asleep" does not stand in the text/.test(await page.getByRole("alert").innerText()), true, "what does not stand there is refused");
    await to("outcome_words");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("did not live");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    const made = await api(`/api/v1/claims/${page.url().split("/").pop()}`);
    equal([made.decision, made.claim.quantity.text, made.claim.quantity.point, made.claim.outcome.code], ["accepted", "some 14", 14, "killed"], "the claim");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("u")]);
    equal(said() === before, true, "the ledger is as it was");
  },
  async "letters in a field decide nothing, and an edit is a correction"() {
    const page = await open(), id = claims[3].claim.id;
    await page.goto(`/c/${id}`);
    await page.keyboard.press("e");
    await page.keyboard.type("77");
    await page.locator("details").getByLabel("Why").focus();
    await page.keyboard.type("ax sufe");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    const answer = await api(`/api/v1/claims/${id}`);
    equal([answer.decision, answer.corrected], ["corrected", { point: 77 }], "the claim");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("u")]);
    equal((await api(`/api/v1/claims/${id}`)).decision, "proposed", "taken back");
  },
  async "files are dropped, tried, and added only then"() {
    const page = await open(), before = said();
    await page.goto("/import");
    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer(), add = (name, type, text) => transfer.items.add(new File([text], name, { type }));
      add("harran.txt", "text/plain", "Officials said that 14 soldiers were killed in a raid on Tel Abar on 3 March 2021. There were 23 checkpoints.");
      add("page.html", "text/html", "<html><title>Raid</title><article><h1>A raid on Tel Abar</h1><p>Another 9 soldiers were wounded in the raid on Tel Abar, " +
        "the governor said on 4 March 2021, and were taken to hospitals of the province.</p></article><script>alert(3)</script></html>");
      add("many.jsonl", "", '{"id":"l-1","text":"Rebels said 5 soldiers were killed in Harran on 5 March 2021."}\n{"id":"l-2","text":7}\n');
      add("picture.png", "image/png", "x");
      add("<img src=x onerror=alert(4)>.txt", "text/plain", "");
      return transfer;
    });
    await page.dispatchEvent("#drop", "drop", { dataTransfer: data });
    await page.getByRole("button", { name: "Add these 3 to the ledger" }).waitFor();
    equal(said() === before, true, "nothing is written yet");
    const rows = await page.locator("#drop tbody tr").allInnerTexts();
    equal(rows.map((row) => row.split("\t")[0]), ["harran.txt", "page.html", "many.jsonl, line 1", "many.jsonl, line 2", "picture.png", "<img src=x onerror=alert(4)>.txt"], "rows");
    equal(rows[0].split("\t").slice(1), ["new", "unknown", "1", "23"], "the first");
    for (const [n, words] of [[3, "must be a string"], [4, "neither a text"], [5, "nothing was sent"]]) equal(rows[n].includes(words), true, rows[n]);
    await page.evaluate(axe);
    equal((await page.evaluate(() => axe.run(document))).violations.map((v) => v.id), [], "axe");
    await page.getByRole("button", { name: "Add these" }).click();
    await page.getByText("3 added, 0 not.").waitFor();
    equal(said().split("\n").length - before.split("\n").length, 3, "claims more");
    await page.getByRole("link", { name: "added" }).first().click();
    equal(await page.locator("pre mark.quantity").first().innerText(), "14", "the words");
  },
  async "a pasted article is tried, mended and added, without script"() {
    const page = await open({ javaScriptEnabled: false });
    await page.goto("/import");
    equal(await page.locator("#drop").isVisible(), false, "dropping needs script");
    const text = `${EVIL} Officials said that 31 soldiers were killed near Old Harran on 6 March 2021.\n\nThere were 3 raids.`;
    await page.getByLabel("Its text").fill(text);
    await page.getByLabel("Outlet").fill(EVIL);
    await page.getByRole("button", { name: "Try it" }).click();
    equal(/1 claim would be read/.test(await page.textContent("main")), true, "tried");
    await page.getByRole("button", { name: "Add it" }).click();
    equal(await page.locator("pre.text").innerText(), await page.evaluate((t) => t, text).catch(() => text), "the text as it was pasted");
  },
  async "tables come from files, what is wrong is said, and the form is kept; CSV is downloaded twice"() {
    const page = await open();
    await page.goto("/disparity");
    for (const [label, text] of [["Deaths from a file", "region,deaths\nDelta,14\nCapital,30\n"], ["People from a file", "region,people\nDelta,1000\nCapital,60000\n"]])
      await page.getByLabel(label).setInputFiles({ name: "table.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    const form = page.locator("form[method=post]");
    await form.getByLabel("Column of names").fill("region");
    await form.getByLabel("Reference").fill("Capitol");
    await form.getByRole("button", { name: "Compute" }).click();
    equal(/is it "Capital"/.test(await page.getByRole("alert").innerText()), true, "what is wrong");
    const again = page.locator("form[method=post]");
    await again.getByLabel("Reference").fill("Capital");
    await again.getByRole("button", { name: "Compute" }).click();
    equal(await page.locator("tbody tr").first().innerText().then((text) => text.split("\t")[0]), "Delta", "the first row");
    equal(await page.locator("figure svg").count(), 2, "charts");
    for (let n = 0; n < 2; n++) {
      const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "The table as CSV" }).click()]);
      equal(file.suggestedFilename(), "disparity.csv", "the file");
    }
  },
  async "a hit is landed on"() {
    const page = await open();
    await page.goto("/search?text=%22General+Staff%22");
    equal(await page.locator("mark.hit").first().innerText(), "General Staff", "in the list");
    await page.locator("main li a[href^='/d/']").first().click();
    await page.locator("mark:target").waitFor({ state: "visible" });
    await page.goto("/documents?text=Kherson");
    await page.locator("tbody a[href^='/d/']").first().click();
    const hit = page.locator("#hit mark");
    equal(await hit.innerText(), "Kherson", "the words");
    equal(await hit.evaluate((mark) => { const box = mark.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }), true, "in view");
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
  async "a page prints with every row"() {
    const page = await open();
    await page.goto(`/q/${question}`);
    const rows = await page.locator("table tbody tr").count();
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    equal(await page.locator("table tbody tr:visible").count(), rows, "rows shown");
    equal(await page.locator("nav:visible").count(), 0, "navigation shown");
    const cut = await page.evaluate(() => [...document.querySelectorAll(".wide, figure, main")].filter((e) => getComputedStyle(e).overflowY !== "visible" && e.scrollHeight > e.clientHeight).length);
    equal(cut, 0, "boxes that hide rows");
  },
  async "a page as PDF has its figures"() {
    if (!hasPdfReader()) return "SKIP pdftotext (poppler-utils) is not installed";
    const page = await open(), file = join(folder, "print.pdf");
    await page.goto(`/q/${question}`);
    writeFileSync(file, await page.pdf({ format: "A4" }));
    const text = execFileSync("pdftotext", ["-layout", file, "-"]).toString();
    for (const words of ["Russia", "61", "68", "About 800"]) equal(text.includes(words), true, `${words} in the print`);
  },
  async "the first ten minutes: a toll that is known, its words, an article of one's own, a mistake mended, a file to take home"() {
    const [own, there] = await startServer(makeExamples(join(folder, "examples.db")));
    try {
      await firstTenMinutes(there);
    } finally {
      own.removeAllListeners("exit");
      own.kill();
    }
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
    const skipped = await run();
    console.log(`ok ${number} - ${name}${skipped ? ` # ${skipped}` : ""}`);
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
