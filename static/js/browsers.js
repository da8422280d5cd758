// Lets this browser receive messages: asks its user, asks its push service for an address, and tells Conduct.

import { registerWorker } from "./trusted.js";

const box = document.getElementById("this-browser");
const button = box.querySelector("button");
const said = box.querySelector("[role=status]");
const { worker, key, address, denied, failed } = box.dataset;
const token = box.querySelector("[name=csrfmiddlewaretoken]").value;

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function nameOfThis() {
  const [, name] = /(Edg|OPR|SamsungBrowser|Firefox|Chrome|Safari)\//.exec(navigator.userAgent) ?? [, "Browser"];
  const [, system] = /(Android|iPhone|iPad|Windows|Macintosh|Linux)/.exec(navigator.userAgent) ?? [, ""];
  return `${name === "Edg" ? "Edge" : name} ${system}`.trim();
}

async function subscribe() {
  if ((await Notification.requestPermission()) !== "granted") return (said.textContent = denied);
  const registration = await registerWorker(worker);
  await navigator.serviceWorker.ready.catch(() => null);
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true, applicationServerKey: bytes(key),
  });
  const { endpoint, keys } = subscription.toJSON();
  const body = new URLSearchParams({ endpoint, ...keys, name: nameOfThis(), csrfmiddlewaretoken: token });
  const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
  if (answer.ok) return location.reload();
  said.textContent = (await answer.json()).problem;
}

if ("PushManager" in window && "serviceWorker" in navigator) box.hidden = false;
button.addEventListener("click", () => subscribe().catch(() => (said.textContent = failed)));
