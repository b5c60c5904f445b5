"use strict";
// The table and the text show each other; verdicts stay in the browser until they are exported.
const documents = JSON.parse(document.getElementById("data").textContent);
const words = JSON.parse(document.getElementById("words").textContent);
const search = document.getElementById("search");
const selects = [...document.querySelectorAll("[data-filter]")];
const least = document.getElementById("least");
const said = document.getElementById("said");
const pairs = [...document.querySelectorAll(".pair")];
const rows = pairs.flatMap((pair) => [...pair.querySelectorAll(".side > table > tbody > tr")]);
const bare = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");
const pairOf = (element) => element.closest(".pair");
const top_ = document.querySelector(".top");
const runsOf = (row) => pairOf(row).runs;
let current = null;

for (const pair of pairs) pair.runs = [...pair.querySelectorAll("[data-s]")];

for (const row of rows) {
  row.haystack = bare(row.textContent);
  row.spans = row.dataset.spans.trim().split(" ").map((told) => {
    const [, field, start, end] = told.match(/^(\w+):(\d+)-(\d+)$/u);
    return { field, start: Number(start), end: Number(end) };
  });
}

// What sticks below the bar on top has to know how many lines that takes.
new ResizeObserver(() => document.documentElement.style.setProperty("--bar", `${top_.offsetHeight}px`)).observe(top_);

// --- showing one in the other ---------------------------------------------------------------------------

function light(row, on) {
  for (const run of runsOf(row)) {
    const [start, end] = [Number(run.dataset.s), Number(run.dataset.e)];
    for (const span of row.spans) {
      if (span.start <= start && end <= span.end) run.classList.toggle(`on-${span.field}`, on);
    }
  }
}

function select(row, { scroll = true } = {}) {
  if (current) {
    light(current, false);
    current.classList.remove("current");
    current.removeAttribute("aria-current");
  }
  current = row;
  if (!row) return;
  row.classList.add("current");
  row.setAttribute("aria-current", "true");
  light(row, true);
  row.scrollIntoView({ block: "nearest" });
  const first = runsOf(row).find((run) => run.classList.contains("on-value"));
  if (!scroll || !first) return;
  const text = first.closest(".text");
  if (getComputedStyle(first.closest("article")).position === "sticky") {
    // Beside the table the text alone moves, so that the row stays where it is seen.
    const [box, words] = [text.getBoundingClientRect(), first.getBoundingClientRect()];
    text.scrollTop += words.top - box.top - (box.height - words.height) / 2;
  } else first.scrollIntoView({ block: "center" });
}

const rowOf = (pair, id) => rows.find((row) => pairOf(row) === pair && row.dataset.r === id);

for (const row of rows) {
  row.addEventListener("mouseenter", () => light(row, true));
  row.addEventListener("mouseleave", () => row !== current && light(row, false));
  row.addEventListener("click", (event) => event.target.closest(".verdict") || select(row));
}
// The records whose words an event is about, the outermost first.
function rowsAt(pair, event) {
  const ids = event.target.closest("[data-r]")?.dataset.r.split(" ") ?? [];
  return ids.map((id) => rowOf(pair, id)).filter(Boolean);
}

for (const pair of pairs) {
  for (const [name, on] of [["mouseover", true], ["mouseout", false]]) {
    pair.querySelector(".text").addEventListener(name, (event) => {
      const row = rowsAt(pair, event).at(-1);
      if (!row) return;
      row.classList.toggle("pointed", on);
      if (row !== current) light(row, on);
    });
  }
  pair.querySelector(".text").addEventListener("click", (event) => {
    // A click on words of several records goes through them, the innermost first.
    const told = rowsAt(pair, event);
    const at = told.indexOf(current);
    const row = told.at(at > 0 ? at - 1 : -1);
    if (row) {
      row.hidden = false;
      select(row, { scroll: false });
    }
  });
  for (const element of pair.querySelectorAll(".bars [data-r], .officials [data-r]")) {
    element.addEventListener("click", () => select(rowOf(pair, element.dataset.r)));
  }
}

// --- filtering and sorting ------------------------------------------------------------------------------

function filter() {
  const needles = bare(search.value).split(/\s+/u).filter(Boolean);
  const kinds = new Set([...document.querySelectorAll(".chip[aria-pressed=true]")].map((chip) => chip.dataset.kind));
  const floor = Number(least.value);
  document.getElementById("least-shown").textContent = floor.toLocaleString(document.documentElement.lang);
  for (const row of rows) {
    row.hidden =
      !kinds.has(row.dataset.kind) ||
      Number(row.dataset.c) < floor ||
      selects.some((select) => select.value && row.dataset[select.dataset.filter] !== select.value) ||
      !needles.every((needle) => row.haystack.includes(needle));
  }
  for (const pair of pairs) {
    const none = pair.querySelector(".side > .none");
    const own = rows.filter((row) => pairOf(row) === pair);
    if (own.length) none.hidden = own.some((row) => !row.hidden);
    const shown = new Set(own.filter((row) => !row.hidden).map((row) => row.dataset.r));
    for (const run of pair.querySelectorAll(".text [data-r]")) {
      run.classList.toggle("faded", !run.dataset.r.split(" ").some((id) => shown.has(id)));
    }
  }
}

search.addEventListener("input", filter);
for (const select of selects) select.addEventListener("change", filter);
least.addEventListener("input", filter);
for (const chip of document.querySelectorAll(".chip")) {
  chip.addEventListener("click", () => {
    chip.setAttribute("aria-pressed", chip.getAttribute("aria-pressed") === "true" ? "false" : "true");
    filter();
  });
}

function keyOf(row, column) {
  if (column === "value") return row.dataset.value;
  if (column === "period") return row.dataset.period;
  if (column === "confidence") return row.dataset.c;
  return row.querySelector(`.c-${column}`).textContent.trim();
}

for (const pair of pairs) {
  const table = pair.querySelector(".side > table");
  if (table) sortable(table, keyOf, (column) => column === "value" || column === "confidence");
}

// --- verdicts -------------------------------------------------------------------------------------------

const storeOf = (pair) => `vnreport:${pair.dataset.key}`;

function kept(pair) {
  try {
    return JSON.parse(localStorage.getItem(storeOf(pair)) ?? "{}");
  } catch {
    return {}; // the browser keeps nothing for files, or what it kept is broken: verdicts last as long as the page
  }
}

const verdicts = new Map(pairs.map((pair) => [pair, kept(pair)]));

function showVerdict(row) {
  const verdict = verdicts.get(pairOf(row))[row.dataset.r];
  row.classList.toggle("accepted", verdict === "accept");
  row.classList.toggle("rejected", verdict === "reject");
  row.querySelector(".accept").setAttribute("aria-pressed", String(verdict === "accept"));
  row.querySelector(".reject").setAttribute("aria-pressed", String(verdict === "reject"));
}

function count() {
  const all = [...verdicts.values()].reduce((sum, told) => sum + Object.keys(told).length, 0);
  document.getElementById("judged").textContent = String(all);
  document.getElementById("export").disabled = !all;
}

function judge(row, verdict) {
  const pair = pairOf(row);
  const told = verdicts.get(pair);
  const id = row.dataset.r;
  if (!verdict || told[id] === verdict) delete told[id];
  else told[id] = verdict;
  try {
    localStorage.setItem(storeOf(pair), JSON.stringify(told));
  } catch {
    // as in kept
  }
  showVerdict(row);
  count();
  said.textContent = { accept: words.accepted, reject: words.rejected }[told[id]] ?? words.open;
}

for (const row of rows) {
  row.querySelector(".accept").addEventListener("click", () => judge(row, "accept"));
  row.querySelector(".reject").addEventListener("click", () => judge(row, "reject"));
  showVerdict(row);
}
count();

document.getElementById("export").addEventListener("click", () => {
  const articles = pairs
    .map((pair) => ({ told: verdicts.get(pair), made: documents[Number(pair.dataset.a)] }))
    .filter(({ told }) => Object.keys(told).length)
    .map(({ told, made }) => ({
      source: made.source,
      text: made.text,
      records: made.records
        .filter((record) => told[record.id])
        .map((record) => ({ ...record, verdict: told[record.id] })),
    }));
  const file = new Blob([JSON.stringify({ articles }, null, 1)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = "corrections.gold.json";
  link.click();
  URL.revokeObjectURL(link.href);
});

// --- keyboard -------------------------------------------------------------------------------------------

function step(by) {
  const shown = pairs
    .flatMap((pair) => [...pair.querySelectorAll(".side > table > tbody > tr")])
    .filter((row) => !row.hidden);
  if (!shown.length) return;
  const at = shown.indexOf(current);
  select(shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + by, 0), shown.length - 1)]);
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => current && judge(current, "accept"),
  r: () => current && judge(current, "reject"),
  u: () => current && judge(current, null),
  "/": () => search.focus(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === search) {
    if (event.key === "Escape") {
      search.value = "";
      search.blur();
      filter();
    }
    return;
  }
  if (event.target.matches("select")) return; // which letters choose in
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
filter();
