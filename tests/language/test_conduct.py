"""Sides that a paragraph shows: which paragraphs are read together, and what the network makes of them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loquitur import reading
from loquitur.language.sides import conduct
from loquitur.model import Document, Span

PAGE = """The governors of Wexford

Barnaby Crewe governed for nine years, and the whole town was silent.

When Crewe died, Mary Sands carried his coffin to the grave and wept.

“He was a father to us all, and no better governor ever lived.”

Ned Poole, the town clerk, wrote down the hour.
"""


def found(text: str, words: str) -> list[Span]:
    at, places = text.find(words), []
    while at >= 0:
        places.append(Span(at, at + len(words)))
        at = text.find(words, at + 1)
    return places


def read(doc: Document, *names: str) -> list[conduct.Taken]:
    named = {name: found(doc.text, name) for name in names}
    return list(conduct.read(doc, "Barnaby Crewe", found(doc.text, "Crewe"), named, list(conduct.windows(doc))))


def test_paragraph_is_read_with_the_quotation_that_is_set_off_below_it() -> None:
    doc = reading.read(PAGE.encode(), "page.txt")
    seen = [doc.text[w.start : w.end] for w in conduct.windows(doc)]
    assert [s[:10] for s in seen] == ["Barnaby Cr", "When Crewe", "Ned Poole,"]
    assert seen[1].endswith("ever lived.”")


def test_deed_shows_a_side_and_an_office_none() -> None:
    taken = {t.name: t for t in read(reading.read(PAGE.encode(), "page.txt"), "Mary Sands", "Ned Poole")}
    assert (taken["Mary Sands"].side, taken["Mary Sands"].likelihood >= 53) == ("for", True)
    assert taken["Ned Poole"].likelihood < 50


def test_same_paragraph_gives_the_same_likelihoods() -> None:
    doc = reading.read(PAGE.encode(), "page.txt")
    assert read(doc, "Mary Sands", "Ned Poole") == read(doc, "Mary Sands", "Ned Poole")


@given(st.text(alphabet="ab CĀ.“”\n\U0001f600", max_size=400), st.integers(1, 40))
def test_any_text_is_read_inside_its_windows(text: str, times: int) -> None:
    doc = reading.read(f"Mary Sands {text} {'Crewe went on. ' * times}".encode(), "page.txt")
    for taken in read(doc, "Mary Sands"):
        assert 0 <= taken.likelihood <= 100
        assert 0 <= taken.span.start < taken.span.end <= len(doc.text)


def test_missing_weights_are_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loquitur.language.networks.graphs.folder", lambda: Path("nowhere"))
    assert conduct.missing() == "its file words.onnx is not there"
