/**
 * Measures the top bar and the steps at the foot, whose heights depend on title, language, message and text size. The styles
 * keep what they cover free of headings and focused controls. What would cover too much of the window does not stick. But if
 * the message about saving has a row of its own in a bar that is too tall, that row sticks alone.
 */

import { byId, need } from "./dom.js";

/** The share of the window's height that a bar may cover. */
const MOST = 0.2;

export function measureBars() {
  const { style, classList } = document.documentElement;
  const head = need(document, ".top", HTMLElement);
  const message = byId("saved");
  const leave = byId("leave");
  const foot = byId("steps");

  function measure() {
    const most = innerHeight * MOST;
    const { top, height } = head.getBoundingClientRect();
    const row = message.getBoundingClientRect().top;
    const away = height > most && row >= leave.getBoundingClientRect().bottom ? Math.floor(row - top) : 0;
    const loose = height - away > most;
    const steps = foot.getBoundingClientRect().height;
    classList.toggle("loose-top", loose);
    classList.toggle("loose-foot", steps > most);
    set("head", height);
    set("head-away", away);
    set("covered-top", loose ? 0 : height - away);
    set("covered-foot", getComputedStyle(foot).position === "sticky" ? steps : 0);
  }

  /** @param {string} name @param {number} pixels */
  const set = (name, pixels) => style.setProperty(`--${name}`, `${Math.ceil(pixels)}px`);

  const observer = new ResizeObserver(measure);
  observer.observe(head);
  observer.observe(foot);
  addEventListener("resize", measure);
}
