/** The player beside an editor, which follows what is written. */

import { follow } from "../follow.js";

void follow();
