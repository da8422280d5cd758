// Files go to the draft as soon as they are chosen, in pieces; what broke off goes on where it ended.

import { addressOf, ask, form, key } from "./draft.js";

const PIECE = 8 * 1024 * 1024; // bytes
const BEFORE = 1024 * 1024; // bytes whose fingerprint shows the server that the rest is of the same file
const PAUSES = [1000, 3000, 8000]; // ms before it is tried again by itself

const box = document.getElementById("files-box");
const list = box.querySelector(".files");
const complaint = box.querySelector("[data-complaint]");
const address = (row) => `${addressOf(key)}files/${row.dataset.key}/`;
const unfinished = () => [...list.children].filter((row) => !("whole" in row.dataset));
const waiting = [];
let isBusy = false;

const sizeOf = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1).replace(".", ",")} MB`);

function say(row, words) {
  row.querySelector("[data-state]").textContent = `${sizeOf(Number(row.dataset.size))} · ${words}`;
}

function complain(words) {
  complaint.textContent = words;
  complaint.hidden = !words;
}

function button(words, label, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-quiet", textContent: words });
  made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

function rowFor(file) {
  const row = document.createElement("li");
  Object.assign(row.dataset, { key: crypto.randomUUID(), name: file.name, size: file.size, received: 0 });
  const words = document.createElement("span");
  const name = Object.assign(document.createElement("strong"), { textContent: file.name });
  const state = Object.assign(document.createElement("span"), { className: "meta" });
  state.dataset.state = "";
  words.append(name, " ", state);
  if (file.type.startsWith("image/")) {
    const picture = Object.assign(new Image(48, 48), { src: URL.createObjectURL(file), alt: "" });
    picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
    row.append(picture);
  }
  row.append(words, button("×", `${box.dataset.remove} ${file.name}`, () => remove(row)));
  list.append(row);
  list.hidden = false;
  return row;
}

async function remove(row) {
  row.upload?.abort();
  row.isGone = true;
  if (row.isAnnounced !== false) await ask(address(row), { method: "DELETE" }).catch(() => undefined);
  row.remove();
  list.hidden = !list.childElementCount;
  form.dispatchEvent(new CustomEvent("files"));
}

// A file of which a part has come already goes on; it is known by name and size, and by its content on the server.
function add(file) {
  const known = unfinished().find((row) => row.dataset.name === file.name && Number(row.dataset.size) === file.size && !row.file);
  const row = known ?? rowFor(file);
  row.isAnnounced = Boolean(known);
  row.file = file;
  queue(row);
}

function queue(row) {
  row.querySelector("[data-retry]")?.remove();
  say(row, box.dataset.waiting);
  waiting.push(row);
  work();
}

async function work() {
  if (isBusy) return;
  isBusy = true;
  while (waiting.length) {
    const row = waiting.shift();
    if (!row.isGone) await bring(row);
  }
  isBusy = false;
}

async function bring(row) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await send(row);
    } catch (trouble) {
      if (row.isGone) return undefined;
      if (attempt < PAUSES.length) {
        await new Promise((resume) => setTimeout(resume, PAUSES[attempt]));
        continue;
      }
      const percent = Math.floor((100 * row.dataset.received) / row.dataset.size);
      say(row, box.dataset.broken.replace("{percent}", percent));
      const again = button(box.dataset.retry, `${box.dataset.retry} ${row.dataset.name}`, () => queue(row));
      again.dataset.retry = "";
      row.lastElementChild.before(again);
      return undefined;
    }
  }
}

async function send(row) {
  const { file } = row;
  let told = row.isAnnounced
    ? await ask(address(row), { method: "GET" })
    : await ask(address(row), { body: new URLSearchParams({ name: file.name, size: file.size }) });
  if (told.refusal) return refuse(row, told.refusal);
  row.isAnnounced = true;
  while (!told.whole) {
    row.dataset.received = told.received;
    told = await piece(row, told.received);
    if (row.isGone) return undefined;
    if (told.refusal) return refuse(row, told.refusal);
  }
  if (told.key && told.key !== row.dataset.key) return refuse(row, `${box.dataset.twin}: ${told.name}`);
  row.dataset.whole = "";
  say(row, box.dataset.done);
  form.dispatchEvent(new CustomEvent("files"));
  return undefined;
}

function refuse(row, words) {
  complain(words);
  return remove(row);
}

async function digest(blob) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// XMLHttpRequest, because only it tells how far a request has got.
async function piece(row, offset) {
  const { file } = row;
  const body = file.slice(offset, offset + PIECE);
  const before = offset ? await digest(file.slice(Math.max(0, offset - BEFORE), offset)) : "";
  const request = new XMLHttpRequest();
  row.upload = request;
  return new Promise((resolve, reject) => {
    request.open("PUT", address(row));
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Content-Type", "application/offset+octet-stream");
    request.setRequestHeader("Upload-Offset", offset);
    request.setRequestHeader("Upload-Before", before);
    request.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
    request.upload.addEventListener("progress", (event) => {
      say(row, `${Math.floor((100 * (offset + event.loaded)) / file.size)}%`);
    });
    request.addEventListener("load", () => {
      try {
        const told = JSON.parse(request.responseText);
        // Another page is writing this file: wait for it.
        if (request.status === 409 && told.received === offset) reject(new Error(request.status));
        else resolve(told);
      } catch {
        reject(new Error(request.status)); // a page for people: signed out, or an error
      }
    });
    for (const end of ["error", "abort", "timeout"]) request.addEventListener(end, () => reject(new Error(end)));
    request.send(body);
  });
}

export function addAll(files) {
  complain("");
  for (const file of files) add(file);
}

for (const input of box.querySelectorAll(".file-button input")) {
  input.addEventListener("change", () => {
    addAll(input.files);
    input.value = "";
  });
}
// A picture is pasted anywhere; text goes where the cursor is.
document.addEventListener("paste", (event) => {
  if (!globalThis.isSecureContext || !event.clipboardData.files.length) return;
  event.preventDefault();
  addAll(event.clipboardData.files);
});
for (const event of ["dragover", "drop"]) {
  form.addEventListener(event, (happened) => {
    if (!globalThis.isSecureContext || !happened.dataTransfer.types.includes("Files")) return;
    happened.preventDefault();
    if (event === "drop") addAll(happened.dataTransfer.files);
  });
}
for (const row of list.children) {
  const remover = row.querySelector("[data-remove-button]");
  remover.type = "button";
  remover.addEventListener("click", () => remove(row));
}
// A report is not sent while a file is on its way: it would be refused, and the page would go.
form.addEventListener("submit", (event) => {
  if (!unfinished().length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  complain(box.dataset.busy);
  box.scrollIntoView({ block: "nearest" });
  unfinished()[0].querySelector("button").focus();
}, { capture: true });

// Without HTTPS a browser offers no fingerprints: the plain field stays.
if (globalThis.isSecureContext) {
  box.querySelector("[data-enhanced]").hidden = false;
  box.querySelector("[data-plain]").hidden = true;
}
