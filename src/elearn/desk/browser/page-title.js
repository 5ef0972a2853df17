/** The title of the page, which is changed in its place. Its id is shown on request. */

import { button, make } from "../../player/browser/dom.js";

const WAIT = 400;

/** @param {HTMLElement} heading @param {HTMLElement} host @param {import("./middle.js").Middle} desk @param {() => HTMLElement | null} next what Enter leads to. Null: the button that renames */
export function mountTitle(heading, host, desk, next) {
  const { say } = desk;
  const rename = button("plain-button", edit, {}, say("cards_rename"));
  const shown = make("code", {});
  const id = make("details", { class: "field-fold" }, make("summary", {}, say("cards_page_id")), shown);
  const input = make("input", { type: "text", autocomplete: "off", spellcheck: "true" });
  const field = make("label", { class: "page-rename", hidden: "" }, make("span", {}, say("cards_page_title")), input);
  const tools = make("div", { class: "page-tools" }, field, rename, id);
  host.prepend(tools);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** What the title was of. */
  let at = { file: "", page: "" };
  let sent = "";
  /** What was sent and is not in the course yet. @type {string[]} */
  let coming = [];

  function edit() {
    if (tools.hidden) return heading.focus();
    input.value = sent = desk.store.state.page.title;
    coming = [];
    at = { file: desk.store.state.page.file, page: desk.store.state.page.id };
    flip(true);
    input.focus();
    input.select();
  }
  /** @param {boolean} open */
  function flip(open) {
    field.hidden = !open;
    rename.hidden = open;
    heading.classList.toggle("unseen", open);
  }
  function send() {
    clearTimeout(timer);
    const title = input.value.trim();
    if (field.hidden || !title || title === sent) return;
    sent = title;
    coming.push(title);
    const bank = desk.store.state.outline.find((each) => each.file === at.file)?.kind === "bank";
    desk.sync.act(bank ? { action: "rename-module", file: at.file, title } : { action: "rename-page", ...at, title }).catch((fault) => desk.tell?.(fault.message));
  }
  /** @param {boolean} focus */
  function close(focus) {
    send();
    flip(false);
    if (focus) (next() ?? rename).focus();
  }
  /** Undo, or somebody else, has given the page another title than what was typed. @param {string} title */
  function take(title) {
    const echo = coming.indexOf(title);
    if (echo >= 0) coming = coming.slice(echo + 1);
    else if (!coming.length && title !== sent) input.value = sent = title;
  }
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(send, WAIT);
  });
  input.addEventListener("blur", () => !field.hidden && close(false));
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    close(true);
  });
  addEventListener("pagehide", send);

  return {
    edit,
    focus: () => (tools.hidden ? heading : rename.hidden ? input : rename).focus(),
    /** @param {import("./types.js").State} state */
    update({ page }) {
      if (!field.hidden && (page.file !== at.file || page.id !== at.page)) close(false);
      if (!field.hidden) take(page.title);
      const introduction = page.id === "_start";
      const title = introduction ? say("cards_introduction") : page.title;
      if (heading.textContent !== title) heading.textContent = title;
      tools.hidden = introduction;
      shown.textContent = page.id;
      id.hidden = !page.id;
    },
  };
}
