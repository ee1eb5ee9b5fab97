"""Whose the words are by the letter they are from, by what somebody praises, by who took the floor."""

import pytest

from loquitur import language, reading


def speakers(text: str) -> list[str | None]:
    doc = reading.read(text.encode(), "page.txt", given={})
    return [s.speaker.name for s in language.find(doc).statements if s.quotation.mode == "direct"]


@pytest.mark.parametrize(
    "text",
    [
        "The novelist Ann Hall lived in Sands. “That man has eaten the harvest,” begins her open letter of 1 May.",
        "In May 1968, two years later, Minister Ann Hall sent round a memorandum. “We have changed one thief for another,” it ran.",
        "Ann Hall justified herself in a pastoral letter: “A bad law that is kept makes good people.”",
        "The historian Ann Hall, in a book which has worn badly, praised “the rough paternal genius” of the man.",
        "Ann Hall recommended it to the house as “a measure of book-keeping, and no more”.",
        "A clerk named Ann Hall, examined before a committee in May 1824, with her master in the next chair, said that she “did not want to go”.",
        "The teacher Ann Hall, a good teacher, no fool, said to us: “You see a tyrant because he is fat.”",
        "Ann Hall is quoted on both sides. Her “thank you, friends, for taking this burden off us” is in a book of 1936.",
        "In May the old clerk, Ann Hall, stood up in the hall.\n\n“I went through the books of my uncle, and there is nothing in them.”",
        "Minutes were taken. Ann Hall, a painter: “I give my eight hundred pictures.” The chair noted it.",
        "They had been at school. Ann Hall sent him a postcard: “You have become what we hated.”",
        "The pardon came; Ann Hall sent it back with the words: “I want no mercy of a robber.”",
        "“A decent man in an indecent post,” was the verdict of the priest Ann Hall.",
        "Ann Hall followed. She had come late.\n\n“I went through the books of my uncle, and there is nothing in them.”",
    ],
)
def test_words_have_their_speaker(text: str) -> None:
    assert speakers(text) == ["Ann Hall"]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor, Ann Hall, had been denounced in the paper as “the agitator of the valley, and a liar”.",
        "A post shared more than 900 times says that the poet Ann Hall “was a cheerleader for the law of 1934”.",
        "Ann Hall hated the words, “Your house is burned and your cattle are gone.”",
        "Ann Hall tore down the notice with the words, “Your house is burned and your cattle are gone.”",
        "Ann Hall received a letter at last: “Your house is burned and your cattle are gone.”",
        "Ann Hall was sent a note in prison: “Your house is burned and your cattle are gone.”",
        "Attacked the committee of Ann Hall as “a society for the encouragement of spears”.",
        "This cable was the first report of the killings to reach Ann Hall:\n\n“The town is burned. I have counted them.”",
    ],
)
def test_whom_words_are_about_does_not_say_them(text: str) -> None:
    assert "Ann Hall" not in speakers(text)


def test_words_do_not_go_on_where_the_next_sentence_is_of_somebody_else() -> None:
    text = "Ann Hall spoke of “the great work that was done here”. And General Pike, who was there, had “no better man” for it."
    assert speakers(text)[1:] != ["Ann Hall"]


def test_those_who_march_through_the_streets_speak_and_not_the_streets() -> None:
    doc = reading.read("Protesters marching through the streets chanted “What curfew?” all night.".encode(), "page.txt")
    (told,) = language.find(doc).statements
    assert told.speaker.name == "Protesters"


@pytest.mark.parametrize(
    "before",
    [
        "Ann Hall thought that prices rose in May.",
        "Ann Hall saw the sun rise over the bay.",
        "Ann Hall did not rise.",
        "Ann Hall followed the road.",
        "Ann Hall followed Reed up the stairs.",
    ],
)
def test_who_does_not_take_the_floor_says_nothing(before: str) -> None:
    page = f"Ann Hall was there with Tom Reed.\n\n{before}\n\n“I went through the books, and there is nothing in them.”"
    assert speakers(page) == [None]


@pytest.mark.parametrize(
    "before", ["was attacked in an article", "was praised in a letter as a hero", "is described in the minutes"]
)
def test_whom_a_work_is_about_does_not_say_its_words(before: str) -> None:
    assert speakers(f"Ann Hall {before}: “We have changed one thief for another, and gained nothing.”") == [None]


def test_who_was_blunt_in_a_letter_says_its_words() -> None:
    assert speakers("Ann Hall was blunt in a letter: “We have changed one thief for another.”") == ["Ann Hall"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ann Hall came. Asked for the order, she gave it, before the whole town, as follows: ", "Ann Hall"),
        ("Ann Hall came. The order that she had refused to read runs as follows: ", None),
        ("A clerk called Ann Hall had said: ", "Ann Hall"),
        ("A friend called Ann Hall and said: ", None),
    ],
)
def test_who_gives_words_as_follows_and_who_only_calls(text: str, speaker: str | None) -> None:
    assert speakers(f"{text}“We have changed one thief for another.”") == [speaker]
