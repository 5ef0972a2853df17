/** The pictures of the course in a dialog: to choose one, add one, keep a part of one, and take out those that nothing uses. */

import { button, byId, make } from "../../player/browser/dom.js";
import { cropping } from "./crop.js";

/** @typedef {{path: string, used: boolean, removable?: boolean}} Kept `removable`: whether `delete-picture` takes it out */
/**
 * @typedef {object} PictureOptions
 * @property {boolean} [choose] whether one is to be chosen. Else they are only looked after
 * @property {string} [value] the path of the one that is used now
 * @property {string} [alt] what it shows, in words, as far as that is known
 * @property {(alt: string) => void} [onAlt] gets the words for the one that is chosen. Without it, nobody is asked for them
 * @property {File} [file] one that was pasted
 */

const PICTURE = /\.(svg|png|jpe?g|gif|webp|avif)$/i;
/** What a browser can cut and write again. */
const CUT = /^image\/(png|jpeg|webp|avif)$/;

/** @param {import("./middle.js").Middle & {picture?: (file: File, onAlt?: (alt: string) => void) => Promise<string | null>}} desk gets `pictures` and `picture` */
export function mountPictures(desk) {
  const { say } = desk;
  const said = make("p", { class: "pictures-said", role: "status" });
  const body = make("div", { class: "pictures-body" });
  const dialog = make("dialog", { class: "sheet pictures", "data-own-history": "", "aria-labelledby": "pictures-heading" }, make("div", { class: "palette-head" }, make("h2", { id: "pictures-heading" }, say("pictures_heading")), button("quiet", () => dialog.close(), {}, say("pictures_close"))), said, body);
  byId("dialogs").append(dialog);
  /** @type {PictureOptions} */
  let asked = {};
  /** @type {((path: string | null) => void) | null} */
  let answer = null;
  /** @type {HTMLElement | null} */
  let back = null;

  const addressOf = (/** @type {string} */ path) => `${desk.links.course}/media/${path.replace(/^media\//, "").split("/").map(encodeURIComponent).join("/")}`;

  async function list(focus = "") {
    said.textContent = say("pictures_loading");
    let found;
    try {
      found = await json(await fetch(`${desk.links.course}/pictures`, { headers: { Accept: "application/json" } }));
    } catch (error) {
      said.textContent = wordsOf(error);
      return body.replaceChildren(button("quiet", () => void list(), {}, say("pictures_again")));
    }
    const all = /** @type {Kept[]} */ (found.pictures).filter((each) => PICTURE.test(each.path));
    const unused = all.filter((each) => !each.used);
    said.textContent = all.length ? say("pictures_count", { n: all.length, unused: unused.length }) : "";
    body.replaceChildren(
      adding(),
      ...(all.length ? [group("pictures_used", all.filter((each) => each.used)), group("pictures_unused", unused)] : [make("p", { class: "pictures-none" }, say("pictures_none"))]),
    );
    if (focus) /** @type {HTMLElement | null} */ (body.querySelector(focus))?.focus();
  }
  function adding() {
    const input = make("input", { type: "file", accept: "image/*", class: "unseen", tabindex: "-1", "aria-hidden": "true" });
    input.addEventListener("change", () => void take(input.files?.[0]));
    const add = button("primary pictures-add", () => input.click(), {}, say("pictures_add"));
    const zone = make("div", { class: "pictures-drop" }, add, input, make("p", {}, say("pictures_drop")));
    zone.addEventListener("dragover", (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
    zone.addEventListener("dragleave", () => zone.classList.remove("over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("over");
      void take(pictureIn(event.dataTransfer));
    });
    return zone;
  }
  /** @param {string} key @param {readonly Kept[]} all */
  function group(key, all) {
    const heading = `${key}-heading`;
    return make("section", { "aria-labelledby": heading }, make("h3", { id: heading }, say(key)), all.length ? make("ul", { class: "pictures-list" }, ...all.map(card)) : make("p", {}, say("pictures_no")));
  }
  /** @param {Kept} kept */
  function card(kept) {
    const name = kept.path.replace(/^media\//, "");
    const tool = (/** @type {string} */ key, /** @type {() => void} */ act) => button("quiet", act, { "aria-label": `${say(key)}: ${name}` }, say(key));
    const tools = [
      ...(asked.choose ? [tool("pictures_use", () => void open(kept.path))] : []),
      ...(/\.(png|jpe?g|webp|avif)$/i.test(name) && !asked.choose ? [tool("pictures_crop", () => void open(kept.path))] : []),
      ...(kept.used || !kept.removable ? [] : [tool("pictures_remove", () => void remove(kept.path))]),
    ];
    return make("li", { class: "picture" }, make("img", { src: addressOf(kept.path), alt: "", loading: "lazy" }), make("span", { class: "picture-name" }, name), make("div", { class: "rows-end" }, ...tools));
  }
  /** @param {string} path */
  async function remove(path) {
    try {
      await desk.sync.act({ action: "delete-picture", path });
      await list(".pictures-add");
      said.textContent = say("pictures_removed", { name: path.replace(/^media\//, "") });
    } catch (error) {
      said.textContent = wordsOf(error);
    }
  }
  /** One of the course's, to be used or cut. @param {string} path */
  async function open(path) {
    try {
      const response = await fetch(addressOf(path));
      if (!response.ok) throw new Error(say("pictures_failed"));
      const blob = await response.blob();
      await one(new File([blob], path.replace(/^media\//, ""), { type: blob.type }), path);
    } catch (error) {
      said.textContent = wordsOf(error);
    }
  }
  /** @param {File | undefined | null} file */
  async function take(file) {
    if (!file || !file.type.startsWith("image/")) return void (said.textContent = say("pictures_not_one"));
    await one(file, "");
  }
  /** Shows one before it is used. @param {File} file @param {string} path where it is in the course. "": not in it yet */
  async function one(file, path) {
    said.textContent = "";
    const place = make("div", { class: "picture-one" });
    /** @type {ReturnType<typeof cropping> | null} */
    let crop = null;
    const bitmap = CUT.test(file.type) ? await createImageBitmap(file).catch(() => null) : null;
    if (bitmap) crop = cropping(place, bitmap, say);
    else if (path) place.append(make("img", { src: addressOf(path), alt: "" }));
    const alt = make("input", { type: "text", id: "pictures-alt", "aria-describedby": "pictures-alt-help", "aria-required": "true", autocomplete: "off" });
    if (path && path === asked.value) alt.value = asked.alt ?? "";
    const words = make("div", { class: "field" }, make("label", { for: alt.id }, say("pictures_alt")), make("p", { class: "field-help", id: "pictures-alt-help" }, say("pictures_alt_help")), alt);
    const keep = button("primary", () => void use(), {}, say(asked.choose || asked.file ? "pictures_use" : "pictures_keep"));
    body.replaceChildren(place, ...(asked.onAlt ? [words] : []), make("div", { class: "rows-end" }, keep, button("quiet", () => void list(".pictures-add"), {}, say("pictures_back"))));
    (words.isConnected ? alt : keep).focus();

    async function use() {
      const said1 = alt.value.trim();
      if (words.isConnected && !said1) {
        alt.setAttribute("aria-invalid", "true");
        said.textContent = say("pictures_alt_needed");
        return alt.focus();
      }
      if (keep.getAttribute("aria-disabled")) return;
      keep.setAttribute("aria-disabled", "true");
      said.textContent = say("pictures_sending");
      try {
        const type = file.type === "image/png" ? "image/png" : "image/jpeg";
        const cut = crop && !crop.isWhole() ? await crop.cut(type) : null;
        const kept = path && !cut ? path : await send(cut ?? file, cut ? file.name.replace(/\.\w+$/, type === "image/png" ? "-part.png" : "-part.jpg") : file.name);
        if (!asked.choose && !asked.file) return await list(".pictures-add");
        asked.onAlt?.(said1);
        finish(kept);
      } catch (error) {
        said.textContent = wordsOf(error);
        keep.removeAttribute("aria-disabled");
      }
    }
  }
  /** @param {Blob} blob @param {string} name @returns {Promise<string>} its path in the course */
  async function send(blob, name) {
    const found = await json(await fetch(`${desk.links.course}/pictures?name=${encodeURIComponent(name)}`, { method: "POST", headers: { Accept: "application/json", "Content-Type": blob.type || "application/octet-stream" }, body: blob }));
    return found.path;
  }
  /** @param {Response} response */
  async function json(response) {
    const read = await response.json().catch(() => null);
    if (response.ok && read) return read;
    throw new Error([read?.message, read?.remedy].filter(Boolean).join(" ") || say("pictures_failed"));
  }
  const wordsOf = (/** @type {unknown} */ error) => (error instanceof TypeError || !(error instanceof Error) || !error.message ? say("pictures_failed") : error.message);

  /** @param {string | null} path */
  function finish(path) {
    answer?.(path);
    answer = null;
    dialog.close();
  }
  dialog.addEventListener("paste", (event) => {
    const file = pictureIn(event.clipboardData);
    if (!file) return;
    event.preventDefault();
    void take(file);
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    answer?.(null);
    answer = null;
    body.replaceChildren();
    back?.focus();
  });

  desk.pictures = (/** @type {PictureOptions} */ options = {}) => {
    answer?.(null);
    asked = options;
    back = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    if (!dialog.open) dialog.showModal();
    void (options.file ? take(options.file) : list(".pictures-add"));
    return new Promise((done) => (answer = done));
  };
  desk.picture = async (file, onAlt) => (await desk.pictures?.({ file, onAlt })) ?? null;
}

/** @param {DataTransfer | null} given @returns {File | undefined} */
const pictureIn = (given) => [...(given?.files ?? [])].find((each) => each.type.startsWith("image/"));
