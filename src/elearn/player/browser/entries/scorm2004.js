/** The player for an LMS that speaks SCORM 2004. */

import { scorm2004 } from "../adapters/scorm2004.js";
import { waitForApi } from "../find-api.js";
import { start } from "../main.js";

start(() => waitForApi("API_1484_11", window, scorm2004));
