// What a phone shares with Conduct goes from here to the page, and nowhere else. It is held in memory until the page
// asks for it, is never written down, and is forgotten after a few minutes. Nothing else passes through this worker.

const DOOR = new URL("share/", self.registration.scope).pathname;
const FORGOTTEN_AFTER = 4 * 60 * 1000; // ms; somebody may have to sign in first
const held = new Map();

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "POST" || new URL(event.request.url).pathname !== DOOR) return;
  const id = crypto.randomUUID();
  const taken = event.request.formData().then((sent) => held.set(id, sent));
  event.respondWith(taken.then(() => Response.redirect(`new/?shared=${id}`, 303)));
  // While something is held, the browser must not end this worker.
  event.waitUntil(taken.then(() => new Promise((done) => {
    const wait = setInterval(() => held.has(id) || finish(), 1000);
    const end = setTimeout(finish, FORGOTTEN_AFTER);
    function finish() {
      clearInterval(wait);
      clearTimeout(end);
      held.delete(id);
      done();
    }
  })));
});

self.addEventListener("message", (event) => {
  const sent = held.get(event.data.shared);
  held.delete(event.data.shared);
  const text = sent ? ["title", "text", "url"].map((name) => sent.get(name)).filter(Boolean) : [];
  event.ports[0].postMessage({ isThere: Boolean(sent), text, files: sent ? sent.getAll("files") : [] });
});
