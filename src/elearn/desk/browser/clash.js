/** Two versions of the same lines, side by side, of which somebody has to choose. Nothing is lost while nobody does. */

import { button, make } from "../../player/browser/dom.js";
import { differ } from "./differ.js";

/** @typedef {"mine" | "theirs" | "both"} Choice */
/** @typedef {{key: string, mine: string, theirs: string, why: string, form: boolean, choose: (choice: Choice) => Promise<unknown>}} Pair */

/**
 * @param {HTMLElement} host `#clashes`
 * @param {{store: import("./store.js").Store, sync: import("./sync.js").Sync, say: import("./words.js").Say, announce?: (text: string) => void}} desk
 */
export function mountClash(host, desk) {
  const { store, sync, say } = desk;
  let drawn = "";

  /** @returns {Pair[]} */
  const pairs = () => [
    ...sync.aside.map((each) => ({
      key: each.request,
      mine: each.mine,
      theirs: each.theirs,
      why: each.message || (each.by ? say("clash_by", { name: each.by }) : say("clash_outside")),
      form: each.form === true,
      choose: (/** @type {Choice} */ choice) => sync.choose(each, choice),
    })),
    ...store.state.clashes.map((each) => ({
      key: JSON.stringify([each.file, each.ours, each.theirs]),
      mine: each.ours,
      theirs: each.theirs,
      why: say("clash_file", { file: each.file }),
      form: false,
      choose: (/** @type {Choice} */ choice) => sync.settle(each.file, each.lines, choice),
    })),
  ];

  function draw() {
    const all = pairs();
    const now = JSON.stringify(all);
    if (now === drawn) return;
    const before = drawn ? JSON.parse(drawn).length : 0;
    drawn = now;
    const focused = host.contains(document.activeElement);
    host.replaceChildren(...all.map(pair));
    if (all.length > before) desk.announce?.(say("clash_found"));
    if (focused) (host.querySelector("h3") ?? document.getElementById("page-heading"))?.focus();
  }

  /** @param {Pair} given @param {number} n */
  function pair(given, n) {
    const heading = make("h3", { id: `clash-${n}`, tabindex: "-1" }, say("clash_heading"));
    const problem = make("p", { class: "clash-problem", role: "status" });
    const [mine, theirs] = differ(given.mine, given.theirs);
    const choice = (/** @type {Choice} */ what) => button(what === "mine" ? "primary" : "quiet", async () => {
      problem.textContent = "";
      try {
        await given.choose(what);
      } catch (error) {
        problem.textContent = error instanceof Error && error.message ? error.message : say("sync_not_done");
      }
    }, {}, say(`clash_${what}`));
    const choices = given.form ? [button("quiet", () => void given.choose("theirs"), {}, say("clash_drop"))] : [choice("mine"), choice("theirs"), choice("both")];
    return make("section", { class: "clash", "aria-labelledby": heading.id }, heading, make("p", {}, given.why), make("div", { class: "clash-sides" }, side(say("clash_yours"), mine, "clash-mine"), side(say("clash_other"), theirs, "clash-theirs")), make("div", { class: "clash-choices" }, ...choices), problem);
  }

  /** @param {string} title @param {import("./differ.js").Part[]} parts @param {string} look */
  function side(title, parts, look) {
    const text = make("div", { class: "clash-text", tabindex: "0", role: "group", "aria-label": title }, ...(parts.length ? parts.map(({ text, same }) => (same ? text : make("mark", {}, text))) : [make("em", {}, say("clash_nothing"))]));
    return make("div", { class: look }, make("h4", {}, title), text);
  }

  sync.addEventListener("stale", draw);
  store.watch(draw);
}
