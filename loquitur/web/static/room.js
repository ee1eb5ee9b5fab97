// Forms that send files: dropping them on the page, and saying before they are sent that they are too large.
"use strict";
for (const form of document.querySelectorAll("form.send")) {
  const input = form.querySelector('input[type="file"]');
  const told = form.querySelector(".wrong");
  const most = Number(form.dataset.most) * 1e6;
  const check = () => {
    const size = [...input.files].reduce((sum, file) => sum + file.size, 0);
    told.textContent = size > most ? `These are ${Math.ceil(size / 1e6)} MB; the room takes ${form.dataset.most} MB at once.` : "";
    return size <= most;
  };
  input.addEventListener("change", check);
  form.addEventListener("submit", (event) => {
    if (!check()) event.preventDefault();
  });
  form.classList.add("drops");
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      check();
    }
  });
}
