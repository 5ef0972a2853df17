/** The facts of the course, which are the front matter of its first file, as a form in a dialog. */

import { button, byId, make } from "../../player/browser/dom.js";
import { echoes } from "./echo.js";
import { area } from "./fields/prose.js";
import { problemLine } from "./fields/frame.js";
import { usualForm } from "./form.js";

const WAIT = 400;

/** @param {import("./middle.js").Middle} desk gets `facts` */
export function mountFacts(desk) {
  const { say } = desk;
  const body = make("div", { class: "facts-body" });
  const said = make("p", { role: "status" });
  const dialog = make("dialog", { class: "facts", "aria-labelledby": "facts-heading" }, make("div", { class: "palette-head" }, make("h2", { id: "facts-heading" }, say("facts_heading")), button("quiet", () => dialog.close(), {}, say("facts_done"))), said, body);
  byId("dialogs").append(dialog);
  /** @type {import("./form.js").MountedForm | null} */
  let form = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {HTMLElement | null} */
  let back = null;
  let unsent = false;
  /** What the form has sent, to know an answer from news. @type {ReturnType<typeof echoes> | null} */
  let echo = null;
  /** The change that the form shows. */
  let seq = 0;

  function send() {
    clearTimeout(timer);
    if (!form || !unsent) return;
    unsent = false;
    desk.sync.act({ action: "facts", values: form.values() }).catch(() => {
      unsent = true;
      said.textContent = say("facts_not_sent");
    });
  }
  async function facts() {
    const answer = await fetch(`${desk.links.course}/facts`, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }
  /** Shows what was undone, or changed by somebody else, while the form is open. @param {import("./types.js").State} state */
  async function news(state) {
    if (!echo || state.seq === seq) return;
    seq = state.seq;
    const { values } = await facts().catch(() => ({ values: null }));
    const show = form && values && state.seq === seq ? echo?.answer(values, form.values()) : null;
    if (show) form?.set(show);
  }
  async function draw(/** @type {string} */ field) {
    said.textContent = say("facts_loading");
    try {
      ({ seq } = desk.store.state);
      const { fields, values, lines, text } = await facts();
      said.textContent = "";
      if (!dialog.open) return;
      if (!values) return void (form = unread(lines, text));
      echo = echoes(fields, values);
      form = usualForm(body, { fields, editor: "" }, values, {
        desk,
        block: null,
        onChange(now) {
          echo?.sent(now);
          unsent = true;
          said.textContent = "";
          clearTimeout(timer);
          timer = setTimeout(send, WAIT);
        },
      });
      form.focus(field);
    } catch {
      said.textContent = say("facts_failed");
    }
  }
  /** The lines as they are in the file, to be put right. @param {import("./types.js").Lines} lines @param {string} text @returns {import("./form.js").MountedForm} */
  function unread(lines, text) {
    const from = {};
    const help = make("p", { class: "field-help", id: "facts-unread" }, say("facts_unread"));
    const wrong = make("ul", { class: "card-findings" });
    const host = make("div", { class: "card-text", "data-own-history": "" });
    body.replaceChildren(help, wrong, host);
    const field = area(host, { value: text, label: say("facts_text"), describedBy: help.id, onInput: (value) => desk.sync.edit("course.md", lines, value, from) });
    const end = desk.store.watch(({ findings }) => {
      const found = findings.filter((each) => each.file === "course.md" && each.line < lines[0] + field.value.split("\n").length);
      wrong.replaceChildren(...found.map((each) => problemLine({ ...each, field: "" }, say)));
    });
    field.focus();
    return {
      values: () => ({}),
      set() {},
      focus: () => field.focus(),
      problems() {},
      destroy() {
        if (typeof end === "function") end();
        desk.sync.closed?.();
        body.replaceChildren();
      },
    };
  }
  dialog.addEventListener("close", () => {
    send();
    form?.destroy();
    form = echo = null;
    back?.focus();
  });
  addEventListener("pagehide", send);
  desk.store.watch((state) => void news(state));
  desk.sync.addEventListener?.("refused", (event) => form?.problems(event.detail?.problems ?? []));

  desk.facts = ({ field = "" } = {}) => {
    if (dialog.open) return form?.focus(field);
    back = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    dialog.showModal();
    void draw(field);
  };
}
