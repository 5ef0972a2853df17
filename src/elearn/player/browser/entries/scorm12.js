/** The player for an LMS that speaks SCORM 1.2. */

import { scorm12 } from "../adapters/scorm12.js";
import { waitForApi } from "../find-api.js";
import { start } from "../main.js";

start(() => waitForApi("API", window, scorm12));
