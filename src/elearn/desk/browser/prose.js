/** A field for prose: Markdown with colours, spell check, and a few buttons for those who have never seen Markdown. */

import { button, make } from "../../player/browser/dom.js";
import { editor, link, prefix, show, wrap } from "./markdown.js";

/**
 * @typedef {object} Prose
 * @property {string} value
 * @property {(value: string) => void} set
 * @property {(at?: number) => void} focus
 * @property {() => void} destroy
 */

let fields = 0;

/**
 * @param {HTMLElement} host
 * @param {Omit<import("./markdown.js").Options, "more"> & {say: import("./words.js").Say}} options
 * @returns {Prose}
 */
export function prose(host, options) {
  const { say } = options;
  const box = make("div", { class: "prose" });
  const tools = make("div", { class: "prose-tools", role: "toolbar", "aria-label": say("prose_tools") });
  host.append(box);
  const view = editor(box, options);
  const asking = address();
  const tool = (/** @type {string} */ key, /** @type {string} */ keys, /** @type {() => unknown} */ act) => {
    const made = button(`plain-button prose-${key}`, () => {
      act();
      if (key !== "link") view.focus();
    }, { tabindex: "-1", ...(keys ? { "aria-keyshortcuts": `Control+${keys} Meta+${keys}`, title: say(`prose_${key}_key`) } : {}) }, say(`prose_${key}`));
    // The text keeps its selection.
    made.addEventListener("mousedown", (event) => event.preventDefault());
    return made;
  };
  const all = [tool("bold", "B", () => wrap(view, "**")), tool("italic", "I", () => wrap(view, "*")), tool("link", "K", asking.open), tool("list", "", () => prefix(view, "- ")), tool("quotation", "", () => prefix(view, "> "))];
  all[0]?.setAttribute("tabindex", "0");
  tools.append(...all);
  tools.addEventListener("keydown", (event) => {
    const at = all.indexOf(/** @type {any} */ (document.activeElement));
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all.forEach((each, n) => each.setAttribute("tabindex", n === (to + all.length) % all.length ? "0" : "-1"));
    all[(to + all.length) % all.length]?.focus();
  });
  box.append(tools, asking.form);
  view.dom.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      asking.open();
    }
  });

  function address() {
    const id = `prose-link-${++fields}`;
    const input = make("input", { id, type: "text", inputmode: "url", autocomplete: "off", spellcheck: "false" });
    const put = () => {
      if (input.value.trim()) link(view, input.value.trim());
      close();
    };
    const form = make("div", { class: "prose-link-form", role: "group", "aria-label": say("prose_link"), "data-own-history": "", hidden: "" }, make("label", { for: id }, say("prose_link_address")), input, button("quiet", put, {}, say("prose_link_put")), button("plain-button", close, {}, say("prose_link_leave")));
    function close() {
      form.hidden = true;
      view.focus();
    }
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape" || (event.key === "Enter" && event.target === input)) {
        event.preventDefault();
        event.stopPropagation();
        if (event.key === "Enter") put();
        else close();
      }
    });
    return {
      form,
      open() {
        form.hidden = false;
        input.value = "";
        input.focus();
      },
    };
  }

  return {
    get value() {
      return view.state.doc.toString();
    },
    set: (value) => show(view, value),
    focus(at) {
      view.focus();
      if (at !== undefined) view.dispatch({ selection: { anchor: Math.min(at, view.state.doc.length) }, scrollIntoView: true });
    },
    destroy() {
      view.destroy();
      box.remove();
    },
  };
}
