// Runs before Streamlit does. Streamlit's calendar takes the language of the browser: in American English its week starts on
// Sunday. The app's days are British whatever the browser's language is, so its weeks start on Monday.
Object.defineProperty(navigator, "language", { configurable: true, get: () => "en-GB" });

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

  window.WebSocket = class extends WebSocket {
    /**
     * @param {string | URL} address
     * @param {string | string[]} [protocols]
     */
    constructor(address, protocols) {
      super(address, protocols);
      this.addEventListener("open", () => {
        hasConnected = true;
      });
      this.addEventListener("close", lookWhetherSignedIn);
    }
  };
}
