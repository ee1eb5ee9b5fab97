"""The network that tells sides: only where it is asked for, the same every time, and absent without harm."""

import pytest

from loquitur import language, reading
from loquitur.language.sides import conduct, leanings, pairs, sided
from loquitur.model import Document, Side, Span

needs_network = pytest.mark.skipif(conduct.missing() is not None, reason="the network does not run here")

PAGE = "Barnaby Crewe came to power.\n\nRuth Hale burned an effigy of Crewe upon the green. Edward Pole was praised by Crewe.\n"


def document(text: str) -> Document:
    return reading.read(text.encode(), "page.txt")


def of(text: str, *names: str) -> dict[tuple[int, int], tuple[Side, bool, int]]:
    spans = [Span(text.index(n), text.index(n) + len(n)) for n in names]
    return sided.Judge(document(text)).of(Span(0, len(text)), spans)


@pytest.mark.parametrize(
    ("scores", "wanted"),
    [
        ([0, -300, 800], ("against", 98)),
        ([0, 200, 100], ("for", 51)),
        ([0, 0, -300], None),
        ([300, 200, 200], None),
    ],
)
def test_scores_come_to_the_likeliest_side_or_to_none(scores: list[int], wanted: tuple[Side, int] | None) -> None:
    assert conduct.likeliest(scores) == wanted


@needs_network
@pytest.mark.parametrize(
    ("text", "names", "wanted"),
    [
        ("Hale blamed Crewe for the flood.", ("Hale", "Crewe"), ("against", False)),
        ("Crewe was denounced by Hale.", ("Crewe", "Hale"), ("against", True)),
        ("Hale praised Crewe warmly.", ("Hale", "Crewe"), ("for", False)),
        ("Hale met Crewe at the inn by the bridge.", ("Hale", "Crewe"), None),
    ],
)
def test_it_tells_the_side_and_who_holds_it(
    text: str, names: tuple[str, str], wanted: tuple[Side, bool] | None
) -> None:
    told = of(text, *names).get((0, 1))
    assert (told[:2] if told and told[2] >= leanings.SURE else None) == wanted


@needs_network
def test_a_name_beyond_what_is_read_at_once_is_on_no_side() -> None:
    assert of(f"Hale blamed {'the rain and ' * 150}Crewe.", "Hale", "Crewe") == {}


@needs_network
def test_it_judges_only_where_it_is_asked_for_and_then_every_time_alike() -> None:
    doc = document(PAGE)
    plain, first, second = (language.find(doc, sides=asked).stances for asked in (False, True, True))
    assert first == second
    assert not any(sided.VERSION in s.reason for s in plain)
    assert {(s.holder, s.side, s.target) for s in first if sided.VERSION in s.reason} >= {
        ("Ruth Hale", "against", "Barnaby Crewe")
    }
    assert all("onnxruntime" in s.reason for s in first if sided.VERSION in s.reason)


def test_where_it_cannot_run_the_linear_model_judges(monkeypatch: pytest.MonkeyPatch) -> None:
    doc = document(PAGE)
    plain = language.find(doc)
    monkeypatch.setattr(conduct, "missing", lambda: "ONNX Runtime is not installed")
    assert language.find(doc, sides=True) == plain


@needs_network
@pytest.mark.parametrize(("likelihood", "listed"), [(leanings.ALONE, True), (leanings.ALONE - 1, False)])
def test_where_it_sees_no_side_the_linear_model_judges_if_it_is_sure(
    monkeypatch: pytest.MonkeyPatch, likelihood: int, listed: bool
) -> None:
    monkeypatch.setattr(sided.Judge, "of", lambda *_: {})
    monkeypatch.setattr(pairs, "judge", lambda *_: ("against", False, likelihood))
    told = language.find(document("Ruth Hale took aim at Ned Crewe on Friday.\n"), sides=True).stances
    assert [s.reason for s in told] == [f"model: {pairs.VERSION}"] * listed
