"""Names whose kind a rule is sure of, and the file of weights."""

from importlib.resources import files

import pytest

from loquitur.language.persons.sure import sure


@pytest.mark.parametrize(
    ("form", "seen", "kind"),
    [
        ("lichtenberg", {"titled": 1}, "person"),
        ("mary sands", {}, "person"),
        ("duke of orme", {"after the": 1}, "person"),
        ("e d hale", {}, "person"),
        ("amy post", {}, "person"),
        ("general assembly", {"titled": 1}, "organisation"),
        ("street", {"titled": 1, "title king": 1}, "none"),
        ("hale", {"titled": 1, "title king": 1}, "person"),
        ("holt museum", {"after the": 1}, "organisation"),
        ("house of burgesses", {"after the": 1}, "organisation"),
        ("orme herald", {"after the": 1}, "organisation"),
        ("orme nation", {"after the": 1}, None),
        ("manchester herald", {"after the": 1}, "organisation"),
        ("old bolsheviks", {"after the": 1}, "group"),
        ("bennets", {"after the": 1}, "group"),
        ("orms", {"after in the": 1, "after the": 1}, None),
        ("berlin act", {"after the": 1}, "none"),
        ("lyon", {"after in": 1}, "none"),
        ("flanders", {"before verb": 1}, None),
        ("majesty", {}, "none"),
        ("american", {"after an": 1}, "none"),
        ("letter xiv", {}, "none"),
        ("florence", {}, None),
        ("victoria cross", {"after the": 1}, None),
    ],
)
def test_sure_of_a_kind_or_of_none(form: str, seen: dict[str, int], kind: str | None) -> None:
    assert sure(tuple(form.split()), seen) == kind


def test_weights_are_whole_numbers_by_feature() -> None:
    lines = files("loquitur.language").joinpath("models", "kinds-en.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert rows
    assert all(len(row) == 5 and [int(w) for w in row[1:]] for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
