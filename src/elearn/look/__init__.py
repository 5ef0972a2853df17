"""The look: design tokens (`tokens.toml`) that the player, the app, the charts and the PDFs all read."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .accents import Accents as Accents  # a course's own accent for each scheme, or None
    from .accents import nearest as nearest  # the nearest readable colour of the same hue
    from .accents import own_colours as own_colours  # the tokens that a course's accents replace
    from .accents import shortfalls as shortfalls  # where an accent is too faint to read in a scheme
    from .tokens import Scheme as Scheme  # light or dark
    from .tokens import colour as colour  # one colour as `#rrggbb`
    from .tokens import css_variables as css_variables  # the tokens as CSS custom properties
    from .tokens import font as font  # a CSS font stack
    from .tokens import line_variables as line_variables  # these as CSS custom properties, light on paper
    from .tokens import lines as lines  # the colours of the lines of a chart
    from .tokens import palette as palette  # every colour of a scheme, by name
else:
    __getattr__, __dir__ = lazily(__name__)
