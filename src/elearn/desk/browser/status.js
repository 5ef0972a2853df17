/** One quiet line that says whether what was typed is with the server. It speaks up only when something is wrong, and when that is over. */

import { make } from "../../player/browser/dom.js";

/** Milliseconds for which “Sending” is not worth a word. */
const SOON = 600;

/**
 * @param {HTMLElement} host `#status`
 * @param {{store: import("./store.js").Store, sync: import("./sync.js").Sync, say: import("./words.js").Say, announce?: (text: string) => void}} desk
 */
export function mountStatus(host, desk) {
  const { sync, say } = desk;
  // What changes with every key is for eyes alone. Troubles are said aloud, by `announce`.
  host.removeAttribute("role");
  const sign = make("span", { class: "status-sign", "aria-hidden": "true" });
  const words = make("span", {});
  host.append(sign, words);
  let troubled = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;

  function draw() {
    const key = keyNow(sync);
    clearTimeout(later);
    if (key === "sync_sending" && words.textContent) later = setTimeout(() => put(key), SOON);
    else put(key);
  }
  /** @param {string} key */
  function put(key) {
    const text = say(key);
    const trouble = key !== "sync_kept" && key !== "sync_sending";
    if (words.textContent === text) return;
    host.className = `status ${trouble ? "trouble" : key === "sync_kept" ? "kept" : ""}`;
    sign.textContent = trouble ? "" : key === "sync_kept" ? "✓" : "…";
    words.textContent = text;
    if (trouble || troubled) desk.announce?.(text);
    if (trouble || key === "sync_kept") troubled = trouble;
  }
  sync.addEventListener("status", draw);
  draw();
}

/** @param {import("./sync.js").Sync} sync */
function keyNow({ kept, status, unsent }) {
  if (!kept && unsent) return "sync_unkept";
  return { kept: "sync_kept", sending: "sync_sending", away: "sync_away", failing: "sync_failing", "signed-out": "sync_signed_out", refused: "sync_refused", "other-person": "sync_other_person" }[status];
}
