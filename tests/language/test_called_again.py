"""Who speaks where he is made to say it, is called again by what he is, or has moved something in the paragraph before."""

import pytest

from loquitur import language, reading


def speakers(text: str) -> list[str | None]:
    doc = reading.read(text.encode(), "page.txt", given={})
    return [s.speaker.name for s in language.find(doc).statements if s.quotation.mode == "direct"]


@pytest.mark.parametrize(
    "text",
    [
        "The turner Karl Oster got up right after them. “I have buried a wife and two sons”, the minutes have him say.",
        "Karl Oster had walked to the house and found it shut. “I asked what they were keeping,” the speaker continued.",
        "Karl Oster was heard last. He had slept ill. “I would have knocked at the door,” the old gentleman said.",
        "Karl Oster had buried a daughter since then. On 5 May he moved the third reading himself.\n\n“I made a jest of it once, and I have been ashamed of it each night.”",
        "Karl Oster defended the decree in the chamber, in the longest speech of all.\n\n“A people that has nothing to eat will read only one kind of book.”",
    ],
)
def test_words_are_his_of_whom_the_text_tells(text: str) -> None:
    assert speakers(text) == ["Karl Oster"]


@pytest.mark.parametrize(
    "text",
    [
        "Karl Oster met Emil Brandt, who was a judge. “I asked what they were keeping,” the speaker continued.",
        "Karl Oster had not moved the third reading.\n\n“I made a jest of it once, and I have been ashamed of it each night.”",
    ],
)
def test_words_are_nobodys_where_another_may_be_meant(text: str) -> None:
    assert speakers(text) == [None]
