/** Says that somebody has been signed out, and goes on in place once they have signed in again in another tab. */

import { button, make } from "../../player/browser/dom.js";
import { ask, Fault } from "./api.js";

const LOOK = 4000;

/** @param {HTMLElement} host `#dialogs` @param {{store: import("./store.js").Store, sync: import("./sync.js").Sync, say: import("./words.js").Say, links: {signIn?: string, home: string}, tell?: (text: string, more: {label: string, run: () => void}) => void}} desk */
export function mountSignin(host, desk) {
  const { sync, say } = desk;
  const said = make("p", { role: "status" });
  const again = make("a", { class: "button primary", href: desk.links.signIn || desk.links.home, target: "_blank" }, say("signin_link"));
  const dialog = make("dialog", { class: "signin", "aria-labelledby": "signin-heading" }, make("h2", { id: "signin-heading", tabindex: "-1" }, say("signin_heading")), make("p", {}, say("signin_kept")), make("div", { class: "signin-ways" }, again, button("quiet", () => void look(), {}, say("signin_look")), button("plain-button", () => dialog.close(), {}, say("signin_later"))), said);
  host.append(dialog);
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  /** @type {Element | null} */
  let back = null;
  let looking = false;

  async function look() {
    if (looking || !sync.halted) return;
    looking = true;
    try {
      const { file, page } = sync.at;
      const state = await ask(sync.around, `${sync.about.course}/state?${new URLSearchParams({ file, page })}`);
      // By number: whoever has just signed in may be called the same, and has no window here yet.
      const same = String(state.person) === sync.about.person;
      sync.resume(same);
      said.textContent = same ? "" : say("sync_other_person");
      if (same) end();
    } catch (error) {
      said.textContent = error instanceof Fault && error.kind === "signed-out" ? say("signin_not_yet") : say("sync_away");
    } finally {
      looking = false;
    }
  }
  function end() {
    clearInterval(timer);
    if (dialog.open) dialog.close();
    if (back instanceof HTMLElement && back.isConnected) back.focus();
    back = null;
  }
  // Who has closed it can open it again.
  dialog.addEventListener("close", () => sync.halted && desk.tell?.(say("sync_signed_out"), { label: say("signin_again"), run: open }));
  sync.addEventListener("status", () => sync.status === "signed-out" && open());
  function open() {
    if (dialog.open) return;
    said.textContent = "";
    back ??= document.activeElement;
    dialog.showModal();
    clearInterval(timer);
    timer = setInterval(() => document.visibilityState === "visible" && void look(), LOOK);
  }
  addEventListener("focus", () => void look());
}
