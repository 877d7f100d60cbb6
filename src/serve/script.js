// Keys for those who want them; every page works without. A letter never acts while a field has the focus, nor with a modifier.
"use strict";
document.addEventListener("keydown", (event) => {
  const at = event.target;
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) return;
  if (event.key === (document.documentElement.dataset.search || "/")) {
    const field = document.querySelector("input[name=text]");
    if (field) field.focus();
    else location.assign("/search");
    event.preventDefault();
    return;
  }
  if (!/^[a-z/]$/.test(event.key)) return;
  const thing = document.querySelector(`[data-key="${event.key}"]`);
  if (!thing) return;
  event.preventDefault();
  if (thing.tagName === "DETAILS") {
    thing.open = !thing.open;
    const field = thing.open && thing.querySelector("input:not([type=hidden])");
    if (field) field.focus();
  } else {
    thing.click();
  }
});
// A second press while the first is on its way sends nothing; but a form that gives a file leaves its page where it is.
document.addEventListener("submit", (event) => {
  if (event.target.hasAttribute("data-again")) return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "1";
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((part) => (part.open = true)));

// Disparity: a table may come from a file; it fills the field that is there without script.
for (const field of document.querySelectorAll("textarea[data-file]")) {
  const label = document.createElement("label"), choose = document.createElement("input");
  choose.type = "file";
  label.append(`${field.name === "deaths" ? "Deaths" : "People"} from a file `, choose);
  field.parentElement.after(label);
  choose.addEventListener("change", async () => { if (choose.files[0]) field.value = await choose.files[0].text(); });
}

// A claim that was missed: words that are selected in a text stand in the field that asks for them. Where they are is found by the server.
const words = document.querySelector("form[data-words] input"), stored = document.querySelector("pre.text");
if (words && stored)
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    if (!chosen.isCollapsed && stored.contains(chosen.getRangeAt(0).commonAncestorContainer)) words.value = chosen.toString().trim().slice(0, 300);
  });

// Import: files are tried one after another (nothing is written), and added when that is asked for. All that comes back is put in as text.
const drop = document.getElementById("drop");
if (drop) {
  const say = drop.querySelector("[role=status]"), body = drop.querySelector("tbody"), button = drop.querySelector("button"), choose = drop.querySelector("input");
  const types = { txt: "text/plain", md: "text/plain", text: "text/plain", html: "text/html", htm: "text/html", xhtml: "text/html", json: "application/json" };
  const waiting = [];
  const parts = async (file) => {
    const ending = file.name.toLowerCase().split(".").pop();
    if (!/^(jsonl|ndjson)$/.test(ending)) return [{ name: file.name, type: types[ending] || file.type, data: file }];
    return (await file.text()).split("\n").filter((line) => line.trim()).map((data, n) => ({ name: `${file.name}, line ${n + 1}`, type: "application/json", data }));
  };
  const send = async (part, query) => {
    if (!/^(text\/plain|text\/html|application\/json)$/.test(part.type)) throw new Error("neither a text nor an HTML page; `tollbook add` reads more kinds");
    if ((part.data.size || part.data.length) > Number(drop.dataset.most)) throw new Error("larger than this page takes; use `tollbook add`");
    const name = part.type === "application/json" ? "" : `name=${encodeURIComponent(part.name)}&`;
    const answer = await fetch(`/api/v1/documents?${name}${query}`, { method: "POST", headers: { "Content-Type": part.type }, body: part.data });
    const said = await answer.json();
    if (!answer.ok) throw new Error(said.detail);
    return said;
  };
  const words = { inserted: ["new", "added"], unchanged: ["already there", "already there"], new_version: ["a new version", "added as a new version"], reread: ["read again", "read again"] };
  const show = (row, said) => {
    const cells = [...row.children].slice(1);
    const what = said.error || words[said.change][said.dry_run ? 0 : 1] + (said.twin ? `; nearly the text of ${said.twin}` : "") + (said.remark ? `; ${said.remark}` : "");
    if (said.id) {
      const link = document.createElement("a");
      link.href = `/d/${said.id}`;
      link.textContent = what;
      cells[0].replaceChildren(link);
    } else {
      cells[0].textContent = what;
    }
    cells[1].textContent = said.error ? "" : said.published || "unknown";
    cells[2].textContent = said.error ? "" : said.claims.length;
    cells[3].textContent = said.error ? "" : said.left_out.map((left) => left.text).join(", ") || "nothing";
  };
  const work = async (jobs, query, then) => {
    let done = 0, wrong = 0;
    for (const [part, row] of jobs) {
      say.textContent = `${++done} of ${jobs.length}: ${part.name}`;
      try {
        const said = await send(part, query);
        show(row, said);
        then(said, part, row);
      } catch (error) {
        wrong++;
        show(row, { error: error.message });
      }
    }
    return wrong;
  };
  const take = async (files) => {
    const jobs = [];
    drop.querySelector(".wide").hidden = false;
    for (const file of files)
      for (const part of await parts(file)) {
        const row = body.insertRow();
        const head = document.createElement("th");
        head.scope = "row";
        head.textContent = part.name;
        row.append(head);
        for (let n = 0; n < 4; n++) row.insertCell();
        jobs.push([part, row]);
      }
    const wrong = await work(jobs, "dry_run=1", (said, part, row) => said.change !== "unchanged" && waiting.push([part, row]));
    say.textContent = `${jobs.length} tried, ${wrong} cannot be read; ${waiting.length} wait to be added.`;
    button.hidden = !waiting.length;
    button.textContent = `Add ${waiting.length === 1 ? "it" : `these ${waiting.length}`} to the ledger`;
  };
  drop.hidden = false;
  choose.addEventListener("change", () => take(choose.files).then(() => (choose.value = "")));
  button.addEventListener("click", async () => {
    const jobs = waiting.splice(0);
    button.hidden = true;
    const wrong = await work(jobs, "", () => {});
    say.textContent = `${jobs.length - wrong} added, ${wrong} not.`;
  });
  for (const kind of ["dragover", "drop"])
    document.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) take([...event.dataTransfer.files]);
    });
}
