"""Texts that print alike compare alike, and letters that only look right are named."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.characters import address, look_alikes, plain, prints_alike, skeleton
from elearn.problems import BadValue
from elearn.tracker.imports.cells import email


@pytest.mark.parametrize(
    "written",
    [
        "Ann Bell",
        "  Ann\u00a0Bell ",
        "Ann\u2009Bell\ufeff",
        "A\u200bnn Bell",
        "Ann\u3164Bell",
        "\u200e\u202aAnn Bell\u202c",
        "An\u00adn Bell",
        "Ann\u2800Bell\ufe0f",
        "\u115fAnn Bell\u2060",
        "Ａｎｎ\u3000Ｂｅｌｌ",
    ],
)
def test_characters_that_nobody_sees_make_no_difference(written: str) -> None:
    assert plain(written) == "Ann Bell"


def test_accents_stay_and_are_written_in_one_way() -> None:
    assert plain("Zoe\u0308 Nun\u0303ez") == plain("Zoë Nuñez") == "Zoë Nuñez"


@given(st.text())
def test_a_plain_text_is_plain(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text())
def test_an_address_that_is_ready_to_compare_stays_the_same(text: str) -> None:
    assert address(address(text)) == address(text)


@given(st.text(st.characters(codec="ascii")))
def test_an_ordinary_address_is_compared_as_it_always_was(text: str) -> None:
    assert address(text) == text.strip().lower()


def test_an_address_is_the_same_in_capitals_with_odd_characters_and_full_width() -> None:
    for written in (
        "ANN@Oak.Example",
        " ann@oak.example\u200b",
        "ａｎｎ＠oak.example",
        "ann@oak.ex\u00adample\u00a0",
    ):
        assert address(written) == "ann@oak.example"


def test_an_address_that_would_become_another_by_folding_is_refused() -> None:
    with pytest.raises(BadValue, match="has the letter ß, for which some systems write ss"):
        email("Straße@oak.example", "email")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\u0430nn@oak.example", [("\u0430", "Cyrillic", "a", 1)]),
        ("ann@\u043eak.example", [("\u043e", "Cyrillic", "o", 5)]),
        ("ann.\u0441\u043e@oak.example", [("\u0441", "Cyrillic", "c", 5), ("\u043e", "Cyrillic", "o", 6)]),
        ("\u0421102", [("\u0421", "Cyrillic", "C", 1)]),
        ("\u039fAK-1", [("\u039f", "Greek", "O", 1)]),
        ("b\u0585@oak.example", [("\u0585", "Armenian", "o", 2)]),
    ],
)
def test_a_letter_that_only_looks_latin_is_found(text: str, found: list[tuple[str, str, str, int]]) -> None:
    assert look_alikes(text) == found


@pytest.mark.parametrize(
    "text", ["Ann Bell", "Zoë@oak.example", "анна@почта.рф", "анна@oak.example", "Łukasz", "12"]
)
def test_what_is_written_in_its_own_letters_is_left_alone(text: str) -> None:
    assert look_alikes(text) == []


def test_a_character_that_stands_for_ordinary_ones_is_found() -> None:
    assert prints_alike("of\ufb01ce@oak.example") == [("ﬁ", "fi", 3)]
    assert prints_alike("zoë@oak.example") == []


@pytest.mark.parametrize("written", ["00127", "127", "0127", "O127", "l27", "I27", "oo127", "１２７"])
def test_numbers_that_people_and_spreadsheets_confuse_have_one_skeleton(written: str) -> None:
    assert skeleton(written) == skeleton("127")


def test_other_numbers_have_other_skeletons() -> None:
    assert len({skeleton(each) for each in ("127", "1270", "E127", "E0127", "172")}) == 5
