// Fields for a day. A day that is typed is applied with Enter and Tab, as it is on leaving the field. Until then the page
// says that it is not applied yet.
(() => {
  const page = /** @type {Window & { elearnDates?: boolean }} */ (window);
  if (page.elearnDates) return;
  page.elearnDates = true;

  /** @param {EventTarget | null} target */
  const fieldOf = (target) => (target instanceof Element ? target.closest("[data-testid=stDateInputField]") : null);

  document.addEventListener(
    "keydown",
    (event) => {
      if (!event.isTrusted || (event.key !== "Enter" && event.key !== "Tab")) return;
      const part = event.target;
      if (!(part instanceof HTMLElement) || part.getAttribute("role") !== "spinbutton" || !fieldOf(part)) return;
      const last = part.dataset.type === "year" && !event.shiftKey;
      if (event.key === "Tab" && !last) return; // to another part of the same day
      // Streamlit applies what is typed when its calendar closes, and Escape closes that.
      part.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
      if (event.key === "Enter") event.preventDefault();
    },
    { capture: true },
  );

  /** Says beside each field that names a page's day whether what it shows is applied. */
  const tell = () => {
    const applied = document.querySelector("[data-figures-for]")?.getAttribute("data-figures-for");
    for (const field of document.querySelectorAll("[class*='st-key-'][class*='_as_at_field']")) {
      const input = field.querySelector("input[type=date]");
      const typed = input instanceof HTMLInputElement ? input.value : "";
      const parts = [...field.querySelectorAll("[role=spinbutton]")];
      const whole = parts.length && parts.every((part) => part.hasAttribute("aria-valuenow"));
      const open = Boolean(applied) && (!whole || (typed !== "" && typed !== applied));
      const note = field.querySelector(".not-applied");
      const said = open ? (note?.getAttribute("data-words") ?? "") : "";
      if (note && note.textContent !== said) note.textContent = said;
    }
  };

  let asked = 0;
  const soon = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(tell);
  };
  new MutationObserver(soon).observe(document.body, {
    subtree: true,
    childList: true,
    attributeFilter: ["aria-valuenow", "value", "data-figures-for"],
  });
  document.addEventListener("focusin", soon);
})();
