// What is typed in a draft review is sent while somebody types. Until the server has it, this browser keeps it too: a page that is
// loaded again, after a sign-out as well, puts it back. The draft that is shown says its number and its revision in `data-draft`.
(() => {
  const page = /** @type {Window & { elearnTyped?: boolean }} */ (window);
  if (page.elearnTyped) return;
  page.elearnTyped = true;

  /** @typedef {HTMLTextAreaElement | HTMLInputElement} Field */
  /** @typedef {{ value: string, was: string, at: number }} Kept */

  const PAUSE = 800;
  const AGAIN = 8000;
  const TRIES = 3;
  const SILENT = 15000;
  const LONGEST = 14 * 24 * 60 * 60 * 1000;
  const PREFIX = "elearn-typed:";
  const FIELDS = ".stTextArea textarea, .stTextInput input";

  /** What the server had in a field when somebody began to type, by key. @type {{ [key: string]: string | undefined }} */
  const before = {};
  /** @typedef {{ value: string, revision: number, at: number, tries: number }} Sent */
  /** What was sent, the revision of the draft then, and when, by key. @type {{ [key: string]: Sent | undefined }} */
  const sent = {};
  /** The keys of the fields in which somebody typed since the page was loaded. @type {{ [key: string]: boolean }} */
  const here = {};
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

  /** This tab's name. It is the same after the page was loaded again. */
  const tab = (() => {
    const made = `${Math.random()}`.slice(2);
    try {
      const known = sessionStorage.getItem("elearn-tab") ?? made;
      sessionStorage.setItem("elearn-tab", known);
      return known;
    } catch {
      return made;
    }
  })();

  /** Under which name this tab keeps what is typed in a field. @param {string} key */
  const own = (key) => `${PREFIX}${key}:${tab}`;

  /** The names under which any tab keeps something of a field, this one's first. @param {string} key */
  const namesOf = (key) => {
    try {
      const names = Object.keys(localStorage).filter((name) => name.startsWith(`${PREFIX}${key}:`));
      return names.sort((one, other) => Number(other === own(key)) - Number(one === own(key)));
    } catch {
      return [];
    }
  };

  /** @param {string} name */
  const read = (name) => {
    try {
      return /** @type {Kept | null} */ (JSON.parse(localStorage.getItem(name) ?? "null"));
    } catch {
      return null;
    }
  };

  /** @param {string} name @param {Kept | null} kept */
  const keep = (name, kept) => {
    try {
      if (kept) localStorage.setItem(name, JSON.stringify(kept));
      else localStorage.removeItem(name);
    } catch {
      // no room, or none is given: then what is typed is only sent
    }
  };

  /** Sends what a field says, as Ctrl and Enter do. A single line is sent by Streamlit. @param {Field} field @param {string} key */
  const send = (field, key) => {
    const draft = shown();
    const kept = read(own(key));
    clearTimeout(timers[key]);
    delete timers[key];
    if (!field.isConnected || !draft || (kept && kept.value !== field.value)) {
      delete here[key]; // it was drawn anew meanwhile, or given other words: what was typed is put back
      delete sent[key];
      look();
      return;
    }
    const tries = sent[key]?.value === field.value ? sent[key].tries + 1 : 1;
    sent[key] = { value: field.value, revision: draft.revision, at: Date.now(), tries };
    setTimeout(look, AGAIN + PAUSE);
    const area = field instanceof HTMLTextAreaElement;
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: area, bubbles: true, cancelable: true }));
  };

  /** @param {Field} field @param {string} key */
  const typed = (field, key) => {
    here[key] = true;
    keep(own(key), { value: field.value, was: before[key] ?? "", at: Date.now() });
    clearTimeout(timers[key]);
    timers[key] = setTimeout(send, PAUSE, field, key);
  };

  /** Puts words into a field as if somebody had typed them. @param {Field} field @param {string} words */
  const put = (field, words) => {
    const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, "value")?.set?.call(field, words);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  let later = 0;
  let soon = 0;
  /** How often a field took nothing of what is to be put back, by key. @type {{ [key: string]: number | undefined }} */
  const refused = {};
  const MOST_REFUSED = 50;

  const lookSoon = () => {
    soon ||= setTimeout(() => {
      soon = 0;
      look();
    }, 200);
  };

  /** Lets go of what the server has, and puts back what it does not have. */
  const look = () => {
    const draft = shown();
    if (!draft) return;
    for (const field of document.querySelectorAll(FIELDS)) {
      if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) continue;
      const key = keyOf(field);
      if (!key || timers[key]) continue;
      const kept = read(own(key));
      const gone = sent[key];
      if (kept && gone && gone.value === kept.value && draft.revision > gone.revision) {
        before[key] = kept.value;
        delete sent[key];
        keep(own(key), null);
      } else if (kept && gone) {
        if (Date.now() - gone.at > AGAIN && gone.tries < TRIES) send(field, key);
      } else if (!here[key]) putBack(field, key);
    }
  };

  /** Puts back what the server does not have. What another tab typed just now is that tab's to send. @param {Field} field @param {string} key */
  const putBack = (field, key) => {
    for (const name of namesOf(key)) {
      const kept = read(name);
      if (kept && name !== own(key) && Date.now() - kept.at <= SILENT) {
        later ||= setTimeout(() => {
          later = 0;
          look();
        }, SILENT);
        continue;
      }
      const whole = kept && (field.value === kept.was || kept.value.startsWith(field.value));
      const single = !(field instanceof HTMLTextAreaElement);
      if (!kept || field.value === kept.value || (single && !whole)) {
        keep(name, null);
        continue;
      }
      const had = field.value;
      const words = whole ? kept.value : `${had}\n\n${kept.value}`; // somebody may have changed it: both are there
      put(field, words);
      if (field.value !== words) {
        refused[key] = (refused[key] ?? 0) + 1; // it is not connected yet, and takes nothing
        if (refused[key] <= MOST_REFUSED) lookSoon();
        return;
      }
      keep(name, null);
      before[key] = had;
      typed(field, key);
      return;
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
      const key = keyOf(field);
      if (timers[key]) send(field, key);
    }
  });

  try {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(PREFIX)) continue;
      const kept = read(name);
      if (!kept || Date.now() - kept.at > LONGEST) localStorage.removeItem(name);
    }
  } catch {
    // the browser gives no storage
  }

  new MutationObserver(lookSoon).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-revision"] });
  look();
})();
