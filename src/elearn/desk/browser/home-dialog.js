/** A dialog of the home: some words, perhaps fields, and one button that does it. What goes wrong is said beside the button. */

import { button, byId, make } from "../../player/browser/dom.js";
import { Fault } from "./api.js";

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label
 * @property {string} [help]
 * @property {string} [value]
 */

/**
 * @param {object} given
 * @param {import("./words.js").Say} given.say
 * @param {string} given.heading
 * @param {readonly (string | Node)[]} [given.about] a paragraph each
 * @param {readonly Field[]} [given.fields]
 * @param {string} given.act what the button says
 * @param {boolean} [given.danger] whether it cannot be taken back
 * @param {(values: Record<string, string>) => Promise<void>} given.run does it. What it throws is said
 * @param {string} given.signIn where one signs in
 * @param {HTMLElement | null} given.back gets the focus if the dialog is left
 * @returns {HTMLDialogElement}
 */
export function openDialog({ say, heading, about = [], fields = [], act, danger = false, run, signIn, back }) {
  const trouble = make("p", { class: "trouble", role: "alert", id: "home-trouble" });
  const made = fields.map((field) => ({ field, input: input(field) }));
  const go = make("button", { type: "submit", class: danger ? "primary danger" : "primary" }, act);
  const leave = button("quiet", () => dialog.close(), {}, say("home_leave"));
  const form = make(
    "form",
    { method: "dialog", novalidate: "" },
    make("h2", { id: "home-dialog-heading", tabindex: "-1" }, heading),
    ...about.map((each) => (each instanceof HTMLElement ? each : make("p", {}, each))),
    ...made.map(({ field, input }) => whole(field, input)),
    trouble,
    make("div", { class: "actions" }, go, leave),
  );
  const dialog = make("dialog", { class: "home-dialog", "aria-labelledby": "home-dialog-heading" }, form);
  let done = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (go.getAttribute("aria-disabled")) return;
    trouble.replaceChildren();
    const empty = made.find(({ input }) => !input.value.trim());
    for (const { input } of made) input.removeAttribute("aria-invalid");
    if (empty) return wrong(say("home_needs_words", { field: empty.field.label }), empty.input);
    go.setAttribute("aria-disabled", "true");
    dialog.setAttribute("aria-busy", "true");
    try {
      await run(Object.fromEntries(made.map(({ field, input }) => [field.name, input.value])));
      done = true;
      dialog.close();
    } catch (fault) {
      const signedOut = fault instanceof Fault && fault.kind === "signed-out";
      const words = fault instanceof Fault && fault.message ? fault.message : say("sync_not_done");
      wrong(words, fault instanceof Fault && fault.kind === "refused" ? made[0]?.input : undefined);
      if (signedOut) trouble.append(" ", make("a", { href: signIn, target: "_blank" }, say("signin_link")));
    } finally {
      go.removeAttribute("aria-disabled");
      dialog.removeAttribute("aria-busy");
    }
  });
  /** @param {string} words @param {HTMLElement} [at] the field that is to be put right */
  function wrong(words, at) {
    trouble.append(words);
    if (!at) return;
    at.setAttribute("aria-invalid", "true");
    at.focus();
  }
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (!done && back?.isConnected) back.focus();
  });
  addEventListener("pagehide", () => dialog.close(), { once: true });
  byId("dialogs").append(dialog);
  dialog.showModal();
  const first = made[0]?.input;
  (first ?? (danger ? leave : go)).focus();
  if (first instanceof HTMLInputElement) first.select();
  return dialog;
}

/** @param {Field} field @returns {HTMLInputElement} */
function input({ name, value = "", help }) {
  const id = `home-field-${name}`;
  const about = `home-trouble${help ? ` ${id}-help` : ""}`;
  const made = make("input", { type: "text", id, "aria-describedby": about, "aria-required": "true", maxlength: "200", autocomplete: "off" });
  made.value = value;
  return made;
}

/** @param {Field} field @param {HTMLElement} input */
function whole({ name, label, help }, input) {
  return make("div", { class: "field", "data-field": name }, make("label", { for: input.id }, label), ...(help ? [make("p", { class: "field-help", id: `${input.id}-help` }, help)] : []), input);
}
