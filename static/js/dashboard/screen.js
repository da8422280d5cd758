// The projector mode turns its pages by keys; nothing moves by itself.
const LINKS = {
  ArrowRight: "next", PageDown: "next", " ": "next",
  ArrowLeft: "prev", PageUp: "prev", Escape: "up",
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("a, button, summary, [tabindex='0']")) return;
  const link = document.querySelector(`a[rel="${LINKS[event.key]}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});
