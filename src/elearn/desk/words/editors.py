"""What the editors of some kinds say: stories, pictures with spots, and pairs."""

from collections.abc import Mapping

from elearn.translations import N_

WORDS: Mapping[str, str] = {
    "pairs_add_extra": N_("Add an answer that matches nothing"),
    "pairs_extra": N_("It matches nothing: a wrong answer to choose from."),
    "spots_add_extra": N_("Add a label that belongs to nothing"),
    "spots_extra": N_("It belongs to nothing: a wrong label to choose from."),
    "spots_help": N_(
        "Choose a spot, then click where it is in the picture. Or move it with the arrow keys: by 1 percent, with "
        "Shift by 5."
    ),
    "spots_map": N_("The spots in the picture"),
    "spots_moved": N_("Spot %(n)s: %(across)s%% from the left, %(down)s%% from the top"),
    "spots_no_picture": N_("Choose a picture first. Then you can place the spots in it."),
    "spots_nth": N_("Spot %(n)s: %(text)s. It is %(across)s%% from the left, %(down)s%% from the top."),
    "table_cell": N_("Row %(row)s, column %(n)s"),
    "table_cells": N_("Columns and rows"),
    "table_column": N_("Name of column %(n)s"),
    "table_remove_column": N_("Take out column %(n)s"),
    "table_remove_row": N_("Take out row %(n)s"),
    "table_side": N_("Where the text of column %(n)s stands"),
    "story_astray": N_("A choice leads nowhere"),
    "story_copy": N_("Copy"),
    "story_copy_of": N_("%(title)s (copy)"),
    "story_dead": N_("Dead end"),
    "story_ending": N_("Ending: %(n)s%% of the points"),
    "story_ends": N_("The story ends here"),
    "story_leads": N_("Leads to: %(scenes)s"),
    "story_made": N_("A new scene. The choice “%(choice)s” leads to it."),
    "story_map": N_("Map of the story"),
    "story_map_help": N_("Choose a scene to open it. The arrow keys go from scene to scene."),
    "story_new": N_("A new scene"),
    "story_nowhere": N_("Nowhere: there is no scene “%(name)s”"),
    "story_start": N_("Start"),
    "story_unreached": N_("Nobody gets here"),
    "story_untitled": N_("No title yet"),
    "story_wrong": N_("Errors: %(n)s"),
}
