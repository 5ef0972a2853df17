// Runs before Streamlit does. Streamlit's calendar takes the language of the browser: in American English its week starts on
// Sunday. The app's days are British whatever the browser's language is, so its weeks start on Monday.
Object.defineProperty(navigator, "language", { configurable: true, get: () => "en-GB" });

// Streamlit opens and closes an expander over half a second, in which what it holds is cut off and moves. A press on a button in it
// then comes up beside the button, and is lost. So this takes no time (and `style.css` cuts nothing off).
HTMLDetailsElement.prototype.animate = function (keyframes) {
  return Element.prototype.animate.call(this, keyframes, 0);
};

// When Streamlit's connection ends, somebody may have signed out: in another tab, or their sessions were ended. Streamlit would
// go on trying to connect for good. So we ask for the page itself, and load it again if that would lead to the start page. A page
// that has never connected is not loaded again, or it might be for ever.
{
  let hasConnected = false;

  const lookWhetherSignedIn = async () => {
    if (!hasConnected) return;
    const options = /** @type {const} */ ({ method: "HEAD", redirect: "manual", cache: "no-store" });
    const answer = await fetch(location.href, options).catch(() => null);
    if (answer?.type === "opaqueredirect") location.reload();
  };

  // A page that has been away for two minutes, or whose app was started again, comes back to an app that no longer knows it: what
  // is done on it next would be lost without a word. So it is drawn anew, and Streamlit tells the app what is typed and chosen.
  // R is Streamlit's key for that.
  const drawAnew = () => {
    for (const kind of ["keydown", "keyup"])
      document.body.dispatchEvent(new KeyboardEvent(kind, { key: "r", code: "KeyR", keyCode: 82, bubbles: true }));
  };

  window.WebSocket = class extends WebSocket {
    /**
     * @param {string | URL} address
     * @param {string | string[]} [protocols]
     */
    constructor(address, protocols) {
      super(address, protocols);
      this.addEventListener("open", () => {
        if (hasConnected) setTimeout(drawAnew); // once Streamlit has heard that it is connected
        hasConnected = true;
      });
      this.addEventListener("close", lookWhetherSignedIn);
    }
  };
}
