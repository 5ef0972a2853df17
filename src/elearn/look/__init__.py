"""The look: one file of tokens (`tokens.toml`) that the player, the app, the charts and the PDFs all read."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .accents import Accents as Accents  # a course's own accent for each scheme, None where it has none
    from .accents import nearest as nearest  # the colour of the same hue
    from .accents import own_colours as own_colours  # what `following` gives, for both schemes
    from .accents import shortfalls as shortfalls  # where an accent cannot be read in a scheme
    from .tokens import Scheme as Scheme  # light or dark
    from .tokens import colour as colour  # one colour as `#rrggbb`
    from .tokens import css_variables as css_variables  # the tokens as CSS custom properties
    from .tokens import font as font  # a CSS font stack
    from .tokens import palette as palette  # every colour of a scheme by its name
else:
    __getattr__, __dir__ = lazily(__name__)
