// The hearing room. Everything here is also a plain form; nothing here decides what may be recorded.

import { listen } from "./keys.js";
import { newKey, Rows } from "./rows.js";
import { expand } from "./snippets.js";
import { Sync } from "./sync.js";
import { openVault } from "../encrypted_copies.js";
import { View } from "./view.js";

const form = document.getElementById("room");
const status = document.getElementById("draft-status");
const rows = new Rows(form);
const view = new View(form);
const writer = newKey();
const lease = document.getElementById("lease");
let place = null; // the row in hand
let isReading = false; // somebody else writes here

function tell(state, values = {}) {
  const words = status.dataset[state].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  if (status.firstElementChild.textContent !== words) status.firstElementChild.textContent = words;
  status.dataset.state = state;
}

function showOthers(row, others) {
  const held = row.element.querySelector("[data-others]");
  if (!held) return;
  const isNew = others.length && !held.childElementCount;
  held.replaceChildren(...others.map((other) => {
    const panel = document.getElementById("other-template").content.firstElementChild.cloneNode(true);
    for (const part of panel.querySelectorAll("[data-show]")) {
      part.textContent = other[part.dataset.show] ?? other.texts[part.dataset.show];
    }
    for (const button of panel.querySelectorAll("[data-choice]")) button.value = other[button.dataset.choice];
    return panel;
  }));
  if (isNew) document.getElementById("live").textContent = form.dataset.twoTexts;
}

// Who writes here. A page that only reads goes on showing what is written, and its own unsent text is still sent.
function showLease({ is_ours: isOurs, by }) {
  if (isOurs && !isReading) return;
  isReading = !isOurs;
  lease.hidden = isOurs;
  const words = isOurs ? "" : lease.dataset.words.replace("{by}", by);
  if (lease.querySelector("span").textContent !== words) lease.querySelector("span").textContent = words;
  for (const part of form.querySelectorAll(".room-main :is(input, select, textarea, button), [name=show], [name=add]")) {
    if (part.matches("textarea, input[data-field]")) part.readOnly = isReading;
    else if (part.type !== "hidden" && !part.matches("[data-help]")) part.disabled = isReading;
  }
}

const vault = await openVault(form.dataset.key, form.dataset.draft);
if (vault) navigator.locks.request(`conduct-room-${writer}`, () => new Promise(() => {}));
document.querySelector("[data-no-copy]").hidden = Boolean(vault);
for (const part of document.querySelectorAll("[data-script]")) part.hidden = false;

const sync = new Sync({
  rows, vault, writer, tell, showOthers, showLease,
  draft: form.dataset.draft,
  account: form.dataset.account,
  revision: form.dataset.revision,
  token: form.querySelector("[name=csrfmiddlewaretoken]").value,
  addresses: { room: form.action, changes: form.dataset.changes },
});

const room = {
  questions: () => rows.in("statement").filter((row) => row.field("answer")),
  focus(row, name) {
    row?.field(name)?.focus();
    row?.element.scrollIntoView({ block: "nearest" });
  },
  // From a question to its answer, from an answer to the next open question, otherwise to a new one.
  next() {
    const row = rows.of(document.activeElement);
    if (row?.field("question") === document.activeElement) return this.focus(row, "answer");
    const questions = this.questions();
    const later = questions.slice(questions.indexOf(place) + 1);
    const open = later.find((each) => !each.field("answer").value && !each.element.querySelector("[data-struck]").checked);
    return open ? this.focus(open, open.field("question").value ? "answer" : "question") : this.ask("");
  },
  // After the row in hand and the stamps that follow it.
  here() {
    const all = rows.in("statement");
    let at = all.indexOf(place);
    while (at >= 0 && all[at + 1]?.at) at += 1;
    return at < 0 ? all.at(-1) : all[at];
  },
  ask(text) {
    if (isReading) return this.sayReading();
    const row = rows.create("statement", { after: this.here() });
    row.field("question").value = text;
    if (text) sync.touch(row);
    this.focus(row, text ? "answer" : "question");
  },
  insertBefore() {
    if (isReading) this.sayReading();
    else if (place) this.focus(rows.create("statement", { before: place }), "question");
  },
  move(step) {
    const questions = this.questions();
    this.focus(questions[questions.indexOf(place) + step], "answer");
  },
  save: () => sync.send(),
  openHelp: () => document.getElementById("shortcuts").showModal(),
  openBank() {
    const bank = form.querySelector("[data-bank]");
    view.reveal(bank);
    bank.open = true;
    bank.querySelector("[data-key]")?.focus();
  },
  leaveBank() {
    form.querySelector("[data-bank]").open = false;
    this.back();
  },
  back() {
    view.apply();
    this.focus(place, "answer");
  },
  note() {
    const list = rows.list("note");
    if (!list) return;
    view.reveal(list);
    this.focus(rows.create("note"), "text");
  },
  takeOver: () => sync.send({ take: "on" }),
  sayReading() {
    document.getElementById("live").textContent = lease.querySelector("span").textContent;
  },
  askFromBank(button) {
    view.apply();
    this.ask(button.dataset.question);
  },
  openAttendance() {
    const held = document.getElementById("attendance");
    held.open = true;
    held.querySelector("[data-field]")?.focus();
  },
  openEvidence(number) {
    const item = form.querySelectorAll("[data-evidence-item]")[number - 1];
    if (!item) return;
    item.open = !(item.open && item.checkVisibility?.() !== false);
    view.reveal(item);
    item.scrollIntoView({ block: "nearest" });
  },
  showEvidence(number) {
    const button = form.querySelectorAll("[data-evidence-item]")[number - 1]?.querySelector("[name=show]");
    if (button) this.stamp("EVIDENCE", button.dataset.words, button.value);
  },
  stamp(kind, words, evidence = "", after = this.here()) {
    if (isReading) return this.sayReading();
    const row = rows.create("statement", { after, kind, evidence, at: new Date().toISOString() });
    row.element.querySelector("[data-words]").textContent = words;
    row.element.scrollIntoView({ block: "nearest" });
    document.getElementById("live").textContent = words;
    sync.touch(row);
    sync.send();
  },
  pauseOrResume() {
    const stops = rows.in("statement").filter((row) => ["BREAK", "RESUMPTION"].includes(row.kind));
    const kind = stops.at(-1)?.kind === "BREAK" ? "RESUMPTION" : "BREAK";
    this.pause(form.querySelector(`[name=pause][value=${kind}]`));
  },
  pause(button) {
    this.stamp(button.value, button.dataset.words, "", rows.in("statement").at(-1));
  },
  repeat() {
    if (place?.field("question")) this.stamp("REPEAT", form.dataset.repeated);
  },
  noAnswer() {
    const field = place?.field("answer");
    if (!field || isReading) return;
    if (field.value) {
      document.getElementById("live").textContent = form.dataset.answered;
      return;
    }
    field.value = form.dataset.noAnswer;
    sync.touch(place);
    this.next();
  },
  async settle(button) {
    if (await sync.send()) await sync.send({ settle: button.value });
  },
};

const PRESSED = {
  add: (button) => room.askFromBank(button),
  show: (button) => room.stamp("EVIDENCE", button.dataset.words, button.value),
  pause: (button) => room.pause(button),
  settle: (button) => room.settle(button),
  repeat: (button) => {
    place = rows.of(button);
    room.repeat();
  },
};

form.addEventListener("input", (event) => {
  const row = rows.of(event.target);
  if (event.target.dataset.field === "answer" && !event.isComposing) expand(event.target);
  if (row) sync.touch(row);
});
form.addEventListener("focusout", (event) => {
  if (event.target.dataset.field === "answer" && expand(event.target, true)) sync.touch(rows.of(event.target));
});
form.addEventListener("focusin", (event) => {
  const row = rows.of(event.target);
  if (row?.table === "statement") place = row;
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  (PRESSED[event.submitter?.name] ?? (() => sync.send()))(event.submitter);
});
form.addEventListener("click", (event) => {
  if (event.target.closest("[data-silent]")) {
    place = rows.of(event.target);
    room.noAnswer();
  }
  if (event.target.closest("[data-next]")) room.next();
  if (event.target.closest("[data-help]")) room.openHelp();
  if (event.target.closest("[data-person]")) room.focus(rows.create("attendance"), "name");
  if (event.target.closest("[data-note]")) room.note();
});
lease.querySelector("[data-take]").addEventListener("click", () => room.takeOver());

// The record is made of what the server has; and whoever signs out leaves nothing unsent behind.
document.getElementById("to-record").addEventListener("click", async (event) => {
  event.preventDefault();
  if (await sync.send()) location.assign(event.target.closest("a").href);
});
document.querySelector("form[action$='/logout/']")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  await sync.send();
  event.target.submit();
});
addEventListener("online", () => sync.send());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden") return;
  sync.copy();
  sync.send();
});
addEventListener("pagehide", () => sync.leave());
addEventListener("pageshow", (event) => {
  sync.isLeaving = false;
  if (event.persisted) sync.send();
});
addEventListener("beforeunload", (event) => {
  if (!vault && rows.unsent.length) event.preventDefault();
});

listen(room);
await sync.adopt();
form.dataset.ready = "true";
