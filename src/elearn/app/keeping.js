// What somebody types in a form that is marked `data-keep` stays in this tab until the form is accepted (`data-forget`). If the
// page is loaded again, it is put back into fields that still say what they said before. Another person finds nothing of it.
// No letter may follow a “less than” here: Streamlit takes such a script for HTML, and leaves it out.
(() => {
  const page = /** @type {Window & { elearnKeeping?: () => void }} */ (window);
  if (page.elearnKeeping) {
    page.elearnKeeping();
    return;
  }

  /** @typedef {HTMLTextAreaElement | HTMLInputElement} Field */
  /** @typedef {{ value: string, was: string }} Kept */

  const PREFIX = "elearn-kept:";
  const FIELDS = ".stTextArea textarea, .stTextInput input, .stNumberInput input, .stDateInput input[type=date], .stRadio input";

  /** The fields that were looked at since they were drawn. @type {WeakSet< Element >} */
  const seen = new WeakSet();
  /** What each field said when it was drawn. @type {WeakMap< Element, string >} */
  const first = new WeakMap();
  /** By name, what a field said before anybody typed into it here. A field may be drawn anew while they type. @type {Map< string, string >} */
  const began = new Map();

  /** How often a field took nothing of what is to be put back. @type {WeakMap< Element, number >} */
  const refused = new WeakMap();
  const MOST_REFUSED = 50;

  const marks = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-keep]")]);

  /** Under which name a field is kept, or "" if it is in no form that is. @param {Element} field */
  const nameOf = (field) => {
    const named = [...(field.closest('[class*="st-key-"]')?.classList ?? [])].find((each) => each.startsWith("st-key-"));
    const key = named?.slice("st-key-".length) ?? "";
    for (const { dataset } of marks()) {
      const rest = key.startsWith(`${dataset.keep}_`) ? key.slice(`${dataset.keep}_`.length) : "";
      const found = /^\d+_(.+)$/.exec(rest);
      if (found) return `${PREFIX}${dataset.owner}:${dataset.keep}:${found[1]}`;
    }
    return "";
  };

  /** @param {string} name @param {Kept | null} kept */
  const put = (name, kept) => {
    try {
      if (kept) sessionStorage.setItem(name, JSON.stringify(kept));
      else sessionStorage.removeItem(name);
    } catch {
      // the browser gives no storage
    }
  };

  /** @param {string} name */
  const read = (name) => {
    try {
      return /** @type {Kept | null} */ (JSON.parse(sessionStorage.getItem(name) ?? "null"));
    } catch {
      return null;
    }
  };

  /** Forgets everything of a form, or of everybody but those whose forms are here. @param {(name: string) => boolean} which */
  const forget = (which) => {
    try {
      for (const name of Object.keys(sessionStorage)) if (name.startsWith(PREFIX) && which(name)) sessionStorage.removeItem(name);
    } catch {
      // the browser gives no storage
    }
  };

  let soon = 0;
  const lookSoon = () => {
    soon ||= setTimeout(() => {
      soon = 0;
      look();
    }, 150);
  };

  /** Puts back what was kept of a field, as if somebody had typed it. @param {Field} field @param {string} name */
  const putBack = (field, name) => {
    const kept = read(name);
    if (!kept) return;
    if (field instanceof HTMLInputElement && field.type === "radio") {
      if (field.value === kept.value && !field.checked) field.click();
      return;
    }
    if (field.value !== kept.was || kept.value === kept.was) return;
    const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, "value")?.set?.call(field, kept.value);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (field.value === kept.was && (refused.get(field) ?? 0) !== MOST_REFUSED) {
      refused.set(field, (refused.get(field) ?? 0) + 1); // it is not connected yet, and takes nothing
      seen.delete(field);
      lookSoon();
      return;
    }
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  };

  const look = () => {
    for (const { dataset } of /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-forget]")])) {
      forget((name) => name.split(":")[2] === dataset.forget);
      began.clear();
    }
    const owners = new Set(marks().map((each) => each.dataset.owner));
    if (owners.size) forget((name) => !owners.has(name.split(":")[1]));
    for (const field of document.querySelectorAll(FIELDS)) {
      if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) || seen.has(field)) continue;
      const name = nameOf(field);
      if (!name) continue;
      seen.add(field);
      first.set(field, field.value);
      putBack(field, name);
    }
  };

  document.addEventListener(
    "input",
    (event) => {
      const field = event.target;
      if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) || !field.matches(FIELDS)) return;
      const name = event.isTrusted && field.type !== "radio" ? nameOf(field) : "";
      if (!name) return;
      const was = began.get(name) ?? first.get(field) ?? "";
      began.set(name, was);
      put(name, { value: field.value, was });
    },
    true,
  );
  /** Keeps a choice, once it is made. @param {Event} event */
  const keepChoice = (event) => {
    const box = event.target instanceof Element ? event.target.closest(".stRadio") : null;
    if (!box || !event.isTrusted) return;
    setTimeout(() => {
      for (const field of box.querySelectorAll("input")) {
        const name = field.checked ? nameOf(field) : "";
        if (name) put(name, { value: field.value, was: "" });
      }
    }, 50);
  };
  document.addEventListener("click", keepChoice, true);
  document.addEventListener("keyup", keepChoice, true);

  /** Keeps a day. Its parts are typed one by one, and a field that nobody sees holds the whole. @param {Event} event */
  const keepDay = (event) => {
    const box = event.target instanceof Element ? event.target.closest(".stDateInput") : null;
    const field = box?.querySelector("input[type=date]");
    const name = event.isTrusted && field instanceof HTMLInputElement ? nameOf(field) : "";
    if (name && field instanceof HTMLInputElement && field.value) put(name, { value: field.value, was: first.get(field) ?? "" });
  };
  document.addEventListener("keyup", keepDay, true);
  document.addEventListener("focusout", keepDay, true);

  page.elearnKeeping = look;
  new MutationObserver(lookSoon).observe(document.body, { childList: true, subtree: true });
  look();
})();
