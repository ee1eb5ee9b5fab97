"""A user's hand on a record: their word outranks the program's, is kept with author and reason, and can be taken back."""

from pathlib import Path

import pytest

from loquitur.errors import UsageError
from loquitur.model import Date, Statement
from loquitur.record import Record

PAGE = """The meeting of 4 May 1921

Adam Hill said: “The mill must be sold before the winter, whatever they say in the town.”

“We shall not sell it,” answered Clara Marsh. In 1919 the river had taken the bridge.

“Nobody asked us about the river or the bridge, or the mill itself.”
"""


@pytest.fixture
def record(tmp_path: Path):  # type: ignore[no-untyped-def]
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    with Record.create(tmp_path / "x.record") as made:
        list(made.add([tmp_path / "page.txt"]))
        yield made


def statements(record: Record) -> dict[str, Statement]:
    return {s.quotation.text.split()[0]: s for _, s in record._store.findings(Statement)}


def test_least_certain_statement_comes_first_and_confirmed_ones_are_not_asked_again(record: Record) -> None:
    doubts = record.review()
    assert [d.certainty for d in doubts] == sorted(d.certainty for d in doubts)
    assert doubts[0].statement.speaker.name is None
    record.confirm(doubts[0].number, by="ann")
    assert doubts[0].statement.quotation.id not in {d.statement.quotation.id for d in record.review()}


def test_confirmed_statement_says_by_whom_and_is_sure(record: Record) -> None:
    first = statements(record)["The"]
    record.confirm(first.quotation.id, by="ann", reason="the minutes say so")
    told = statements(record)["The"]
    assert (told.speaker.name, told.confidence) == ("Adam Hill", 100)
    assert told.reason == "confirmed by ann: the minutes say so"


def test_rejected_statement_is_gone_until_that_is_undone(record: Record) -> None:
    number = record.reject(statements(record)["The"].quotation.id, by="ann", reason="a play")
    assert "The" not in statements(record)
    assert [(d.act, d.by, d.reason) for d in record.deeds()] == [("rejected", "ann", "a play")]
    assert record.undo() == str(number)
    assert statements(record)["The"].speaker.name == "Adam Hill"
    assert record.deeds() == []


def test_undoing_the_second_of_two_corrections_leaves_the_first(record: Record) -> None:
    key = statements(record)["Nobody"].quotation.id
    first = record.correct(key, "speaker", "Adam Hill", by="ann")
    record.correct(key, "speaker", "Clara Marsh", by="bob")
    assert statements(record)["Nobody"].speaker.name == "Clara Marsh"
    record.undo(by="bob")
    assert statements(record)["Nobody"].speaker.name == "Adam Hill"
    record.undo(first)
    assert statements(record)["Nobody"].speaker.name is None


def test_words_and_undoings_survive_a_reread(record: Record) -> None:
    key = statements(record)["Nobody"].quotation.id
    record.correct(key, "speaker", "Adam Hill", by="ann")
    gone = record.reject(statements(record)["The"].quotation.id, by="ann")
    record.undo(gone)
    record.reject(statements(record)["We"].quotation.id, by="ann")
    list(record.reread())
    assert {k: s.speaker.name for k, s in statements(record).items()} == {"The": "Adam Hill", "Nobody": "Adam Hill"}
    record.undo()
    assert "We" in statements(record)


def test_date_is_corrected_confirmed_and_rejected(record: Record) -> None:
    key = record._store.documents()[0].id
    (number,) = (n for n, d in record._store.numbered(Date, key) if d.edtf == "1919")
    changed = record.correct(number, "edtf", "1918", by="ann", reason="the wrong flood")
    assert "1918" in {d.edtf for _, d in record._store.findings(Date)}
    record.reject(changed)
    assert not {"1918", "1919"} & {d.edtf for _, d in record._store.findings(Date)}
    with pytest.raises(UsageError, match="no date"):
        record.correct(record._store.numbered(Date, key)[0][0], "edtf", "31 February 1923")


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda r: r.confirm(999_999), "no finding"),
        (lambda r: r.confirm("0" * 64), "no quotation"),
        (lambda r: r.correct(statements(r)["The"].quotation.id, "weight", "3"), "cannot be corrected"),
        (lambda r: r.correct(statements(r)["The"].quotation.id, "said", "2 Florence"), "no date"),
        (lambda r: r.undo(), "nothing to take back"),
        (lambda r: r.undo("names-7"), "taken back already"),
        (lambda r: r.undo("'; DROP TABLE ties"), "no number"),
        (lambda r: r.profile("Nobody Atall"), "names 'Nobody Atall'"),
        (lambda r: r.split("Adam Hill", "Eve"), "has no name 'Eve'"),
        (lambda r: r.merge("Adam Hill", "Eve"), "names 'Eve'"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(record: Record, act, told: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UsageError, match=told):
        act(record)


def test_rule_that_users_upheld_is_trusted_more_and_one_they_corrected_less(record: Record) -> None:
    from loquitur.questions.review import _Seen

    told = statements(record)["The"]
    before = _Seen(record._store).certainty(told)
    record.correct(told.quotation.id, "speaker", "Clara Marsh", by="ann")
    after = _Seen(record._store)
    assert after.certainty(told) < before
    assert after.hints(told)[0] == "0 of 1 statements by this rule were found right"


def test_words_given_to_somebody_in_one_document_are_held_beside_the_same_in_another(
    record: Record, tmp_path: Path
) -> None:
    (tmp_path / "copy.txt").write_text("A copy\n\n" + PAGE.split("\n\n")[3], encoding="utf-8")
    list(record.add([tmp_path / "copy.txt"]))
    there = next(d for d in record.review() if d.passage.doc.endswith("page.txt") and not d.statement.speaker.name)
    record.correct(there.number, "speaker", "Clara Marsh", by="ann")
    here = next(d for d in record.review() if d.passage.doc.endswith("copy.txt"))
    assert f"ann gave these words to Clara Marsh in {there.passage.doc}" in here.hints


def test_merge_and_split_are_deeds_among_the_others(record: Record) -> None:
    record.merge("Adam Hill", "Clara Marsh", by="ann", reason="a pen name")
    assert record.profile("Adam Hill").person == record.profile("Clara Marsh").person
    assert [(d.id, d.act, d.reason) for d in record.deeds()] == [("names-1", "merge", "a pen name")]
    record.split("Adam Hill", "Clara Marsh", by="ann")
    assert record.profile("Clara Marsh").person.aliases == ("Clara Marsh",)
    record.undo()
    assert record.profile("Clara Marsh").person.aliases == ("Clara Marsh",)
