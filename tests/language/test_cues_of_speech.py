"""Which words beside a quotation give it to somebody, and which do not."""

import pytest

from loquitur import language, reading


def speakers(text: str) -> list[str | None]:
    doc = reading.read(text.encode(), "page.txt", given={})
    return [s.speaker.name for s in language.find(doc).statements if s.quotation.mode == "direct"]


@pytest.mark.parametrize(
    "text",
    [
        "General Karl Oster, who in 1970 was still assuring the bankers that “there is no better man to be had”, went abroad.",
        "Karl Oster came out blind. What he said, when the bells began, was: “Is that for the king? Shut the window.”",
        "It has been said, by Karl Oster in his book, that the weavers themselves “took no interest in the question”.",
        "The dead mayor was lamented by Karl Oster: “He was a lamp in a long night.”",
        "Karl Oster gave his penny in the shape of a halfpenny, and upon being told it was short, said, “So is the week.”",
        "Karl Oster, who was against him on every question, and voted so for years, nevertheless wrote: “I have loved few men so.”",
        "Karl Oster hung the notes on hooks in his window with a card: “Here hangs my savings book.”",
        "Karl Oster, the deputy warden, hurried to assure the bench that the college “honours its protector in him”, and sent Tell away.",
        "Karl Oster did not come: “He talked for a day and a night to keep us from voting.”",
        "Karl Oster never called him other than “that sailor of ours, with the hat”.",
    ],
)
def test_words_are_given_to_who_says_them(text: str) -> None:
    assert speakers(text) == ["Karl Oster"]


@pytest.mark.parametrize(
    "text",
    [
        "Karl Oster kept bees. I should add that he never wrote “a people gets the hat that it deserves”.",
        "The letter, which in the churches of Karl Oster is still read out: “I looked for the coin, and it was not there.”",
        "A voice from among the porters called out, “Who will sell you your salt now?”",
        "Karl Oster found on his desk a note that said: “You will not see another harvest here.”",
    ],
)
def test_words_are_given_to_nobody(text: str) -> None:
    assert speakers(text) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Karl Oster burned the letter: “You will never see this house again, nor I.”",
        "Karl Oster, an appreciation: “He was the best of us in all this town.”",
        "They had called Karl Oster at night two times “the worst of all the turners”.",
    ],
)
def test_who_is_told_of_does_not_speak(text: str) -> None:
    assert speakers(text) == [None]


def test_turn_may_tell_of_what_somebody_is() -> None:
    text = "Karl Oster of the seamen: “It gives not one blanket to the man before the mast.”"
    assert speakers(text) == ["Karl Oster"]


def test_words_behind_a_colon_go_on_with_nobody() -> None:
    text = "“They are happy, all of them,” said Karl Oster. The smallest, being alone with us: “We sing to count the hours.”"
    assert speakers(text) == ["Karl Oster", None]
