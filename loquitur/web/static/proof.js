// Verifies a proof in the reader's own browser: hashes up to the root of the checkpoint, and the log's signature.
// It takes the same steps as verify.py and reports the first that does not hold; what a browser cannot do it says.
"use strict";
(function () {
  const form = document.getElementById("verify"), told = document.getElementById("told");
  const shown = document.getElementById("proof");
  if (!form || !told || !shown) return;
  const bytes = (words) => new TextEncoder().encode(words);
  const decoded = (words) => Uint8Array.from(atob(words), (c) => c.charCodeAt(0));
  const hex = (data) => Array.from(data, (b) => b.toString(16).padStart(2, "0")).join("");

  function refuse(why) {
    throw new Error(why);
  }
  function unhex(words) {
    if (!/^([0-9a-f]{2})*$/.test(words)) refuse("a hash is written in another way than it should be");
    return Uint8Array.from(words.match(/../g) || [], (pair) => parseInt(pair, 16));
  }
  function joined(...parts) {
    const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }
  const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...parts)));
  const leaf = (...parts) => sha256(Uint8Array.of(0), ...parts);
  const node = (left, right) => sha256(Uint8Array.of(1), left, right);

  async function climbed(found, number, size, path) {
    if (!Number.isSafeInteger(number) || number < 0 || number >= size) refuse("a position lies outside the log");
    if (size === 1) return path.length ? refuse("a path is too long") : found;
    if (!path.length) refuse("a path is too short");
    let half = 1;
    while (half * 2 < size) half *= 2;
    const above = path[path.length - 1], rest = path.slice(0, -1);
    if (number < half) return node(await climbed(found, number, half, rest), above);
    return node(above, await climbed(found, number - half, size - half, rest));
  }
  function canonical(words) {
    const value = JSON.parse(words);
    if (JSON.stringify(value) !== words) refuse("it is not in its canonical form, or has bytes behind its end");
    return value;
  }
  async function keyOf(words) {
    const [name, number, ...rest] = words.split("+"), data = decoded(rest.join("+"));
    const id = (await sha256(bytes(name + "\n"), data)).slice(0, 4);
    if (data.length !== 33 || data[0] !== 1 || hex(id) !== number) refuse("its key was copied wrongly");
    return { name, id: hex(id), public: data.slice(1) };
  }
  async function checkpoint(note, key) {
    const gap = note.lastIndexOf("\n\n"), text = note.slice(0, gap + 1), lines = text.split("\n");
    if (gap < 0 || lines.length !== 4 || !/^(0|[1-9][0-9]{0,15})$/.test(lines[1])) refuse("its checkpoint is none");
    if (lines[0] !== key.name) refuse("its checkpoint is of another log than its key");
    let signature = null;
    for (const line of note.slice(gap + 2).split("\n")) {
      const [dash, name, body] = line.split(" ");
      if (dash !== "\u2014" || name !== key.name || !body) continue;
      const data = decoded(body);
      if (hex(data.slice(0, 4)) === key.id && data.length === 68) signature = data.slice(4);
    }
    if (!signature) refuse("its key did not sign the checkpoint");
    return { size: Number(lines[1]), root: decoded(lines[2]), text: bytes(text), signature };
  }
  async function signed(key, note) {
    let made;
    try {
      made = await crypto.subtle.importKey("raw", key.public, { name: "Ed25519" }, false, ["verify"]);
    } catch (error) {
      return null; // a browser that does not know Ed25519
    }
    return crypto.subtle.verify({ name: "Ed25519" }, made, note.signature, note.text);
  }
  async function verified(words) {
    const proof = canonical(words);
    if (proof.kind !== "proof" || proof.v !== 1 || !proof.entries.length) refuse("this is no proof, or it shows nothing");
    const key = await keyOf(proof.key), note = await checkpoint(proof.checkpoint, key);
    for (const one of proof.entries) {
      const found = await climbed(await leaf(bytes(one.entry)), one.position, note.size, one.path.map(unhex));
      if (hex(found) !== hex(note.root)) refuse(`entry ${one.position} is not in the log of the checkpoint`);
      const entry = canonical(one.entry);
      for (const item of one.items) {
        const sealed = await leaf(unhex(item.salt), bytes(item.item));
        const root = await climbed(sealed, item.number, entry.items, item.path.map(unhex));
        if (hex(root) !== entry.root) refuse(`item ${item.number} is not what entry ${one.position} sealed`);
      }
    }
    const sound = await signed(key, note);
    if (sound === false) refuse("the signature under the checkpoint does not hold");
    const which = proof.entries.map((one) => one.position).join(" and ");
    if (sound === null) return `Not all could be verified: the hashes lead from entry ${which} to the root, but this browser cannot verify the signature (Ed25519). verify.py can.`;
    return `It holds: entry ${which} is among the ${note.size} entries that ${proof.key} signed. Whose key it is you have to know.`;
  }
  async function report(words) {
    told.className = "";
    told.textContent = "Verifying…";
    try {
      told.textContent = await verified(words);
    } catch (error) {
      told.className = "wrong";
      told.textContent = `It does not hold: ${error instanceof Error ? error.message : "it is in no form that is known"}.`;
    }
  }

  if (!globalThis.crypto || !crypto.subtle) {
    told.textContent = "This browser verifies nothing on a page that comes without encryption; keep the proof and use verify.py.";
    return;
  }
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    report(shown.textContent);
  });
  document.getElementById("other").addEventListener("change", async (event) => {
    const file = event.target.files[0];
    if (file) report(await file.text());
  });
})();
