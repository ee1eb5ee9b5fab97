"""Whom a pronoun means: the features and what they weigh."""

from dataclasses import replace

from loquitur.language.reference import antecedents
from loquitur.language.reference.antecedents import NOBODY, Past, Pronoun

HE = Pronoun("he", 2, 0, 3, first=True, opening=True, last=None, subject=None)
HILL = Past(sentence=1, block=0, clause=1, role="subject", form="name", order=1, acted=1, main=True, count=2)
PELL = Past(sentence=1, block=0, clause=1, role="oblique", form="name", order=2, count=1)


def likeliest(pronoun: Pronoun = HE, hill: Past = HILL, pell: Past = PELL) -> str:
    seen = {"Hill": hill, "Pell": pell, NOBODY: Past()}
    candidates = tuple(antecedents.features(pronoun, seen, {"Hill": "male", "Pell": "male", NOBODY: None}))
    return antecedents.order(candidates, antecedents.weights())[0][1]


def test_the_subject_goes_on_being_meant() -> None:
    assert likeliest() == "Hill"


def test_whoever_acted_last_is_meant() -> None:
    acting = replace(PELL, role="subject", acted=1, main=True, count=2)
    idle = replace(HILL, sentence=-4, acted=-4, main=False)
    assert likeliest(hill=idle, pell=acting) == "Pell"


def test_nobody_in_view_is_nobody() -> None:
    (only,) = antecedents.features(HE, {NOBODY: Past()}, {NOBODY: None})
    assert antecedents.order([only], antecedents.weights())[0][1] == NOBODY


def test_weights_of_the_package_are_whole() -> None:
    by = antecedents.weights()
    assert by.margin > 0
    assert all(isinstance(w, int) and w for w in by.weigh.values())
