/** The player for an LMS that speaks SCORM 1.2. */

import { scorm12 } from "../adapters/scorm12.js";
import { waitForApi } from "../find-api.js";
import { start } from "../main.js";
import { reachOf } from "../reach.js";

const reach = reachOf(new URL("player.js", document.baseURI).href);

start(() => waitForApi("API", window, (api) => scorm12(api, reach)));
