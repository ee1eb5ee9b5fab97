"""What was found stands as long as nothing bears on it, and no longer."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from loquitur.matching import verdict
from loquitur.model import Statement, Verdict
from loquitur.record import Checked, Record
from loquitur.standing import Standing

SOURCE = (
    "Whatever may be the cost of it, we shall keep the granaries of this province open to every family that comes, "
    "and we shall not ask where it was born."
)
QUOTED = "we shall keep the granaries of this province open to every family that comes"
DRAFT = (
    "A letter on the hard winter, and on those who came over the hills to us with nothing but what they wore.\n\n"
    f"Mary Penn said: “{QUOTED}.” Nobody doubted her at the time.\n"
)
OTHER = (
    "The bridge over the river was mended in spring.\n\nJohn Lee said: “The masons were paid by the day, and well.”\n"
)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """A record of one letter, opened for reading."""
    with Record.create(tmp_path / "one.record") as made:
        made.take("draft.txt", DRAFT.encode(), {"author": "Ann Hill", "said": "1905"})
    with Record.open(tmp_path / "one.record", standing=Standing()) as opened:
        yield opened


def put(record: Record, name: str, text: str, **given: str) -> None:
    with Record.open(record._store.folder, write=True) as writer:
        assert writer.take(name, text.encode(), given).outcome in ("added", "new version")


def judged(record: Record, draft: str = "draft.txt") -> Checked:
    """The verdict on the one quotation of a letter, by a record that was opened before."""
    record.renew()
    entry = next(e for e in record.catalogue() if e.name == draft)
    quoted = record.quotation(record.found(Statement, entry.id)[0].quotation.id)
    assert quoted
    found = record.checked(quoted)
    assert found
    return found


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The quotations that were laid beside sources, in order."""
    done: list[str] = []
    check = verdict.check

    def counted(quotation: verdict.Quotation, *more: object) -> Verdict:
        done.append(quotation.text)
        return check(quotation, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(verdict, "check", counted)
    return done


def test_a_verdict_is_not_found_again_when_nothing_bears_on_it(record: Record, made: list[str]) -> None:
    before = judged(record)
    put(record, "bridge.txt", OTHER)
    after = judged(record)
    assert (before.verdict.kind, after.verdict, len(made)) == ("not-found", before.verdict, 1)
    assert (before.searched, after.searched) == (1, 2)


def test_a_source_that_comes_changes_the_verdict(record: Record) -> None:
    assert judged(record).verdict.kind == "not-found"
    put(record, "speech.txt", SOURCE, author="Mary Penn", said="1904")
    assert judged(record).verdict.kind == "verbatim"


def test_a_work_of_the_speaker_changes_what_is_held(record: Record) -> None:
    assert judged(record).verdict.held == "none"
    put(record, "bridge.txt", OTHER, author="Mary Penn")
    assert judged(record).verdict.held == "extract"


def test_a_copy_of_the_letter_is_no_source(record: Record) -> None:
    assert judged(record).verdict.kind == "not-found"
    put(record, "copy.txt", DRAFT.replace("at the time", "at that time"), author="Ann Hill")
    assert judged(record).verdict.kind == "not-found"


def test_a_source_that_goes_changes_the_verdict(record: Record) -> None:
    put(record, "speech.txt", SOURCE, author="Mary Penn", said="1904")
    assert judged(record).verdict.kind == "verbatim"
    with Record.open(record._store.folder, write=True) as writer:
        writer.remove("speech.txt")
    assert judged(record).verdict.kind == "not-found"


def test_a_new_version_of_the_source_changes_the_verdict(record: Record) -> None:
    put(record, "speech.txt", SOURCE, author="Mary Penn", said="1904")
    assert judged(record).verdict.kind == "verbatim"
    put(record, "speech.txt", SOURCE.replace("open to every", "closed to every"), author="Mary Penn", said="1904")
    assert judged(record).verdict.kind == "altered"


def test_a_correction_in_the_source_changes_the_verdict(record: Record) -> None:
    put(record, "report.txt", f"Minutes of the council.\n\nMary Penn said: “{SOURCE}”\n", author="Eve Marsh")
    assert judged(record).verdict.kind == "unchecked"
    with Record.open(record._store.folder, write=True) as writer:
        entry = next(e for e in writer.catalogue() if e.name == "report.txt")
        key = writer.found(Statement, entry.id)[0].quotation.id
        writer.correct(key, "speaker", "Paul Green", by="Ann")
    found = judged(record).verdict
    assert (found.kind, found.reasons[-1:]) == ("misattributed", ("the source gives the words to Paul Green",))


def test_the_corrected_statement_has_a_verdict_of_its_own(record: Record) -> None:
    put(record, "speech.txt", SOURCE, author="Mary Penn", said="1904")
    assert judged(record).verdict.kind == "verbatim"
    with Record.open(record._store.folder, write=True) as writer:
        entry = next(e for e in writer.catalogue() if e.name == "draft.txt")
        writer.correct(writer.found(Statement, entry.id)[0].quotation.id, "speaker", "Paul Green", by="Ann")
    assert judged(record).verdict.kind == "misattributed"


def test_a_saying_grows_with_the_record(record: Record) -> None:
    assert len(record.trace(QUOTED).appearances) == 1
    put(record, "speech.txt", SOURCE, author="Mary Penn", said="1904")
    record.renew()
    saying = record.trace(QUOTED)
    assert [a.source.doc for a in saying.appearances] == ["speech.txt", "draft.txt"]
    put(record, "bridge.txt", OTHER)
    record.renew()
    assert record.trace(QUOTED).searched == 3
    assert record.trace(QUOTED).appearances == saying.appearances


def test_what_was_asked_of_one_quotation_leaves_the_others_of_its_document_as_they_are(tmp_path: Path) -> None:
    first, second = (
        "The seed was sown late that year, for the ground was hard",
        "No ship came in before the month of May",
    )
    two = f"Paul Green said: “{first}.” The year was cold.\n\nEve Marsh said: “{second}, nor after it.”\n"
    other = f"A memoir of that year.\n\nEve Marsh said: “{second}.” She was right.\n"
    with Record.create(tmp_path / "two.record") as record:
        record.take("two.txt", two.encode(), {"author": "Ann Hill"})
        record.take("other.txt", other.encode(), {"author": "John Lee"})
        record.renew()
        asked = next(e for e in record.catalogue() if e.name == "two.txt")
        quoted = record.quotation(record.found(Statement, asked.id)[0].quotation.id)
        assert quoted
        record.checked(quoted)
        found = judged(record, "other.txt").verdict
    assert (found.kind, found.reasons) == ("unchecked", ("only-quoted",))


SYLLABLES = ["ba", "lor", "min", "tesk", "var", "ond", "pli", "rem", "sut", "gal", "hev", "nop", "dri", "mar"]
WORDS = " ".join(a + b + c for a in SYLLABLES for b in SYLLABLES for c in "aeiou")
"""So many that no two documents share any by chance."""


@pytest.mark.parametrize("seed", range(6))
def test_what_stands_is_what_would_be_found(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    names = ["Mary Penn", "Paul Green", "Eve Marsh"]
    sentences = [" ".join(chance.choices(WORDS.split(), k=12)) for _ in range(5)]
    path = tmp_path / "some.record"
    Record.create(path).close()
    with Record.open(path, standing=Standing()) as kept:
        for number in range(10):  # so few that the index does not join its segments meanwhile
            said, words = chance.choice(names), chance.choice(sentences)
            words = words if chance.random() < 0.6 else words.replace(chance.choice(words.split()), "other", 1)
            quoting = f"On paper {number}.\n\n{said} said: “{words}.” {chance.choice(sentences)} it was.\n"
            own = f"{chance.choice(sentences)}. And then: {words}. So it is with {chance.choice(WORDS.split())}."
            text = quoting if chance.random() < 0.6 else own
            name = f"{number if chance.random() < 0.8 else chance.randrange(number + 1)}.txt"
            with Record.open(path, write=True) as writer:
                if number == 5:
                    writer.remove(chance.choice(writer.catalogue()).name)
                writer.take(name, text.encode(), {"author": chance.choice(names)} if text == own else {})
            kept.renew()
            with Record.open(path) as fresh:
                assert list(kept.check()) == list(fresh.check())
                for one in sentences:
                    assert kept.trace(one) == fresh.trace(one)
