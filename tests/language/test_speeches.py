"""Three speeches written for these tests, of other men and years, in other layouts: what one page shows, others show too."""

from pathlib import Path

import pytest

from loquitur import language, reading
from loquitur.model import Findings, Statement

SPEECHES = Path(__file__).parent / "speeches"


def found(name: str) -> Findings:
    return language.find(reading.read((SPEECHES / name).read_bytes(), name, given={}))


def told(name: str) -> list[tuple[str, str]]:
    return [(s.speaker.name or s.speaker.kind, s.quotation.text[:24]) for s in found(name).statements]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "penrow.txt",
            [
                ("Aldous", "The upper seam was never"),
                ("Aldous", "The term 'grumbler' made"),
                ("Aldous", "The witnesses who swore "),
                ("unnamed", "But they took the oath, "),
                ("Western Observer", "They took the oath. That"),
                ("unknown", "A man who has five child"),
                ("the miners", "Why were we not told thi"),
                ("Aldous", "nobody dared to speak"),
                ("Hannah Pryce", "Aldous is a hard man and"),
                ("Hannah Pryce", "Aldous knows about the t"),
                ("the Penrow Lodge", "Timber first!"),
                ("John Ferris", "No mole ever yet filled "),
            ],
        ),
        (
            "harbour.md",
            [
                ("Reiter", "Brandt governed not by l"),
                ("Reiter", "The governor invented th"),
                ("Reiter", "In the main, the only pr"),
                ("unnamed", "But they signed it all, "),
                ("Harbour Gazette", "They signed. What more d"),
                ("Reiter", "all were silent"),
                ("Clara Voss", "Brandt must be taken fro"),
                ("Clara Voss", "He will ruin the harbour"),
                ("the dockers", "Open the port!"),
            ],
        ),
        (
            "orne.html",
            [
                ("Hale", "The piers were rotten in"),
                ("Hale", "Every man who measured t"),
                ("Hale", "We wrote the report befo"),
                ("unnamed", "But the inquiry cleared "),
                ("Orne Mercury", "Cleared on every count."),
                ("Ruth Amory", "Hale hides what he knows"),
                ("Hale", "nobody warned the counci"),
                ("Ruth Amory", "A rat does not mend the "),
            ],
        ),
    ],
)
def test_speech_gives_each_quotation_its_speaker(name: str, expected: list[tuple[str, str]]) -> None:
    assert told(name) == expected


@pytest.mark.parametrize(("name", "year"), [("penrow.txt", "1912"), ("harbour.md", "1931"), ("orne.html", "1931")])
def test_speech_is_dated_from_within(name: str, year: str) -> None:
    assert found(name).dating.said == year


@pytest.mark.parametrize("name", ["penrow.txt", "harbour.md", "orne.html"])
def test_what_the_speech_denies_is_marked(name: str) -> None:
    denied: list[Statement] = [s for s in found(name).statements if s.chain[0].attitude == "denies"]
    assert [s.quotation.mode for s in denied] == ["indirect"]


def test_words_of_other_times_do_not_lend_each_other_dates() -> None:
    dates = {s.quotation.text[:12]: s.said for s in found("penrow.txt").statements if s.speaker.name == "Hannah Pryce"}
    assert dates == {"Aldous is a ": None, "Aldous knows": "1902-11-09"}


def test_slogan_of_a_speech_has_its_owners() -> None:
    (slogan,) = [s for s in found("harbour.md").statements if s.quotation.text == "Open the port!"]
    assert [(s.name, s.said) for s in slogan.speakers] == [
        ("the dockers", "1912"),
        ("the sailors of the Amalia", "1920"),
        ("the students", "1931"),
    ]
