/** Buttons that copy what a field holds. Without scripts they are not there, and one copies by hand. */

/** Shows every button with `data-copies` (the id of the field) and lets it copy. It says `data-done` then. */
export function mountCopying() {
  for (const button of document.querySelectorAll("[data-copies]")) {
    const field = document.getElementById(button.getAttribute("data-copies") ?? "");
    if (!(button instanceof HTMLButtonElement) || !(field instanceof HTMLInputElement)) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        // Without https there is no clipboard for scripts. It is selected, and this older way may do.
        if (!document.execCommand("copy")) return;
      }
      const said = button.nextElementSibling;
      if (said) said.textContent = button.getAttribute("data-done");
    });
  }
}
