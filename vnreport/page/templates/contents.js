"use strict";
// Searches the list of articles: all words that were typed, in any order, with or without tone marks.
const MOST = 200; // that are shown at once
const entries = JSON.parse(document.getElementById("data").textContent);
const words = JSON.parse(document.getElementById("words").textContent);
const list = document.getElementById("list");
const said = document.getElementById("said");
const search = document.getElementById("search");
const further = document.getElementById("further");
let most = MOST;
const bare = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");
const haystacks = entries.map((entry) => bare([entry.title, entry.published, entry.place, entry.words].join(" ")));

function row(entry) {
  const tr = document.createElement("tr");
  const link = document.createElement("a");
  link.href = entry.file;
  link.append(Object.assign(document.createElement("bdi"), { textContent: entry.title || words.unnamed }));
  for (const content of [link, entry.published, entry.place, String(entry.records)]) {
    const td = document.createElement("td");
    td.append(content);
    tr.append(td);
  }
  tr.lastChild.title = words.records.toLowerCase();
  return tr;
}

function show() {
  const needles = bare(search.value).split(/\s+/u).filter(Boolean);
  const found = entries.filter((_, at) => needles.every((needle) => haystacks[at].includes(needle)));
  list.replaceChildren(...found.slice(0, most).map(row));
  said.textContent = words.shown.replace("{n}", found.length);
  further.hidden = found.length <= most;
}

search.addEventListener("input", () => {
  most = MOST;
  show();
});
further.addEventListener("click", () => {
  most += MOST;
  show();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && event.target !== search) {
    event.preventDefault();
    search.focus();
  }
});
show();
