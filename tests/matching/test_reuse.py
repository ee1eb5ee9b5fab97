"""What the documents of a library share."""

import random

from hypothesis import given
from hypothesis import strategies as st

from loquitur.matching.clusters import Pair, Passage, clusters
from loquitur.matching.reuse import reuse

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def made_up(seed: int, count: int) -> str:
    rng = random.Random(seed)
    return " ".join("".join(rng.choices(LETTERS, k=rng.randint(2, 9))) for _ in range(count))


def runs(texts: dict[str, str]) -> set[tuple[str, str, str]]:
    """Every run of ten words that two documents share, by comparing all with all: the slow, obvious twin."""
    held = {
        key: {" ".join(words[i : i + 10]) for i in range(len(words) - 9)}
        for key, words in ((k, t.split()) for k, t in texts.items())
    }
    return {(a, b, run) for a in held for b in held if a < b for run in held[a] & held[b]}


@given(st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=4), min_size=2, max_size=4))
def test_reuse_finds_every_run_that_two_documents_share(plan: list[list[int]]) -> None:
    texts = {
        f"{n}": " ".join(made_up(100 * n + i, 15) + " " + made_up(9000 + part, 14) for i, part in enumerate(parts))
        for n, parts in enumerate(plan)
    }
    found = reuse(texts.items()).pairs
    for one, other, run in runs(texts):
        assert any(
            (p.one.doc, p.other.doc) == (one, other)
            and run in texts[one][p.one.start : p.one.end]
            and run in texts[other][p.other.start : p.other.end]
            for p in found
        )


@given(st.integers(0, 50))
def test_reuse_gives_whole_words_of_both_texts_and_nothing_else(seed: int) -> None:
    shared = made_up(seed, 30)
    texts = {"a": f"{made_up(seed + 1, 40)} “{shared}” é", "b": f"ﬁrst: {shared.upper()} — {made_up(seed + 2, 40)}"}
    (pair,) = reuse(texts.items()).pairs
    for passage in (pair.one, pair.other):
        text = texts[passage.doc]
        assert shared in text[passage.start : passage.end].lower()
        assert passage.end - passage.start < len(shared) + 24
    assert pair.equal >= len(shared.replace(" ", ""))


def test_reuse_joins_a_passage_over_changed_words() -> None:
    words = made_up(1, 60).split()
    changed = [*words[:20], "quite", "other", *words[22:40], "words", *words[40:]]
    texts = {"a": f"{made_up(2, 30)} {' '.join(words)}", "b": f"{' '.join(changed)} {made_up(3, 30)}"}
    (pair,) = reuse(texts.items()).pairs
    assert " ".join(words[2:58]) in texts["a"][pair.one.start : pair.one.end]


def test_reuse_sets_formulas_apart() -> None:
    oath = made_up(5, 12)
    texts = {f"{n:02}": f"{made_up(n + 50, 30)} {oath} {made_up(n + 90, 30)}" for n in range(25)}
    found = reuse(texts.items())
    assert found.pairs == ()
    assert [(f.places, f.documents) for f in found.formulas] == [(25, 25)]
    formula = found.formulas[0].passage
    assert oath in texts[formula.doc][formula.start : formula.end]


def test_reuse_a_refrain_within_one_document_is_no_formula() -> None:
    refrain = made_up(5, 12)
    assert reuse([("a", f"{made_up(1, 9)} {refrain} " * 25), ("b", made_up(2, 30))]).formulas == ()


def test_reuse_of_nothing_is_nothing() -> None:
    assert reuse([]).pairs == reuse([("a", "")]).pairs == reuse([("a", "…"), ("b", "")]).pairs == ()


def test_reuse_within_one_document_is_none() -> None:
    again = made_up(6, 30)
    assert reuse([("a", f"{again} {made_up(7, 40)} {again}")]).pairs == ()


def test_clusters_give_the_first_appearance_and_count_copies_once() -> None:
    speech = made_up(8, 30)
    page = f"{made_up(9, 20)} {speech} {made_up(10, 20)}"
    texts = {
        "source": f"{made_up(11, 200)} {speech} {made_up(12, 200)}",
        "page": page,
        "copy": f"{page} {made_up(13, 3)}",
        "other": f"{made_up(14, 60)} {speech}",
    }
    pairs = reuse(texts.items()).pairs
    dates = {"source": "1871", "page": "1902", "copy": "1903", "other": "1899"}
    lengths = {k: len(t) for k, t in texts.items()}
    cluster = clusters(pairs, lengths, dates)[0]
    assert cluster.origins == 3
    assert cluster.first is not None
    assert cluster.first.doc == "source"
    assert {p.doc for p in cluster.passages} == set(texts)
    assert clusters(pairs, lengths, {**dates, "other": None})[0].first is None


def test_clusters_show_passages_that_overlap_as_one() -> None:
    pairs = [Pair(Passage("a", 0, 90), Passage("b", 5, 95), 80), Pair(Passage("a", 20, 120), Passage("c", 0, 100), 80)]
    (cluster,) = clusters(pairs, {"a": 1000, "b": 1000, "c": 1000}, {"a": "1900", "b": "1901", "c": "1902"})
    assert cluster.passages == (Passage("a", 0, 120), Passage("b", 5, 95), Passage("c", 0, 100))
    assert cluster.first == Passage("a", 0, 120)


def test_clusters_of_two_on_one_day_have_no_first() -> None:
    pair = Pair(Passage("a", 0, 90), Passage("b", 5, 95), 80)
    (cluster,) = clusters([pair], {"a": 1000, "b": 1000}, {"a": "1900", "b": "1900"})
    assert cluster.first is None
    assert cluster.origins == 2
