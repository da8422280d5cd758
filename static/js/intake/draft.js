// The draft: on the server two seconds after the last change; until it is there, an encrypted copy on this device.

import { openVault } from "../encrypted_copies.js";
import { parsed } from "../trusted.js";

const COPY_AFTER = 200; // ms from a change to its encrypted copy
const SAVE_AFTER = 2000;
const RETRY_AFTER = 5000;
const PATIENCE = 10000;
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "submission", "files", "seen", "keep"]);

class SignedOut extends Error {}

export const form = document.querySelector("form.intake");
export const key = form.elements.submission.value;
export const addressOf = (draft) => `${form.dataset.drafts}${draft}/`;
const line = document.getElementById("draft-status");
const writer = crypto.randomUUID?.() ?? key;
let revision = form.dataset.revision;
let saved = typed(); // what the server has: the page as it came
let isSent = false; // the report itself is on its way: nothing is saved behind it
let vault = null;
let copyTimer;
let saveTimer;
let last = Promise.resolve();

function typed() {
  const words = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (!NOT_KEPT.has(name) && typeof value === "string") words.append(name, value);
  return words.toString();
}

function tell(state, values = {}) {
  line.dataset.state = state;
  line.querySelector("a").hidden = state !== "signedOut";
  const words = line.dataset[state].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  if (line.querySelector("span").textContent !== words) line.querySelector("span").textContent = words;
}

function useToken(token) {
  for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = token;
}

// Every request of this page: knows a session that has ended, and a token that was renewed by signing in again.
export async function ask(address, { method = "POST", body, headers = {}, isSecondTry = false, ...more } = {}) {
  const token = form.elements.csrfmiddlewaretoken.value;
  const response = await fetch(address, {
    method, body, redirect: "manual", signal: AbortSignal.timeout(PATIENCE), ...more,
    headers: { Accept: "application/json", "X-CSRFToken": token, ...headers },
  });
  if (response.type === "opaqueredirect") throw new SignedOut();
  if (response.status === 403 && !isSecondTry) {
    await renew();
    return ask(address, { method, body, headers, isSecondTry: true, ...more });
  }
  const told = response.headers.get("Content-Type")?.includes("json") ? await response.json() : null;
  if (told?.token) useToken(told.token);
  if (!told || response.status >= 500) throw new Error(response.status);
  return { status: response.status, ...told };
}

async function renew() {
  const page = await fetch(form.action, { redirect: "manual" });
  if (!page.ok) throw new SignedOut();
  const fresh = parsed(await page.text());
  useToken(fresh.querySelector("[name=csrfmiddlewaretoken]").value);
}

export function changed() {
  if (isSent || typed() === saved) return;
  copyTimer ??= setTimeout(copy, COPY_AFTER);
  clearTimeout(saveTimer);
  saveTimer = setTimeout(save, SAVE_AFTER);
}

function copy() {
  copyTimer = undefined;
  return vault?.keep(key, writer, () => (typed() === saved ? null : { key, revision, words: typed(), writer }));
}

// One after the other; the newest text when its turn comes.
export function save() {
  clearTimeout(saveTimer);
  last = last.then(send).catch((trouble) => {
    tell(trouble instanceof SignedOut ? "signedOut" : vault ? "unsent" : "unsentNowhere");
    saveTimer = setTimeout(save, RETRY_AFTER);
  });
  return last;
}

async function send() {
  const words = typed();
  if (isSent || words === saved) return;
  tell("saving");
  const told = await ask(addressOf(key), { body: new URLSearchParams(`${words}&revision=${revision}`) });
  if (told.refusal) return tell("refused", { complaint: told.refusal });
  if (told.recorded) {
    isSent = true;
    await vault?.keep(key, writer, () => null);
    return tell("recorded", { number: told.recorded });
  }
  saved = words;
  revision = told.revision;
  await copy();
  // From now on a reload finds the draft.
  history.replaceState(null, "", addressOf(key));
  if (typed() === saved) tell("saved", { clock: told.clock });
  else changed();
}

// What pages that were closed or killed could not send. A draft that goes on elsewhere keeps both texts.
async function adopt() {
  let isHere = false;
  let isElsewhere = false;
  for (const left of (await vault?.leftBehind()) ?? []) {
    await navigator.locks.request(`conduct-report-${left.writer}`, { ifAvailable: true }, async (lock) => {
      if (!lock) return;
      const post = (draft, known) => ask(addressOf(draft), { body: new URLSearchParams(`${left.words}&revision=${known}`) });
      let told = await post(left.key, left.revision).catch(() => ({ refusal: true }));
      if (told.status === 409) told = await post(crypto.randomUUID(), 0).catch(() => ({ refusal: true }));
      if (told.refusal) return;
      await vault.keep(left.key, left.writer, () => null);
      if (told.recorded) return;
      if (left.key === key) isHere = true;
      else isElsewhere = true;
    });
  }
  if (isHere) location.reload();
  else if (isElsewhere) tell("found");
}

form.addEventListener("input", changed);
form.addEventListener("change", changed);
form.addEventListener("focusout", () => typed() !== saved && save());
form.addEventListener("submit", () => { isSent = true; });
document.getElementById("discard")?.addEventListener("submit", () => { isSent = true; });
window.addEventListener("online", save);
window.addEventListener("pageshow", (event) => { if (event.persisted) isSent = false; });
document.addEventListener("visibilitychange", () => document.hidden && typed() !== saved && save());
for (const button of form.querySelectorAll("[data-plain-only]")) button.remove();

vault = await openVault(form.dataset.keyUrl, "reports");
if (vault) navigator.locks.request(`conduct-report-${writer}`, () => new Promise(() => {}));
await adopt();
