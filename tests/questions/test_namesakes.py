"""Two people of one name in two documents are two persons, in lists, answers and under a user's hand."""

import pytest

from loquitur.errors import UsageError
from loquitur.record import Record

PAPERS = {
    "1790-03-02-letter.txt": "Philadelphia, 2 March 1790\n\nSir,\n\nAbel Marsh, the surveyor, said: “The river will not hold.” "
    "Marsh was sent to Europe that year.\n",
    "1793-07-09-letter.txt": "Philadelphia, 9 July 1793\n\nSir,\n\nI met Abel Marsh again. Marsh opposed the bridge.\n",
    "1950-05-04-news.txt": "4 May 1950\n\nAbel Marsh, the mayor of Holt, said: “We shall build the stadium.” Marsh was "
    "arrested in June 1950.\n",
    "1951-01-08-news.txt": "8 January 1951\n\nThe council heard Marsh. “The stadium is paid for,” said Marsh.\n",
}
OLD, NEW = "Abel Marsh (around 1790–1793)", "Abel Marsh (around 1950–1951)"


def test_namesakes_are_two_persons_told_apart_by_their_years(record: Record) -> None:
    assert [p.name for p in record.people() if "Abel Marsh" in p.aliases] == [OLD, NEW]


def test_bare_surname_of_a_document_is_that_of_the_one_of_its_time(record: Record) -> None:
    for held in record.documents():
        assert record.called("Marsh", held.id) == record.profile(NEW if "195" in held.name else OLD).person


def test_who_was_shows_both_with_what_tells_them_apart(record: Record) -> None:
    answer = record.ask("Who was Abel Marsh?")
    assert {p.who for p in answer.people} == {OLD, NEW}
    said = {p.who: [x.text for s in p.statements for x in s.passages] for p in answer.people}
    assert said[OLD] == ["The river will not hold."]
    assert sorted(said[NEW]) == ["The stadium is paid for,", "We shall build the stadium."]
    assert "(around 1790–1793)" in answer.understood


def test_fate_of_one_is_not_told_of_the_other(record: Record) -> None:
    answer = record.ask("What happened to Abel Marsh?")
    assert {p.who: [f.what for f in p.fates] for p in answer.people} == {NEW: ["arrest"]}


def test_bare_name_of_two_is_asked_back(record: Record) -> None:
    with pytest.raises(UsageError, match="can be 2 persons"):
        record.profile("Abel Marsh")
    assert record.profile(OLD).person.aliases == ("Abel Marsh", "Marsh")


def test_user_makes_them_one_and_takes_it_back(record: Record) -> None:
    record.merge(OLD, NEW, reason="his ghost")
    assert [p.name for p in record.people() if "Abel Marsh" in p.aliases] == ["Abel Marsh"]
    list(record.reread())
    assert [p.name for p in record.people() if "Abel Marsh" in p.aliases] == ["Abel Marsh"]
    record.undo()
    assert [p.name for p in record.people() if "Abel Marsh" in p.aliases] == [OLD, NEW]


def test_user_takes_a_name_in_one_document_from_a_person(record: Record) -> None:
    apart = record.split(OLD, "Abel Marsh", within="1793-07-09-letter.txt", reason="his son")
    found = {p.id: p.name for p in record.people() if "Abel Marsh" in p.aliases}
    assert len(found) == 3
    assert found[apart.id] == "Abel Marsh (around 1793)"
    record.undo()
    assert [p.name for p in record.people() if "Abel Marsh" in p.aliases] == [OLD, NEW]


def test_reread_leaves_persons_and_ids_as_they_were(record: Record) -> None:
    before = record.people()
    list(record.reread())
    assert record.people() == before
