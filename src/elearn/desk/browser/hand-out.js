/** The ways from the editor to the pages where texts come in from Word and where the course is given away, and back. */

/** @param {import("./frame.js").Desk} desk */
export function mountHandOut({ offers, links, say }) {
  offers?.push({ label: say("offer_pages"), href: `${links.course}/bring-in/pages` });
  offers?.push({ label: say("offer_hand_out"), href: `${links.course}/hand-out` });
}

/** Says what a page has done that led here, once. @param {import("./frame.js").Desk} desk */
export function sayWhatWasDone({ tell }) {
  const now = new URLSearchParams(location.search);
  const said = now.get("said");
  if (!said) return;
  now.delete("said");
  history.replaceState(null, "", `${now}` ? `?${now}` : location.pathname);
  tell?.(said);
}
