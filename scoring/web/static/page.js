// What plain forms cannot do: drop files, save with Enter in a long cell, say that the program is gone.
"use strict";
const drop = document.getElementById("drop");
if (drop) {
  const files = document.getElementById("files");
  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", name === "dragover");
    });
  }
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    files.files = event.dataTransfer.files;
    drop.requestSubmit();
  });
  files.addEventListener("change", () => files.files.length && drop.requestSubmit());
  if (files.files.length) drop.requestSubmit();  // chosen before this script had come
}
const edit = document.getElementById("edit");
if (edit) {
  edit.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.target.tagName !== "TEXTAREA") return;
    event.preventDefault();
    if (event.target.value !== event.target.defaultValue) event.target.dispatchEvent(new Event("change", { bubbles: true }));
  });
  document.addEventListener("htmx:afterRequest", () => {
    for (const cell of edit.querySelectorAll("input, textarea")) {
      const mark = document.getElementById(cell.getAttribute("aria-describedby"));
      if (mark && mark.querySelector(".problem")) cell.setAttribute("aria-invalid", "true");
      else cell.removeAttribute("aria-invalid");
    }
  });
}
document.addEventListener("htmx:sendError", () => { document.getElementById("gone").hidden = false; });
document.addEventListener("htmx:afterOnLoad", () => { document.getElementById("gone").hidden = true; });
