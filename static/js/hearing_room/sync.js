// Sends what was typed and hears what others typed. Nothing typed is forgotten before the server says that it has it.

const COPY_AFTER = 200; // ms from a key stroke to its encrypted copy on this device
const SEND_AFTER = 700; // ms to the server
const RETRY_AFTER = 2000;
const LISTEN_EVERY = 8000;
const PATIENCE = 10000;

class SignedOut extends Error {}
class OtherAccount extends Error {}

export class Sync {
  constructor({ rows, vault, writer, account, draft, token, revision, addresses, tell, showOthers, showLease }) {
    Object.assign(this, { rows, vault, writer, account, draft, token, revision, addresses, tell, showOthers, showLease });
    this.uncopied = new Set();
    this.orphans = []; // unconfirmed texts of pages that are no more, under those pages' names
    this.last = Promise.resolve();
    this.listenLater();
  }

  touch(row) {
    row.edits += 1;
    this.uncopied.add(row);
    this.copyTimer ??= setTimeout(() => this.copy(), COPY_AFTER);
    this.sendLater(SEND_AFTER);
  }

  sendLater(delay) {
    this.sendTimer ??= setTimeout(() => this.send(), delay);
  }

  listenLater() {
    clearTimeout(this.listenTimer);
    this.listenTimer = setTimeout(() => this.send(), LISTEN_EVERY);
  }

  copy() {
    this.copyTimer = undefined;
    for (const row of this.uncopied) this.copyRow(row);
    this.uncopied.clear();
  }

  copyRow(row) {
    return this.vault?.keep(row.id, this.writer, () => (row.edits > row.kept ? row.snapshot(this.writer) : null));
  }

  // Takes over what pages that were closed or killed could not send.
  async adopt() {
    for (const copy of (await this.vault?.leftBehind()) ?? []) {
      await navigator.locks.request(`conduct-room-${copy.writer}`, { ifAvailable: true }, (lock) => {
        if (lock && copy.writer !== this.writer) this.orphans.push(copy);
      });
    }
    if (this.orphans.length) this.tell("found", { n: this.orphans.length });
    return this.send();
  }

  // True when the server has everything. `pressed`: what a button asks for beside saving.
  send(pressed = {}) {
    clearTimeout(this.sendTimer);
    this.sendTimer = undefined;
    this.last = this.last.then(() => this.exchange(pressed)).catch(() => false);
    return this.last;
  }

  async exchange(pressed) {
    const texts = [...this.orphans, ...this.rows.unsent.map((row) => row.snapshot(this.writer))];
    try {
      const told = await this.ask(texts, pressed);
      if (told.refusal && texts.length > 1) for (const text of texts) this.confirm([text], await this.ask([text], {}));
      else this.confirm(texts, told);
    } catch (trouble) {
      this.tell(this.state(trouble));
      this.sendLater(RETRY_AFTER);
      return false;
    }
    this.listenLater();
    if (this.rows.unsent.length) this.sendLater(SEND_AFTER);
    return !this.rows.unsent.length;
  }

  state(trouble) {
    if (trouble instanceof OtherAccount) return this.vault ? "otherAccount" : "otherAccountNowhere";
    if (trouble instanceof SignedOut) return "signedOut";
    return this.vault ? "unsent" : "unsentNowhere";
  }

  async ask(texts, pressed, isSecondTry = false) {
    const asked = new URLSearchParams({ since: this.revision, account: this.account, ...pressed });
    if (!this.isLeaving) asked.append("page", this.writer);
    for (const text of texts) describe(text, asked);
    const headers = { Accept: "application/json", "X-CSRFToken": this.token };
    const response = await fetch(this.addresses.room, { ...common(headers), method: "POST", body: asked });
    if (response.status === 403 && !isSecondTry) {
      await this.renewToken();
      return this.ask(texts, pressed, true);
    }
    return this.answer(response);
  }

  // Signed in again meanwhile: the token of this page is an old one.
  async renewToken() {
    const asked = new URLSearchParams({ since: this.revision, account: this.account });
    await this.answer(await fetch(`${this.addresses.changes}?${asked}`, common({ Accept: "application/json" })));
  }

  async answer(response) {
    if (response.type === "opaqueredirect") throw new SignedOut();
    if (response.status === 409) throw new OtherAccount(); // our text is not for whoever is signed in now
    if (!response.ok) throw new Error(response.status);
    const told = await response.json();
    this.token = told.token;
    return told;
  }

  // A page that closes gives its lease back, so that the next one need not wait or ask.
  leave() {
    this.isLeaving = true;
    const { account, writer: page, token: csrfmiddlewaretoken } = this;
    navigator.sendBeacon(this.addresses.room, new URLSearchParams({ account, page, leave: "on", csrfmiddlewaretoken }));
  }

  confirm(texts, told) {
    const isRefused = (text) => told.refusal || told.wrong?.[text.id];
    for (const text of texts) {
      const row = this.rows.all.get(text.id);
      if (text.writer !== this.writer) {
        if (isRefused(text)) continue;
        this.orphans.splice(this.orphans.indexOf(text), 1);
        this.vault.keep(text.id, text.writer, () => null);
      } else if (isRefused(text)) row.refused = text.sequence;
      else row.kept = Math.max(row.kept, text.sequence);
    }
    for (const table of ["statement", "attendance", "note"]) {
      for (const theirs of told[table]) {
        const known = this.rows.all.get(theirs.id);
        const row = known ?? this.rows.add(table, theirs);
        if (!known) row.show(theirs);
        row.hear(theirs, this.writer, this.showOthers);
      }
    }
    for (const { id, writer } of texts) if (writer === this.writer) this.copyRow(this.rows.all.get(id));
    this.revision = told.revision;
    if (told.lease) this.showLease(told.lease);
    const complaint = told.refusal || Object.values(told.wrong ?? {})[0];
    if (complaint) this.tell("refused", { complaint });
    else if (told.recorded) this.tell("recorded");
    else if (!this.rows.unsent.length) this.tell("saved", { clock: told.clock });
  }
}

function common(headers) {
  return { redirect: "manual", signal: AbortSignal.timeout(PATIENCE), headers };
}

function describe(text, asked) {
  const name = (part) => `${text.table}-${text.id}-${part}`;
  asked.append(text.table, text.id);
  for (const part of ["rank", "version", "writer", "sequence"]) asked.append(name(part), text[part]);
  for (const part of ["kind", "evidence", "at"]) if (text[part]) asked.append(name(part), text[part]);
  for (const [part, words] of Object.entries(text.texts)) asked.append(name(part), words);
  if (text.isStruck) asked.append(name("is_struck"), "on");
}
