// One box for everybody who is meant: people of the staff list, people nobody knows yet, and people whom no list has.
// What is chosen stands as lines in the three plain fields, which are what the form sends.

const NIP = /\d{8}[\s.]?\d{6}[\s.]?\d[\s.]?\d{3}/g;
const SHORTEST = 3;
const PAUSE = 250; // ms after the last key
const A_GROUP = /^(?:(?:sekitar|kira-kira|kurang lebih|lebih kurang|sedikitnya|±|\+\/-)?\s*(?:\d{1,3}\s*[-–]\s*)?\d{1,3}\s+orang|(?:beberapa|sejumlah|banyak|serombongan)\s+(?:orang|pegawai))\b/i;

const box = document.getElementById("people-box");
const input = document.getElementById("person-search");
const list = document.getElementById("person-options");
const picked = box.querySelector("[data-picked]");
const complaint = box.querySelector("[data-complaint]");
const token = box.closest("form").elements.csrfmiddlewaretoken;
const fields = Object.fromEntries(["people", "unknown", "outsiders"].map((name) => [name, box.closest("form").elements[name]]));
const cards = new Map(); // what is known of a chosen line

const linesOf = (field) => field.value.split("\n").map((line) => line.trim()).filter(Boolean);

async function ask(asked) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: token.value, ...asked });
  const response = await fetch(box.dataset.address, { method: "POST", body });
  if (!response.ok || response.redirected) throw new Error(response.status);
  return response.json();
}

function complain(words) {
  complaint.textContent = words;
  complaint.hidden = !words;
}

function write(name, lines) {
  fields[name].value = lines.join("\n");
  fields[name].dispatchEvent(new Event("input", { bubbles: true }));
  show();
}

function add(name, line) {
  const lines = linesOf(fields[name]);
  if (!lines.includes(line)) write(name, [...lines, line]);
  document.getElementById("live").textContent = `${cards.get(line)?.name ?? line} ${box.dataset.added}`;
}

function element(tag, words, properties = {}) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...[words].flat());
  return made;
}

function show() {
  const rows = [];
  for (const [name, field] of Object.entries(fields)) {
    for (const line of linesOf(field)) {
      const card = name === "people" ? cards.get(line) : undefined;
      const kind = name === "people" ? card?.about ?? "" : box.dataset[A_GROUP.test(line) && name === "unknown" ? "group" : name];
      const remove = element("button", "×", { type: "button", className: "btn btn-quiet" });
      remove.setAttribute("aria-label", `${box.dataset.remove} ${card?.name ?? line}`);
      remove.addEventListener("click", () => {
        write(name, linesOf(field).filter((each) => each !== line));
        input.focus();
      });
      rows.push(element("li", [
        element("span", [element("strong", card?.name ?? line), " ", element("span", kind, { className: "meta" })]), remove,
      ]));
    }
  }
  picked.replaceChildren(...rows);
  picked.hidden = !rows.length;
}

// Lines that came from elsewhere (a draft, a pasted list): who they are.
async function resolve(lines) {
  const told = await ask({ lines: lines.join("\n") });
  for (const card of told.people) cards.set(card.line, card).set(card.value, card);
  return told;
}

async function addSeveral(lines) {
  try {
    const told = await resolve(lines);
    for (const card of told.people) add("people", card.value);
    complain(Object.values(told.wrong).join(" "));
    input.value = Object.keys(told.wrong).join("; ");
  } catch {
    for (const line of lines) add("people", line);
    complain(box.dataset.offline);
    input.value = "";
  }
  close();
}

// The suggestions

let timer;
let asked = "";
let active = -1;
const options = () => [...list.children];

function close() {
  list.hidden = true;
  list.replaceChildren();
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
  active = -1;
}

function highlight(place) {
  active = place;
  options().forEach((option, n) => option.setAttribute("aria-selected", n === place));
  if (place < 0) return input.removeAttribute("aria-activedescendant");
  input.setAttribute("aria-activedescendant", options()[place].id);
  options()[place].scrollIntoView({ block: "nearest" });
}

function option(name, line, words, about) {
  const made = element("li", [element("strong", words), " ", element("span", about, { className: "meta" })]);
  made.id = `person-option-${list.childElementCount}`;
  made.setAttribute("role", "option");
  made.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  made.addEventListener("click", () => choose(name, line));
  list.append(made);
}

function choose(name, line) {
  add(name, line);
  input.value = "";
  complain("");
  close();
  input.focus();
}

function suggest(words, people) {
  list.replaceChildren();
  for (const card of people) {
    cards.set(card.value, card);
    option("people", card.value, card.name, [card.number, card.about].filter(Boolean).join(" · "));
  }
  if (A_GROUP.test(words)) option("unknown", words, words, box.dataset.group);
  else if (!/^[\d\s.]+$/.test(words)) {
    option("unknown", words, words, box.dataset.unknown);
    option("outsiders", words, words, box.dataset.outsiders);
  }
  list.hidden = !list.childElementCount;
  input.setAttribute("aria-expanded", String(!list.hidden));
  highlight(people.length === 1 || (!people.length && list.childElementCount === 1) ? 0 : -1);
  complain(people.length || /[^\d\s.]/.test(words) ? "" : box.dataset.none);
}

async function look() {
  const words = input.value.trim();
  asked = words;
  if (words.length < SHORTEST) return close();
  const told = await ask({ words }).catch(() => ({ people: [] }));
  if (asked === words && input.value.trim() === words) suggest(words, told.people);
}

input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE);
});
input.addEventListener("blur", close);
input.addEventListener("keydown", async (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && !list.hidden) {
    event.preventDefault();
    highlight((active + step + options().length) % options().length);
  } else if (event.key === "Escape") close();
  else if (event.key === "Enter") {
    event.preventDefault();
    clearTimeout(timer);
    if (asked !== input.value.trim() || list.hidden) await look();
    if (active >= 0) options()[active].click();
  }
});
input.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text");
  const numbers = text.match(NIP) ?? [];
  const lines = numbers.length > 1 ? numbers.map((number) => number.replace(/\D/g, "")) : text.split("\n").map((line) => line.trim()).filter(Boolean);
  if (lines.length < 2) return;
  event.preventDefault();
  addSeveral([...new Set(lines)]);
});

// What was typed and not added is not lost: it goes along as it stands, and the server says what it thinks of it.
box.closest("form").addEventListener("submit", () => {
  const words = input.value.trim();
  if (words) add(/\d{8}/.test(words) ? "people" : A_GROUP.test(words) ? "unknown" : "people", words);
});

box.querySelector("[data-picker]").hidden = false;
const isWrong = box.querySelector("[data-plain] .field-invalid");
box.querySelector("[data-plain]").hidden = !isWrong; // a refused line is corrected where it stands
show();
if (linesOf(fields.people).length) resolve(linesOf(fields.people)).then(show, () => undefined);
