// The only place where text of the server becomes elements, and an address a worker: the browser refuses every other one
// (require-trusted-types-for). What runs by itself is taken out, so a fragment never carries a script.

const RUNS = "script, iframe, object, embed, base, meta, link, style";
const OURS = { createHTML: (text) => text, createScriptURL: ours };
const policy = self.trustedTypes?.createPolicy("conduct", OURS) ?? OURS;

function ours(address) {
  const url = new URL(address, location.href);
  if (url.origin !== location.origin) throw new TypeError(`not of this site: ${url.origin}`);
  return url.href;
}

export function parsed(text) {
  const page = new DOMParser().parseFromString(policy.createHTML(text), "text/html");
  for (const part of page.querySelectorAll(RUNS)) part.remove();
  for (const part of page.querySelectorAll("*")) {
    for (const { name, value } of [...part.attributes]) {
      if (name.startsWith("on") || /^\s*javascript:/i.test(value)) part.removeAttribute(name);
    }
  }
  return page;
}

export const fill = (element, text) => element.replaceChildren(...parsed(text).body.childNodes);

export const registerWorker = (address) => navigator.serviceWorker?.register(policy.createScriptURL(address));
