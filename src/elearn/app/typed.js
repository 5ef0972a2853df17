// What is typed in a draft review is sent while somebody types. Until the server has it, this browser keeps it too: a page that is
// loaded again, after a sign-out as well, puts it back. The draft that is shown says its number and its revision in `data-draft`.
(() => {
  const page = /** @type {Window & { elearnTyped?: boolean }} */ (window);
  if (page.elearnTyped) return;
  page.elearnTyped = true;

  /** @typedef {HTMLTextAreaElement | HTMLInputElement} Field */
  /** @typedef {{ value: string, was: string, at: number }} Kept */

  const PAUSE = 800;
  const LONGEST = 14 * 24 * 60 * 60 * 1000;
  const PREFIX = "elearn-typed:";
  const FIELDS = ".stTextArea textarea, .stTextInput input";

  /** What the server had in a field when somebody began to type, by key. @type {{ [key: string]: string | undefined }} */
  const before = {};
  /** What was sent, and the revision of the draft then, by key. @type {{ [key: string]: { value: string, revision: number } | undefined }} */
  const sent = {};
  /** @type {{ [key: string]: number | undefined }} */
  const timers = {};

  const shown = () => {
    const marks = document.querySelectorAll("[data-draft]");
    const mark = marks.item(marks.length - 1);
    if (!(mark instanceof HTMLElement)) return null;
    return { id: mark.dataset.draft ?? "", revision: Number(mark.dataset.revision) };
  };

  /** The key of a field of the draft that is shown, or "". @param {Element} field */
  const keyOf = (field) => {
    const draft = shown();
    const box = field.closest('[class*="st-key-intake_"]');
    const named = [...(box?.classList ?? [])].find((each) => each.startsWith("st-key-intake_"));
    const key = named?.slice("st-key-".length) ?? "";
    return draft && key.startsWith(`intake_${draft.id}_`) ? key : "";
  };

  /** @param {string} key */
  const read = (key) => {
    try {
      return /** @type {Kept | null} */ (JSON.parse(localStorage.getItem(PREFIX + key) ?? "null"));
    } catch {
      return null;
    }
  };

  /** @param {string} key @param {Kept | null} kept */
  const keep = (key, kept) => {
    try {
      if (kept) localStorage.setItem(PREFIX + key, JSON.stringify(kept));
      else localStorage.removeItem(PREFIX + key);
    } catch {
      // no room, or none is given: then what is typed is only sent
    }
  };

  /** Sends what a field says, as Ctrl and Enter do. A single line is sent by Streamlit. @param {Field} field */
  const send = (field) => {
    const key = keyOf(field);
    const draft = shown();
    if (!key || !draft) return;
    clearTimeout(timers[key]);
    delete timers[key];
    sent[key] = { value: field.value, revision: draft.revision };
    const area = field instanceof HTMLTextAreaElement;
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: area, bubbles: true, cancelable: true }));
  };

  /** @param {Field} field @param {string} key */
  const typed = (field, key) => {
    keep(key, { value: field.value, was: before[key] ?? "", at: Date.now() });
    clearTimeout(timers[key]);
    timers[key] = setTimeout(send, PAUSE, field);
  };

  /** Puts words into a field as if somebody had typed them. @param {Field} field @param {string} words */
  const put = (field, words) => {
    const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, "value")?.set?.call(field, words);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  /** Lets go of what the server has, and puts back what it does not have. */
  const look = () => {
    const draft = shown();
    if (!draft) return;
    for (const field of document.querySelectorAll(FIELDS)) {
      if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) continue;
      const key = keyOf(field);
      const kept = key && read(key);
      if (!kept) continue;
      const gone = sent[key];
      if (gone) {
        if (gone.value !== kept.value || draft.revision <= gone.revision) continue;
        before[key] = kept.value;
        delete sent[key];
        keep(key, null);
      } else if (!timers[key]) {
        if (field.value === kept.value) keep(key, null);
        else if (field.value === kept.was || field instanceof HTMLTextAreaElement) {
          // somebody may have changed it meanwhile: then both are there
          const words = field.value === kept.was ? kept.value : `${field.value}\n\n${kept.value}`;
          before[key] = field.value;
          put(field, words);
          typed(field, key);
        } else keep(key, null);
      }
    }
  };

  document.addEventListener("focusin", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return;
    const key = keyOf(field);
    if (key && !timers[key] && !sent[key]) before[key] = field.value;
  });
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!event.isTrusted || !(field instanceof Element) || !field.matches(FIELDS)) return;
    if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return;
    const key = keyOf(field);
    if (key) typed(field, key);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden") return;
    for (const field of document.querySelectorAll(FIELDS)) {
      if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) continue;
      if (timers[keyOf(field)]) send(field);
    }
  });

  try {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(PREFIX)) continue;
      const kept = read(name.slice(PREFIX.length));
      if (!kept || Date.now() - kept.at > LONGEST) localStorage.removeItem(name);
    }
  } catch {
    // the browser gives no storage
  }

  let waits = 0;
  new MutationObserver(() => {
    waits ||= setTimeout(() => {
      waits = 0;
      look();
    }, 200);
  }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-revision"] });
  look();
})();
