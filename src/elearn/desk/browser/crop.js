/** A picture with a frame on it, to keep only what is inside: with a mouse, a finger, or the arrow keys. */

import { button, make } from "../../player/browser/dom.js";

/** @typedef {{left: number, top: number, width: number, height: number}} Frame parts of 1 */

const WHOLE = { left: 0, top: 0, width: 1, height: 1 };
const LEAST = 0.05;
/** Pixels. The server makes pictures smaller still, where it has to. */
const LARGEST = 4000;

/**
 * @param {HTMLElement} host
 * @param {ImageBitmap} picture
 * @param {import("./middle.js").Middle["say"]} say
 */
export function cropping(host, picture, say) {
  const canvas = make("canvas", { "aria-hidden": "true" });
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext("2d")?.drawImage(picture, 0, 0);
  const inside = make("button", { type: "button", class: "crop-frame" });
  const corner = make("button", { type: "button", class: "crop-corner" });
  const sheet = make("div", { class: "crop", dir: "ltr" }, canvas, inside, corner);
  const whole = button("quiet", () => put(WHOLE), {}, say("pictures_whole"));
  host.append(make("p", { class: "field-help" }, say("pictures_crop_help")), sheet, make("div", { class: "rows-end" }, whole));
  let frame = /** @type {Frame} */ (WHOLE);
  put(WHOLE);

  /** @param {Frame} to is kept within the picture */
  function put(to) {
    const width = between(to.width, LEAST, 1);
    const height = between(to.height, LEAST, 1);
    frame = { width, height, left: between(to.left, 0, 1 - width), top: between(to.top, 0, 1 - height) };
    for (const name of /** @type {const} */ (["left", "top", "width", "height"])) inside.style[name] = `${frame[name] * 100}%`;
    corner.style.left = `${(frame.left + width) * 100}%`;
    corner.style.top = `${(frame.top + height) * 100}%`;
    inside.setAttribute("aria-label", say("pictures_frame", { left: whole100(frame.left), top: whole100(frame.top) }));
    corner.setAttribute("aria-label", say("pictures_corner", { width: whole100(width), height: whole100(height) }));
  }
  /** @param {HTMLElement} handle @param {(x: number, y: number, from: Frame) => void} act parts of 1 */
  function moved(handle, act) {
    handle.addEventListener("keydown", (event) => {
      const step = event.shiftKey ? 0.05 : 0.01;
      const x = Number(event.key === "ArrowRight") - Number(event.key === "ArrowLeft");
      const y = Number(event.key === "ArrowDown") - Number(event.key === "ArrowUp");
      if (!x && !y) return;
      event.preventDefault();
      act(x * step, y * step, frame);
    });
    handle.addEventListener("pointerdown", (down) => {
      if (down.button !== 0) return;
      const from = frame;
      const { width, height } = sheet.getBoundingClientRect();
      handle.setPointerCapture(down.pointerId);
      const move = (/** @type {PointerEvent} */ event) => act((event.clientX - down.clientX) / width, (event.clientY - down.clientY) / height, from);
      handle.addEventListener("pointermove", move);
      for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) handle.addEventListener(end, () => handle.removeEventListener("pointermove", move), { once: true });
    });
  }
  moved(inside, (x, y, from) => put({ ...from, left: from.left + x, top: from.top + y }));
  moved(corner, (x, y, from) => put({ ...from, width: Math.min(from.width + x, 1 - from.left), height: Math.min(from.height + y, 1 - from.top) }));

  return {
    frame: () => frame,
    isWhole: () => frame.width === 1 && frame.height === 1,
    /** @param {string} type @returns {Promise<Blob | null>} what is inside the frame */
    cut(type) {
      const [x, y, w, h] = [frame.left * picture.width, frame.top * picture.height, frame.width * picture.width, frame.height * picture.height];
      const scale = Math.min(1, LARGEST / Math.max(w, h));
      const cut = make("canvas");
      cut.width = Math.max(1, Math.round(w * scale));
      cut.height = Math.max(1, Math.round(h * scale));
      cut.getContext("2d")?.drawImage(picture, x, y, w, h, 0, 0, cut.width, cut.height);
      return new Promise((done) => cut.toBlob(done, type, 0.92));
    },
  };
}

/** @param {number} value @param {number} least @param {number} most */
const between = (value, least, most) => Math.min(most, Math.max(least, value));
/** @param {number} part */
const whole100 = (part) => Math.round(part * 100);
