"""Who denied a thing, in several wordings of the question."""

import pytest

from loquitur.record import Record

PAPERS = {
    "a.txt": "Karl Weber told the court that the millers had been paid in full. Helene Voss denied that any miller had been "
    "paid. She was dismissed in 1931.\n\n“There was no order to fire,” said General Brodie. Anna Sands, who stood by the "
    "gate and saw it, denied it.\n",
    "b.txt": "The bridge was opened in 1930. Nobody spoke.\n",
}


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Who denied that the millers were paid?", ["Helene Voss"]),
        ("Did anybody deny that millers had been paid?", ["Helene Voss"]),
        ("Who disputed what Karl Weber said?", ["Helene Voss"]),
        ("Is it true that the millers were paid in full?", ["Helene Voss"]),
        ("Who denied the order to fire?", ["Anna Sands"]),
        ("Who contradicted what Brodie said of the order?", ["Anna Sands"]),
        ("Who says otherwise?", ["Anna Sands", "Helene Voss"]),
    ],
)
def test_claims_that_a_question_means_are_shown_with_both_sides(record: Record, question: str, who: list[str]) -> None:
    found = record.ask(question)
    assert sorted(p.who for p in found.people) == who
    assert {c.denied_by for c in found.claims} == set(who)
    assert all(c.asserted_by in ("Karl Weber", "Brodie") for c in found.claims)


def test_what_nobody_denies_is_told_to_be_so(record: Record) -> None:
    found = record.ask("Who denied that the bridge was opened?")
    assert (found.people, found.claims) == ((), ())
    assert "No claim" in found.coverage.how


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Who claimed that the millers were paid?", ["Helene Voss", "Karl Weber"]),
        ("Who insisted that there was no order to fire?", ["Brodie"]),
        ("Did anyone say that the millers had been paid?", ["Helene Voss", "Karl Weber"]),
    ],
)
def test_who_says_the_like_is_shown_where_nobody_says_the_words(record: Record, question: str, who: list[str]) -> None:
    found = record.ask(question)
    assert sorted(p.who for p in found.people) == who
    assert "the like of" in (found.understood or "")
