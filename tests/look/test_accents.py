"""Whatever accent a course brings, what is written in it and on it can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.look import Scheme, colour, css_variables, lines
from elearn.look.accents import Accents, contrast, following, nearest, own_colours, shortfalls

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
SCHEMES = st.sampled_from(["light", "dark"])


@pytest.mark.parametrize(
    ("one", "other", "expected"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48)]
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@given(COLOURS, SCHEMES)
def test_the_nearest_colour_can_be_read_and_is_the_colour_itself_where_that_can(
    given_: str, scheme: Scheme
) -> None:
    found = nearest(given_, scheme)
    assert not list(shortfalls(found, scheme))
    assert (found == given_) is not any(shortfalls(given_, scheme))


@given(COLOURS, st.none() | COLOURS)
def test_all_that_follows_from_a_readable_accent_can_be_read(light: str, dark: str | None) -> None:
    accents = Accents(nearest(light, "light"), dark and nearest(dark, "dark"))
    for scheme in ("light", "dark"):
        own = following(accents, scheme)
        assert contrast(own["on-accent"], own["accent"]) >= 4.5
        for ground in (colour("paper", scheme), colour("wash", scheme), own["accent-wash"]):
            assert contrast(own["accent"], ground) >= 4.5
        for written in ("ink", "ink-2"):
            assert contrast(colour(written, scheme), own["accent-wash"]) >= 4.5
        assert contrast(own["accent"], colour("line", scheme)) >= 3


def test_our_own_accents_pass_what_others_have_to() -> None:
    for scheme in ("light", "dark"):
        assert not list(shortfalls(colour("accent", scheme), scheme))
        assert contrast(colour("focus", scheme), colour("ink", "light")) >= 3


def test_a_course_without_accents_keeps_ours() -> None:
    assert css_variables(own_colours(Accents())) == css_variables()
    assert following(Accents(dark="#ffffff"), "light") == {}


def test_the_custom_properties_take_an_accent_for_each_scheme() -> None:
    css = css_variables(own_colours(Accents("#6b2d73")))
    light, _, dark = css.partition("@media")
    assert "--accent:#6b2d73;" in light
    assert f"--accent:{nearest('#6b2d73', 'dark', 7)};" in dark
    assert "--ink:#1d2430;" in light


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_lines_of_a_chart_are_seen_and_differ(scheme: Scheme) -> None:
    inks = lines(scheme)
    assert len(set(inks)) == len(inks)
    assert all(contrast(ink, colour("paper", scheme)) >= 3 for ink in inks)
