"""What questions ask, in the words in which people ask them."""

import pytest

from loquitur.questions.understand import understand


@pytest.mark.parametrize(
    ("question", "kind", "person"),
    [
        ("Who spoke out against Hastings?", "against", "Hastings"),
        ("who denounced hastings", "against", "hastings"),
        ("Did anyone oppose Huey Long?", "against", "Huey Long"),
        ("Which people criticised Kitchener?", "against", "Kitchener"),
        ("Who took Webster to task?", "against", "Webster"),
        ("Who, if anybody, stood up to Nero, and what happened to them?", "against", "Nero"),
        ("Who were the critics of Cromwell?", "against", "Cromwell"),
        ("Who spoke or wrote against Nero?", "against", "Nero"),
        ("Who accused or gave evidence against Nero?", "against", "Nero"),
        ("Who spoke out against the word “male” in the act?", "against", "the word “male” in the act"),
        ("Who fought in the name of Nero?", "for", "Nero"),
        ("Who advocated free trade?", "for", "free trade"),
        ("Who abolished slavery?", "deed", None),
        ("Who protected the weavers?", "deed", None),
        ("Who defended Galileo?", "for", "Galileo"),
        ("Who sang the praises of Napoleon?", "for", "Napoleon"),
        ("Who sided with Cromwell?", "for", "Cromwell"),
        ("Whom did Burke attack?", "opposed", "Burke"),
        ("Whom was Burke against?", "opposed", "Burke"),
        ("What happened to Görres?", "fate", "Görres"),
        ("What became of the Old Weavers?", "fate", "the Old Weavers"),
        ("How did Byron die?", "fate", "Byron"),
        ("Who killed Marat?", "fate", "Marat"),
        ("When did Byron die?", "when", "Byron"),
        ("When was Marat murdered?", "when", "Marat"),
        ("What did Burke say?", "said", "Burke"),
        ("What were Burke’s views on India?", "said", "Burke"),
        ("Why weren’t we told this before?", "told", None),
        ("Why were we not told?", "told", None),
        ("Who said “Back to the land”?", "words", None),
        ("Where is “the die is cast” from?", "words", None),
        ("When was “the die is cast” said?", "words", None),
    ],
)
def test_question_is_understood(question: str, kind: str, person: str | None) -> None:
    asked = understand(question)
    assert asked is not None
    assert (asked.kind, asked.person) == (kind, person)


def test_topic_of_a_saying_is_kept() -> None:
    asked = understand("What did Burke say about Warren Hastings?")
    assert asked is not None
    assert (asked.person, asked.topic) == ("Burke", "Warren Hastings")


def test_words_of_a_saying_are_kept_without_their_marks() -> None:
    asked = understand("Who said “Back to the land”?")
    assert asked is not None
    assert asked.words == "Back to the land"


@pytest.mark.parametrize(
    ("words", "inside", "outside"),
    [
        ("before 1950", "1949-12-31", "1950"),
        ("after 1950", "1951", "1950-06"),
        ("since 1950", "1950", "1949"),
        ("in 1923", "1923-05", "1924"),
        ("between 1920 and 1930", "192X", "1931"),
        ("in the 1920s", "1925", "1930"),
        ("in the twenties", "1925", "1930"),
        ("before March 1953", "1953-02-28", "1953-03-01"),
        ("in the 19th century", "1848", "1901"),
    ],
)
def test_limit_of_time_is_taken_off(words: str, inside: str, outside: str) -> None:
    asked = understand(f"Who denounced Hastings {words}?")
    assert asked is not None
    assert asked.person == "Hastings"
    assert asked.limit is not None
    assert asked.limit.holds(inside)
    assert not asked.limit.holds(outside)
    assert not asked.limit.holds(None)


def test_limit_without_a_date_is_told_as_not_understood() -> None:
    asked = understand("Who praised Hastings after the war?")
    assert asked is not None
    assert asked.person == "Hastings"
    assert asked.limit is not None
    assert not asked.limit.understood


@pytest.mark.parametrize(
    "question",
    ["", "?", "Hastings", "What is the weather?", "Wer sprach gegen Hastings?", "a" * 1001, "'; DROP TABLE x"],
)
def test_other_questions_are_not_understood(question: str) -> None:
    assert understand(question) is None


@pytest.mark.parametrize(
    ("question", "person"),
    [
        ("Under what conditions was the testimony given?", None),
        ("How were the false confessions obtained?", None),
        ("How were the confessions of Edward Hill obtained?", "Edward Hill"),
        ("Was the confession of Hill extorted?", "Hill"),
        ("Under what conditions did Hill testify?", "Hill"),
        ("Who retracted?", None),
        ("What was their testimony worth?", None),
    ],
)
def test_conditions_of_testimony_are_asked_for(question: str, person: str | None) -> None:
    asked = understand(question)
    assert asked is not None
    assert (asked.kind, asked.person) == ("conditions", person)
