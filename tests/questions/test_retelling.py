"""What was told again in other words was known by then."""

import pytest

from loquitur.questions.wording import denies, stems
from loquitur.record import Record

CSV = """filename,title,author,said
speech.txt,Speech to the board,Anna Brandt,1923-03-01
letter.txt,A letter,Karl Weber,1925-05-02
memoir.txt,Memoirs,Rosa Field,1940
denial.txt,A denial,Paul Lang,1926
before.txt,Before,Otto Reiss,1920
"""
PAPERS = {
    "speech.txt": "Friends, the harvest of the northern district was lost through the neglect of our own engineers.\n",
    "letter.txt": "I was there. Anna Brandt said that our own engineers had neglected the northern district and lost its "
    "harvest. Karl Moor was arrested in June 1924.\n",
    "memoir.txt": "Anna Brandt said in 1923 that engineers neglected the harvest of the northern district. Karl Moor was "
    "arrested in June 1924.\n",
    "denial.txt": "Anna Brandt said that the engineers had not neglected the harvest of the northern district.\n",
    "before.txt": "Anna Brandt said that the engineers neglect the harvest of the northern district.\n",
    "metadata.csv": CSV,
}


def moments(record: Record, kind: str, doc: str) -> list[list[tuple[str, str]]]:
    found = [m for m in record.timeline("Anna Brandt" if kind != "fate" else None) if m.kind == kind]
    return [[(k.date, k.how) for k in m.known] for m in found if m.passage.doc.endswith(doc)]


def test_own_words_told_again_in_other_words_were_known_by_then(record: Record) -> None:
    assert moments(record, "document", "speech.txt") == [[("1925-05-02", "in other words"), ("1940", "in other words")]]


def test_statement_told_again_was_known_by_the_earliest_document(record: Record) -> None:
    (told,) = moments(record, "statement", "memoir.txt")
    assert told == [("1925-05-02", "in other words"), ("1940", "")]


def test_contrary_is_no_retelling(record: Record) -> None:
    (told,) = moments(record, "statement", "denial.txt")
    assert told == [("1926", "")]


def test_fate_that_two_documents_tell_was_known_by_the_earlier(record: Record) -> None:
    (told,) = moments(record, "fate", "memoir.txt")
    assert told == [("1925-05-02", "in other words"), ("1940", "")]


@pytest.mark.parametrize(
    ("words", "is_one"), [("He never came.", True), ("He came.", False), ("He didn’t come.", True)]
)
def test_denial_is_seen(words: str, is_one: bool) -> None:
    assert denies(words) is is_one


def test_stems_are_those_of_other_forms() -> None:
    assert stems("neglected harvests") == stems("the neglecting of a harvest")
