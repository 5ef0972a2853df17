/** The player for an LMS that speaks cmi5. */

import { cmi5, launchOf } from "../adapters/cmi5.js";
import { start } from "../main.js";

start(async () => {
  const launch = launchOf(location.search);
  return launch && cmi5(launch);
});
