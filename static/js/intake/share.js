// What was shared from another app: asked of the worker that took it, and put where somebody would have pasted it.

import { registerWorker } from "../trusted.js";
import { addAll } from "./files.js";

const PATIENCE = 3000; // ms
const form = document.querySelector("form.intake");
const here = new URL(location.href);
const shared = here.searchParams.get("shared");

async function claim() {
  const worker = (await navigator.serviceWorker?.getRegistration())?.active;
  if (!worker || shared === "lost") return { isThere: false };
  const channel = new MessageChannel();
  const answer = new Promise((resolve) => {
    channel.port1.onmessage = (event) => resolve(event.data);
    setTimeout(resolve, PATIENCE, { isThere: false });
  });
  worker.postMessage({ shared }, [channel.port2]);
  return answer;
}

if (shared) {
  here.searchParams.delete("shared");
  history.replaceState(null, "", here);
  const { isThere, text, files } = await claim();
  document.getElementById("not-shared").hidden = isThere;
  if (isThere) {
    // Android puts the address into the text as often as into its own field.
    const words = [...new Set(text)].join("\n");
    const field = form.elements[/\w\.\w+\/|https?:/i.test(words) ? "links" : "summary"];
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    addAll(files);
  }
}
registerWorker(form.dataset.worker);
