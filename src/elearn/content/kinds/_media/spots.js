/** A form with a picture and spots in it: a click or the arrow keys say where a spot is. */

import { button, make } from "../../../player/browser/dom.js";
import { usualForm } from "../../../desk/browser/form.js";

/** @typedef {import("../../../desk/browser/middle.js").Values} Values */
/** @typedef {import("../../../desk/browser/form.js").MountedForm} MountedForm */

const MIDDLE = { across: "50", down: "50" };
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * The usual form of a kind with one field of type “media” and rows that have `across` and `down`, and the picture with its spots.
 * @param {HTMLElement} host
 * @param {import("../../../desk/browser/form.js").Formed} kind
 * @param {Values} values
 * @param {import("../../../desk/browser/form.js").FormOptions} options
 * @returns {MountedForm & {field: string, addSpot: HTMLButtonElement, told: () => void}}
 */
export function spotsForm(host, kind, values, options) {
  const { desk } = options;
  const { say } = desk;
  const picture = kind.fields.find((each) => each.type === "media")?.name ?? "";
  const spots = kind.fields.find((each) => each.fields?.some((inner) => inner.name === "across"));
  const field = spots?.name ?? "";
  const inner = new Set(spots?.fields?.map((each) => each.name));
  const text = ["source", "text"].find((name) => inner.has(name)) ?? "";
  const all = !inner.has("target"); // whether each row is a spot
  const form = usualForm(host, kind, values, { ...options, onChange: () => told() });
  const box = /** @type {HTMLElement} */ (host.querySelector(`[data-field="${field}"]`));
  box.classList.add("spots-field");
  box.parentElement?.classList.add("sized");
  const image = make("img", { alt: "", draggable: "false" });
  const layer = make("ol", { class: "spots-layer", "aria-label": say("spots_map") });
  const sheet = make("div", { class: "spots-sheet", dir: "ltr" }, image, layer);
  const none = make("p", { class: "spots-none" }, say("spots_no_picture"));
  const where = make("p", { class: "spots-where", role: "status" });
  box.querySelector(":scope > .rows")?.before(make("div", { class: "spots-picture" }, make("p", { class: "field-help" }, say("spots_help")), none, sheet, where));
  const addSpot = button("quiet", () => addRow(MIDDLE), {}, `+ ${spots?.add ?? ""}`);
  box.querySelector(":scope > .rows-end")?.prepend(addSpot);
  image.addEventListener("error", () => shown(false));
  image.addEventListener("load", () => shown(true));
  let chosen = -1;

  /** @param {boolean} is */
  function shown(is) {
    sheet.hidden = !is;
    none.hidden = is;
  }
  /** @returns {Values[]} */
  function rows() {
    const now = form.values()[field];
    return Array.isArray(now) ? /** @type {Values[]} */ (now) : [];
  }
  /** @param {Values} row */
  function placed(row) {
    return all || row.across !== "" || row.down !== "";
  }
  /** @param {Values[]} now */
  function write(now) {
    form.set({ ...form.values(), [field]: now });
    told();
  }
  /** @param {{across: string, down: string}} place */
  function addRow(place) {
    const now = rows();
    chosen = now.length;
    write([...now, { ...place }]);
    form.focus(`${field}.${chosen}.${text}`);
  }
  /** A row with words for where it is is a spot, so it has a place. */
  function told() {
    const now = rows();
    const bare = (/** @type {Values} */ row) => row.across === "" && row.down === "" && (all || String(row[text] ?? "").trim() !== "");
    if (now.some(bare)) form.set({ ...form.values(), [field]: now.map((row) => (bare(row) ? { ...row, ...MIDDLE } : row)) });
    draw();
    options.onChange(form.values());
  }
  /** @param {number} at @param {number} across @param {number} down both in percent */
  function place(at, across, down) {
    const put = (/** @type {number} */ value) => String(Math.min(100, Math.max(0, Math.round(value))));
    write(rows().map((row, n) => (n === at ? { ...row, across: put(across), down: put(down) } : row)));
    const row = rows()[at];
    if (row) where.textContent = say("spots_moved", { n: numberOf(at), across: Number(row.across), down: Number(row.down) });
  }
  /** @param {number} at @returns {number} what stands in the picture */
  function numberOf(at) {
    return rows().slice(0, at + 1).filter(placed).length;
  }

  function draw() {
    const path = String(form.values()[picture] ?? "").replace(/^media\//, "");
    const address = path ? `${desk.links.course}/media/${path.split("/").map(encodeURIComponent).join("/")}` : "";
    if (address !== (image.getAttribute("src") ?? "")) {
      if (address) image.src = address;
      else image.removeAttribute("src");
      shown(false);
    }
    const now = rows();
    const spotted = now.map((row, at) => ({ row, at })).filter(({ row }) => placed(row));
    while (layer.children.length > spotted.length) layer.lastElementChild?.remove();
    while (layer.children.length < spotted.length) layer.append(make("li", {}, spot()));
    spotted.forEach(({ row, at }, n) => {
      const made = /** @type {HTMLButtonElement} */ (layer.children[n]?.firstElementChild);
      made.dataset.at = String(at);
      made.textContent = String(n + 1);
      made.style.left = `${Number(row.across) || 0}%`;
      made.style.top = `${Number(row.down) || 0}%`;
      made.setAttribute("aria-label", say("spots_nth", { n: n + 1, text: String(row[text] || row.target || ""), across: Number(row.across) || 0, down: Number(row.down) || 0 }));
      made.setAttribute("aria-pressed", String(at === chosen));
    });
    [...box.querySelectorAll(":scope > .rows > .row")].forEach((each, n) => each.classList.toggle("chosen", n === chosen));
  }
  /** @param {number} at */
  function choose(at) {
    chosen = at;
    draw();
  }
  function spot() {
    const made = make("button", { type: "button", class: "spot" });
    const at = () => Number(made.dataset.at);
    made.addEventListener("focus", () => choose(at()));
    made.addEventListener("keydown", (event) => {
      const way = ARROWS[/** @type {keyof typeof ARROWS} */ (event.key)];
      const row = rows()[at()];
      if (!way || !row || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      const step = event.shiftKey ? 5 : 1;
      place(at(), Number(row.across) + /** @type {number} */ (way[0]) * step, Number(row.down) + /** @type {number} */ (way[1]) * step);
    });
    made.addEventListener("pointerdown", (down) => {
      if (down.button !== 0) return;
      choose(at());
      made.setPointerCapture(down.pointerId);
      let far = false;
      const move = (/** @type {PointerEvent} */ event) => {
        far ||= Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > 4;
        if (far) place(at(), ...percent(event));
      };
      made.addEventListener("pointermove", move);
      for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) made.addEventListener(end, () => made.removeEventListener("pointermove", move), { once: true });
    });
    return made;
  }
  /** @param {MouseEvent} event @returns {[number, number]} */
  function percent(event) {
    const { left, top, width, height } = sheet.getBoundingClientRect();
    return [((event.clientX - left) / width) * 100, ((event.clientY - top) / height) * 100];
  }
  sheet.addEventListener("click", (event) => {
    if (/** @type {HTMLElement} */ (event.target).closest(".spot")) return;
    const [across, down] = percent(event);
    if (rows()[chosen]) place(chosen, across, down);
    else addRow({ across: String(Math.round(across)), down: String(Math.round(down)) });
  });
  box.addEventListener("focusin", (event) => {
    const at = [...box.querySelectorAll(":scope > .rows > .row")].findIndex((each) => each.contains(/** @type {Node} */ (event.target)));
    if (at >= 0 && at !== chosen) choose(at);
  });
  draw();
  return {
    ...form,
    field,
    addSpot,
    told,
    set(to) {
      form.set(to);
      draw();
    },
  };
}
