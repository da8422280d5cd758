// While an incident is typed: what the server understood and what may be recorded already. The page works without it.

import { fill } from "../trusted.js";

const form = document.querySelector("form[data-similar-url]");
const panel = document.getElementById("similar");
const ASKED_WITH = [
  "csrfmiddlewaretoken", "submission", "links", "reupload_links", "exposing_links", "people", "recorded", "summary",
  "original_account", "exposing_account", "same_as",
];
const PAUSE = 400; // ms after the last key

let timer;
let request;
let asked = "";

async function ask() {
  const words = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (ASKED_WITH.includes(name)) words.append(name, value);
  if (words.toString() === asked) return;
  asked = words.toString();
  request?.abort();
  request = new AbortController();
  try {
    const answer = await fetch(form.dataset.similarUrl, { method: "POST", body: words, signal: request.signal });
    if (answer.ok && !answer.redirected) show(await answer.text());
  } catch (error) {
    if (error.name !== "AbortError") asked = ""; // no network: asked again with the next key
  }
}

function show(html) {
  const had = panel.querySelector("[data-similar]")?.dataset.similar;
  const focused = panel.contains(document.activeElement);
  fill(panel, html);
  const has = panel.querySelector("[data-similar]")?.dataset.similar;
  if (focused) panel.querySelector("input:checked, a")?.focus();
  if (has && has !== had) document.getElementById("live").textContent = panel.dataset.found;
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
}

form.addEventListener("input", (event) => {
  if (!panel.contains(event.target)) soon();
});
form.addEventListener("files", () => {
  asked = "";
  soon();
});
// Also after "Back": the browser gives the page as it was, and the report may be saved by now.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) asked = "";
  if (form.elements.links.value.trim() || form.elements.summary.value.trim()) soon();
});
