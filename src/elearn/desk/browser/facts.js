/** The facts of the course, which are the front matter of its first file, as a form in a dialog. */

import { button, byId, make } from "../../player/browser/dom.js";
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

  function send() {
    clearTimeout(timer);
    if (!form || !unsent) return;
    unsent = false;
    desk.sync.act({ action: "facts", values: form.values() }).catch(() => {
      unsent = true;
      said.textContent = say("facts_not_sent");
    });
  }
  async function draw(/** @type {string} */ field) {
    said.textContent = say("facts_loading");
    try {
      const answer = await fetch(`${desk.links.course}/facts`, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const { fields, values } = await answer.json();
      said.textContent = values ? "" : say("facts_unread");
      if (!values || !dialog.open) return;
      form = usualForm(body, { fields, editor: "" }, values, {
        desk,
        block: null,
        onChange() {
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
  dialog.addEventListener("close", () => {
    send();
    form?.destroy();
    form = null;
    back?.focus();
  });
  addEventListener("pagehide", send);
  desk.sync.addEventListener?.("refused", (event) => form?.problems(event.detail?.problems ?? []));

  desk.facts = ({ field = "" } = {}) => {
    if (dialog.open) return form?.focus(field);
    back = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    dialog.showModal();
    void draw(field);
  };
}
