// Takes away what the page showed before Streamlit had started, once Streamlit has drawn the same or says what is wrong.
(() => {
  const ahead = document.getElementById("ahead");
  const root = document.getElementById("root");
  if (!ahead || !root) return;

  document.title = ahead.dataset.name ?? ""; // until then it is Streamlit's own name
  const here = location.pathname; // whoever goes on to another screen does not wait for this one
  const drawn = ".stHtml :is(.cards, .headline, .empty, .doorway, .note.care), .stException, .stAlert";
  const waiting = "[class*='_filters'] [data-testid='stSkeleton']"; // choices that have not their height yet
  const watch = new MutationObserver(() => {
    const whole = root.querySelector(drawn) && !root.querySelector(waiting);
    if (!whole && location.pathname === here) return;
    watch.disconnect();
    const top = window.scrollY;
    ahead.remove();
    const main = root.querySelector(".stMain");
    if (main) main.scrollTop = top;
  });
  watch.observe(root, { childList: true, subtree: true });
})();
