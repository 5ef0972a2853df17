// Starts Streamlit once the top of the page is on the screen. What it loads is in a template until then.
(() => {
  const begin = () => {
    const later = document.getElementById("later");
    if (!(later instanceof HTMLTemplateElement)) return;
    later.remove();
    document.head.append(document.importNode(later.content, true));
  };
  // A tab in the background draws no frames, so it does not wait for one.
  const once = () => {
    if (document.visibilityState === "hidden") begin();
    else requestAnimationFrame(() => setTimeout(begin));
  };
  document.addEventListener("visibilitychange", begin, { once: true });
  document.addEventListener("DOMContentLoaded", once, { once: true });
})();
