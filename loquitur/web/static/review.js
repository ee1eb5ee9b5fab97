// Keys of the review: a accepts, c goes to the name, r rejects, s skips, u undoes.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /INPUT|TEXTAREA|SELECT/.test(event.target.tagName)) return;
  const meant = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!meant) return;
  event.preventDefault();
  if (meant.tagName === "INPUT") meant.select();
  else meant.click();
});
const name = document.querySelector('input[data-key="c"]');
if (name) name.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  document.querySelector('button[value="correct"]').click();
});
