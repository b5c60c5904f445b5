"use strict";
// Searches the list of articles: all words that were typed, in any order, with or without tone marks.
const MOST = 200;
const entries = JSON.parse(document.getElementById("data").textContent);
const words = JSON.parse(document.getElementById("words").textContent);
const list = document.getElementById("list");
const said = document.getElementById("said");
const search = document.getElementById("search");
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
  return tr;
}

function show() {
  const needles = bare(search.value).split(/\s+/u).filter(Boolean);
  const found = entries.filter((_, at) => needles.every((needle) => haystacks[at].includes(needle)));
  list.replaceChildren(...found.slice(0, MOST).map(row));
  said.textContent = words.shown.replace("{n}", found.length) + (found.length > MOST ? ` ${words.first.replace("{n}", MOST)}` : "");
}

search.addEventListener("input", show);
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && event.target !== search) {
    event.preventDefault();
    search.focus();
  }
});
show();
