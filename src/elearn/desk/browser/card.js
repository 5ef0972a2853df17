/** One card: a block as learners see it, what is wrong with it, and its form while it is open. */

import { button, make } from "../../player/browser/dom.js";
import { echoes } from "./echo.js";
import { area } from "./fields/prose.js";
import { freshId, problemLine } from "./fields/frame.js";
import { mountForm } from "./form.js";
import { twoSheets } from "./icons.js";
import { drawShown } from "./kinds.js";
import { Talk } from "./talk.js";

/** @typedef {import("./types.js").Block} Block */
/** @typedef {import("./types.js").Finding} Finding */
/** @typedef {import("./middle.js").Values} Values */

/**
 * @typedef {object} Doing what the buttons of a card do
 * @property {(card: Card) => void} toggle
 * @property {(card: Card, way: -1 | 1) => void} move
 * @property {(card: Card) => void} copy
 * @property {(card: Card) => void} remove
 * @property {(card: Card) => void} add above it
 *
 * @typedef {object} Opened
 * @property {string} kind of the block whose form it is. "": its text
 * @property {(field?: string) => void} focus
 * @property {(block: Block) => void} take what the server has now
 * @property {(problems: readonly import("./middle.js").Problem[]) => void} problems
 * @property {() => void} close
 */

/** The check that finds words of ours that nobody has replaced. */
const OURS = "E63";

export class Card {
  /** @type {Block} */ block;
  /** @type {Opened | null} */ opened = null;
  /** @type {readonly Finding[]} */ findings = [];
  /** @type {string | null | undefined} */ drawn = undefined;
  /** Whether it has just been added, and has not been closed since: its words are ours. */ fresh = false;

  /**
   * @param {import("./middle.js").Middle} desk
   * @param {string} file
   * @param {Block} block
   * @param {Doing} doing
   */
  constructor(desk, file, block, doing) {
    this.desk = desk;
    this.file = file;
    this.block = block;
    const { say } = desk;
    const id = freshId();
    this.name = make("h3", { class: "card-kind", id });
    this.handle = button("plain-button card-handle", () => desk.announce(say("cards_drag")), { title: say("cards_drag") }, make("span", { "aria-hidden": "true" }, "⠿"));
    this.edit = button("quiet card-edit", () => doing.toggle(this), { "aria-expanded": "false" });
    const tool = (/** @type {string} */ key, /** @type {string} */ sign, /** @type {() => void} */ act) =>
      button(`plain-button card-${key}`, act, { title: say(`cards_${key}`), "aria-describedby": id, "aria-label": say(`cards_${key}`) }, make("span", { "aria-hidden": "true" }, sign));
    this.tools = make("div", { class: "card-tools" }, this.edit, tool("up", "↑", () => doing.move(this, -1)), tool("down", "↓", () => doing.move(this, 1)), tool("copy", "", () => doing.copy(this)), tool("delete", "×", () => doing.remove(this)));
    this.tools.querySelector(".card-copy > span")?.append(twoSheets());
    this.wrong = make("ul", { class: "card-findings" });
    this.picture = make("div", { class: "card-picture", inert: "" });
    this.face = make("div", { class: "card-face" }, this.picture);
    this.face.addEventListener("click", () => doing.toggle(this));
    this.body = make("div", { class: "card-body" });
    this.box = make("article", { class: "card", "aria-labelledby": id }, make("div", { class: "card-bar" }, this.handle, this.name, this.tools), this.wrong, this.face, this.body);
    this.talk = desk.remark ? new Talk(desk, () => ({ about: "block", lines: this.block.lines })) : null;
    if (this.talk) {
      this.edit.after(this.talk.button);
      this.box.append(this.talk.panel);
    }
    this.plus = button("plain-button card-plus", () => doing.add(this), { "aria-label": say("cards_add_above") }, make("span", { "aria-hidden": "true" }, "+"));
    this.element = make("li", { class: "card-place" }, this.plus, this.box);
    this.box.addEventListener("keydown", (event) => this.keys(event, doing));
  }

  /** @param {KeyboardEvent} event @param {Doing} doing */
  keys(event, doing) {
    if (event.defaultPrevented) return;
    const inForm = this.body.contains(/** @type {Node} */ (event.target));
    if (event.key === "Escape" && this.opened) {
      event.preventDefault();
      doing.toggle(this);
    } else if (event.altKey && !inForm && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      doing.move(this, event.key === "ArrowUp" ? -1 : 1);
    }
  }

  /** @param {Block} block @param {string} kindTitle @param {string} words its kind and first words @param {readonly Finding[]} findings */
  update(block, kindTitle, words, findings) {
    this.block = block;
    if (this.name.textContent !== kindTitle) this.name.textContent = kindTitle;
    this.box.classList.toggle("unread", !block.kind);
    this.handle.setAttribute("aria-label", this.desk.say("cards_handle", { block: words }));
    this.label(words);
    this.note(findings);
    this.opened?.take(block);
    if (!this.opened) this.draw();
  }

  /** @param {string} words */
  label(words) {
    this.edit.textContent = this.desk.say(this.opened ? "cards_done" : "cards_edit");
    this.edit.setAttribute("aria-label", `${this.edit.textContent}: ${words}`);
    this.edit.setAttribute("aria-expanded", String(!!this.opened));
    this.edit.dataset.words = words;
  }

  /** @param {readonly Finding[]} findings */
  note(findings) {
    this.findings = findings;
    // Nobody needs to hear at once that what was just added is still in our words.
    const told = this.fresh ? findings.filter((each) => each.rule !== OURS) : findings;
    const inForm = this.opened?.kind ? told.filter((each) => !each.field) : told;
    this.wrong.replaceChildren(...inForm.map((each) => problemLine({ ...each, field: "" }, this.desk.say)));
    this.wrong.hidden = inForm.length === 0;
    this.opened?.problems(told.filter((each) => each.field));
  }

  draw() {
    const { html, text } = this.block;
    const now = html ?? `\0${text}`;
    if (this.drawn === now) return;
    this.drawn = now;
    this.picture.remove();
    this.picture = make("div", { class: "card-picture", inert: "" });
    this.face.prepend(this.picture);
    if (html !== null) drawShown(this.desk, this.picture, html);
    else this.picture.append(make("pre", {}, text));
  }

  /** @param {readonly import("./middle.js").Offered[]} kinds */
  open(kinds) {
    const kind = kinds.find((each) => each.id === this.block.kind);
    this.face.hidden = true;
    this.box.classList.add("open");
    const waiting = this.desk.sync.waiting?.(this.file, this.block.lines, this) ?? [];
    this.opened = kind && this.block.values ? this.form(kind, this.block.values, waiting.flatMap(({ values }) => (values ? [values] : []))) : this.text(waiting.flatMap(({ text }) => text ?? []));
    if (kind?.question && this.desk.tryIt) this.body.append(make("p", { class: "card-try" }, button("quiet", () => this.desk.tryIt?.(), {}, this.desk.say("try_it"))));
    this.label(this.edit.dataset.words ?? "");
    this.note(this.findings);
  }

  close() {
    this.opened?.close();
    this.desk.sync.closed?.();
    this.opened = null;
    this.fresh = false;
    this.body.replaceChildren();
    this.face.hidden = false;
    this.box.classList.remove("open");
    this.label(this.edit.dataset.words ?? "");
    this.note(this.findings);
    this.draw();
  }

  /** @param {import("./middle.js").Offered} kind @param {Values} values @param {readonly Values[]} waiting what was typed before, and is not with the server yet @returns {Opened} */
  form(kind, values, waiting) {
    const echo = echoes(kind.fields, values);
    waiting.forEach((each) => echo.sent(each));
    const end = this.desk.sync.onAside?.(this, echo.forget);
    const form = mountForm(this.body, kind, waiting[waiting.length - 1] ?? values, {
      desk: this.desk,
      block: this.block,
      fresh: this.fresh,
      onChange: (now) => {
        echo.sent(now);
        this.desk.sync.fields(this.file, this.block.lines, kind.id, now, this);
      },
    });
    return {
      kind: kind.id,
      focus: form.focus,
      problems: form.problems,
      close() {
        end?.();
        form.destroy();
      },
      take(block) {
        const show = block.values && echo.answer(block.values, form.values());
        if (show) form.set(show);
      },
    };
  }

  /** @param {readonly string[]} waiting what was typed before, and is not with the server yet @returns {Opened} */
  text(waiting) {
    const { desk } = this;
    let known = this.block.text;
    let split = false;
    /** @type {string[]} */
    let sent = [...waiting];
    const end = desk.sync.onAside?.(this, () => {
      sent = [];
      known = "";
    });
    const label = this.desk.say("cards_text");
    const host = make("div", { class: "card-text" });
    this.body.append(make("p", { class: "field-help" }, this.desk.say(this.block.kind ? "cards_as_text" : "cards_unread")), host);
    const field = (this.desk.prose ?? area)(host, {
      value: waiting[waiting.length - 1] ?? known,
      label,
      onInput: () => {
        sent.push(field.value);
        this.desk.sync.edit(this.file, this.block.lines, field.value, this);
      },
    });
    return {
      kind: "",
      focus: () => field.focus(),
      problems() {},
      close() {
        end?.();
        field.destroy();
      },
      take: (block) => {
        const { edited } = this.desk.store.state;
        // What was typed has become several blocks. It stays one text until the card is closed.
        const wide = edited !== null && edited[0] === block.lines[0] && edited[1] > block.lines[1];
        if (wide && (split || sent.length)) {
          split = true;
          return;
        }
        if (split) {
          // Somebody else has changed something meanwhile: we do not know any more where all of it is.
          split = false;
          sent = [];
          known = "";
        }
        if (block.text === field.value) sent = [];
        else if (sent.includes(block.text)) sent = sent.slice(sent.lastIndexOf(block.text) + 1);
        else if (block.text !== known) {
          desk.sync.closed?.();
          field.set(block.text);
          sent = [];
        }
        known = block.text;
      },
    };
  }
}
