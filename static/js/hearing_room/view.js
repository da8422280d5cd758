// How this device shows the room: size of the letters, width of both sides, which tab, how far a picture is enlarged.
// Only size and width are remembered here, and nothing that anybody typed.

const KEPT_AS = "conduct-room-view";
const SIZES = 5;
const ZOOMS = [0.5, 0.75, 1, 1.5, 2, 3, 4];

export class View {
  constructor(form) {
    this.form = form;
    this.kept = { size: 1, split: "40" };
    try {
      Object.assign(this.kept, JSON.parse(localStorage.getItem(KEPT_AS)));
    } catch {
      // not readable: as if nothing was remembered
    }
    this.tabs = [...form.querySelectorAll("[data-tab]")];
    document.addEventListener("click", (event) => this.click(event));
    this.show(this.tabs[0]);
    this.apply();
  }

  click(event) {
    const part = event.target.closest("[data-size], [data-split], [data-tab], [data-zoom], [data-turn]");
    if (!part || part === this.form) return;
    const { size, split, zoom } = part.dataset;
    if (size) this.keep({ size: Math.min(SIZES - 1, Math.max(0, this.kept.size + Number(size))) });
    else if (split) this.keep({ split });
    else if (zoom) this.zoom(part.closest("[data-viewer]"), Number(zoom), 0);
    else if ("turn" in part.dataset) this.zoom(part.closest("[data-viewer]"), 0, 1);
    else {
      event.preventDefault();
      this.show(part);
    }
  }

  keep(choice) {
    Object.assign(this.kept, choice);
    this.apply();
    try {
      localStorage.setItem(KEPT_AS, JSON.stringify(this.kept));
    } catch {
      // nothing can be stored here: it holds until the page closes
    }
  }

  apply() {
    Object.assign(this.form.dataset, this.kept);
    for (const button of document.querySelectorAll("button[data-split]")) {
      button.setAttribute("aria-pressed", String(button.dataset.split === this.kept.split));
    }
  }

  show(chosen) {
    for (const tab of this.tabs) {
      this.form.querySelector(tab.hash).hidden = tab !== chosen;
      if (tab === chosen) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    }
  }

  // Brings a part of the left side to sight, also when that side is hidden.
  reveal(part) {
    if (this.form.dataset.split === "0") this.form.dataset.split = "40";
    const panel = part.closest("[data-panel]");
    if (panel) this.show(this.tabs.find((tab) => tab.hash === `#${panel.id}`));
  }

  zoom(viewer, step, turn) {
    const picture = viewer.querySelector("img");
    const { zoom = ZOOMS.indexOf(1), turned = 0 } = picture.dataset;
    const place = Math.min(ZOOMS.length - 1, Math.max(0, Number(zoom) + step));
    Object.assign(picture.dataset, { zoom: place, turned: (Number(turned) + turn) % 4 });
    picture.style.width = `${ZOOMS[place] * 100}%`;
  }
}
