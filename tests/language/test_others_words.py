"""Words that whoever cites gives, and another has said, and words that nobody said."""

import pytest

from loquitur import language, reading


def speakers(text: str) -> list[str | None]:
    doc = reading.read(text.encode(), "page.txt", given={})
    return [s.speaker.name for s in language.find(doc).statements if s.quotation.mode == "direct"]


@pytest.mark.parametrize(
    "text",
    [
        "Karl Oster cited the words of Ann Hall: “No gate was ever shut by weeping.”",
        "Karl Oster quoted the old saying of Ann Hall, “No gate was ever shut by weeping.”",
        "In his reply Karl Oster recalled a maxim of Ann Hall's: “No gate was ever shut by weeping.”",
        "Karl Oster repeated what Ann Hall had said at the dinner: “No gate was ever shut by weeping.”",
        "Karl Oster wrote that he had learned from his clerk what Ann Hall had answered: “No gate was ever shut by weeping.”",
        "Karl Oster read in Ann Hall's notebook: “No gate was ever shut by weeping.”",
        "Karl Oster read to the jury from the will of Ann Hall: “No gate was ever shut by weeping.”",
        "“No gate was ever shut by weeping,” Karl Oster read in Ann Hall's diary.",
        "Karl Oster received a letter from Ann Hall. “No gate was ever shut by weeping,” it read.",
        "Karl Oster found a note from his sister Ann Hall. “No gate was ever shut by weeping,” it ran.",
        "We learn that Ann Hall resigned in a letter, which was read to the board. “No gate was ever shut by weeping,” it ended.",
    ],
)
def test_words_are_his_who_is_cited(text: str) -> None:
    assert speakers(text) == ["Ann Hall"]


@pytest.mark.parametrize(
    "text",
    [
        "Karl Oster read the letter of Ann Hall, and said: “No gate was ever shut by weeping.”",
        "Karl Oster noted in a letter of May to Ann Hall: “No gate was ever shut by weeping.”",
        "Karl Oster recalled in his diary of 1914: “No gate was ever shut by weeping.”",
        "Karl Oster answered the question of Ann Hall: “No gate was ever shut by weeping.”",
        "Karl Oster, who had read what Ann Hall wrote, said to the clerk: “No gate was ever shut by weeping.”",
        "Karl Oster could not have been plainer when he said, “No gate was ever shut by weeping.”",
        "Karl Oster never denied that he had called it “a gate that was shut by weeping”.",
        "Karl Oster never failed to say, “No gate was ever shut by weeping.”",
        "If it rained, Karl Oster said, “No gate was ever shut by weeping.”",
        "The clerk was praised by Karl Oster, who wrote that she “never shut a gate without weeping”.",
        "Karl Oster should have gone, and said, “No gate was ever shut by weeping.”",
        "Before the bell could ring Karl Oster said, “No gate was ever shut by weeping.”",
    ],
)
def test_words_are_his_who_says_them(text: str) -> None:
    assert speakers(text) == ["Karl Oster"]


@pytest.mark.parametrize(
    "text",
    [
        "Karl Oster could have said, “No gate was ever shut by weeping.”",
        "Karl Oster might well have answered: “No gate was ever shut by weeping.”",
        "Karl Oster would rather have said: “No gate was ever shut by weeping.”",
        "Karl Oster was about to say, “No gate was ever shut by weeping,” and fell.",
        "Karl Oster refused to say that “no gate was ever shut by weeping”.",
        "Had Karl Oster said, “No gate was ever shut by weeping,” he would have lived.",
        "If Karl Oster said, “No gate was ever shut by weeping,” it was at night.",
        "Karl Oster is not known to have said, “No gate was ever shut by weeping.”",
        "Nobody ever heard Karl Oster say, “No gate was ever shut by weeping.”",
        "The clerk dreamt that Karl Oster said, “No gate was ever shut by weeping.”",
        "Karl Oster denied that he had called Ann Hall “a woman who weeps at every gate”.",
        "Karl Oster denied ever having called Ann Hall “a woman who weeps at every gate”.",
        "That she was “a woman who weeps at every gate,” a charge Karl Oster denied, was known.",
        "Karl Oster imagined Ann Hall's answer: “No gate was ever shut by weeping.”",
        "Karl Oster dreaded the question of Ann Hall: “Was a gate ever shut by weeping?”",
        "Karl Oster cited the words of the psalm: “No gate was ever shut by weeping.”",
        "Before Karl Oster could answer, the doors flew open. “No gate was ever shut by weeping.” It was dark.",
        "“No gate was ever shut by weeping,” said a cousin of Mr. Oster. Mr. Oster slept.",
        "“No gate was ever shut by weeping,” wrote an admirer of General Oster. General Oster slept.",
        "Karl Oster received a letter at noon. “No gate was ever shut by weeping,” it read.",
    ],
)
def test_words_are_nobodys_who_is_named(text: str) -> None:
    assert speakers(text) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Karl Oster gave way to Ann Hall. “No gate was ever shut by weeping.” The clock struck.",
        "Karl Oster yielded at last to Ann Hall. “No gate was ever shut by weeping.” The clock struck.",
        "Karl Oster congratulated Ann Hall. “No gate was ever shut by weeping.” The clock struck.",
        "Karl Oster felt the hand of Ann Hall on his arm. “No gate was ever shut by weeping.” The clock struck.",
        "Karl Oster heard a voice behind the door. “No gate was ever shut by weeping.” The clock struck.",
        "Karl Oster listened to Ann Hall. “No gate was ever shut by weeping.” The clock struck.",
        "Karl Oster asked Ann Hall for her opinion. “No gate was ever shut by weeping.” The clock struck.",
        "Karl Oster was startled by Ann Hall. “No gate was ever shut by weeping.” The clock struck.",
        "Karl Oster asked Ann Hall why she had come. “No gate was ever shut by weeping,” was the reply.",
        "“No gate was ever shut by weeping.” Karl Oster thanked Ann Hall. “No gate was ever shut by weeping.”",
        "The law ought to be pondered by every clerk: “No gate was ever shut by weeping.”",
        "The plan of Karl Oster was to urge all women to say that “no gate was ever shut by weeping”.",
        "The priests, refusing to recant, were to be punished “with the whole rigour of the law of the land”.",
        "A saying ascribed to Karl Oster, but really Ann Hall's, runs: “No gate was ever shut by weeping.”",
        "The preface, by Ann Hall, to Karl Oster's memoirs says that “no gate was ever shut by weeping”.",
        "The letter to Karl Oster, which came in May, said: “No gate was ever shut by weeping.”",
    ],
)
def test_words_are_not_his_who_has_another_before_him(text: str) -> None:
    assert set(speakers(text)) == {None}


@pytest.mark.parametrize(
    "text",
    [
        "Up rose Karl Oster. “No gate was ever shut by weeping.” The clock struck.",
        "Karl Oster felt no shame. “No gate was ever shut by weeping.” The clock struck.",
        "Karl Oster gave his way of life a name. “No gate was ever shut by weeping.” The clock struck.",
        "Karl Oster was asked why he had come. “No gate was ever shut by weeping,” was the reply.",
        "Karl Oster, hearing of it from Ann Hall, wept. “No gate was ever shut by weeping.” The clock struck.",
        "Karl Oster replied to the letter of Ann Hall: “No gate was ever shut by weeping.”",
        "The gate was called by Karl Oster “the only gate that was shut by weeping”.",
        "Asked why, Karl Oster, adding that they were old, called them “the priests of a god that wept”.",
    ],
)
def test_words_are_his_of_whom_the_sentence_before_tells(text: str) -> None:
    assert speakers(text) == ["Karl Oster"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("“Ann Hall,” said Karl Oster, “you shut the gate.” “And you, Karl Oster, wept.” The clock struck.", ["Karl Oster", None]),
        ("“Will the gate hold?” Karl Oster was asked. “Not for a year,” came the reply.", [None, "Karl Oster"]),
        ("Ann Hall laughed. “Then we shall shut it.” “Who has the key?” asked Karl Oster.", ["Ann Hall", "Karl Oster"]),
        ("Karl Oster asked: “Where is the key kept?” “In the cellar, with the wine,” came from the door.", ["Karl Oster", None]),
        ("“Who has the key to the gate?” “I have it,” said Karl Oster.", [None, "Karl Oster"]),
        ("“Ann Hall,” said Karl Oster, “you shut the gate.” He rose. “And you wept.”", ["Karl Oster"]),
        ("“The gate,” Karl Oster told them, “was never shut.”", ["Karl Oster"]),
    ],
)  # fmt: skip
def test_who_answers_right_behind_the_words_is_another(text: str, named: list[str | None]) -> None:
    assert speakers(text) == named
