// Enhancement only: every page works without this file.

const summary = document.querySelector("[data-error-summary]");
if (summary) summary.focus();

const live = document.getElementById("live");
function announce(text) {
  if (live) live.textContent = text;
}

for (const button of document.querySelectorAll("[data-dismiss]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    button.closest("[data-dismissible]").remove();
    document.getElementById("content")?.focus();
  });
}

// <button type="button" hidden data-copy="the text" data-copied="Tautan disalin">
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    announce(button.dataset.copied);
    button.lastChild.textContent = button.dataset.copied;
  });
}

// A menu closes with Escape (focus returns to its button) and with a click elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// "/" opens the search: the field of the top bar, or on a narrow screen the page of the search.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const field = document.getElementById("global-search");
  if (!field) return;
  event.preventDefault();
  if (field.offsetParent) field.focus();
  else document.getElementById("search-page").click();
});

// A link of the error summary to a group of choices focuses its first choice.
summary?.addEventListener("click", (event) => {
  const target = event.target.closest("a") && document.querySelector(event.target.closest("a").hash);
  if (target && !target.matches("input, select, textarea")) target.querySelector("input, select, textarea")?.focus();
});

// Browser print opens what is folded.
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("main details")) details.open = true;
});
