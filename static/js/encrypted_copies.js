// Copies of what the server has not confirmed yet. A copy is encrypted; its key comes from the server for a signed-in
// account, stays in memory, cannot be exported and is never stored: without signing in nothing here can be read.

const STORE = "copies";
const EXPIRES = 30 * 24 * 60 * 60 * 1000;

// Null where the browser offers no encryption (no HTTPS) or keeps nothing.
export async function openVault(keyAddress, draft) {
  if (!globalThis.isSecureContext || !globalThis.crypto?.subtle || !navigator.locks) return null;
  try {
    const response = await fetch(keyAddress, { redirect: "manual" });
    if (!response.ok) return null;
    const usages = ["encrypt", "decrypt"];
    const key = await crypto.subtle.importKey("raw", await response.arrayBuffer(), "AES-GCM", false, usages);
    return new Vault(key, await openDatabase(), draft);
  } catch {
    return null;
  }
}

function openDatabase() {
  const request = indexedDB.open("conduct-room", 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
  return settled(request);
}

function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

class Vault {
  constructor(key, database, draft) {
    Object.assign(this, { key, database, draft, last: Promise.resolve() });
  }

  // One after the other, each with the newest text when its turn comes. `read` gives what is unconfirmed, or null.
  keep(row, writer, read) {
    const id = `${this.draft}/${row}/${writer}`;
    this.last = this.last.then(async () => {
      const unconfirmed = read();
      if (!unconfirmed) return settled(this.store().delete(id));
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const clear = new TextEncoder().encode(JSON.stringify(unconfirmed));
      const sealed = await crypto.subtle.encrypt(this.sealing(iv, id), this.key, clear);
      return settled(this.store().put({ id, draft: this.draft, writer, iv, sealed, at: Date.now() }));
    }).catch(() => undefined);
    return this.last;
  }

  // What other pages of this draft left behind, as far as this account may read it.
  async leftBehind() {
    const found = [];
    for (const copy of await settled(this.store().getAll())) {
      if (copy.at < Date.now() - EXPIRES) await settled(this.store().delete(copy.id));
      if (copy.draft !== this.draft) continue;
      try {
        const clear = await crypto.subtle.decrypt(this.sealing(copy.iv, copy.id), this.key, copy.sealed);
        found.push(JSON.parse(new TextDecoder().decode(clear)));
      } catch {
        // written by another account: not for us to read, and not for us to remove
      }
    }
    return found;
  }

  sealing(iv, id) {
    return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(id) };
  }

  store() {
    return this.database.transaction(STORE, "readwrite").objectStore(STORE);
  }
}
