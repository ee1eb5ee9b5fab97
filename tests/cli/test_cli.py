"""The command line as a user meets it: output, exit codes, start-up."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "loquitur" / "examples"


def run(*arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    environment = {k: v for k, v in os.environ.items() if not k.startswith("LOQUITUR_")}
    environment |= {"LOQUITUR_CACHE": str(cwd / "cache"), "COLUMNS": "80", "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "loquitur", *arguments],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=120,
    )


def rows(done: "subprocess.CompletedProcess[str]") -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_start_loads_nothing_heavy(argument: str, tmp_path: Path) -> None:
    code = (
        "import sys; from loquitur.cli import run; run([sys.argv[1]]); "
        "sys.exit(bool({'numpy', 'lxml', 'trafilatura', 'pypdfium2', 'numba', 'onnxruntime', 'cryptography'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, argument], cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_demo_answers_and_checks_and_leaves_nothing(tmp_path: Path) -> None:
    done = run("demo", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Edmund Burke" in done.stdout
    assert "left out without a mark: “laws”" in done.stdout
    assert "MISATTRIBUTED" in done.stdout
    assert [p.name for p in tmp_path.iterdir()] == []


def test_quotes_lines_hold_every_field(tmp_path: Path) -> None:
    lines = rows(run("quotes", str(EXAMPLES / "memoir.txt"), "--jsonl", cwd=tmp_path))
    wanted = {
        "kind", "v", "doc", "id", "mode", "act", "spans", "text", "cue", "source", "speaker", "speaker_kind", "speakers", "candidates",
        "said", "said_basis", "within", "chain", "targets", "confidence", "reason",
    }  # fmt: skip
    assert lines
    assert all(set(line) == wanted for line in lines)


def test_dates_infer_the_year_of_the_memoir(tmp_path: Path) -> None:
    done = run("dates", str(EXAMPLES / "memoir.txt"), cwd=tmp_path)
    assert "said 1830" in done.stdout


def test_check_ends_with_one_when_a_verdict_is_bad(tmp_path: Path) -> None:
    draft = ("check", str(EXAMPLES / "memoir.txt"), "--library", str(EXAMPLES))
    assert run(*draft, cwd=tmp_path).returncode == 1
    assert run(*draft, "--fail-on", "none", cwd=tmp_path).returncode == 0


def test_check_line_names_verdict_source_and_bounds(tmp_path: Path) -> None:
    line = rows(run("check", str(EXAMPLES / "memoir.txt"), "--library", str(EXAMPLES), "--jsonl", cwd=tmp_path))[0]
    assert line["verdict"] == "altered"
    assert line["searched"] == {"documents": 5, "unreadable": 0}
    assert line["source"]["doc"] == "burke-1788-impeachment.txt"  # type: ignore[index]


def test_record_commands_go_round(tmp_path: Path) -> None:
    assert run("add", str(EXAMPLES), "--record", "x.record", cwd=tmp_path).returncode == 0
    lines = rows(run("ask", "Who spoke out against Hastings?", "--jsonl", cwd=tmp_path))
    assert [line["kind"] for line in lines][-1] == "coverage"
    assert "Edmund Burke" in [line.get("who") for line in lines]
    assert "Warren Hastings" not in [line.get("who") for line in lines if line["kind"] == "answer"]
    assert run("people", cwd=tmp_path).returncode == 0
    assert run("documents", cwd=tmp_path).returncode == 0
    assert run("reread", cwd=tmp_path).returncode == 0
    assert run("export", "record", "copy.record", "--record", "x.record", cwd=tmp_path).returncode == 0
    assert run("remove", "memoir.txt", "--record", "x.record", cwd=tmp_path).returncode == 0
    assert run("settings", "--record", "x.record", cwd=tmp_path).returncode == 0
    assert run("cache", "clear", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("quotes",), 2, "Missing argument"),
        (("nothing",), 2, "No such command"),
        (("ask", "Who?", "--record", "none.record"), 2, "no record"),
        (("quotes", "missing.txt"), 3, "no such file"),
        (("check", "missing.txt", "--library", "nowhere"), 2, "neither a record nor a folder"),
        (("check", "x.txt", "--library", ".", "--fail-on", "bad"), 2, "no verdict"),
        (("find", "--quotes", "missing.jsonl", "--library", "."), 3, "cannot be read"),
    ],
)
def test_wrong_use_ends_in_one_sentence(arguments: tuple[str, ...], code: int, words: str, tmp_path: Path) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_add_keeps_every_field_that_was_given(tmp_path: Path) -> None:
    given = {
        "title": "A memoir", "author": "A clerk", "said": "5 June 1830", "published": "1831", "extent": "complete",
        "known": "1831 London book", "note": "from a copy",
    }  # fmt: skip
    options = [part for name, value in given.items() for part in (f"--{name}", value)]
    assert run("add", str(EXAMPLES / "memoir.txt"), "--record", "x.record", *options, cwd=tmp_path).returncode == 0
    line = rows(run("documents", "--jsonl", cwd=tmp_path))[0]
    kept = {f["name"]: f["value"] for f in line["metadata"] if f["origin"].startswith("--")}  # type: ignore[attr-defined]
    assert kept == given | {"said": "1830-06-05"}


@pytest.mark.parametrize(
    "option", [("--said", "once"), ("--published", "1956-13"), ("--known", "soon press"), ("--extent", "all")]
)
def test_field_that_makes_no_sense_is_refused_before_a_record_is_made(option: tuple[str, str], tmp_path: Path) -> None:
    done = run("add", str(EXAMPLES / "memoir.txt"), "--record", "x.record", *option, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(f"loquitur: {option[0]}: ")
    assert not (tmp_path / "x.record").exists()


def test_find_takes_words_and_shows_the_passage(tmp_path: Path) -> None:
    done = run("find", "whose properties he has destroyed", "--library", str(EXAMPLES), cwd=tmp_path)
    assert done.returncode == 0
    assert "burke-1788-impeachment.txt:4" in done.stdout
    assert run("find", "--library", str(EXAMPLES), cwd=tmp_path).returncode == 2


def test_files_of_a_library_that_were_not_searched_are_told(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    (library / "broken.pdf").write_bytes(b"%PDF-1.7")
    (library / "memoir.txt").write_bytes((EXAMPLES / "memoir.txt").read_bytes())
    draft = ("check", str(EXAMPLES / "news.md"), "--library", "library", "--fail-on", "none")
    for _ in range(2):
        done = run(*draft, cwd=tmp_path)
        assert done.returncode == 0
        assert "not searched, because they cannot be read: broken.pdf" in done.stderr


@pytest.mark.parametrize(
    ("paths", "shown"),
    [
        (["a/x.txt", "b/x.txt", "b/y.txt"], ["a/x.txt", "b/x.txt", "y.txt"]),
        (["x.txt", "b/x.txt"], ["x.txt", "b/x.txt"]),
        (["/a/b/c.txt"], ["c.txt"]),
        ([], []),
    ],
)
def test_paths_are_shown_by_what_tells_them_apart(paths: list[str], shown: list[str]) -> None:
    from loquitur.telling.names import shortest

    assert [shortest(paths)[p] for p in paths] == shown


def test_bare_command_prints_the_help(tmp_path: Path) -> None:
    done = run(cwd=tmp_path)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) > 10


def test_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    command = [sys.executable, "-u", "-m", "loquitur", "quotes", *[str(EXAMPLES / "memoir.txt")] * 200, "--jsonl"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.readline()
        child.stdout.close()
        told = child.stderr.read()
    assert (child.returncode, told) == (0, b"")


def test_unreadable_input_is_told_and_the_others_are_done(tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 10)
    done = run("quotes", "binary.txt", str(EXAMPLES / "memoir.txt"), "--jsonl", cwd=tmp_path)
    assert done.returncode == 3
    assert "binary.txt" in done.stderr
    assert rows(done)


def test_damaged_record_ends_with_four(tmp_path: Path) -> None:
    (tmp_path / "x.record").mkdir()
    (tmp_path / "x.record" / "record.sqlite").write_bytes(b"not a database at all" * 100)
    done = run("ask", "Who?", cwd=tmp_path)
    assert done.returncode == 4
    assert "restore it from a copy" in done.stderr


@pytest.mark.parametrize(
    "command",
    ["add", "ask", "check", "quotes", "dates", "people", "find", "stances", "reread", "remove", "settings", "demo"],
)
def test_every_command_has_an_example(command: str, tmp_path: Path) -> None:
    assert "Example: loquitur" in run(command, "--help", cwd=tmp_path).stdout


def test_reuse_lists_what_documents_share(tmp_path: Path) -> None:
    words = "the charge which I bring before this House is a charge against the whole management of the canal"
    (tmp_path / "one.txt").write_text(f"{'He rose in his place. ' * 20}He said: {words}.\n", encoding="utf-8")
    (tmp_path / "two.txt").write_text(f"{'Of something else then. ' * 20}We heard {words}, twice.\n", encoding="utf-8")
    (line,) = rows(run("reuse", "--library", str(tmp_path), "--no-cache", "--jsonl", cwd=tmp_path))
    assert [p["doc"] for p in line["passages"]] == ["one.txt", "two.txt"]
    assert (line["kind"], line["v"], line["first"], line["origins"]) == ("reuse", 1, None, 2)


def test_reuse_sets_formulas_apart(tmp_path: Path) -> None:
    oath = "I do solemnly swear that I will faithfully execute the office"
    for n in range(22):
        (tmp_path / f"{n:02}.txt").write_text(f"{'Nobody expected number ' + str(n) * 9}. {oath}.\n", encoding="utf-8")
    (line,) = rows(run("reuse", "--library", str(tmp_path), "--no-cache", "--jsonl", cwd=tmp_path))
    assert (line["kind"], line["places"], line["documents"]) == ("formula", 22, 22)
    assert line["passage"]["doc"] == "00.txt"
    assert oath in line["text"]
    drawn = run("reuse", "--library", str(tmp_path), "--no-cache", cwd=tmp_path).stdout
    assert "Formulas" in drawn


def test_quotes_and_ask_do_without_kernels(tmp_path: Path) -> None:
    assert run("add", str(EXAMPLES), "--record", "x.record", cwd=tmp_path).returncode == 0
    code = "import sys; from loquitur.cli import run; run(sys.argv[1:]); sys.exit('numba' in sys.modules)"
    for arguments in (
        ["quotes", str(EXAMPLES / "memoir.txt")],
        ["ask", "What happened to Hastings?", "--record", "x.record"],
    ):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60
        )
        assert done.returncode == 0, done.stderr
