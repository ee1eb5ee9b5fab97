"""Who is named and of what kind, on short pages and on passages of prose marked by hand."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from loquitur import language, reading
from loquitur.language.people import roll
from loquitur.language.persons.mentions import mentions
from loquitur.language.sentences.prose import sentences
from loquitur.model import Document

PROSE = Path(__file__).parent / "named" / "prose.txt"
KINDS = {"p": "person", "g": "group", "o": "organisation"}


def page(text: str) -> Document:
    return reading.read(text.encode(), "page.txt", given={})


def named(text: str) -> dict[str, str]:
    doc = page("A page of tests about a town\n\n" + text)
    return dict(roll(doc, sentences(doc)).kinds)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The Convention sat. Then Barras told the Convention all.",
            {"Barras": "person", "Convention": "organisation"},
        ),
        ("Hale died at Blackpool in August, and his letter was forgotten in Lyon.", {"Hale": "person"}),
        ("The first to protest was an American, Samuel Hale.", {"Samuel Hale": "person"}),
        ("It is nineteen years since the Berlin Act was signed under the Terror.", {}),
        ("Mr. Hale rose. The House heard Hale and the Crown did not.", {"Hale": "person", "House": "organisation"}),
        ("The Baptist missionaries complained.", {"the Baptist missionaries": "group"}),
    ],
)
def test_kinds_on_short_pages(text: str, names: dict[str, str]) -> None:
    assert named(text) == names


def test_heading_names_only_whom_the_text_names() -> None:
    doc = page(
        "THE CRAFTSMAN REMEMBERED\n\nEMILY HALE IN THE CAMPS\n\nMiss Emily Hale came home. Then Hale wrote to them all.\n"
    )
    found = [(doc.text[m.span.start : m.span.end], m.kind) for m in mentions(doc, sentences(doc))]
    assert found == [("EMILY HALE", "person"), ("Emily Hale", "person"), ("Hale", "person")]


def passages() -> Iterator[tuple[str, dict[tuple[int, int], str]]]:
    """Each passage of the prose file without its marks, with the ranges that were marked."""
    lines = re.sub(r"(?m)^#.*\n", "", PROSE.read_text(encoding="utf-8"))
    for passage in re.split(r"(?m)^---\n", lines)[1:]:
        text, marks, at = "", {}, 0
        for mark in re.finditer(r"\{([pgo]):([^}]*)\}", passage):
            text += passage[at : mark.start()]
            marks[len(text), len(text) + len(mark[2])] = KINDS[mark[1]]
            text, at = text + mark[2], mark.end()
        yield text + passage[at:], marks


def measured() -> dict[str, tuple[float, float]]:
    """Precision and recall of the mentions, exact in extent and kind, by kind."""
    right, given, wanted = Counter[str](), Counter[str](), Counter[str]()
    for text, marks in passages():
        doc = page(text)
        assert doc.text == text
        for mention in mentions(doc, sentences(doc)):
            given[mention.kind] += 1
            right[mention.kind] += marks.get((mention.span.start, mention.span.end)) == mention.kind
        wanted.update(marks.values())
    return {kind: (right[kind] / given[kind], right[kind] / wanted[kind]) for kind in KINDS.values()}


def test_prose_is_named_as_well_as_before() -> None:
    told = measured()
    floors = {"person": (0.94, 0.88), "group": (0.80, 0.80), "organisation": (0.85, 0.70)}
    low = {k: told[k] for k, floor in floors.items() if told[k][0] < floor[0] or told[k][1] < floor[1]}
    assert not low


@pytest.mark.parametrize("initials", ["FDR", "JFK", "LBJ"])
def test_initials_without_stops_stay_capitals(initials: str) -> None:
    doc = reading.read(f"A page\n\n{initials} said: “The bridge is built at last.” Nobody spoke.\n".encode(), "p.txt")
    assert [s.speaker.name for s in language.find(doc).statements] == [initials]


def test_plural_of_a_people_or_an_office_is_no_person() -> None:
    told = named("Americans believe in it. Senators said so. Governors voted. Woods said no. Mr. Masters said yes.")
    assert {n: told[n] for n in ("Americans", "Senators", "Governors")} == dict.fromkeys(
        told.keys() - {"Woods", "Mr. Masters"}, "group"
    )
    assert (told["Woods"], told["Mr. Masters"]) == ("person", "person")


def test_thanks_and_junior_are_nobody() -> None:
    told = named("“Q. Thank you, sir,” said Martin Pell, Jr. Mr. Hale thanked Pell.")
    assert set(told) == {"Martin Pell", "Mr. Hale"}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("With him went Barnaby Crewe, Quobb, Zaffré, Edward Pole and Wrinn.", ["Quobb", "Zaffré", "Wrinn"]),
        ("He sailed from Crewe, Quobb, Zaffré and Wrinn.", []),
        ("He read Barnaby Crewe, the Quobb Act, Zaffré and Wrinn.", []),
        ("He knew Edward Pole, Barnaby Crewe, France and Wrinn.", ["Wrinn"]),
    ],
)
def test_names_of_a_list_are_persons_where_some_are(text: str, named: list[str]) -> None:
    doc = reading.read(f"A page of tests\n\n{text}\n".encode(), "page.txt")
    found = {m.name for m in mentions(doc, sentences(doc)) if m.kind == "person"}
    assert sorted(found & {"Quobb", "Zaffré", "Wrinn", "France"}) == sorted(named)
