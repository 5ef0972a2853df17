/** The form of a story: its scenes as a list, one of them open, and as a map. */

import { make } from "../../../player/browser/dom.js";
import { usualForm } from "../../../desk/browser/form.js";
import { mapOf } from "./edit-map.js";
import { sceneList } from "./edit-scenes.js";

/** @typedef {import("../../../desk/browser/middle.js").Values} Values */

const FIELD = "scenes";

/** @type {import("../../../desk/browser/form.js").MountForm} */
export default function mountForm(host, kind, values, options) {
  const { desk } = options;
  const field = kind.fields.find((each) => each.name === FIELD);
  if (!field) return usualForm(host, kind, values, options);
  const rest = usualForm(host, { ...kind, fields: kind.fields.filter((each) => each !== field) }, values, { ...options, onChange: changed });
  const map = mapOf(desk, (at) => scenes.open(at, true));
  const scenes = sceneList(field, scenesOf(values), { desk, changed: told });
  const box = make("fieldset", { class: "field story", "data-field": FIELD }, make("legend", {}, field.label), make("p", { class: "field-help" }, field.help ?? ""), map.element, scenes.element);
  const form = /** @type {HTMLElement} */ (host.querySelector(".form"));
  form.insertBefore(box, form.querySelector('[data-field="stem"]')?.nextSibling ?? form.firstChild);
  map.draw(scenes.values(), scenes.opened());

  const read = () => ({ ...rest.values(), [FIELD]: scenes.values() });
  function told(/** @type {boolean} */ written) {
    map.draw(scenes.values(), scenes.opened());
    if (written) changed();
  }
  function changed() {
    options.onChange(read());
  }
  return {
    values: read,
    set(to) {
      rest.set(to);
      scenes.set(scenesOf(to));
      map.draw(scenes.values(), scenes.opened());
    },
    focus(path = "") {
      const [name, ...inner] = path.split(".");
      if (name === FIELD) scenes.focus(inner);
      else rest.focus(path);
    },
    problems(found) {
      const own = found.filter((each) => each.field === FIELD || each.field.startsWith(`${FIELD}.`));
      scenes.problems(own.map((each) => ({ ...each, field: each.field.slice(FIELD.length + 1) })));
      rest.problems(found.filter((each) => !own.includes(each)));
    },
    destroy() {
      scenes.destroy();
      map.destroy();
      rest.destroy();
    },
  };
}

/** @param {Values} values @returns {Values[]} */
const scenesOf = (values) => (Array.isArray(values[FIELD]) ? /** @type {Values[]} */ (values[FIELD]) : []);
