"""Once a name is withheld it leaves by no command: every one of them is known here, with each path that it takes.

A new command, or a new option for a file, has to be put into one of the tables, or a test fails.
"""

import html
import inspect
import re
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from loquitur.cli import run
from loquitur.cli.commands import app

EXAMPLES = Path(__file__).resolve().parents[2] / "loquitur" / "examples"
ON = ["--record", "x.record"]
READS = "it is read"
OWN = "it is the keeper's own record, cache or witness's folder"
FILES = "it holds what was found in files that the user has, no record"
BARE = "it holds hashes, sizes and keys alone"
PASSES = "it goes out, and passes the veil"
PATHS: dict[str, str] = {
    READS: "add files|check drafts|quotes files|dates files|stances files|demo paths|find quotes|stamp authority file"
    "|stamp take answer|witness add place|witness take file|audit where|audit authority|audit stamps|serve certificate"
    "|serve key|check library|find library|reuse library|trace library|site record|mirror pull place|mirror audit places"
    "|mirror repair places",
    OWN: "check cache|find cache|trace cache|reuse cache|cache clear folder|witness key own|witness add own|serve record",
    FILES: "quotes page",
    BARE: "witness ask to|witness add to|stamp ask to",
    PASSES: "check html|export record to|site out|mirror push to|mirror pull to|mirror repair to|prove to",
}
"""Every parameter that names a file or a folder, by what becomes of it; `--record` is the keeper's own everywhere."""
QUIET = {
    "ask", "documents", "reread", "remove", "settings", "people", "person", "timeline", "review", "confirm", "correct",
    "reject", "undo", "log", "withhold", "witness",
}  # fmt: skip
"""The commands that write nothing but to the keeper's terminal and record."""


def every() -> Iterator[tuple[str, Any]]:
    """Each command of the registry, by the words one types."""

    def within(command: Any, words: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        for name, one in getattr(command, "commands", {}).items():
            yield from within(one, (*words, name))
        if not getattr(command, "commands", {}):
            yield " ".join(words), command

    yield from within(get_command(app), ())


def paths(command: Any) -> set[str]:
    """The parameters of a command that name a file, a folder or an address."""
    hints = typing.get_type_hints(inspect.unwrap(command.callback))
    named = {name for name, hint in hints.items() if "Path" in str(hint)}
    return named | {p.name for p in command.params if re.search("FILE|DIR|FOLDER|URL", str(p.metavar))}


def test_every_path_of_every_command_is_known() -> None:
    known = {one for told in PATHS.values() for one in told.split("|")}
    found = {f"{c} {name}" for c, one in every() for name in paths(one) if name != "record" or c in ("serve", "site")}
    assert sorted(found ^ known) == []


def test_every_command_is_known() -> None:
    with_paths = {one.rpartition(" ")[0] for told in PATHS.values() for one in told.split("|")}
    assert {c.split()[0] for c, _ in every() if c not in with_paths} == QUIET


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record in which the name of a speaker is withheld, with a draft beside it that quotes him and names nobody."""
    monkeypatch.delenv("LOQUITUR_RECORD", raising=False)
    monkeypatch.chdir(tmp_path)
    assert run(["add", str(EXAMPLES), *ON]) == 0
    assert run(["withhold", "Edmund Burke", "--reason", "an example", "--also", "Burke", *ON]) == 0
    Path("draft.txt").write_text(
        "It was said then: “I impeach him in the name of the people of India, whose rights, and liberties he has"
        " subverted, whose properties he has destroyed, whose country he has laid waste and desolate.”\n",
        encoding="utf-8",
    )
    return tmp_path / "x.record"


def holds(place: Path) -> list[str]:
    """The files of a place, or the file, in which the name stands."""
    files = [place] if place.is_file() else [p for p in place.rglob("*") if p.is_file()]
    assert files, place
    return [p.name for p in files if b"burke" in p.read_bytes().lower() or "burke" in p.name]


def out(*arguments: str) -> int:
    return run([*arguments])


WRITES: dict[str, Callable[[], Path]] = {}


def writes(name: str) -> Callable[[Callable[[], Path]], Callable[[], Path]]:
    def kept(made: Callable[[], Path]) -> Callable[[], Path]:
        WRITES[name] = made
        return made

    return kept


@writes("check html")
def _report() -> Path:
    assert out("check", "draft.txt", "--library", "x.record", "--html", "report.html", "--fail-on", "none") == 0
    assert "laws" in Path("report.html").read_text(encoding="utf-8")  # the source stands beside it
    return Path("report.html")


@writes("export record to")
def _copy() -> Path:
    assert out("export", "record", "copy", *ON) == 0
    return Path("copy")


@writes("site out")
def _site() -> Path:
    assert out("site", "x.record", "site") == 0
    return Path("site")


@writes("mirror push to")
def _mirror() -> Path:
    assert out("mirror", "push", "mirror", *ON) == 0
    return Path("mirror")


@writes("mirror pull to")
def _pulled() -> Path:
    _mirror()
    assert out("mirror", "pull", "mirror", "pulled") == 0
    return Path("pulled")


@writes("mirror repair to")
def _repaired() -> Path:
    _pulled()
    next(p for p in Path("pulled/objects").glob("??/*")).unlink()
    assert out("mirror", "repair", "pulled", "mirror") == 0
    return Path("pulled")


@writes("prove to")
def _proof() -> Path:
    assert out("prove", "memoir.txt", "--to", "a.proof", *ON) == 2
    assert not Path("a.proof").exists()
    assert out("prove", "metadata.csv", "--to", "a.proof", *ON) != 0
    Path("other.txt").write_text("Nobody of that name stands here.\n", encoding="utf-8")
    assert out("add", "other.txt", *ON) == 0
    assert out("prove", "other.txt", "--to", "a.proof", *ON) == 0
    return Path("a.proof")


def test_every_way_out_is_tried() -> None:
    assert set(WRITES) == set(PATHS[PASSES].split("|"))


@pytest.mark.parametrize("way", sorted(WRITES))
def test_no_withheld_name_goes_out(record: Path, way: str) -> None:
    assert holds(WRITES[way]()) == []


def test_draft_that_names_who_is_withheld_goes_into_no_report(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    named = Path("draft.txt").read_text(encoding="utf-8").replace("It was said then", "Burke said")
    Path("draft.txt").write_text(named, encoding="utf-8")
    told = ["check", "draft.txt", "--library", "x.record", "--fail-on", "none"]
    assert run([*told, "--html", "report.html"]) == 2
    assert "names somebody who is withheld (Person-" in capsys.readouterr().err
    assert not Path("report.html").exists()
    assert run(told) == 0  # the keeper's own terminal


def test_annotations_of_a_workflow_show_no_withheld_name(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "draft.txt", "--library", "x.record", "--format", "github", "--fail-on", "none"]) == 0
    shown = capsys.readouterr().out
    assert "::warning" in shown
    assert "burke" not in shown.lower()


def test_room_for_others_shows_no_withheld_name(record: Path) -> None:
    from starlette.testclient import TestClient

    from loquitur.web.app import room
    from loquitur.web.serve import path_shown

    with (
        path_shown(record, own=False) as shown,
        TestClient(room(shown, checking=False), base_url="http://localhost") as page,
    ):
        left, seen = ["/", "/log.json", "/people.json", "/documents.json"], set[str]()
        while left:
            where = left.pop()
            if where in seen or len(seen) > 150:
                continue
            seen.add(where)
            answer = page.get(where)
            assert "burke" not in (answer.text + where).lower(), where
            left += [w.partition("#")[0] for w in _links(answer.text) if w.startswith("/") and "static" not in w]
        assert len(seen) > 40


def _links(text: str) -> list[str]:
    return [html.unescape(w) for w in re.findall(r'href="([^"]+)"', text)]
