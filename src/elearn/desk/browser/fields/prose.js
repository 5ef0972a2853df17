/** A field of several lines: the desk's prose field with CodeMirror, or a text area until that is there. */

import { make } from "../../../player/browser/dom.js";
import { asText, frame } from "./frame.js";
import { put } from "./simple.js";

/** @param {import("../middle.js").Field} field @param {import("../middle.js").Value | undefined} value @param {import("./frame.js").Context} context @returns {import("./frame.js").Mounted} */
export function prose(field, value, context) {
  const around = frame(field, context);
  const host = make("div", { class: "prose-host" });
  const { desk } = context;
  const made = (desk.prose ?? area)(host, { value: asText(value), label: around.name, describedBy: around.described, onInput: context.changed });
  const input = () => /** @type {HTMLElement | null} */ (host.querySelector("textarea, [contenteditable]")) ?? undefined;
  around.label.removeAttribute("for");
  around.label.addEventListener("click", () => made.focus());
  return {
    ...around,
    element: around.fill(host),
    get: () => made.value,
    set: (to) => asText(to) !== made.value && made.set(asText(to)),
    focus: () => made.focus(),
    problems: (found) => around.problems(found, input()),
    destroy: () => made.destroy(),
  };
}

/** @param {HTMLElement} host @param {import("../middle.js").ProseOptions} options @returns {import("../middle.js").Prose} a text area as high as its text */
export function area(host, options) {
  const input = make("textarea", { "aria-label": options.label, rows: "2", spellcheck: "true" });
  if (options.describedBy) input.setAttribute("aria-describedby", options.describedBy);
  if (options.lang) input.lang = options.lang;
  input.value = options.value;
  const grow = () => {
    input.style.height = "auto";
    if (input.scrollHeight) input.style.height = `${input.scrollHeight + 4}px`;
  };
  input.addEventListener("input", () => {
    grow();
    options.onInput(input.value);
  });
  host.append(input);
  requestAnimationFrame(grow);
  return {
    get value() {
      return input.value;
    },
    set(value) {
      put(input, value);
      grow();
    },
    focus(at) {
      input.focus();
      if (at !== undefined) input.setSelectionRange(at, at);
    },
    destroy: () => input.remove(),
  };
}
