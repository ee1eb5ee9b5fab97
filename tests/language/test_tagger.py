"""The trained reader: opened only where it is wanted, true to the text, the same every time, and absent without harm."""

import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loquitur import language, reading
from loquitur.errors import UnreadableDocument
from loquitur.language import tagger
from loquitur.model import Document

needs_reader = pytest.mark.skipif(tagger.missing() is not None, reason="the trained reader does not run here")

NEWS = (
    "Senator Ruth Marrow said on Monday that the mill bill would ruin the valley. According to Edward Hale, who chairs "
    "the committee, the vote will be close.\n\nMarrow believes that her colleagues fear the owners."
)
PARTS = st.sampled_from(
    [
        *'“”"‘’«»„()[]—',
        " he said ",
        " that ",
        "\n\n",
        "\n",
        "Hale",
        " it is so. ",
        "мир",
        "👍🏽",
        "سلام",
        "\x07",
        "\u200b",
        "e\u0301",
    ]
)


def document(text: str) -> Document:
    return reading.read(text.encode(), "page.txt")


def loaded(*arguments: str) -> set[str]:
    """The heavy modules that a command loads."""
    code = (
        "import sys; from loquitur.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(*(m for m in ('onnxruntime', 'tokenizers') if m in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("text", [None, "“I will never see it close,” said Ruth Marrow.\n"])
def test_help_and_quotes_of_marked_text_load_no_reader(tmp_path: Path, text: str | None) -> None:
    if text is None:
        assert loaded("--help") == set()
    else:
        (tmp_path / "page.txt").write_text(text, encoding="utf-8")
        assert loaded("quotes", str(tmp_path / "page.txt")) == set()


@needs_reader
def test_words_that_no_mark_shows_are_found_with_their_speakers() -> None:
    found = language.find(document(NEWS), trained=True, attitudes=True).statements
    told = {(s.speaker.name, s.act): s.quotation.text for s in found}
    assert "the mill bill would ruin the valley" in told["Ruth Marrow", "speech"]
    assert "the vote will be close" in told["Edward Hale", "speech"]
    assert any(act == "attitude" and "her colleagues fear the owners" in text for (_, act), text in told.items())


@needs_reader
def test_a_finding_names_model_and_runtime() -> None:
    found = language.find(document(NEWS), trained=True, attitudes=True)
    assert "loquitur reader" in found.by
    assert "onnxruntime" in found.by
    assert any(found.by.endswith(s.reason.rsplit(": ", 1)[0]) for s in found.statements)


@needs_reader
def test_the_same_text_gives_the_same_findings() -> None:
    first, second = (language.find(document(NEWS), trained=True, attitudes=True) for _ in range(2))
    assert first == second


@needs_reader
@settings(max_examples=25)
@given(st.lists(PARTS, max_size=60).map("".join))
def test_any_text_is_read_and_its_ranges_are_its_own(text: str) -> None:
    try:
        doc = document(text)
    except UnreadableDocument:
        return
    for s in language.find(doc, trained=True, attitudes=True).statements:
        for a, b in (*s.quotation.spans, *s.cue, *s.speaker.spans):
            assert 0 <= a < b <= len(doc.text)
        assert s.quotation.text == " ".join(doc.text[a:b] for a, b in s.quotation.spans)


@needs_reader
def test_a_long_text_without_a_stop_is_read_in_stretches() -> None:
    words = "he said that it was so and " * 2000
    assert language.find(document(words), trained=True, attitudes=True).by


def test_without_the_model_the_rules_stand_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = language.find(document(NEWS))
    monkeypatch.setattr(tagger, "missing", lambda: "its file reader.onnx is not there")
    assert language.find(document(NEWS), trained=True) == plain
    assert language.untrained() == "its file reader.onnx is not there"


def test_the_runtime_is_asked_for_only_where_it_has_wheels() -> None:
    wanted = [r for r in requires("loquitur") or [] if r.startswith(("onnxruntime", "tokenizers"))]
    assert len(wanted) == 2
    assert all("platform_machine" in r for r in wanted)
