/** The scenes of a story as a list, one of them open: to add, move, copy and take out. */

import { button, make } from "../../../player/browser/dom.js";
import { twoSheets } from "../../../desk/browser/icons.js";
import { handleOf, rowDragging } from "../../../desk/browser/fields/row-drag.js";
import { below } from "../../../desk/browser/fields/rows.js";
import { choicesOf, mapped, marks, textOf, titleOf } from "./edit-map.js";
import { NEW, mountScene } from "./edit-scene.js";

/** @typedef {import("../../../desk/browser/middle.js").Values} Values */
/** @typedef {import("../../../desk/browser/middle.js").Problem} Problem */
/**
 * @typedef {object} Around
 * @property {import("../../../desk/browser/middle.js").Middle} desk
 * @property {(written: boolean) => void} changed `written`: the values are others, not only which scene is open
 */

/** @param {import("../../../desk/browser/middle.js").Field} field @param {readonly Values[]} values @param {Around} around */
export function sceneList(field, values, { desk, changed }) {
  const { say } = desk;
  const holder = make("div", { class: "rows scenes" });
  const add = button("quiet rows-add", () => insert(all.length, { id: freshName() }), {}, `+ ${field.add ?? ""}`);
  const back = button("plain-button rows-back", restore, { hidden: "" }, say("form_restore_row"));
  const wrong = make("ul", { class: "field-problems" });
  const element = make("div", { class: "scenes-all" }, holder, make("div", { class: "rows-end" }, add, back), wrong);
  let all = copyOf(values);
  /** @type {readonly Problem[]} */
  let found = [];
  /** @type {{at: number, scene: Values} | null} */
  let taken = null;
  let at = -1;
  /** The name of the open scene, by which choices lead to it. */
  let named = "";
  /** @type {ReturnType<typeof mountScene> | null} */
  let body = null;

  rowDragging(holder, () => /** @type {HTMLElement[]} */ ([...holder.children].filter((each) => each.classList.contains("row"))), (from, to) => move(from, to, ""));
  draw();

  /** Draws every scene anew, and opens the same one. */
  function draw() {
    body?.destroy();
    body = null;
    holder.replaceChildren(...all.map((_, n) => row(n)));
    if (at >= all.length) at = -1;
    if (at >= 0) fill();
    name();
  }
  /** @param {number} n */
  function row(n) {
    const tool = (/** @type {string} */ key, /** @type {string | Node} */ sign, /** @type {string} */ words, /** @type {() => void} */ act, can = true) => {
      const made = button(`plain-button row-${key}`, () => can && act(), { title: words }, make("span", { "aria-hidden": "true" }, sign));
      made.dataset.words = words;
      if (!can) made.setAttribute("aria-disabled", "true");
      return made;
    };
    const head = button("plain-button scene-head", () => open(at === n ? -1 : n, false), { "aria-expanded": "false" }, make("span", { class: "scene-name" }), make("span", { class: "scene-marks" }));
    const tools = make(
      "div",
      { class: "row-tools" },
      handleOf(say("form_drag")),
      head,
      tool("up", "↑", say("form_row_up"), () => move(n, n - 1, ".row-up"), n > 0),
      tool("down", "↓", say("form_row_down"), () => move(n, n + 1, ".row-down"), n < all.length - 1),
      tool("copy", twoSheets(), say("story_copy"), () => copy(n)),
      tool("remove", "×", say("form_row_remove"), () => remove(n)),
    );
    const made = make("div", { class: "row scene", role: "group" }, tools, make("div", { class: "scene-body" }));
    made.addEventListener("keydown", (event) => {
      const way = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
      if (!event.altKey || !way || event.defaultPrevented || made.querySelector(".scene-body")?.contains(/** @type {Node} */ (event.target))) return;
      event.preventDefault();
      event.stopPropagation();
      move(n, n + way, ".scene-head");
    });
    return made;
  }
  /** Says of each scene what it is called now, what it is, and whether something in it is wrong. */
  function name() {
    const plan = mapped(all, 1);
    [...holder.children].forEach((each, n) => {
      const scene = /** @type {Values} */ (all[n]);
      const title = titleOf(scene, n, say);
      const faults = below(found, String(n)).filter((problem) => problem.severity !== "warning").length;
      const said = [...marks(/** @type {import("./map.js").Node} */ (plan.nodes[n]), plan.nowhere.includes(n), textOf(scene, "ending"), say), ...(faults ? [`▲ ${say("story_wrong", { n: faults })}`] : [])];
      each.setAttribute("aria-label", title);
      put(each, ".scene-name", title);
      put(each, ".scene-marks", said.join(" · "));
      each.querySelectorAll("[data-words]").forEach((tool) => tool.setAttribute("aria-label", `${/** @type {HTMLElement} */ (tool).dataset.words}: ${title}`));
      each.classList.toggle("open", n === at);
      each.querySelector(".scene-head")?.setAttribute("aria-expanded", String(n === at));
    });
    add.hidden = field.most !== undefined && all.length >= field.most;
    wrong.replaceChildren(...found.filter((each) => !/^\d/.test(each.field)).map((each) => make("li", { class: "problem error" }, `▲ ${each.message} ${each.remedy ?? ""}`)));
  }
  function fill() {
    const place = holder.children[at]?.querySelector(".scene-body");
    const scene = all[at];
    if (!(place instanceof HTMLElement) || !scene) return;
    const n = at;
    named = textOf(scene, "id");
    body = mountScene(place, field, scene, all, { desk, changed: () => written(n) });
    body.problems(below(found, String(at)));
  }
  /** @param {number} n */
  function written(n) {
    if (!body || n !== at) return;
    const now = body.values();
    const made = choicesOf(now).find((choice) => choice.to === NEW);
    if (made) return lead(n, now, made);
    all[n] = now;
    follow(n);
    name();
    changed(true);
  }
  /** Choices go on leading to a scene that gets another name. @param {number} n */
  function follow(n) {
    const own = textOf(/** @type {Values} */ (all[n]), "id").trim();
    if (!own || own === named) return;
    if (named && !all.some((scene) => scene.id === named)) {
      for (const scene of all) for (const choice of choicesOf(scene)) if (choice.to === named) choice.to = own;
      body?.set(/** @type {Values} */ (all[n]));
    }
    named = own;
  }
  /** Makes the scene that a choice is to lead to. @param {number} n @param {Values} scene @param {Values} choice */
  function lead(n, scene, choice) {
    choice.to = freshName();
    all[n] = scene;
    insert(n + 1, { id: choice.to });
    desk.announce(say("story_made", { choice: textOf(choice, "text") }));
  }
  /** @returns {string} a name that no scene has, and to which nothing leads */
  function freshName() {
    const used = new Set(all.flatMap((scene) => [scene.id, ...choicesOf(scene).map((choice) => choice.to)]));
    let n = 1;
    while (used.has(`scene-${n}`)) n += 1;
    return `scene-${n}`;
  }
  /** @param {number} n @param {Values} scene */
  function insert(n, scene) {
    all.splice(n, 0, { title: "", text: "", ending: "", choices: [], ...scene });
    at = n;
    draw();
    body?.focus([]);
    changed(true);
  }
  /** @param {number} n */
  function copy(n) {
    const scene = /** @type {Values} */ (copyOf(all)[n]);
    insert(n + 1, { ...scene, id: freshName(), title: say("story_copy_of", { title: textOf(scene, "title") }) });
  }
  /** @param {number} n */
  function remove(n) {
    const scene = all[n];
    if (!scene) return;
    taken = { at: n, scene };
    all.splice(n, 1);
    at = at === n ? -1 : at > n ? at - 1 : at;
    draw();
    back.hidden = false;
    desk.announce(say("form_removed", { row: textOf(scene, "title") || say("story_untitled") }));
    /** @type {HTMLElement} */ (holder.children[Math.max(0, n - 1)]?.querySelector(".scene-head") ?? back).focus();
    changed(true);
  }
  function restore() {
    if (!taken) return;
    const { at: n, scene } = taken;
    taken = null;
    back.hidden = true;
    insert(Math.min(n, all.length), scene);
  }
  /** @param {number} from @param {number} to @param {string} then the button that gets focus */
  function move(from, to, then) {
    const moved = all[from];
    if (!moved || to < 0 || to >= all.length) return;
    const opened = all[at];
    all.splice(from, 1);
    all.splice(to, 0, moved);
    at = opened ? all.indexOf(opened) : -1;
    draw();
    if (then) /** @type {HTMLElement | null} */ (holder.children[to]?.querySelector(then))?.focus();
    desk.announce(say("form_moved", { n: to + 1, count: all.length }));
    changed(true);
  }
  /** @param {number} n @param {boolean} focus */
  function open(n, focus) {
    if (n !== at) {
      body?.destroy();
      body = null;
      holder.children[at]?.querySelector(".scene-body")?.replaceChildren();
      at = n;
      fill();
      name();
      changed(false);
    }
    if (!focus) return;
    body?.focus([]);
    holder.children[n]?.scrollIntoView({ block: "nearest" });
  }

  return {
    element,
    values: () => copyOf(all),
    opened: () => at,
    open,
    /** @param {readonly Values[]} to */
    set(to) {
      const same = to.length === all.length && to.every((scene, n) => scene.id === all[n]?.id);
      const opened = all[at]?.id;
      all = copyOf(to);
      if (same) {
        const scene = all[at];
        if (scene) body?.set(scene);
        return name();
      }
      const had = element.contains(document.activeElement);
      at = opened ? all.findIndex((scene) => scene.id === opened) : at;
      draw();
      if (had) /** @type {HTMLElement | null} */ (holder.children[Math.max(0, at)]?.querySelector(".scene-head"))?.focus();
    },
    /** @param {readonly string[]} path */
    focus(path) {
      const n = Number(path[0] ?? 0);
      if (!all[n]) return add.focus();
      open(n, false);
      body?.focus(path.slice(1));
    },
    /** @param {readonly Problem[]} now */
    problems(now) {
      found = now;
      body?.problems(below(now, String(at)));
      name();
    },
    destroy: () => body?.destroy(),
  };
}

/** @param {readonly Values[]} scenes @returns {Values[]} */
const copyOf = (scenes) => JSON.parse(JSON.stringify(scenes));

/** @param {Element} within @param {string} selector @param {string} text */
function put(within, selector, text) {
  const place = within.querySelector(selector);
  if (place && place.textContent !== text) place.textContent = text;
}
