"""Whom he and she mean over sentences, and who says I in a transcript."""

import pytest

from loquitur import language, reading

OPENING = "A page of tests\n\nEdward Hill was a printer of York. George Pell, a judge, knew Mary Sands. Then Crewe came to power.\n\n"
TURNS = """Minutes

The President. Who are you?

Mr. Hill. I am Edward Hill, a printer.

The President. You have written against Director Crewe?

Mr. Hill. I have. I denounced the Director in May. George Pell defended him.

The President. What did they do?

Mr. Hill. I was arrested in June.

The President. You may stand down.
"""


def fates(text: str) -> set[tuple[str, str]]:
    doc = reading.read((OPENING + text + "\n").encode(), "page.txt")
    return {(f.who, f.what) for f in language.find(doc).fates}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Hill met Pell in the street. He was arrested.", "Edward Hill"),
        ("Hill spoke for an hour. Of Pell he said nothing. He was arrested.", "Edward Hill"),
        ("The first was Edward Hill. He was not thirty. He was arrested.", "Edward Hill"),
        ("So wrote Hill. He was arrested.", "Edward Hill"),
        ("Hill of Wexley was the next. He wrote of the brig Bluebell. He was arrested.", "Edward Hill"),
        ("When Pell came, Hill rose. He was arrested.", None),
        ("Hill wrote: “Pell is a coward.” He was arrested.", "Edward Hill"),
        ("Hill, a printer, for years the friend of Pell, was silent. He was arrested.", "Edward Hill"),
        ("Hill wrote to the Herald. She was arrested.", None),
        ("Hill was there. A clerk stood at the door. He was arrested.", None),
        ("Pell told Hill that he was arrested.", None),
    ],
)
def test_he_is_the_subject_that_went_before(text: str, who: str | None) -> None:
    assert {w for w, what in fates(text) if what == "arrest"} == ({who} if who else set())


def test_him_is_not_the_subject_of_his_own_clause() -> None:
    assert ("Edward Hill", "killing") in fates("Hill spoke. Pell shot him in May.")
    assert ("George Pell", "killing") not in fates("Hill spoke. Pell shot him in May.")


def test_i_is_whoever_has_the_word() -> None:
    found = language.find(reading.read(TURNS.encode(), "minutes.txt"))
    told = {(s.holder, s.side, s.target) for s in found.stances}
    assert ("Edward Hill", "against", "Crewe") in told
    assert ("George Pell", "for", "Crewe") in told
    assert ("Edward Hill", "arrest") in {(f.who, f.what) for f in found.fates}
    assert not any(holder == "George Pell" and side == "against" for holder, side, _ in told)
