"""The best row of speakers, beside a twin that tries every row."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from loquitur.language.speech import ranker
from loquitur.language.speech.dialogue import OTHER, Candidate, Scene

FEATURES = [f"f{i}" for i in range(6)]
scene = st.builds(
    lambda names, features, again, alternate: Scene(
        (Candidate(OTHER, ("f0",)), *(Candidate(n, (f,)) for n, f in zip(names, features, strict=False))),
        (again,),
        (alternate,),
    ),
    st.lists(st.sampled_from("ABC"), unique=True, max_size=3),
    st.lists(st.sampled_from(FEATURES), min_size=3, max_size=3),
    st.sampled_from(FEATURES),
    st.sampled_from(FEATURES),
)
weights = st.fixed_dictionaries({f: st.integers(-9, 9) for f in FEATURES})


def total(scenes: list[Scene], row: tuple[int, ...], by: dict[str, int]) -> int:
    names = [s.candidates[k].name for s, k in zip(scenes, row, strict=True)]
    score = 0
    for t, (one, k) in enumerate(zip(scenes, row, strict=True)):
        score += sum(by[f] for f in one.candidates[k].features)
        if t and names[t] != OTHER and names[t] == names[t - 1]:
            score += by[one.again[0]]
        if t > 1 and names[t] != OTHER and names[t] == names[t - 2]:
            score += by[one.alternate[0]]
    return score


@given(st.lists(scene, min_size=1, max_size=4), weights)
def test_margin_is_the_loss_against_the_best_row_with_another_speaker(scenes: list[Scene], by: dict[str, int]) -> None:
    rows = list(product(*(range(len(s.candidates)) for s in scenes)))
    scores = {row: total(scenes, row, by) for row in rows}
    for t, choice in enumerate(ranker.decide(scenes, ranker.Model("twin", {}, (), by))):
        best = [max(scores[r] for r in rows if r[t] == k) for k in range(len(scenes[t].candidates))]
        order = sorted(range(len(best)), key=lambda k: (-best[k], k))
        assert choice.name == scenes[t].candidates[order[0]].name
        if len(order) > 1:
            assert choice.margin == best[order[0]] - best[order[1]]


def test_model_of_the_package_is_whole() -> None:
    by = ranker.model()
    assert all(by.least(kind) > 0 for kind in ("none", "he or she", "described"))
    assert by.sure(10_000) > by.sure(0)
    assert len(by.weights) > 50


def test_same_scenes_give_the_same_choices() -> None:
    scenes = [Scene((Candidate(OTHER, ()), Candidate("A", ("f1",)), Candidate("B", ("f1",))), (), ())]
    first = ranker.decide(scenes, ranker.Model("twin", {}, (), {"f1": 3}))
    assert [c.name for c in first] == ["A"]
    assert first[0].margin == 0
