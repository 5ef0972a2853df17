/** The page as a column of cards. What changed is drawn anew, and nothing else, so that focus and scroll stay. */

import { button, byId, make } from "../../player/browser/dom.js";
import { Card } from "./card.js";
import { dragging } from "./cards-drag.js";
import { pageComments } from "./comments.js";
import { loadKinds } from "./kinds.js";
import { mountPalette } from "./palette.js";
import { mountTitle } from "./page-title.js";

/** @typedef {import("./types.js").Lines} Lines */
/** @typedef {import("./types.js").State} State */
/** @typedef {import("./middle.js").Offered} Offered */

/** @param {HTMLElement} host `#cards` @param {import("./middle.js").Middle} desk gets `focusBlock`, `focus` and `palette` */
export function mountCards(host, desk) {
  const { say } = desk;
  /** @type {Card[]} */
  let cards = [];
  /** @type {Card | null} */
  let open = null;
  /** @type {readonly Offered[]} */
  let kinds = [];
  let shownPage = "";
  const title = mountTitle(byId("page-heading"), host, desk, () => (cards.length ? null : end));
  const column = make("ol", { class: "cards", role: "list" });
  const empty = make("p", { class: "cards-empty" }, say("cards_empty"));
  const failed = make("p", { class: "cards-failed", role: "alert", hidden: "" }, say("cards_kinds_failed"));
  const end = button("quiet cards-add", () => desk.palette?.({ ...here(), before: null, back: end }), {}, `+ ${say("cards_add")}`);
  host.append(...pageComments(desk), failed, column, empty, end);
  const here = () => ({ file: desk.store.state.page.file, page: desk.store.state.page.id });

  /** @type {import("./card.js").Doing} */
  const doing = {
    toggle: (card) => (card === open ? shut(true) : void show(card)),
    move: (card, way) => void shift(card, cards.indexOf(card) + way),
    copy: (card) => void copy(card),
    remove: (card) => void remove(card),
    add: (card) => desk.palette?.({ ...here(), before: card.block.lines, back: card.plus }),
  };

  /** @param {boolean} focus */
  function shut(focus) {
    const card = open;
    open = null;
    card?.close();
    item();
    if (focus && card?.element.isConnected) card.edit.focus();
  }
  /** @param {Card} card @param {string} [field] @param {boolean} [fresh] whether it has just been added */
  async function show(card, field, fresh = false) {
    if (!kinds.length) await kindsNow();
    const opens = open !== card;
    if (opens) {
      shut(false);
      open = card;
      card.fresh = fresh;
      card.open(kinds);
      item();
    }
    // Undo leaves the caret where somebody is writing.
    if (field || !card.body.contains(document.activeElement)) card.opened?.focus(field);
    // The focus has scrolled to a field that was asked for. A long form begins at its top.
    if (!field) card.box.scrollIntoView({ block: opens && card.box.clientHeight > innerHeight / 2 ? "start" : "nearest" });
  }
  /** Says which question is open, for the pane in which it can be tried. */
  function item() {
    const { file, block } = open ?? { file: "", block: null };
    const asks = block && kinds.find((each) => each.id === block.kind)?.question;
    if (open && block && (asks || (!block.kind && open.opened?.kind))) desk.item?.({ key: open, file, line: block.lines[0], name: block.name, text: block.text, readable: block.html !== null });
    else desk.item?.(null);
  }
  async function kindsNow() {
    try {
      kinds = await loadKinds(desk);
      failed.hidden = true;
      draw(desk.store.state);
    } catch {
      failed.hidden = false;
    }
  }

  /** @param {Card} card @param {number} to its place when it is there */
  async function shift(card, to) {
    const from = cards.indexOf(card);
    if (to < 0 || to >= cards.length || to === from) return;
    const others = cards.filter((each) => each !== card);
    const focused = document.activeElement;
    await desk.sync.act({ action: "move-block", file: card.file, lines: card.block.lines, to: { ...here(), before: others[to]?.block.lines ?? null } });
    if (focused instanceof HTMLElement && focused.isConnected) focused.focus();
    desk.announce(say("cards_moved", { n: to + 1, count: cards.length }));
  }
  /** @param {Card} card */
  async function copy(card) {
    const words = card.edit.dataset.words ?? "";
    const { edited } = await desk.sync.act({ action: "copy-block", file: card.file, lines: card.block.lines });
    if (edited) await desk.focusBlock?.(card.file, edited, undefined, "look");
    desk.announce(say("outline_copied", { title: words }));
  }
  /** @param {Card} card */
  async function remove(card) {
    const at = cards.indexOf(card);
    if (open === card) shut(false);
    await desk.sync.act({ action: "delete-block", file: card.file, lines: card.block.lines });
    const seq = desk.store.state.seq;
    const back = button("quiet", () => void desk.step?.("undo"), {}, say("cards_undo"));
    const gone = make("li", { class: "card-gone" }, make("span", {}, say("cards_deleted")), back);
    gone.dataset.seq = String(seq);
    column.insertBefore(gone, cards[at]?.element ?? null);
    desk.announce(say("cards_deleted"));
    back.focus();
  }

  /** @param {State} state */
  function draw(state) {
    const { page } = state;
    const key = `${page.file}#${page.id}`;
    if (key !== shownPage) {
      shut(false);
      cards = [];
      column.replaceChildren();
      shownPage = key;
    }
    title.update(state);
    const before = cards;
    cards = paired(before, state, open);
    for (const gone of before) if (!cards.includes(gone)) drop(gone);
    for (const gone of column.querySelectorAll(".card-gone")) if (Number(/** @type {HTMLElement} */ (gone).dataset.seq) !== state.seq) leave(gone);
    place();
    const outline = state.outline.find((each) => each.file === page.file)?.pages.find((each) => each.id === page.id)?.blocks ?? [];
    cards.forEach((card, n) => {
      const block = /** @type {import("./types.js").Block} */ (page.blocks[n]);
      const named = kinds.find((each) => each.id === block.kind)?.title ?? (block.kind || say("cards_unread_title"));
      const found = state.findings.filter((each) => each.file === page.file && each.line >= block.lines[0] && each.line < block.lines[1]);
      card.update(block, named, outline[n]?.title ?? named, found);
      card.talk?.show((state.comments?.threads ?? []).filter((each) => each.lines && meets(each.lines, block.lines)), outline[n]?.title ?? named);
      enable(card, "up", n > 0);
      enable(card, "down", n < cards.length - 1);
    });
    if (open) item();
    empty.hidden = cards.length > 0;
    empty.textContent = say(page.id === "_start" ? "cards_empty_introduction" : "cards_empty");
  }
  /** @param {Card} card */
  function drop(card) {
    if (card === open) shut(false);
    card.element.remove();
  }
  /** @param {Element} gone */
  function leave(gone) {
    const focus = gone.contains(document.activeElement);
    gone.remove();
    if (focus) end.focus();
  }
  /** Puts the cards in order, and moves no element that has focus if others can move. */
  function place() {
    const focused = cards.find((card) => card.element.contains(document.activeElement));
    const stays = focused && focused.element.isConnected ? focused : null;
    const at = stays ? cards.indexOf(stays) : cards.length;
    for (let n = at - 1, next = stays?.element ?? null; n >= 0; n -= 1) {
      const element = /** @type {Card} */ (cards[n]).element;
      if (element.parentNode !== column || nextCard(element) !== next) column.insertBefore(element, next);
      next = element;
    }
    for (let n = at + 1, last = stays?.element; last && n < cards.length; n += 1) {
      const element = /** @type {Card} */ (cards[n]).element;
      if (nextCard(/** @type {HTMLElement} */ (last)) !== element) last.after(element);
      last = element;
    }
  }
  /** @param {Element} element @returns {Element | null} */
  function nextCard(element) {
    let next = element.nextElementSibling;
    while (next && !next.classList.contains("card-place")) next = next.nextElementSibling;
    return next;
  }
  /** @param {Card} card @param {string} tool @param {boolean} can */
  const enable = (card, tool, can) => card.tools.querySelector(`.card-${tool}`)?.setAttribute("aria-disabled", String(!can));

  /**
   * @param {readonly Card[]} before @param {State} state @param {Card | null} opened
   * @returns {Card[]} a card for each block: the one that showed it, else a new one
   */
  function paired(before, state, opened) {
    const { blocks, file } = state.page;
    const free = new Set(before);
    /** @type {(Card | null)[]} */
    const found = blocks.map(() => null);
    /** @param {number} n @param {Card | undefined} card */
    const take = (n, card) => {
      if (!card || found[n]) return;
      found[n] = card;
      free.delete(card);
    };
    if (opened) take(openedPlace(before, state, opened), opened);
    const byText = grouped(free);
    blocks.forEach((block, n) => found[n] ?? take(n, byText.get(`${block.kind}\0${block.text}`)?.shift()));
    blocks.forEach((block, n) => {
      if (!found[n]) take(n, [...free].find((card) => block.name && card.block.name === block.name && card.block.kind === block.kind));
    });
    if (before.length === blocks.length) blocks.forEach((block, n) => !found[n] && free.has(/** @type {Card} */ (before[n])) && before[n]?.block.kind === block.kind && take(n, before[n]));
    return blocks.map((block, n) => found[n] ?? new Card(desk, file, block, doing));
  }

  desk.nameTitle = title.edit;
  desk.focusBlock = (file, lines, field, how) => reach(file, lines, field, how);
  /** @param {string} file @param {Lines} lines @param {string} [field] @param {"open" | "look" | "quiet"} [how] @param {boolean} [fresh] */
  async function reach(file, lines, field, how = "open", fresh = false) {
    const page = desk.store.state.outline.find((each) => each.file === file)?.pages.find((each) => each.blocks.some((block) => meets(block.lines, lines)) || meets(each.lines, lines));
    if (page && shownPage !== `${file}#${page.id}`) await desk.sync.go(file, page.id);
    if (how !== "quiet") desk.open?.("page", { focus: false });
    if (desk.inText?.(lines, how !== "quiet")) return;
    const card = cards.find((each) => meets(each.block.lines, lines));
    if (card && how === "open") return show(card, field, fresh);
    card?.box.scrollIntoView({ block: "nearest" });
    if (how !== "quiet") (card?.edit ?? title).focus();
  }
  desk.focus = async (finding) => {
    if (finding.line < 0 || /^course\.md$/.test(finding.file) && !onABlock(finding)) desk.facts?.({ field: finding.field });
    else await desk.focusBlock?.(finding.file, [finding.line, finding.line + 1], finding.field);
  };
  /** @param {import("./types.js").Finding} finding */
  const onABlock = (finding) => desk.store.state.outline.some((each) => each.file === finding.file && each.pages.some((page) => page.blocks.some((block) => meets(block.lines, [finding.line, finding.line + 1]))));

  /** An introduction holds no question. */
  const offered = () => (desk.store.state.page.id === "_start" ? kinds.filter((kind) => !kind.question) : kinds);
  mountPalette(desk, offered, kindsNow, (state, file) => reach(file, state.edited ?? [0, 0], "", "open", true));
  dragging(column, () => cards, (card, to) => void shift(card, to));
  desk.sync.addEventListener?.("refused", ({ detail }) => {
    const here = !detail?.lines || (open?.file === detail.file && meets(open?.block.lines ?? [0, 0], detail.lines));
    if (here) open?.opened?.problems(detail?.problems ?? []);
  });
  desk.store.watch(draw);
  draw(desk.store.state);
  void kindsNow();
}

/** @param {Card} card */
const textOf = (card) => `${card.block.kind}\0${card.block.text}`;

/** @param {Iterable<Card>} cards @returns {Map<string, Card[]>} */
function grouped(cards) {
  /** @type {Map<string, Card[]>} */
  const found = new Map();
  for (const card of cards) found.set(textOf(card), [...(found.get(textOf(card)) ?? []), card]);
  return found;
}

/** @param {Lines} one @param {Lines} other @returns {boolean} whether they have a line in common */
const meets = (one, other) => one[0] < other[1] && other[0] < one[1];

/** @param {readonly Card[]} before @param {State} state @param {Card} opened @returns {number} where the open block is now. -1: it is gone */
function openedPlace(before, state, opened) {
  const { blocks } = state.page;
  const same = blocks.findIndex((block) => block.text === opened.block.text && block.kind === opened.block.kind && block.lines[0] === opened.block.lines[0]);
  if (same >= 0) return same;
  const { edited } = state;
  const sent = edited ? blocks.findIndex((block) => meets(block.lines, edited)) : -1;
  if (sent >= 0 && like(blocks[sent], opened)) return sent;
  const unmoved = blocks.findIndex((block) => block.text === opened.block.text && block.kind === opened.block.kind);
  if (unmoved >= 0) return unmoved;
  const named = opened.block.name ? blocks.findIndex((block) => block.name === opened.block.name) : -1;
  if (named >= 0) return named;
  const at = before.indexOf(opened);
  return blocks.length === before.length && like(blocks[at], opened) ? at : -1;
}

/** @param {import("./types.js").Block | undefined} block @param {Card} opened @returns {boolean} whether the open form can show it: text can show every block */
const like = (block, opened) => block !== undefined && (block.kind === opened.block.kind || opened.opened?.kind === "");
