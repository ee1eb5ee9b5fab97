"""Who can be on a side beside the persons of a page, and how clear a sentence is about two names."""

import pytest

from loquitur import language, reading
from loquitur.language.sides.pairs import clear, judge, tokens


def sides(text: str) -> set[tuple[str, str, str, bool]]:
    doc = reading.read(f"Barnaby Crewe came to power.\n\n{text}\n".encode(), "page.txt")
    return {(s.holder, s.side, s.target, s.reason.startswith("model")) for s in language.find(doc).stances}


@pytest.mark.parametrize(
    ("text", "holder", "target"),
    [
        ("Crewe denounced Tartary.", "Barnaby Crewe", "Tartary"),
        ("Tartary denounced Crewe.", "Tartary", "Barnaby Crewe"),
        ("Crewe attacked the Harbour Dues Act.", "Barnaby Crewe", "Harbour Dues Act"),
        ("Crewe was condemned by Tartary.", "Tartary", "Barnaby Crewe"),
    ],
)
def test_countries_and_laws_can_be_on_a_side(text: str, holder: str, target: str) -> None:
    assert (holder, "against", target, False) in sides(text)


@pytest.mark.parametrize(
    "text",
    [
        "Crewe condemned Tartary elections.",
        "Earlier he denounced Tartary-backed plans.",
        "Crewe denounced May showers.",
    ],
)
def test_a_name_that_only_tells_of_what_kind_a_thing_is_takes_no_side(text: str) -> None:
    assert {s for s in sides(text) if not s[3]} == set()


def places(sentence: str, *names: str) -> tuple[list, list[tuple[int, int]]]:  # type: ignore[type-arg]
    row = tokens(sentence, 0, len(sentence))
    found = []
    for name in names:
        start = sentence.index(name)
        inside = [n for n, t in enumerate(row) if start <= t.start < start + len(name)]
        found.append((inside[0], inside[-1] + 1))
    return row, found


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Hale blamed Crewe for the flood.", True),
        ("Mr. Hale has long blamed the Crewe administration.", True),
        ("Crewe was blamed by Hale.", True),
        ("Hale’s lawyer blamed Crewe.", False),
        ("Hale voters blamed Crewe.", False),
        ("A friend of Hale blamed Crewe.", False),
        ("Hale blamed the unrest in Crewe.", False),
        ("Hale blamed Crewe supporters.", False),
        ("Hale told Poole that Crewe was to blame.", False),
    ],
)
def test_a_sentence_is_clear_where_each_name_is_what_its_phrase_tells_of(sentence: str, wanted: bool) -> None:
    row, (hale, crewe) = places(sentence, "Hale", "Crewe")
    assert clear(row, hale, crewe) is wanted


def test_the_model_tells_the_side_who_holds_it_and_how_likely_it_is() -> None:
    row, (hale, crewe) = places("Hale blamed Crewe for the flood.", "Hale", "Crewe")
    told = judge(row, hale, crewe)
    assert told is not None
    assert told[:2] == ("against", False)
    assert 60 <= told[2] <= 100
