/** The form of a picture with numbered spots. */

export { spotsForm as default } from "../_media/spots.js";
