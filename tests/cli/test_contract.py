"""What other people's programs rely on: every line of every command has its fields, each of its kind, null never absent.

The table below is the agreement. A field may be added to it; none may change its kind or go.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from loquitur.cli import run

EXAMPLES = Path(__file__).resolve().parents[2] / "loquitur" / "examples"

NONE = type(None)
SPEAKERS = {"person", "group", "organisation", "author", "unnamed", "unknown"}
VERDICTS = {"verbatim", "abridged", "altered", "reworded", "misattributed", "not-found", "unchecked"}


class One:
    """One of these values."""

    def __init__(self, *values: object) -> None:
        self.values = values


class Many:
    """A list of such values."""

    def __init__(self, kind: Any) -> None:
        self.kind = kind


SPAN = "span"
PASSAGE = {"doc": str, "start": int, "end": int, "text": str}
LINK = {
    "who": (str, NONE), "act": str, "work": (str, NONE), "date": (str, NONE), "spans": Many(SPAN), "held": bool,
    "attitude": One("affirms", "neutral", "doubts", "denies"),
}  # fmt: skip
DIFFERENCE = {
    "op": One("omitted", "inserted", "changed"), "source": str, "quote": str, "marked": bool,
    "what": One("word", "negation", "number", "name", "modal", "condition"),
}  # fmt: skip
SOURCE = {**PASSAGE, "speaker": (str, NONE)}
FATE = {"what": str, "when": (str, NONE), "by": (str, NONE), "number": (str, NONE), "passage": PASSAGE}
STATEMENT = {
    "id": str, "mode": str, "passages": Many(PASSAGE), "speaker": (str, NONE), "said": (str, NONE),
    "said_basis": (str, NONE), "relation": str, "verdict": (str, NONE), "reasons": Many(str), "source": (SOURCE, NONE),
    "reason": str, "differences": Many(DIFFERENCE), "chain": Many(LINK),
}  # fmt: skip
STRETCH = {"doc": str, "start": int, "end": int}
LINES: dict[str, dict[str, Any]] = {
    "quotation": {
        "doc": str, "id": str, "mode": One("direct", "indirect", "mixed"), "act": One("speech", "attitude"),
        "spans": Many(SPAN), "text": str, "cue": Many(SPAN), "source": Many(SPAN), "speaker": (str, NONE),
        "speaker_kind": One(*SPEAKERS), "speakers": list, "candidates": Many(str), "said": (str, NONE),
        "said_basis": (str, NONE), "within": (str, NONE), "chain": Many(LINK), "targets": Many(str),
        "confidence": int, "reason": str,
    },
    "date": {"doc": str, "start": int, "end": int, "text": str, "edtf": (str, NONE), "basis": str},
    "stance": {
        "doc": str, "holder": str, "target": str, "stance": One("for", "against"), "start": int, "end": int,
        "confidence": int, "reason": str,
    },
    "verdict": {
        "doc": str, "id": str, "spans": Many(SPAN), "text": str, "speaker": (str, NONE), "mode": str,
        "verdict": One(*VERDICTS), "reason": Many(str), "witness": One("source", "appearance", None),
        "held": One("complete", "extract", "none", None), "source": (SOURCE, NONE), "differences": Many(DIFFERENCE),
        "searched": {"documents": int, "unreadable": int},
    },
    "reuse": {"passages": Many(STRETCH), "first": (STRETCH, NONE), "origins": int, "text": str},
    "formula": {"passage": STRETCH, "places": int, "documents": int, "text": str},
    "found": {"qid": str, "hits": Many({"doc": str, "start": int, "end": int, "score": int}), "ms": (float, NONE)},
    "answer": {
        "who": str, "when": Many(str), "passages": Many(PASSAGE), "statements": list, "fates": Many(FATE),
        "origins": int,
    },
    "claim": {"claim": PASSAGE, "asserted_by": (str, NONE), "denied_by": (str, NONE), "evidence": Many(PASSAGE)},
    "echo": {"later": str, "earlier": str, "when": (str, NONE), "passage": PASSAGE},
    "condition": {"what": Many(str), "who": (str, NONE), "told_by": (str, NONE), "hands": (int, NONE), "passage": PASSAGE},
    "chain": {"links": Many({"who": (str, NONE), "through": (str, NONE), "said": (str, NONE), "verdict": (str, NONE), "own": bool, "passage": PASSAGE}), "end": One("source", "another", "not-held", "indirect", "round", "long")},
    "gap": {"doc": str, "title": (str, NONE), "said": str, "known": str, "public": str, "years": int},
    "passage": PASSAGE,
    "coverage": {"documents": int, "unreadable": Many(str), "names": Many(str), "how": str},
    "added": {"name": str, "outcome": str, "doc": (str, NONE), "words": int, "statements": int, "problem": (str, NONE)},
    "name": {"name": str, "reason": str, "documents": int},
    "office": {
        "title": str, "first": (str, NONE), "last": (str, NONE), "stated": bool, "passages": Many(PASSAGE), "times": int,
    },
    "said": STATEMENT, "about": STATEMENT,
    "leaning": {
        "holder": str, "target": str, "side": One("for", "against"), "when": (str, NONE), "passage": PASSAGE,
        "quotation": (str, NONE), "confidence": int, "reason": str,
    },
    "fate": FATE,
    "moment": {
        "what_kind": One("document", "statement", "fate"), "who": (str, NONE), "what": str, "said": (str, NONE),
        "said_basis": (str, NONE), "gap_years": (int, NONE), "conflicts": Many(str), "passage": PASSAGE, "id": (str, NONE),
        "known": Many({
            "date": str, "place": str, "public": str, "basis": One("metadata", "text", "no later than"), "doc": str,
            "how": One("", "in other words"),
        }),
    },
    "doubt": {
        "number": int, "id": str, "certainty": int, "mode": str, "text": str, "speaker": (str, NONE),
        "speaker_kind": One(*SPEAKERS), "candidates": Many(str), "said": (str, NONE), "said_basis": (str, NONE),
        "confidence": int, "reason": str, "hints": Many(str), "passage": PASSAGE,
    },
    "deed": {"id": str, "act": str, "what": str, "doc": (str, NONE), "by": str, "time": str, "reason": str},
    "person": {"id": str, "name": str, "speaker_kind": One(*SPEAKERS), "aliases": Many(str)},
    "document": {"id": str, "name": str, "reader": str, "metadata": Many({"name": str, "value": str, "origin": str})},
    "log": {
        "origin": str, "size": int, "root": str, "key": (str, NONE), "signed": (int, NONE), "checkpoint": (str, NONE),
    },
    "fault": {"position": (int, NONE), "doc": (str, NONE), "what": str},
    "audit": {
        "origin": (str, NONE), "key": (str, NONE), "entries": int, "items": int, "objects": int, "removed": int,
        "withheld": int, "signed": (int, NONE), "root": (str, NONE), "witnesses": Many({"name": str, "time": str}),
        "stamps": Many({"authority": str, "fingerprint": str, "time": str, "size": int}), "faults": int, "notes": Many(str),
    },
    "mirror": {"place": str, "size": (int, NONE), "root": (str, NONE), "faults": Many(str)},
    "agreement": {"mirrors": int, "size": int, "others": Many(str)},
    "proof": {
        "origin": str, "size": int, "key": str, "position": int, "entry": str, "time": str, "items": Many(list),
    },
    "setting": {"name": str, "value": str, "origin": str},
}  # fmt: skip


def breaches(value: Any, kind: Any, where: str) -> list[str]:
    """Where a value is not of its kind."""
    if isinstance(kind, tuple):
        return [] if any(not breaches(value, k, where) for k in kind) else [f"{where} is {value!r}"]
    if isinstance(kind, One):
        return [] if value in kind.values else [f"{where} is {value!r}"]
    if isinstance(kind, Many):
        if not isinstance(value, list):
            return [f"{where} is no list"]
        return [told for i, v in enumerate(value) for told in breaches(v, kind.kind, f"{where}[{i}]")]
    if isinstance(kind, dict):
        if not isinstance(value, dict):
            return [f"{where} is no object"]
        missing = [f"{where}.{name} is absent" for name in kind if name not in value]
        return missing + [t for n, k in kind.items() if n in value for t in breaches(value[n], k, f"{where}.{n}")]
    if kind == SPAN:
        fine = isinstance(value, list) and len(value) == 2 and all(isinstance(v, int) for v in value)
        return [] if fine and 0 <= value[0] <= value[1] else [f"{where} is {value!r}"]
    fine = isinstance(value, kind) and not (kind is int and isinstance(value, bool))
    return [] if fine else [f"{where} is {value!r}"]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("contract") / "x.record"
    assert run(["add", str(EXAMPLES), "--record", str(path), "--jsonl"]) == 0
    return path


def lines(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert run([*arguments, "--jsonl"]) in (0, 1)
    told = capsys.readouterr()
    assert told.err == ""
    return [json.loads(line) for line in told.out.splitlines()]


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LOQUITUR_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("LOQUITUR_RECORD", raising=False)


COMMANDS: list[tuple[list[str], set[str]]] = [
    (["quotes", str(EXAMPLES)], {"quotation"}),
    (["quotes", str(EXAMPLES), "--attitudes"], {"quotation"}),
    (["dates", str(EXAMPLES)], {"date"}),
    (["stances", str(EXAMPLES)], {"stance"}),
    (["check", str(EXAMPLES / "memoir.txt"), str(EXAMPLES / "news.md"), "--library", str(EXAMPLES)], {"verdict"}),
    (["reuse", "--library", str(EXAMPLES)], {"reuse"}),
    (["find", "whose properties he has destroyed", "--library", str(EXAMPLES)], {"found"}),
    (["ask", "Who spoke out against Hastings?"], {"answer", "claim", "coverage"}),
    (["ask", "How warm was the gallery?"], {"passage", "coverage"}),
    (["people"], {"person"}),
    (["person", "Edmund Burke"], {"person", "name", "said", "leaning", "fate"}),
    (["timeline"], {"moment"}),
    (["review"], {"doubt"}),
    (["documents"], {"document"}),
    (["reread"], {"added"}),
    (["add", str(EXAMPLES)], {"added"}),
    (["settings"], {"setting"}),
    (["log", "show"], {"log"}),
    (["audit"], {"audit"}),
]
ON_A_RECORD = {
    "ask",
    "person",
    "timeline",
    "review",
    "people",
    "documents",
    "reread",
    "add",
    "settings",
    "log",
    "audit",
}


@pytest.mark.parametrize(("command", "kinds"), COMMANDS, ids=[" ".join(c[:1]) for c, _ in COMMANDS])
def test_lines_keep_the_agreement(
    command: list[str], kinds: set[str], record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = lines([*command, "--record", str(record)] if command[0] in ON_A_RECORD else command, capsys)
    assert {line["kind"] for line in told} == kinds
    assert [b for line in told for b in breaches(line, {"v": int, **LINES[line["kind"]]}, line["kind"])] == []


@pytest.mark.parametrize("command", ["quotes", "dates", "stances"])
def test_ranges_are_the_very_words(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    from loquitur.reading import load

    for line in lines([command, str(EXAMPLES)], capsys):
        text = load(Path(line["doc"]))[0].text
        spans = line.get("spans") or [[line["start"], line["end"]]]
        assert all(0 <= a < b <= len(text) for a, b in spans)
        if "text" in line:
            assert " ".join(text[a:b] for a, b in spans) == line["text"]


def test_paths_are_written_with_strokes_as_they_were_given(capsys: pytest.CaptureFixture[str]) -> None:
    given = EXAMPLES / "memoir.txt"
    assert {line["doc"] for line in lines(["dates", str(given)], capsys)} == {given.as_posix()}


def test_the_same_input_gives_the_same_lines(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["quotes", str(EXAMPLES)]
    assert lines(command, capsys) == lines(command, capsys)
