// When it happened: chips for the usual answers, and what the dated rules say of the time while it is typed.

import { fill } from "../trusted.js";

const PAUSE = 400; // ms after the last key
const box = document.getElementById("when");
const form = box.closest("form");
const { recorded, recorded_unknown: unknown, recorded_estimate: estimate, agency } = form.elements;
const verdict = box.querySelector("[data-verdict]");
const upload = box.querySelector("[data-upload]");
let timer;
let asked = "";

async function judge() {
  const words = new URLSearchParams({ recorded: recorded.value, agency: agency.value });
  if (words.toString() === asked) return;
  asked = words.toString();
  if (!recorded.value.trim()) return verdict.replaceChildren();
  words.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  try {
    const answer = await fetch(box.dataset.address, { method: "POST", body: words });
    if (answer.ok && !answer.redirected) fill(verdict, await answer.text());
  } catch {
    asked = ""; // no network: asked again with the next key
  }
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(judge, PAUSE);
}

function set(text, { isEstimate = false, isUnknown = false } = {}) {
  recorded.value = text;
  estimate.checked = isEstimate;
  unknown.checked = isUnknown;
  press();
  recorded.dispatchEvent(new Event("input", { bubbles: true }));
}

function press() {
  box.querySelector("[data-unknown]").setAttribute("aria-pressed", String(unknown.checked));
}

// A link that was understood may carry when it was uploaded: an estimate, and only offered.
function offerUpload() {
  const known = document.querySelector("#similar [data-uploaded]");
  upload.hidden = !known;
  if (known) upload.dataset.day = known.dataset.uploaded;
}

for (const chip of box.querySelectorAll("[data-day], [data-upload]")) {
  chip.addEventListener("click", () => {
    set(chip.dataset.day, { isEstimate: chip === upload });
    recorded.focus(); // the clock time is typed behind it
    if (chip !== upload) recorded.setSelectionRange(recorded.value.length, recorded.value.length);
  });
}
box.querySelector("[data-unknown]").addEventListener("click", () => set("", { isUnknown: !unknown.checked }));
recorded.addEventListener("input", () => {
  if (recorded.value.trim() && unknown.checked) unknown.checked = false;
  press();
  soon();
});
agency.addEventListener("change", soon);
new MutationObserver(offerUpload).observe(document.getElementById("similar"), { childList: true });

box.querySelector("[data-chips]").hidden = false;
box.querySelector("[data-plain]").hidden = true;
press();
offerUpload();
soon();
