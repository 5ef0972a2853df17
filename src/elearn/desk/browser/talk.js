/** The comments at one card, or at the page: a button that says how many are open, and below it the threads with a form. */

import { button, make } from "../../player/browser/dom.js";
import { randomId } from "./around.js";
import { bubble } from "./icons.js";
import { freshId } from "./fields/frame.js";

/** @typedef {import("./types.js").CommentThread} Thread */
/** @typedef {import("./types.js").Said} Said */
/** @typedef {import("./types.js").Lines} Lines */

/** Characters of a comment. */
const LONGEST = 2000;

/**
 * What it asks of the desk.
 * @typedef {object} Desk
 * @property {(key: string, values?: Record<string, string | number>) => string} say
 * @property {(text: string) => void} announce
 * @property {(what: Record<string, unknown>) => Promise<void>} [remark] does something with comments. Rejects with words
 */

export class Talk {
  /** @type {readonly Thread[]} */ threads = [];
  /** Fields in which somebody may be writing: they stay as they are while others change things. @type {Map<string, HTMLElement>} */
  forms = new Map();
  drawn = "";

  /**
   * @param {Desk} desk
   * @param {() => {about: "page" | "block", lines: Lines | null}} where a new comment belongs
   * @param {string} [before] the words of the button if nobody has commented
   */
  constructor(desk, where, before = desk.say("comments_add")) {
    const { say } = desk;
    this.desk = desk;
    this.where = where;
    this.before = before;
    this.what = "";
    const id = freshId();
    this.words = make("span", { class: "talk-words" });
    this.count = make("span", { class: "talk-count", "aria-hidden": "true" });
    this.button = button("plain-button talk-button", () => this.turn(this.panel.hidden === true), { "aria-expanded": "false", "aria-controls": id }, bubble(), this.words, this.count);
    this.list = make("ol", { class: "talk-list", role: "list" });
    this.panel = make("section", { id, class: "talk", hidden: "", "aria-label": say("comments_here") }, this.list);
    this.panel.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key !== "Escape") return;
      event.preventDefault();
      this.turn(false);
    });
    this.label();
  }

  /** @param {boolean} open */
  turn(open) {
    this.panel.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
    if (open) {
      this.draw();
      const first = this.threads.length ? this.list.querySelector("[tabindex='-1']") : this.panel.querySelector("textarea");
      if (first instanceof HTMLElement) first.focus();
    } else this.button.focus();
  }

  /** @param {readonly Thread[]} threads @param {string} [what] what they are about, in words */
  show(threads, what = "") {
    this.threads = threads;
    this.what = what;
    this.label();
    if (!this.panel.hidden) this.draw();
  }

  label() {
    const { say } = this.desk;
    const open = this.threads.filter((each) => !each.resolved).length;
    const words = open ? say("comments_open", { num: open }) : this.threads.length ? say("comments_resolved_all", { num: this.threads.length }) : this.before;
    if (this.words.textContent !== words) this.words.textContent = words;
    this.count.textContent = open ? String(open) : this.threads.length ? "✓" : "";
    this.button.title = words;
    this.button.classList.toggle("some", open > 0);
    this.button.setAttribute("aria-label", this.what ? `${words}: ${this.what}` : words);
  }

  draw() {
    const now = JSON.stringify(this.threads);
    if (now === this.drawn) return;
    this.drawn = now;
    const focused = document.activeElement;
    const within = focused instanceof HTMLElement && this.panel.contains(focused) ? focused : null;
    const key = within?.closest("[data-form]")?.getAttribute("data-form") ?? "";
    this.list.replaceChildren(...this.threads.map((each) => this.item(each)));
    if (!this.panel.contains(this.form("new"))) this.panel.append(this.form("new"));
    if (!within || this.panel.contains(document.activeElement)) return;
    const again = within.isConnected ? within : key ? this.panel.querySelector(`[data-form="${key}"] textarea`) : this.list.querySelector("[tabindex='-1']");
    if (again instanceof HTMLElement) again.focus();
    else this.button.focus();
  }

  /** @param {Thread} thread */
  item(thread) {
    const { say } = this.desk;
    const { id, name } = thread;
    const item = make("li", { class: `thread${thread.resolved ? " resolved" : ""}`, "data-comment": String(id), tabindex: "-1" });
    if (thread.resolved) item.append(make("p", { class: "thread-state good" }, make("span", { "aria-hidden": "true" }, "✓ "), say("comments_resolved", { name: thread.resolved.by, day: thread.resolved.on })));
    if (thread.gone) item.append(make("p", { class: "thread-state care" }, make("span", { "aria-hidden": "true" }, "◆ "), say("comments_gone")), make("blockquote", { class: "thread-quote", dir: "auto" }, thread.quote));
    item.append(...this.said(thread));
    if (thread.replies.length) item.append(make("ol", { class: "thread-replies", role: "list" }, ...thread.replies.map((each) => make("li", {}, ...this.said(each)))));
    const acts = make("div", { class: "thread-acts" });
    const done = thread.resolved ? ["reopen", "comments_reopen"] : ["resolve", "comments_resolve"];
    const [act = "", words = ""] = done;
    acts.append(button("quiet", () => void this.do({ do: act, to: id }, say(`${words}_done`)), { "aria-label": say(`${words}_what`, { name }) }, say(words)));
    acts.append(button("plain-button", () => this.reply(item, id), { "aria-label": say("comments_reply_to", { name }) }, say("comments_reply")));
    item.append(acts);
    const open = this.forms.get(`reply-${id}`);
    if (open) item.append(open);
    return item;
  }

  /** @param {Said} said */
  said({ name, on, from, text }) {
    const who = make("p", { class: "thread-who" }, make("b", {}, make("bdi", {}, name)), make("span", {}, from ? `${on} · ${from}` : on));
    return [who, make("p", { class: "thread-text", dir: "auto" }, text)];
  }

  /** @param {HTMLElement} item @param {number} id */
  reply(item, id) {
    const form = this.form(`reply-${id}`, id);
    item.append(form);
    form.querySelector("textarea")?.focus();
  }

  /** The form of a new comment, or of a reply. @param {string} key @param {number} [to] @returns {HTMLElement} */
  form(key, to) {
    const known = this.forms.get(key);
    if (known) return known;
    const { say } = this.desk;
    const id = freshId();
    const text = make("textarea", { id, rows: "3", maxlength: String(LONGEST), dir: "auto" });
    const wrong = make("p", { class: "thread-state care", role: "alert" });
    const send = make("button", { type: "submit", class: "primary" }, say(to ? "comments_send_reply" : "comments_send"));
    const form = make("form", { class: "talk-form", "data-form": key }, make("label", { for: id }, say(to ? "comments_your_reply" : "comments_yours")), text, wrong, send);
    let request = randomId();
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!text.value.trim()) return text.focus();
      if (send.getAttribute("aria-disabled") === "true") return;
      send.setAttribute("aria-disabled", "true");
      wrong.textContent = "";
      try {
        const what = to ? { do: "reply", to } : { do: "add", ...this.where() };
        await this.desk.remark?.({ ...what, text: text.value, request });
        request = randomId();
        text.value = "";
        if (to) {
          this.forms.delete(key);
          form.remove();
        }
        this.desk.announce(say("comments_kept"));
        this.list.querySelector(to ? `[data-comment="${to}"]` : "li:last-child")?.scrollIntoView({ block: "nearest" });
        if (to) /** @type {HTMLElement | null} */ (this.list.querySelector(`[data-comment="${to}"]`))?.focus();
      } catch (error) {
        wrong.textContent = error instanceof Error ? error.message : String(error);
      }
      send.removeAttribute("aria-disabled");
    });
    this.forms.set(key, form);
    return form;
  }

  /** @param {Record<string, unknown>} what @param {string} done in words */
  async do(what, done) {
    const at = String(what.to);
    try {
      await this.desk.remark?.({ ...what, request: randomId() });
      this.desk.announce(done);
    } catch (error) {
      this.desk.announce(error instanceof Error ? error.message : String(error));
    }
    /** @type {HTMLElement | null} */ (this.list.querySelector(`[data-comment="${at}"]`))?.focus();
  }
}
