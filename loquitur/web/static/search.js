// The search of a room that was written as files: it fetches only the parts of the index that hold the words.
"use strict";
const parts = new Map();
let documents = null;
function loquitur(part) {
  if (part.documents) documents = part.documents;
  else if (part.words) parts.set(`w${part.shard}`, part.words);
  else parts.set(`d${part.number}`, part.heads);
}
const fetched = new Map();
function fetchPart(name) {
  if (!fetched.has(name)) {
    fetched.set(name, new Promise((done) => {
      const script = document.createElement("script");
      script.src = `search/${name}.js`;
      script.onload = script.onerror = () => done();
      document.head.append(script);
    }));
  }
  return fetched.get(name);
}
const shard = (word) => [...word].slice(0, 2).map((c) => c.codePointAt(0).toString(16)).join("-");
function holding(word) {
  const flat = (parts.get(`w${shard(word)}`) || {})[word] || [];
  const found = new Set();
  for (let i = 0; i < flat.length; i += 2) found.add(`${flat[i]}:${flat[i + 1]}`);
  return found;
}
let asked = 0;
async function search(words) {
  const now = ++asked;
  const terms = [...new Set(words.toLowerCase().match(/[\p{L}\p{N}_]+/gu) || [])];
  const out = document.getElementById("found");
  if (!terms.length) return out.replaceChildren();
  await Promise.all(["documents", ...terms.map((term) => `w${shard(term)}`)].map(fetchPart));
  const sets = terms.map(holding).sort((a, b) => a.size - b.size);
  const hits = [...sets[0]].filter((hit) => sets.every((set) => set.has(hit)));
  const shown = hits.slice(0, 50).map((hit) => hit.split(":").map(Number));
  await Promise.all([...new Set(shown.map(([number]) => `d${number}`))].map(fetchPart));
  if (now !== asked) return;
  const told = document.createElement("p");
  told.textContent = hits.length ? `${hits.length} passages hold ${terms.length > 1 ? "all these words" : "this word"}${hits.length > 50 ? "; the first 50" : ""}.` : "No passage holds all these words.";
  out.replaceChildren(told, ...shown.map(([number, place]) => {
    const [id, title, author, when] = documents[number];
    const [start, head] = parts.get(`d${number}`)[place];
    const quote = document.createElement("blockquote");
    const words = document.createElement("p");
    words.textContent = `${head} …`;
    const from = document.createElement("footer");
    const link = document.createElement("a");
    link.href = `documents/${id}.html#c${start}`;
    link.textContent = title;
    from.append(link, [author, when].filter(Boolean).map((t) => `, ${t}`).join(""));
    quote.append(words, from);
    return quote;
  }));
}
const box = document.getElementById("q");
let timer;
box.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => search(box.value), 200);
});
document.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  search(box.value);
});
