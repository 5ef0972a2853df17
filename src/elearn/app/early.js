// Runs before Streamlit does. Streamlit's calendar takes the language of the browser: in American English its week starts on
// Sunday. The app's days are British whatever the browser's language is, so its weeks start on Monday.
Object.defineProperty(navigator, "language", { configurable: true, get: () => "en-GB" });
