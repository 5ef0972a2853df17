/** The player with nobody to report to: plain web, one file, a preview. */

import { start } from "../main.js";

start(async () => null);
