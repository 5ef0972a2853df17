/** The player without an LMS: plain web, one file, a preview. */

import { start } from "../main.js";

start(async () => null);
