"""Pieces keep their code points, whatever the text; windows decide every piece once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loquitur.language.networks.pieces import BODY, BREAK, Pieces, encode, paragraph_ranges, windows
from loquitur.model import Span

tokenizers = pytest.importorskip("tokenizers")


def tokenizer() -> object:
    from loquitur.language.networks import graphs

    return graphs.words()


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


@given(TEXTS)
def test_pieces_stand_in_order_inside_their_paragraphs(text: str) -> None:
    paragraphs = [Span(0, len(text) // 2), Span(len(text) // 2, len(text))]
    pieces = encode(tokenizer(), text, paragraphs, ())
    assert (pieces.start <= pieces.end).all()
    assert (pieces.start[1:] >= pieces.end[:-1]).all()
    inside = pieces.id != BREAK
    for start, end, paragraph in zip(pieces.start[inside], pieces.end[inside], pieces.paragraph[inside], strict=True):
        assert paragraphs[paragraph].start <= start < end <= paragraphs[paragraph].end


@pytest.mark.parametrize("lead", ["", "👍🏽 ", "مرحبا ", "\x07\x00", "e\u0301 ", "ﬁ ", "\u200b"])
def test_a_word_keeps_its_code_points_behind_odd_signs(lead: str) -> None:
    text = f"{lead}Danton spoke"
    pieces = encode(tokenizer(), text, [Span(0, len(text))], ())
    assert text[pieces.start[-1] : pieces.end[-1]] == "spoke"


def made(lengths: list[int]) -> Pieces:
    """Paragraphs of so many pieces, each but the last with its end."""
    paragraph = np.repeat(np.arange(len(lengths)), np.array(lengths) + 1)[:-1]
    ids = np.full(len(paragraph), 7)
    ids[np.flatnonzero(np.diff(paragraph))] = BREAK
    row = np.arange(len(paragraph))
    return Pieces(ids, row, row + 1, row * 0, row, paragraph)


@given(st.lists(st.integers(1, 600), min_size=1, max_size=12), st.integers(0, 100))
def test_windows_decide_every_piece_once_and_see_no_more_than_fits(lengths: list[int], context: int) -> None:
    pieces = made(lengths)
    found = windows(pieces, context)
    decided = [i for first, last, _, _ in found for i in range(first, last)]
    assert decided == list(range(len(pieces)))
    for first, last, left, right in found:
        assert left <= first < last <= right
        assert right - left <= BODY


def test_paragraphs_hold_their_ends() -> None:
    assert paragraph_ranges(made([2, 3])) == [(0, 3), (3, 6)]
