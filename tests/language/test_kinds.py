"""Names whose kind a rule is sure of, and the file of weights."""

from importlib.resources import files

import pytest

from loquitur import reading
from loquitur.language import people
from loquitur.language.persons.sufferers import suffers
from loquitur.language.persons.sure import sure
from loquitur.language.sentences.prose import Sentence, sentences
from loquitur.model import Document


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


@pytest.mark.parametrize(
    "text",
    [
        "In 1903 Wolmar was hanged.",
        "The trials began after the assassination of Kirov.",
        "Salnes, Guadrel, and Barbaux, were arrested.",
        "The trial of Vardo, Salnes and Barbaux began.",
        "Wolmar has been exiled.",
    ],
)
def test_name_to_whom_what_befalls_persons_is_a_person(text: str) -> None:
    found = people.find(*_read(text))
    assert found
    assert {n.kind for n in found} == {"person"}


@pytest.mark.parametrize(
    "text",
    [
        "In Wexley Hill was hanged.",
        "The execution of Decree Seven was put off.",
    ],
)
def test_place_or_law_is_no_person(text: str) -> None:
    assert not {n.name for n in people.find(*_read(text)) if n.kind == "person"} & {"Wexley", "Decree Seven", "Ulm"}


def _read(text: str) -> tuple[Document, tuple[Sentence, ...]]:
    doc = reading.read(f"A page of tests\n\n{text}\n".encode(), "page.txt")
    return doc, tuple(sentences(doc))


def test_what_befalls_those_of_a_place_tells_nothing_of_its_name() -> None:
    text = "The people of Ulm and Lemberg were arrested."
    assert not any(suffers(text, text.index(n), text.index(n) + len(n)) for n in ("Ulm", "Lemberg"))
