"""The check of drafts as a fact-checker meets it: terminal, lines, annotations, page."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from loquitur import cli
from loquitur import record as records
from loquitur.sayings import Citation
from loquitur.telling import phrases

SPEECH = "The lock at Orne will not hold another winter, and we shall not pay 300 pounds for a new one this year."
DRAFT = """# Notes, 100%: <b>a draft</b>

“The lock at Orne will not hold another winter,” said Ann Hall.

“The lock at Orne will hold another winter, and we shall not pay 300 pounds,” said Ann Hall.

“A lamp, a ledger & a <script>quarry</script> were all that the baker had left in the end,” said Ann Hall.
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    library = tmp_path / "sources"
    library.mkdir()
    (library / "speech.txt").write_text(SPEECH, encoding="utf-8")
    table = 'filename,author,title,said\nspeech.txt,Ann Hall,"On Locks",1871-05-02\n'
    (library / "metadata.csv").write_text(table, encoding="utf-8")
    (tmp_path / "draft, one.md").write_text(DRAFT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOQUITUR_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def checked(*options: str) -> int:
    return cli.run(["check", "draft, one.md", "--library", "sources", *options])


def test_check_tells_people_place_verdict_differences_and_footnote(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked() == 1
    told = " ".join(capsys.readouterr().out.split())
    assert "draft, one.md, line 5 · Ann Hall" in told
    assert "ALTERED" in told
    assert "left out without a mark (a negation): “not”" in told
    assert "Ann Hall, “On Locks”, 2 May 1871." in told
    assert "3 quotations: 1 verbatim, 1 altered, 1 not-found. Searched: 1 document." in told


@pytest.mark.parametrize(("fail_on", "code"), [("none", 0), ("misattributed", 0), ("not-found", 1), ("verbatim", 1)])
def test_check_ends_as_fail_on_says(desk: Path, fail_on: str, code: int) -> None:
    assert checked("--fail-on", fail_on) == code


def test_check_lines_hold_place_citation_and_footnote(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checked("--jsonl")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["footnote"] for line in lines] == ["Ann Hall, “On Locks”, 2 May 1871."] * 2 + [None]
    assert [line["place"] for line in lines] == ["line 3", "line 5", "line 7"]
    assert lines[0]["cited"]["page"] is None


def test_check_annotates_what_fails_and_escapes_it(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "draft, one.md").write_text(DRAFT.replace("300 pounds", "300% ::error::"), encoding="utf-8")
    checked("--format", "github")
    altered, missing = capsys.readouterr().out.splitlines()
    head = "::error file=draft%2C one.md,line=5,endLine=5,col=2,endColumn="
    assert altered.startswith(head)
    assert "300%25 ::error::" in altered
    assert "%0Aleft out without a mark (a negation): “not”" in altered
    assert ",title=Quotation not-found::" in missing


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


def test_report_is_one_page_without_scripts_and_escapes_everything(desk: Path) -> None:
    assert checked("--html", "report.html") == 1
    text = (desk / "report.html").read_text(encoding="utf-8")
    page = _Page()
    page.feed(text)
    assert "script" not in page.tags
    assert all(link.startswith("#q") for link in page.links)
    assert "&lt;script&gt;quarry&lt;/script&gt;" in text
    assert "<del>not</del>" in text
    assert re.search(r"<td class=\"count\">1</td>", text)
    assert [p.name for p in desk.iterdir() if "report" in p.name] == ["report.html"]


def test_report_of_the_same_check_is_the_same_page(desk: Path) -> None:
    checked("--html", "one.html")
    checked("--html", "two.html")
    assert (desk / "one.html").read_bytes() == (desk / "two.html").read_bytes()


def test_report_that_cannot_be_written_is_told(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked("--html", "nowhere/report.html") == 4
    assert "nowhere/report.html cannot be written" in capsys.readouterr().err


def test_report_without_quotations_says_so(desk: Path) -> None:
    (desk / "draft, one.md").write_text("Nobody says a word here.\n", encoding="utf-8")
    assert checked("--html", "report.html") == 0
    assert "The drafts hold no quotation." in (desk / "report.html").read_text(encoding="utf-8")


def test_hook_runs_a_command_that_there_is(desk: Path) -> None:
    hook = (Path(__file__).resolve().parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    entry = re.search(r"entry: loquitur (.*)", hook)
    arguments = re.search(r"args: \[(.*)\]", hook)
    assert entry
    assert arguments
    assert cli.run([entry[1], *arguments[1].split(", "), "draft, one.md"]) == 1


@pytest.mark.parametrize(
    ("citation", "quoted", "told"),
    [
        (Citation("a.txt", "Ann Hall", "On Locks", "1871-05-02", None, "4", True), None, "Ann Hall, “On Locks”, 2 May 1871, p. 4."),
        (Citation("a.pdf", None, "On Locks", None, "1872", "9", False), None, "“On Locks”, 1872, p. 9 of the file."),
        (Citation("a.txt", None, None, None, None, None, False), None, "a.txt."),
        (Citation("a.txt", "Otto Berg", None, "1880", None, None, False), "Ann Hall", "Ann Hall, quoted in Otto Berg, 1880."),
        (Citation("a.txt", None, None, None, None, None, False), "", "Quoted in a.txt."),
    ],
)  # fmt: skip
def test_footnote_holds_what_is_known_and_nothing_else(citation: Citation, quoted: str | None, told: str) -> None:
    assert phrases.footnote(citation, quoted) == told


def test_draft_is_read_with_the_reader_that_the_record_names(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if records.untrained():
        pytest.skip("the trained reader does not run here")
    assert cli.run(["add", "sources", "--record", "x.record"]) == 0
    draft = "The council met about the bridge.\n\nRuth Hill added that the council had been warned by its engineers.\n"
    (desk / "draft, one.md").write_text(draft, encoding="utf-8")
    begins = []
    for reader in ("rules", "trained"):
        (desk / "x.record" / "loquitur.toml").write_text(f'reader = "{reader}"\n', encoding="utf-8")
        capsys.readouterr()
        assert cli.run(["check", "draft, one.md", "--library", "x.record", "--jsonl"]) == 0
        begins += [json.loads(line)["text"][:8] for line in capsys.readouterr().out.splitlines()]
    assert begins == ["the coun", "that the"]  # the reader's own quotations begin with "that"


def test_setting_of_a_record_that_makes_no_sense_is_refused(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["add", "sources", "--record", "x.record"]) == 0
    (desk / "x.record" / "loquitur.toml").write_text('reader = "both"\n', encoding="utf-8")
    assert cli.run(["check", "draft, one.md", "--library", "x.record"]) == 2
    assert "rules, trained" in capsys.readouterr().err
