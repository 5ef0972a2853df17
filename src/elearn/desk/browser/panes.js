/**
 * The panes of the desk: beside one another on a wide window, where they can be made wider and folded up, and one at a
 * time on a narrow one, with tabs at the thumb. F6 and Shift-F6 go from pane to pane. What was chosen is remembered.
 */

import { button, byId, make, need } from "../../player/browser/dom.js";
import { remembered } from "./remembered.js";

/** @typedef {import("./main.js").Desk} Desk */
/** @typedef {"outline" | "page" | "preview" | "findings"} Pane */

/** @type {readonly Pane[]} */
const PANES = ["outline", "page", "preview", "findings"];
const WIDE = "(min-width: 68.75rem) and (min-height: 26rem)";
const STEP = 24;

/**
 * @param {HTMLElement} host `#panes`
 * @param {Desk} desk gets `open`
 */
export function mountPanes(host, desk) {
  const wide = matchMedia(WIDE);
  const kept = remembered("panes", { pane: "page", sizes: /** @type {Record<string, number>} */ ({}), folded: /** @type {string[]} */ ([]) });
  const tabs = byId("tabs");
  const buttons = new Map(PANES.map((pane) => [pane, button("tab", () => open(pane), {}, make("span", {}, desk.say(`frame_${pane}`)))]));
  const count = make("span", { class: "count" });
  tabs.append(...buttons.values());

  /** @param {Pane} pane @param {{focus?: boolean}} [how] */
  function open(pane, { focus = true } = {}) {
    host.dataset.pane = pane;
    for (const [name, tab] of buttons) {
      if (name === pane) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    }
    kept.set({ pane });
    if (wide.matches && byId(pane).classList.contains("folded")) fold(pane, false);
    if (!wide.matches) scrollTo({ top: 0 });
    if (focus) byId(`${pane}-heading`).focus({ preventScroll: !wide.matches });
  }

  /** @param {Pane} pane @param {boolean} folded */
  function fold(pane, folded) {
    byId(pane).classList.toggle("folded", folded);
    host.classList.toggle(`${pane}-folded`, folded);
    const toggle = byId(pane).querySelector(".fold");
    toggle?.setAttribute("aria-expanded", String(!folded));
    const does = desk.say(folded ? `frame_unfold_${pane}` : `frame_fold_${pane}`);
    toggle?.setAttribute("aria-label", does);
    toggle?.setAttribute("title", does);
    const others = kept.value.folded.filter((name) => name !== pane);
    kept.set({ folded: folded ? [...others, pane] : others });
  }

  for (const pane of /** @type {const} */ (["outline", "preview", "findings"])) {
    const toggle = button("plain-button fold", () => fold(pane, !byId(pane).classList.contains("folded")), { "aria-controls": `${pane}-host` });
    toggle.append(make("span", { "aria-hidden": "true" }, "◫"));
    need(byId(pane), ".pane-head", HTMLElement).append(toggle);
    byId(pane).append(splitter(host, pane, desk, kept));
    fold(pane, kept.value.folded.includes(pane));
  }
  for (const link of document.querySelectorAll(".skips [data-pane]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      open(/** @type {Pane} */ (link.getAttribute("data-pane")));
    });
  }
  tabs.addEventListener("keydown", (event) => {
    const at = [...buttons.values()].indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: PANES.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    buttons.get(/** @type {Pane} */ (PANES[(to + PANES.length) % PANES.length]))?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F6" || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const here = PANES.findIndex((pane) => byId(pane).contains(document.activeElement));
    const from = here < 0 ? PANES.indexOf(/** @type {Pane} */ (host.dataset.pane)) - (event.shiftKey ? 0 : 1) : here;
    open(/** @type {Pane} */ (PANES[(from + (event.shiftKey ? -1 : 1) + PANES.length) % PANES.length]));
  });
  desk.store.watch((state) => {
    const findings = state.findings.length;
    count.textContent = String(findings);
    const tab = /** @type {HTMLButtonElement} */ (buttons.get("findings"));
    if (findings) tab.append(count);
    else count.remove();
    byId("page-heading").textContent = state.page.title || desk.say(state.page.id === "_start" ? "outline_introduction" : "outline_untitled");
  });
  desk.open = open;
  const first = PANES.find((pane) => pane === kept.value.pane) ?? "page";
  open(first, { focus: false });
}

/**
 * The line between two panes. Arrow keys and the pointer move it.
 * @param {HTMLElement} host
 * @param {"outline" | "preview" | "findings"} pane the one whose size it changes
 * @param {Desk} desk
 * @param {import("./remembered.js").Remembered<{pane: string, sizes: Record<string, number>, folded: string[]}>} kept
 */
function splitter(host, pane, desk, kept) {
  const flat = pane === "findings";
  const line = make("div", {
    id: `${pane}-splitter`, class: "splitter", role: "separator", tabindex: "0", "aria-controls": pane,
    "aria-orientation": flat ? "horizontal" : "vertical", "aria-label": desk.say(`frame_size_${pane}`), "aria-valuemin": "0", "aria-valuemax": "100", "aria-valuenow": "0",
  });
  const grows = pane === "outline" ? 1 : -1;
  const size = () => byId(pane).getBoundingClientRect()[flat ? "height" : "width"];
  /** @param {number} pixels */
  function set(pixels) {
    const whole = flat ? host.clientHeight : host.clientWidth;
    if (!whole) return;
    const share = Math.round((Math.max(80, pixels) / whole) * 1000) / 10;
    host.style.setProperty(`--${pane}-size`, `${share}%`);
    line.setAttribute("aria-valuenow", String(Math.round(share)));
    kept.set({ sizes: { ...kept.value.sizes, [pane]: share } });
  }
  const before = kept.value.sizes[pane];
  if (before) host.style.setProperty(`--${pane}-size`, `${before}%`);
  line.setAttribute("aria-valuenow", String(Math.round(before ?? 25)));
  line.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: flat ? 0 : -1, ArrowRight: flat ? 0 : 1, ArrowUp: flat ? -1 : 0, ArrowDown: flat ? 1 : 0 }[event.key];
    if (!way) return;
    event.preventDefault();
    set(size() + way * grows * STEP);
  });
  line.addEventListener("pointerdown", (down) => {
    if (down.button) return;
    down.preventDefault();
    line.setPointerCapture(down.pointerId);
    const start = flat ? down.clientY : down.clientX;
    const was = size();
    const frames = document.querySelectorAll("iframe");
    for (const frame of frames) frame.style.pointerEvents = "none";
    /** @param {PointerEvent} event */
    const move = (event) => set(was + ((flat ? event.clientY : event.clientX) - start) * grows);
    line.addEventListener("pointermove", move);
    line.addEventListener("lostpointercapture", () => {
      line.removeEventListener("pointermove", move);
      for (const frame of frames) frame.style.pointerEvents = "";
    }, { once: true });
  });
  return line;
}
