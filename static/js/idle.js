// Covers the page after minutes without a key or a click, in every tab alike, and asks for the password in place.
// While somebody works without sending anything the server is told once a minute, so that it does not lock behind them.

const dialog = document.getElementById("idle-lock");
const form = dialog.querySelector("form");
const wrong = form.querySelector("[role=alert]");
const patience = dialog.dataset.minutes * 60000;
const TOLD_EVERY = Math.min(60000, patience / 3);
const LOOKED_EVERY = Math.min(5000, patience / 6);
const key = "conduct-active";
let told = Date.now();

const last = () => Number(localStorage.getItem(key));
const touch = () => localStorage.setItem(key, Date.now());

function used() {
  if (dialog.open || Date.now() - last() > patience) return;
  touch();
  if (Date.now() - told < TOLD_EVERY) return;
  told = Date.now();
  fetch(form.action, { redirect: "manual" }).catch(() => null);
}

function look() {
  const isIdle = Date.now() - last() > patience;
  if (isIdle && !dialog.open) dialog.showModal();
  if (!isIdle && dialog.open) dialog.close(); // unlocked in another tab
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const headers = { Accept: "application/json" };
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers, redirect: "manual" });
  if (answer.type === "opaqueredirect" || answer.status === 403) return form.submit(); // signed out, or signed in anew
  form.elements.unlock_password.value = "";
  wrong.hidden = answer.ok;
  if (!answer.ok) return (wrong.textContent = (await answer.json()).problem);
  touch();
  dialog.close();
});
dialog.addEventListener("cancel", (event) => event.preventDefault());

touch();
for (const kind of ["keydown", "pointerdown", "input"]) document.addEventListener(kind, used, { passive: true });
document.addEventListener("visibilitychange", look);
setInterval(look, LOOKED_EVERY);
