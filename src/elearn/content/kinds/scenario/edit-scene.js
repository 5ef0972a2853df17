/** The form of one scene: its title, what happens, and either what one may do or how good the ending is. */

import { make } from "../../../player/browser/dom.js";
import { mountField } from "../../../desk/browser/fields/index.js";
import { below } from "../../../desk/browser/fields/rows.js";
import { choicesOf, textOf, titleOf } from "./edit-map.js";

/** @typedef {import("../../../desk/browser/middle.js").Field} Field */
/** @typedef {import("../../../desk/browser/middle.js").Values} Values */
/** @typedef {import("../../../desk/browser/middle.js").Problem} Problem */

/** Where a choice leads that is to lead to a new scene. */
export const NEW = "\u0000";
const BEST = "100";

/**
 * @param {HTMLElement} host @param {Field} field of the scenes @param {Values} scene @param {readonly Values[]} scenes
 * @param {{desk: import("../../../desk/browser/middle.js").Middle, changed: () => void}} around
 */
export function mountScene(host, field, scene, scenes, { desk, changed }) {
  const { say } = desk;
  const named = new Map((field.fields ?? []).map((each) => [each.name, each]));
  /** @type {Map<string, import("../../../desk/browser/fields/frame.js").Mounted>} */
  const parts = new Map();
  const context = { desk, changed: told, within: "" };
  const body = make("div", { class: "row-fields" });
  const ends = make("input", { type: "checkbox" });
  ends.checked = textOf(scene, "ending") !== "";
  const tick = make("div", { class: "field field-mark" }, make("label", {}, ends, say("story_ends")));
  for (const name of ["title", "text", "ending", "choices", "id"]) {
    const asked = named.get(name);
    if (!asked) continue;
    const made = mountField(name === "choices" ? leading(asked) : asked, scene[name], context);
    parts.set(name, made);
    body.append(...(name === "ending" ? [tick] : []), made.element);
  }
  ends.addEventListener("change", () => {
    parts.get("ending")?.set(ends.checked ? BEST : "");
    told();
  });
  host.append(body);
  fit();

  /** The field of the choices, each of which leads to one of the scenes, or to a new one. @param {Field} choices @returns {Field} */
  function leading(choices) {
    const known = scenes.map((each, n) => ({ value: textOf(each, "id"), label: titleOf(each, n, say) }));
    const lost = [...new Set(choicesOf(scene).map((choice) => textOf(choice, "to")))].filter((to) => to && !known.some((each) => each.value === to));
    const offered = [...known, ...lost.map((to) => ({ value: to, label: `▲ ${say("story_nowhere", { name: to })}` })), { value: NEW, label: `+ ${say("story_new")}` }];
    return { ...choices, fields: choices.fields?.map((each) => (each.name === "to" ? { ...each, type: "choice", choices: offered } : each)) };
  }
  function values() {
    return { ...scene, ...Object.fromEntries([...parts].map(([name, part]) => [name, part.get()])) };
  }
  /** Only what belongs to the scene is asked: an ending has no choices. */
  function fit() {
    const now = values();
    const choices = choicesOf(now).length > 0;
    show("ending", ends.checked || textOf(now, "ending") !== "");
    show("choices", !ends.checked || choices);
  }
  /** @param {string} name @param {boolean} shown */
  function show(name, shown) {
    const part = parts.get(name);
    if (part) part.element.hidden = !shown;
  }
  function told() {
    fit();
    changed();
  }
  return {
    values,
    /** @param {Values} to */
    set(to) {
      scene = to;
      for (const [name, part] of parts) if (JSON.stringify(part.get()) !== JSON.stringify(to[name])) part.set(to[name]);
      if (textOf(to, "ending")) ends.checked = true;
      fit();
    },
    /** @param {readonly string[]} path */
    focus: ([name = "title", ...path]) => (parts.get(name) ?? parts.get("title"))?.focus(path),
    /** @param {readonly Problem[]} found */
    problems(found) {
      for (const [name, part] of parts) {
        const own = below(found, name);
        part.problems(own);
        if (own.length) part.element.hidden = false;
      }
    },
    destroy() {
      parts.forEach((part) => part.destroy());
      body.remove();
    },
  };
}
