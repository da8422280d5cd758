// The rows of the page: what was typed into each, and which of it the server has.

const ONE_STEP = 1024;
const NO_ROW = "00000000-0000-0000-0000-000000000000";

export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // no HTTPS
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

export class Row {
  constructor(element) {
    const { row, table, kind = "", version, rank, evidence = "", at = "" } = element.dataset;
    Object.assign(this, { element, id: row, table, kind, evidence, at });
    this.version = Number(version);
    this.rank = Number(rank);
    this.edits = 0; // number of the last edit here
    this.kept = 0; // number of the last edit that the server has
    this.refused = 0; // number of an edit that it will not take as it is
    this.isContested = false; // the server has our text beside another
  }

  get fields() {
    return [...this.element.querySelectorAll("[data-field]")];
  }

  get isUnsent() {
    return this.edits > this.kept && this.edits !== this.refused;
  }

  field(name) {
    return this.element.querySelector(`[data-field="${name}"]`);
  }

  snapshot(writer) {
    const texts = Object.fromEntries(this.fields.map((field) => [field.dataset.field, field.value]));
    const { table, id, version, rank, kind, evidence, at } = this;
    const isStruck = this.element.querySelector("[data-struck]").checked;
    return { table, id, version, rank, kind, evidence, at, texts, isStruck, writer, sequence: this.edits };
  }

  // What the server has of this row. Our unsent text is never replaced: the next send brings both to the server.
  hear(theirs, writer, showOthers) {
    const ours = theirs.others?.find((other) => other.writer === writer);
    if (ours) {
      this.isContested = true;
      const { by, at, texts } = theirs;
      showOthers(this, [{ by, at, texts, stay: `${ours.pk}:take`, change: `${ours.pk}:keep`, merge: `${ours.pk}:merge` }]);
      return;
    }
    const isOurs = theirs.writer === writer;
    if (this.edits > this.kept && !isOurs) return;
    this.say(theirs.words);
    if (this.isContested || !isOurs) this.show(theirs);
    this.isContested = false;
    this.version = theirs.version;
    showOthers(this, (theirs.others ?? []).map(({ pk, by, at, texts }) => (
      { by, at, texts, stay: `${pk}:keep`, change: `${pk}:take`, merge: `${pk}:merge` })));
  }

  // What a stamp says, in the words of the server.
  say(words) {
    const stamp = this.element.querySelector("[data-words]");
    if (stamp && words) stamp.textContent = words;
  }

  show({ texts, words, rank, is_struck: isStruck }) {
    for (const field of this.fields) {
      if (field.value !== texts[field.dataset.field]) field.value = texts[field.dataset.field];
    }
    this.element.querySelector("[data-struck]").checked = isStruck;
    this.say(words);
    this.rank = rank;
  }
}

export class Rows {
  constructor(form) {
    this.form = form;
    this.all = new Map();
    for (const element of form.querySelectorAll("[data-row]")) this.all.set(element.dataset.row, new Row(element));
  }

  of(element) {
    return this.all.get(element?.closest?.("[data-row]")?.dataset.row);
  }

  // The rows of one list in their order.
  in(table) {
    return [...(this.list(table)?.children ?? [])].map((element) => this.of(element)).filter(Boolean);
  }

  list(table) {
    return this.form.querySelector(`[data-rows="${table}"]`);
  }

  get unsent() {
    return [...this.all.values()].filter((row) => row.isUnsent);
  }

  // A row made here. `after`: the row that it follows, otherwise it comes last.
  create(table, { after, before, kind = "", evidence = "", at = "" } = {}) {
    const rows = this.in(table);
    const next = before ?? (after ? rows[rows.indexOf(after) + 1] : undefined);
    const previous = before ? rows[rows.indexOf(before) - 1] : (after ?? rows.at(-1));
    const low = previous?.rank ?? 0;
    const rank = next ? (low + next.rank) / 2 : low + ONE_STEP;
    return this.add(table, { id: newKey(), rank, version: 0, kind, evidence, at });
  }

  add(table, { id, rank, version, kind = "", evidence = "", at = "" }) {
    const name = kind && kind !== "QUESTION" ? "stamp" : table;
    const element = document.getElementById(`${name}-template`).content.firstElementChild.cloneNode(true);
    for (const part of [element, ...element.querySelectorAll("*")]) {
      for (const attribute of part.attributes) attribute.value = attribute.value.replaceAll(NO_ROW, id);
    }
    Object.assign(element.dataset, { kind, version, rank, evidence, at });
    for (const part of element.querySelectorAll("[data-script]")) part.hidden = false;
    const next = this.in(table).find((row) => row.rank > rank);
    this.list(table).insertBefore(element, next?.element ?? null);
    const row = new Row(element);
    this.all.set(id, row);
    return row;
  }
}
