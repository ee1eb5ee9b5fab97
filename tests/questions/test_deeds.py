"""Who did what a question names by its verb: whoever stands right before it, and nobody whom a sentence leaves out."""

import pytest

from loquitur.questions.understand import understand
from loquitur.questions.verbs import forms
from loquitur.record import Record

PAPERS = {
    "1931-05-02-minutes.txt": "2 May 1931\n\nClara Vogel refused to sign the protocol. Bruno Lang had never refused to sign "
    "it. The brother of Otto Reiss refused to sign the protocol too. If Ida Kern refused to sign the protocol, she was not "
    "told of it. Of the clerks one refused to sign the protocol.\n\nBruno Lang then wrote to Otto Reiss about the mill. "
    "Ida Kern wrote about Otto Reiss to nobody. Clara Vogel said: “I wrote to Otto Reiss twice.”\n",
    "1936-01-20-trial.txt": "20 January 1936\n\nOn the second day Ida Kern, who confessed to the fire, was silent. Bruno Lang "
    "did not confess. Otto Reiss resigned from the Mill Board in 1935.\n",
}


def who(record: Record, question: str) -> set[str]:
    return {p.who for p in record.ask(question).people}


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Who refused to sign the protocol?", {"Clara Vogel"}),
        ("Did anyone refuse to sign the protocol?", {"Clara Vogel"}),
        ("Who wrote to Otto Reiss?", {"Bruno Lang", "Clara Vogel"}),
        ("Who wrote letters to Reiss?", {"Bruno Lang", "Clara Vogel"}),
        ("Who wrote about Otto Reiss?", {"Ida Kern"}),
        ("Who confessed?", {"Ida Kern"}),
        ("Who confessed to the fire?", {"Ida Kern"}),
        ("Who resigned from the Mill Board?", {"Otto Reiss"}),
        ("Who resigned from the Mill Board before 1934?", set()),
    ],
)
def test_deed_is_theirs_whose_name_stands_before_it(record: Record, question: str, names: set[str]) -> None:
    assert who(record, question) == names


def test_every_doer_has_the_sentence(record: Record) -> None:
    (one,) = record.ask("Who confessed to the fire?").people
    assert [p.text for p in one.passages] == ["On the second day Ida Kern, who confessed to the fire, was silent."]


def test_deed_that_nobody_tells_of_is_told_with_what_can_be_asked(record: Record) -> None:
    answer = record.ask("Who betrayed Otto Reiss?")
    assert answer.people == ()
    assert answer.understood == "who betrayed Otto Reiss, as sentences tell, any date"
    assert "“Who was Otto Reiss?”" in answer.coverage.how


def test_question_not_understood_names_a_neighbour(record: Record) -> None:
    answer = record.ask("Is there any news of Otto Reiss today?")
    assert answer.understood is None
    assert "Near it: “Who was Otto Reiss?”" in answer.coverage.how


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who wrote that the mill was lost?", "words"),
        ("Who said to thine own self be true?", "words"),
        ("Who resigned?", "suffered"),
        ("Who was expelled?", "suffered"),
        ("Who arrested Otto Reiss?", "fate"),
        ("Who voted against Otto Reiss?", "against"),
        ("Who was Otto Reiss?", "about"),
    ],
)
def test_other_questions_stay_what_they_were(question: str, kind: str) -> None:
    asked = understand(question)
    assert asked is not None
    assert asked.kind == kind


@pytest.mark.parametrize(
    ("verb", "some"),
    [
        ("refused", "refuse refuses refusing"),
        ("wrote", "written writes"),
        ("replied", "reply replies"),
        ("planned", "plan"),
    ],
)
def test_forms_of_a_verb(verb: str, some: str) -> None:
    assert set(some.split()) <= forms(verb)
    assert forms("mill") == frozenset()
