// Moves the focus to the heading that is marked with the number of what was just done (`data-move="NUMBER"`).
// The button that was pressed is gone by then, and a screen reader reads the heading out.
(() => {
  const number = "NUMBER";
  let over = false;
  for (const what of ["pointerdown", "keydown"]) {
    document.addEventListener(what, () => (over = true), { once: true, capture: true });
  }

  /**
   * Streamlit may draw the heading late, and once more. So this looks for some seconds, as long as nothing has the focus
   * and the person does nothing.
   * @param {number} tries
   */
  const move = (tries) => {
    const heading = document.querySelector(`[data-move="${number}"]`);
    const active = document.activeElement;
    const free = tries > 55 || !active || active === document.body || active === heading;
    if (over || !free || !tries) return;
    if (heading instanceof HTMLElement && active !== heading) heading.focus();
    setTimeout(move, 50, tries - 1);
  };

  move(60);
})();
