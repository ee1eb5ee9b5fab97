"""Who is for or against a thing that is nobody, by their own words."""

from pathlib import Path

import pytest

from loquitur.questions.judging import SIDES, SIGN, shown
from loquitur.questions.topics import topic
from loquitur.record import Record


def side(sentence: str) -> set[str]:
    return {s for s in SIDES if shown(sentence.replace("X", SIGN), s)}


@pytest.mark.parametrize(
    ("sentence", "sides"),
    [
        ("X is a great moral wrong.", {"against"}),
        ("I hate it because of the monstrous injustice of X itself.", {"against"}),
        ("We must abolish X wherever it stands.", {"against"}),
        ("I am unalterably opposed to the extension of X.", {"against"}),
        ("The present X system is in many respects unjust.", {"against"}),
        ("Let us prohibit the spread of X.", {"against"}),
        ("X ought to be repealed.", {"against"}),
        ("The farmer has suffered under an odious X.", {"against"}),
        ("I am squarely for a protective X.", {"for"}),
        ("I believe in the protective X.", {"for"}),
        ("X has conferred great benefits upon the workman.", {"for"}),
        ("Great prosperity has always come under a protective X.", {"for"}),
        ("We shall maintain X.", {"for"}),
        # no side: negated, supposed, told of others, changed, compounded, governed, or only spoken of
        ("I am not opposed to X.", set()),
        ("X is no evil.", set()),
        ("If X is an evil, let them say so.", set()),
        ("They say that X is an evil.", set()),
        ("It is also said that X is necessary.", set()),
        ("One section of our country believes X is right, while the other believes X is wrong.", set()),
        ("Some of our citizens oppose X.", set()),
        ("I recommend a revision of X.", set()),
        ("The threat of great X changes is felt.", set()),
        ("The note of an insolvent X is good.", set()),
        ("The question of X came before the house.", set()),
        ("The time has come to stop the sale of X to the young.", set()),
        ("X was introduced in 1816.", set()),
    ],
)
def test_words_that_judge_a_thing_and_words_that_do_not(sentence: str, sides: set[str]) -> None:
    assert side(sentence) == sides


PAPERS = {
    "1851-03-01-anna.txt": "Speaker: Anna Brandt\n\nThe toll is a burden. I am opposed to the toll, and I shall say so.\n\nWe speak.\n",
    "1852-03-01-karl.txt": "Speaker: Karl Weber\n\nThe benefits of the toll are felt by all. We must maintain the toll.\n\nThe end.\n",
    "1853-03-01-rosa.txt": "Speaker: Rosa Field\n\nThe toll was raised in 1850. Is the toll an evil?\n\n“The toll is a curse,” said Adam Lane.\n",
    "1854-03-01-nora.txt": "“Of the bridges I say nothing,” said Nora Hale.\n",
}


def test_answer_has_both_sides_of_a_thing_by_the_question(record: Record) -> None:
    against = record.ask("Who spoke out against the toll?")
    assert [p.who for p in against.people] == ["Anna Brandt", "Adam Lane"]
    assert against.understood == "speakers against the toll, any date"
    assert {s.relation for p in against.people for s in p.statements} == {"against"}
    assert "“toll is a burden”" in against.people[0].statements[0].reason
    assert [p.who for p in record.ask("Who defended the toll?").people] == ["Karl Weber"]


def test_limit_of_time_holds_for_a_thing(record: Record) -> None:
    assert [p.who for p in record.ask("Who spoke out against the toll before 1852?").people] == ["Anna Brandt"]


def test_thing_nobody_speaks_of_falls_back_to_passages(record: Record) -> None:
    assert record.ask("Who spoke out against the canal?").people == ()


@pytest.mark.parametrize(
    ("question", "head", "rest"),
    [
        ("the war with China", "war", ("China",)),
        ("the China war", "war", ("China",)),
        ("the concentration camps", "camps", ("concentration",)),
        ("slavery", "slavery", ()),
        ("Order 88", "Order", ("88",)),
        ("the Half-Pay Rule", "Rule", ("Half-Pay",)),
        ("the bombing of Guernica", "bombing", ("Guernica",)),
    ],
)
def test_thing_is_taken_apart(question: str, head: str, rest: tuple[str, ...]) -> None:
    found = topic(question)
    assert found is not None
    assert (found.head, found.rest) == (head, rest)


WAR = {
    "war.txt": "Voices on the Danish war\n\nThe first Danish war was debated in May. Anna Brandt denounced the war at Holt. "
    "Karl Weber defended the war. Rosa Field said of it: “A war more unjust I do not know.”\n\n“The war is a crime,” said Peter "
    "Hahn. Otto Lang spoke of the Polish war and called it a blessing. “We shall see,” said Lang.\n",
    "other.txt": "Minutes\n\nThe Polish war was a crime, said Jan Novak.\n",
}


@pytest.mark.parametrize("asked", ["the war with Denmark", "the Danish war", "the war in Denmark"])
def test_thing_is_found_by_its_head_on_a_page_about_it(tmp_path: Path, asked: str) -> None:
    for name, words in WAR.items():
        (tmp_path / name).write_text(words, encoding="utf-8")
    with Record.create(tmp_path / "x.record") as made:
        list(made.add([tmp_path]))
        against, favour = made.ask(f"Who spoke out against {asked}?"), made.ask(f"Who defended {asked}?")
    assert {p.who for p in against.people} == {"Anna Brandt", "Rosa Field", "Peter Hahn"}
    assert [p.who for p in favour.people] == ["Karl Weber"]
    assert "Otto Lang" not in {p.who for p in (*against.people, *favour.people)}


def test_who_is_quoted_on_a_thing_without_a_side_stands_apart(record: Record) -> None:
    found = record.ask("Who spoke out against the bridges?")
    assert found.people == ()
    assert [s.speaker for s in found.quoted] == ["Nora Hale"]


BILL = """The River Police Bill

Much was said of the River Police Bill in the county.

Lord Tarn was strongly against it. The draper Tomas Brook praised it as “the second spring”. Anna Holm spoke in favour of it, and
Olaf Berg voted against the railway bill. Jon Falk had sent the Herald an article in its praise, and Rosa Field repudiated it. Colonel Reed supported another bill. Tove Ask defended the new bill.
"""


def test_it_is_the_thing_in_the_paragraph_behind_one_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "bill.txt").write_text(BILL, encoding="utf-8")
    with Record.create(tmp_path / "x.record") as made:
        list(made.add([tmp_path / "bill.txt"]))
        against, favour = (
            made.ask(f"{who} the River Police Bill?") for who in ("Who spoke out against", "Who defended")
        )
    assert {p.who for p in against.people} == {"Lord Tarn"}
    assert {p.who for p in favour.people} == {"Tomas Brook", "Anna Holm", "Tove Ask"}


def test_thing_is_named_in_compounds_and_by_its_number(tmp_path: Path) -> None:
    words = "Notes\n\nThe Half-Pay Rule was read in May. Anna Holm denounced the Half-Pay Rule. Order 88 came later. Karl Weber defended Order 88.\n"
    (tmp_path / "notes.txt").write_text(words, encoding="utf-8")
    with Record.create(tmp_path / "x.record") as made:
        list(made.add([tmp_path / "notes.txt"]))
        assert [p.who for p in made.ask("Who spoke out against the Half-Pay Rule?").people] == ["Anna Holm"]
        assert [p.who for p in made.ask("Who defended Order 88?").people] == ["Karl Weber"]
