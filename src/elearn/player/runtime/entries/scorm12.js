/** The player for an LMS that speaks SCORM 1.2. */

import { scorm12 } from "../adapters/scorm12.js";
import { waitForApi } from "../find-api.js";
import { start } from "../main.js";

start(async () => {
  const api = await waitForApi("API", window);
  return api ? scorm12(api) : null;
});
