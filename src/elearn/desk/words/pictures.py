"""What `pictures.js` and `crop.js` say."""

from collections.abc import Mapping

from elearn.translations import N_

WORDS: Mapping[str, str] = {
    "files_add": N_("Choose a file from this computer"),
    "files_heading": N_("Files of the course"),
    "files_kinds": N_("Or drop one here. Its name has to end in one of these: %(endings)s."),
    "files_loading": N_("The files are being fetched."),
    "files_none": N_("This course has no such file yet."),
    "files_sending": N_("The file is being sent. A film takes a while."),
    "pictures_add": N_("Add a picture"),
    "pictures_again": N_("Try again"),
    "pictures_alt": N_("What it shows, in one sentence"),
    "pictures_alt_help": N_("For people who cannot see it. Say what they would miss."),
    "pictures_alt_needed": N_("Say in one sentence what the picture shows. Then you can use it."),
    "pictures_back": N_("Back to all pictures"),
    "pictures_close": N_("Close"),
    "pictures_corner": N_(
        "Size of the part: %(width)s%% wide and %(height)s%% high. The arrow keys change it."
    ),
    "pictures_count": N_("Pictures: %(n)s. Not used: %(unused)s."),
    "pictures_crop": N_("Keep a part of it"),
    "pictures_crop_help": N_(
        "Drag the frame, or its corner, to keep only a part. The arrow keys do the same."
    ),
    "pictures_drop": N_("Or drop one here, or paste it."),
    "pictures_failed": N_("That did not work. Check your connection, and try again."),
    "pictures_frame": N_(
        "Place of the part: %(left)s%% from the left, %(top)s%% from the top. The arrow keys move it."
    ),
    "pictures_heading": N_("Pictures of the course"),
    "pictures_keep": N_("Keep the picture"),
    "pictures_loading": N_("The pictures are being fetched."),
    "pictures_no": N_("None."),
    "pictures_none": N_("This course has no pictures yet."),
    "pictures_not_one": N_("This file is not a picture. Take a PNG, JPEG, WebP or SVG file."),
    "pictures_remove": N_("Take out of the course"),
    "pictures_removed": N_("Taken out: %(name)s"),
    "pictures_sending": N_("The picture is being kept."),
    "pictures_unused": N_("Not used"),
    "pictures_use": N_("Use this"),
    "pictures_used": N_("Used in the course"),
    "pictures_whole": N_("Keep all of it"),
}
