/** The map of a story: a list of scenes that stand where they are in it, with the lines between them behind. */

import { make } from "../../../player/browser/dom.js";
import { layout, path, SIZE } from "./map.js";

/** @typedef {import("../../../desk/browser/middle.js").Values} Values */
/** @typedef {import("./map.js").Node} Node */

const SVG = "http://www.w3.org/2000/svg";
let count = 0;

/** @param {Values} scene @param {string} name */
export const textOf = (scene, name) => (typeof scene[name] === "string" ? /** @type {string} */ (scene[name]) : "");
/** @param {Values} scene @returns {Values[]} */
export const choicesOf = (scene) => (Array.isArray(scene.choices) ? /** @type {Values[]} */ (scene.choices) : []);
/** @param {Values} scene @param {number} at @param {import("../../../desk/browser/middle.js").Middle["say"]} say @returns {string} “2. Upstairs” */
export const titleOf = (scene, at, say) => `${at + 1}. ${textOf(scene, "title").trim() || say("story_untitled")}`;
/** @param {readonly Values[]} scenes @param {number} columns */
export const mapped = (scenes, columns) => layout(scenes.map((scene) => ({ id: textOf(scene, "id"), ending: textOf(scene, "ending"), leads: choicesOf(scene).map((choice) => textOf(choice, "to")) })), columns);

/**
 * What a scene is, in words: each has a shape of its own on the map.
 * @param {Node} node @param {boolean} astray whether a choice of it leads nowhere @param {string} ending
 * @param {import("../../../desk/browser/middle.js").Middle["say"]} say
 */
export function marks(node, astray, ending, say) {
  return [
    ...(node.start ? [say("story_start")] : []),
    ...(node.sort === "ending" ? [say("story_ending", { n: ending.trim() })] : []),
    ...(node.sort === "dead" ? [`▲ ${say("story_dead")}`] : []),
    ...(astray ? [`▲ ${say("story_astray")}`] : []),
    ...(node.reached ? [] : [`◆ ${say("story_unreached")}`]),
  ];
}

/**
 * @param {import("../../../desk/browser/middle.js").Middle} desk
 * @param {(at: number) => void} choose opens a scene
 */
export function mapOf(desk, choose) {
  const { say } = desk;
  const id = `story-map-${(count += 1)}`;
  const lines = document.createElementNS(SVG, "svg");
  lines.setAttribute("aria-hidden", "true");
  const list = make("ol", { class: "map-scenes", "aria-labelledby": id });
  const sheet = make("div", { class: "map-sheet", dir: "ltr" }, lines, list);
  const help = make("p", { class: "field-help" }, say("story_map_help"));
  const element = make("div", { class: "map" }, make("p", { class: "map-name", id }, say("story_map")), help, sheet);
  /** @type {readonly Values[]} */
  let scenes = [];
  let opened = -1;
  let drawn = "";
  let focused = 0;
  const watcher = new ResizeObserver(() => draw(scenes, opened));
  watcher.observe(element);

  /** @param {readonly Values[]} now @param {number} open */
  function draw(now, open) {
    scenes = now;
    opened = open;
    const columns = Math.max(1, Math.floor((element.clientWidth - SIZE.across) / (SIZE.width + SIZE.across)));
    const key = JSON.stringify([columns, open, now.map((scene) => [scene.id, scene.title, scene.ending, choicesOf(scene).map((choice) => choice.to)])]);
    if (key === drawn) return;
    drawn = key;
    const had = list.contains(document.activeElement);
    const plan = mapped(now, columns);
    element.hidden = now.length === 0;
    sheet.style.width = `${plan.width}px`;
    sheet.style.height = `${plan.height}px`;
    lines.setAttribute("viewBox", `0 0 ${plan.width} ${plan.height}`);
    lines.replaceChildren(arrow(id), ...plan.edges.map((edge) => line(path(edge.points), `url(#${id}-arrow)`, edge.from === open ? "map-line chosen" : "map-line")));
    focused = Math.min(focused, Math.max(0, now.length - 1));
    list.replaceChildren(...plan.nodes.map((node) => place(node, plan.nowhere.includes(node.at))));
    if (had) focus(focused);
  }

  /** @param {Node} node @param {boolean} astray */
  function place(node, astray) {
    const scene = /** @type {Values} */ (scenes[node.at]);
    const said = marks(node, astray, textOf(scene, "ending"), say);
    const leads = [...new Set(choicesOf(scene).map((choice) => scenes.findIndex((each) => textOf(each, "id") === textOf(choice, "to"))))].filter((at) => at >= 0);
    const to = leads.length ? say("story_leads", { scenes: leads.map((at) => nameOf(at)).join(", ") }) : "";
    const made = make(
      "button",
      { type: "button", class: `map-scene ${node.sort}${node.reached ? "" : " unreached"}`, "aria-label": [nameOf(node.at), ...said, ...(to ? [to] : [])].join(". "), tabindex: node.at === focused ? "0" : "-1" },
      make("span", { class: "map-title" }, nameOf(node.at)),
      ...(said.length ? [make("span", { class: "map-marks" }, said.join(" · "))] : []),
    );
    if (node.at === opened) made.setAttribute("aria-current", "true");
    made.addEventListener("click", () => choose(node.at));
    made.addEventListener("focus", () => (focused = node.at));
    made.addEventListener("keydown", (event) => keys(event, node.at));
    const item = make("li", {}, made);
    item.style.left = `${node.x}px`;
    item.style.top = `${node.y}px`;
    return item;
  }
  /** @param {number} at */
  const nameOf = (at) => titleOf(/** @type {Values} */ (scenes[at]), at, say);

  /** @param {KeyboardEvent} event @param {number} at */
  function keys(event, at) {
    const to = event.key === "Home" ? 0 : event.key === "End" ? scenes.length - 1 : beside(event.key, at);
    if (to < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    focus(to);
  }
  /** The nearest scene in the arrow's direction. @param {string} key @param {number} at @returns {number} -1: none */
  function beside(key, at) {
    const x = Number(key === "ArrowRight") - Number(key === "ArrowLeft");
    const y = Number(key === "ArrowDown") - Number(key === "ArrowUp");
    if (!x && !y) return -1;
    const items = /** @type {HTMLElement[]} */ ([...list.children]);
    const here = /** @type {HTMLElement} */ (items[at]);
    const found = items
      .map((item, n) => ({ n, along: (item.offsetLeft - here.offsetLeft) * x + (item.offsetTop - here.offsetTop) * y, aside: Math.abs((item.offsetLeft - here.offsetLeft) * y) + Math.abs((item.offsetTop - here.offsetTop) * x) }))
      .filter((each) => each.along > 0)
      .sort((a, b) => a.along + 3 * a.aside * Number(x !== 0) + a.aside * Number(y !== 0) - (b.along + 3 * b.aside * Number(x !== 0) + b.aside * Number(y !== 0)));
    return found[0]?.n ?? at;
  }
  /** @param {number} at */
  function focus(at) {
    focused = at;
    const all = list.querySelectorAll("button");
    all.forEach((each, n) => (each.tabIndex = n === at ? 0 : -1));
    all[at]?.focus();
  }
  return { element, draw, destroy: () => watcher.disconnect() };
}

/** @param {string} id */
function arrow(id) {
  const marker = document.createElementNS(SVG, "marker");
  for (const [name, value] of Object.entries({ id: `${id}-arrow`, viewBox: "0 0 8 8", refX: "7", refY: "4", markerUnits: "userSpaceOnUse", markerWidth: "11", markerHeight: "11", orient: "auto" })) marker.setAttribute(name, value);
  marker.append(line("M0 0L8 4L0 8z", "", "map-arrow"));
  return marker;
}

/** @param {string} d @param {string} end @param {string} look */
function line(d, end, look) {
  const made = document.createElementNS(SVG, "path");
  made.setAttribute("d", d);
  made.setAttribute("class", look);
  if (end) made.setAttribute("marker-end", end);
  return made;
}
