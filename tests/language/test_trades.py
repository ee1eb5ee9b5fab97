"""What somebody is before a name tells that it is a person's, and which of several names in a subject speaks."""

import pytest

from loquitur import language, reading
from loquitur.model import Findings


def found(text: str) -> Findings:
    return language.find(reading.read(text.encode(), "page.txt", given={}))


def speakers(text: str) -> list[str | None]:
    return [s.speaker.name for s in found(text).statements if s.quotation.mode == "direct"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“They measure with a new bushel,” said the old miller Grobian, and went home.", "Grobian"),
        ("Blacksmith Wenzel Tarrok broke his hammer and cried: “I forge no chains for you!”", "Wenzel Tarrok"),
        ("Deputy Quellan shouted from his bench: “Count the ballots once again!”", "Quellan"),
        ("Council leader Wenzel Tarrok said: “She was the best of us in forty years.”", "Wenzel Tarrok"),
        ("The elder’s own son Tarrok rose and said: “I will not sit at this table again.”", "Tarrok"),
        ("“He speaks the truth to us all,” said the ferryman Tarrok of the lower quay.", "Tarrok"),
        ("The drummer boy Tarrok had a shilling from her. “She is the kindest lady living,” he wrote home.", "Tarrok"),
    ],
)
def test_trade_before_a_name_makes_a_person(text: str, name: str) -> None:
    assert speakers(text) == [name]


@pytest.mark.parametrize(
    "text", ["They walked down Baker Street.", "He read the Courier Gazette.", "She saw Miller Hall burn."]
)
def test_trade_within_the_name_of_a_place_makes_nobody(text: str) -> None:
    assert not [n for n in found(text).named if n.kind == "person"]


@pytest.mark.parametrize(
    "text",
    [
        "The delegate Quellan spoke for her. “She held my hand at the grave,” he said.",
        "Quellan had known him from school. “He never told a lie to anybody,” she said.",
    ],
)
def test_him_in_the_sentence_of_a_name_is_somebody_else(text: str) -> None:
    assert speakers(text) == ["Quellan"]
