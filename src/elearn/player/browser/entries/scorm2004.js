/** The player for an LMS that speaks SCORM 2004. */

import { scorm2004 } from "../adapters/scorm2004.js";
import { waitForApi } from "../find-api.js";
import { start } from "../main.js";
import { reachOf } from "../reach.js";

const reach = reachOf(new URL("player.js", document.baseURI).href);

start(() => waitForApi("API_1484_11", window, (api) => scorm2004(api, reach)));
