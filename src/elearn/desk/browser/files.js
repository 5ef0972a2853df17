/** Sounds, films, captions and documents of the course in a dialog: to choose one, and to bring one from this computer. */

import { button, byId, make } from "../../player/browser/dom.js";

/** @typedef {{path: string, used: boolean, removable?: boolean}} Kept `removable`: whether `delete-picture` takes it out */
/** @typedef {{value?: string, endings: readonly string[]}} FileOptions `endings`: of the files that the field can name */

/** @param {import("./middle.js").Middle} desk gets `files` */
export function mountFiles(desk) {
  const { say } = desk;
  const said = make("p", { class: "pictures-said", role: "status" });
  const body = make("div", { class: "pictures-body" });
  const dialog = make("dialog", { class: "sheet pictures", "aria-labelledby": "files-heading" }, make("div", { class: "palette-head" }, make("h2", { id: "files-heading" }, say("files_heading")), button("quiet", () => dialog.close(), {}, say("pictures_close"))), said, body);
  byId("dialogs").append(dialog);
  /** @type {((path: string | null) => void) | null} */
  let answer = null;
  /** @type {HTMLElement | null} */
  let back = null;

  /** @param {FileOptions} asked */
  async function list(asked) {
    const { value, endings } = asked;
    const fits = (/** @type {string} */ name) => endings.some((ending) => name.toLowerCase().endsWith(ending));
    const input = make("input", { type: "file", accept: endings.join(","), class: "unseen", tabindex: "-1", "aria-hidden": "true" });
    const add = button("primary files-add", () => input.click(), {}, say("files_add"));
    input.addEventListener("change", () => void send(input.files?.[0]));
    const zone = make("div", { class: "pictures-drop" }, add, input, make("p", {}, say("files_kinds", { endings: endings.join(", ") })));
    const there = make("ul", { class: "files-list" });
    body.replaceChildren(zone, there);
    add.focus();
    zone.addEventListener("dragover", (event) => event.preventDefault());
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      void send(event.dataTransfer?.files[0]);
    });
    said.textContent = say("files_loading");
    try {
      const found = await json(await fetch(`${desk.links.course}/pictures`, { headers: { Accept: "application/json" } }));
      const all = /** @type {Kept[]} */ (found.pictures).filter(({ path }) => fits(path));
      said.textContent = all.length ? "" : say("files_none");
      there.replaceChildren(...all.map((kept) => row(kept, kept.path === value, () => void remove(kept.path))));
    } catch (error) {
      said.textContent = wordsOf(error);
    }

    /** @param {string} path one that nothing uses */
    async function remove(path) {
      try {
        await desk.sync.act({ action: "delete-picture", path });
        await list(asked);
        said.textContent = say("pictures_removed", { name: path.replace(/^media\//, "") });
      } catch (error) {
        said.textContent = wordsOf(error);
      }
    }
    /** @param {File | undefined} file */
    async function send(file) {
      if (!file || add.getAttribute("aria-disabled")) return;
      add.setAttribute("aria-disabled", "true");
      said.textContent = say("files_sending");
      try {
        const how = new URLSearchParams({ name: file.name, endings: endings.join(",") });
        const made = await json(await fetch(`${desk.links.course}/files?${how}`, { method: "POST", headers: { Accept: "application/json", "Content-Type": file.type || "application/octet-stream" }, body: file }));
        finish(made.path);
      } catch (error) {
        said.textContent = wordsOf(error);
        input.value = "";
        add.removeAttribute("aria-disabled");
      }
    }
  }
  /** @param {Kept} kept @param {boolean} now @param {() => void} remove */
  function row({ path, used, removable }, now, remove) {
    const name = path.replace(/^media\//, "");
    const use = button("quiet", () => finish(path), { "aria-label": `${say("pictures_use")}: ${name}`, ...(now ? { "aria-current": "true" } : {}) }, say("pictures_use"));
    const out = used || !removable || now ? [] : [button("quiet", remove, { "aria-label": `${say("pictures_remove")}: ${name}` }, say("pictures_remove"))];
    return make("li", {}, make("span", { class: "picture-name" }, name), make("div", { class: "rows-end" }, use, ...out));
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
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    answer?.(null);
    answer = null;
    body.replaceChildren();
    back?.focus();
  });

  desk.files = (/** @type {FileOptions} */ options) => {
    answer?.(null);
    back = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    if (!dialog.open) dialog.showModal();
    void list(options);
    return new Promise((done) => (answer = done));
  };
}
