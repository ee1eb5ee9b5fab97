"""The record as a whole: from files to answers and verdicts."""

import json
import sqlite3
from pathlib import Path

import pytest

from loquitur import record
from loquitur.errors import NoRecord, UsageError
from loquitur.library import open_library
from loquitur.record import Record
from loquitur.settings import Settings, load

SOURCE = "I impeach Warren Hastings of high crimes. I impeach him in the name of the people of India, whose laws, rights, and liberties he has subverted.\n"
PAGE = """Who spoke out against Hastings?

In 1788, forty-two years ago, the trial began. Then Burke rose and said: “I impeach him in the name of the people of India, whose rights, and liberties he has subverted.”

The first to denounce Hastings was Philip Francis. And the second was Clavering. Then came the storm. Hastings died in August 1818.
"""


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "burke.txt").write_text(SOURCE, encoding="utf-8")
    (folder / "page.txt").write_text(PAGE, encoding="utf-8")
    (folder / "metadata.csv").write_text(
        "filename,author,said,extent\nburke.txt,Edmund Burke,1788-02-19,extract\n", encoding="utf-8"
    )
    return folder


@pytest.fixture
def filled(tmp_path: Path, papers: Path) -> Path:
    with Record.create(tmp_path / "x.record") as made:
        list(made.add([papers]))
    return tmp_path / "x.record"


def test_answer_names_who_spoke_out_and_nobody_else(filled: Path) -> None:
    with Record.open(filled) as opened:
        told = opened.ask("who spoke out against Hastings")
    assert [p.who for p in told.people] == ["Edmund Burke", "Clavering", "Philip Francis"]
    assert told.coverage.documents == 2


def test_check_calls_out_the_word_left_out(filled: Path) -> None:
    with Record.open(filled) as opened:
        (checked,) = opened.check(["page.txt"])
    assert checked.verdict.kind == "altered"
    assert [(d.op, d.source, d.marked) for d in checked.verdict.differences] == [("omitted", "laws", False)]
    assert checked.verdict.source is not None
    assert checked.verdict.source.speaker == "Edmund Burke"


def test_fate_is_answered(filled: Path) -> None:
    with Record.open(filled) as opened:
        (person,) = opened.ask("What happened to Warren Hastings?").people
    assert [(f.what, f.when) for f in person.fates] == [("death", "1818-08")]


@pytest.mark.parametrize(
    "question", ["", "Why?", "x" * 10_000, "'; DROP TABLE documents; --", "Wer sprach gegen Hastings?", "“”"]
)
def test_question_not_understood_says_so(filled: Path, question: str) -> None:
    with Record.open(filled) as opened:
        told = opened.ask(question)
    assert told.understood is None
    assert "not understood" in told.coverage.how


def test_person_nobody_names_is_told(filled: Path) -> None:
    with Record.open(filled) as opened:
        assert "No document names" in opened.ask("Who spoke out against Napoleon?").coverage.how


def test_empty_record_answers(tmp_path: Path) -> None:
    with Record.create(tmp_path / "x.record") as made:
        assert made.ask("Who spoke out against Hastings?").coverage.documents == 0


def test_unreadable_file_does_not_stop_the_others(tmp_path: Path, papers: Path) -> None:
    (papers / "empty.txt").write_bytes(b"")
    with Record.create(tmp_path / "x.record") as made:
        outcomes = {Path(a.name).name: a.outcome for a in made.add([papers, tmp_path / "missing.txt"])}
    assert outcomes == {
        "burke.txt": "added",
        "empty.txt": "unreadable",
        "page.txt": "added",
        "missing.txt": "unreadable",
    }


def test_too_large_file_is_refused_with_the_setting_that_helps(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(200_000_000)
    with Record.create(tmp_path / "x.record") as made:
        (added,) = made.add([big])
    assert added.problem is not None
    assert "max_megabytes" in added.problem
    assert "200 MB" in added.problem


def test_reread_gives_the_same_findings(filled: Path) -> None:
    with Record.open(filled, write=True) as opened:
        before = opened.ask("who spoke out against Hastings")
        assert [a.outcome for a in opened.reread()] == ["read again", "read again"]
        assert opened.ask("who spoke out against Hastings") == before


def test_removed_document_is_in_no_answer(filled: Path) -> None:
    with Record.open(filled, write=True) as opened:
        opened.remove("burke.txt")
        assert "Edmund Burke" not in [p.who for p in opened.ask("who spoke out against Hastings").people]
        (checked,) = opened.check(["page.txt"])
    assert checked.verdict.kind == "not-found"


def test_document_that_is_not_held_is_told(filled: Path) -> None:
    with Record.open(filled, write=True) as opened, pytest.raises(UsageError, match="no document"):
        opened.remove("other.txt")


def test_draft_is_never_held_against_itself(papers: Path, tmp_path: Path) -> None:
    settings = Settings(cache=str(tmp_path / "cache"))
    (checked,) = record.check([papers / "page.txt"], papers, settings)
    assert not isinstance(checked, Exception)
    assert checked.verdict.source is not None
    assert checked.verdict.source.doc == "burke.txt"


def test_library_is_read_anew_when_a_file_changes(papers: Path, tmp_path: Path) -> None:
    settings = Settings(cache=str(tmp_path / "cache"))
    first = open_library(papers, settings)
    names = set(first.names)
    first.close()
    (papers / "burke.txt").write_text(SOURCE + "More of it.\n", encoding="utf-8")
    second = open_library(papers, settings)
    assert set(second.names) != names
    second.close()


def test_library_cached_with_other_tables_is_read_anew(papers: Path, tmp_path: Path) -> None:
    settings = Settings(cache=str(tmp_path / "cache"))
    open_library(papers, settings).close()
    (cached,) = (tmp_path / "cache" / "libraries").glob("*.record")
    base = sqlite3.connect(cached / "record.sqlite")
    base.executescript(
        "DROP VIEW IF EXISTS in_force; DROP TABLE readings; DROP TABLE findings;"
        "CREATE TABLE findings (id INTEGER PRIMARY KEY, kind TEXT, text_id TEXT, body TEXT);"
    )
    base.close()
    (checked,) = record.check([papers / "page.txt"], papers, settings)
    assert not isinstance(checked, Exception)
    assert checked.verdict.kind == "altered"


def test_damaged_index_is_built_again(papers: Path, tmp_path: Path) -> None:
    settings = Settings(cache=str(tmp_path / "cache"))
    query = [("1", "whose laws, rights, and liberties he has subverted")]
    before = [f.hits for f in record.find(query, papers, settings)]
    for array in (tmp_path / "cache").rglob("*.npy"):
        array.write_bytes(array.read_bytes()[:-8])
    assert [f.hits for f in record.find(query, papers, settings)] == before
    assert before[0][0].doc == "burke.txt"


def test_record_is_located_here_or_above(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LOQUITUR_RECORD", raising=False)
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert Record.locate(None) == filled
    (tmp_path / "y.record").mkdir()
    with pytest.raises(UsageError, match="2 records"):
        Record.locate(None)


def test_no_record_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LOQUITUR_RECORD", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "glob", lambda *_: iter(()))
    with pytest.raises(NoRecord, match="loquitur add"):
        Record.locate(None)


def test_settings_tell_where_they_were_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "loquitur.toml").write_text("max_megabytes = 5\n")
    monkeypatch.setenv("LOQUITUR_FAIL_ON", "altered")
    loaded = load(tmp_path)
    assert (loaded.max_megabytes, loaded.origin("max_megabytes")) == (5, str(tmp_path / "loquitur.toml"))
    assert (loaded.fail_on, loaded.origin("fail_on")) == ("altered", "LOQUITUR_FAIL_ON")


@pytest.mark.parametrize("text", ["colour = 1", "max_megabytes = 'many'", "max_megabytes = ["])
def test_bad_settings_are_told_with_their_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "loquitur.toml").write_text(text)
    with pytest.raises(UsageError, match="loquitur"):
        load(tmp_path)


def test_answer_over_the_papers_is_the_gold_answer(tmp_path: Path, shared: Path) -> None:
    gold = json.loads((shared / "gold" / "who-spoke-out.json").read_text(encoding="utf-8"))["answer"]
    with Record.create(tmp_path / "x.record") as made:
        list(made.add([shared / "papers"]))
        told = made.ask(gold["question"])
    people = {p.who: p for p in told.people}
    for wanted in gold["must"]:
        person = people[wanted["who"]]
        assert set(wanted.get("when", [])) <= set(person.when)
        shown = {(p.start, p.end) for p in person.passages if p.doc.endswith("who-spoke-out.txt")}
        assert {(p["start"], p["end"]) for p in wanted["passages"]} <= shown
        for fate in wanted["fates"]:
            assert any(
                (f.what, f.when, f.by, f.number) == (fate["what"], fate["when"], fate["by"], fate["number"])
                for f in person.fates
            )
    assert not {"Daily Worker", "Joseph Stalin"} & set(people)
    assert any(c.asserted_by == "Nikita Khrushchev" and "nobody dared" in c.claim.text for c in told.claims)


TOLD = """The Orne council met on Monday about the bridge.

The bridge will have to be closed for two years, according to Ruth Hill, who inspected it in May. Hill added that the
council had been warned by its engineers about the state of the piers.
"""


def test_record_reads_with_the_reader_that_its_settings_name(tmp_path: Path) -> None:
    if record.untrained():
        pytest.skip("the trained reader does not run here")
    page = tmp_path / "page.txt"
    page.write_text(TOLD, encoding="utf-8")
    for name, reader in (("a", "rules"), ("b", "trained")):
        with Record.create(tmp_path / f"{name}.record"):
            (tmp_path / f"{name}.record" / "loquitur.toml").write_text(f'reader = "{reader}"\n')
        with Record.open(tmp_path / f"{name}.record", write=True) as opened:
            (added,) = opened.add([page])
            (again,) = opened.reread()
            assert added.statements == again.statements
            assert added.statements
        base = sqlite3.connect(tmp_path / f"{name}.record" / "record.sqlite")
        signed = [by for (by,) in base.execute("SELECT by FROM statements")]
        base.close()
        assert any("loquitur reader" in by for by in signed) == (reader == "trained")


def test_reader_that_does_not_run_is_told_and_nothing_is_added(
    tmp_path: Path, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loquitur.language.tagger.missing", lambda: "ONNX Runtime is not installed")
    monkeypatch.setenv("LOQUITUR_READER", "trained")
    with Record.create(tmp_path / "x.record") as made:
        with pytest.raises(UsageError, match=r"LOQUITUR_READER.*not installed.*rules"):
            list(made.add([papers]))
        assert not made.documents()
