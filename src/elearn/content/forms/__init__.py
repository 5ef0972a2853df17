"""Forms: what an editor asks for each kind of block, and values read from a block's text and written into it."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .fields import FormField as FormField  # one field of a form, with its words
    from .fields import FormKind as FormKind  # a kind with its form
    from .fields import Values as Values  # what a form shows, by field
    from .fields import fields_of as fields_of  # the fields of a kind's form
    from .fields import form_kinds as form_kinds  # every kind, in the palette's order
    from .reading import read_values as read_values  # the values that a block's text gives
    from .starting import new_block as new_block  # the text of a new block, to be replaced
    from .writing import Refusal as Refusal  # a field that cannot be written, and why
    from .writing import RefusedValues as RefusedValues  # raised if values cannot be read back
    from .writing import write_values as write_values  # puts new values into a block's text
else:
    __getattr__, __dir__ = lazily(__name__)
