// Arrow keys walk through the minutes while they are read aloud; the links do the same without script.

const ways = { ArrowLeft: "prev", ArrowRight: "next" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select")) return;
  document.querySelector(`.form-actions a[rel="${ways[event.key]}"]`)?.click();
});
