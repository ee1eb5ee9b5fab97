"""Whom a pronoun means that goes on about the sentence before, and where a sentence names its subject."""

import pytest

from loquitur import language, reading


def speakers(text: str) -> list[str | None]:
    doc = reading.read(text.encode(), "page.txt", given={})
    return [s.speaker.name for s in language.find(doc).statements if s.quotation.mode == "direct"]


@pytest.mark.parametrize(
    "text",
    [
        "When the warden sent for him, the turner Karl Oster laid his tools on the desk. “I shall not do that work,” he said.",
        "Asked whether he feared for his post, the old turner Karl Oster shook his head. “I fear for the men under me,” he said.",
        "His old friend Karl Oster came home that year and put his card on the table. “Keep it until I ask for it,” he said.",
        "On 3 May 1931 the turner Karl Oster shouted twice at the mayor, Emil Brandt, and left. “I am tired of it all,” he told us.",
        "In the spring of 1931 the turner Karl Oster opened the doors. “Let everybody have his share of it,” he said to them.",
        "Karl Oster signed the letter in May. He never regretted that. “It was a wicked plan, and I said so,” he told his pupils.",
        "The foreman, Karl Oster, was asked by the judge, Emil Brandt, how old he was. “Old enough for this place,” he said.",
        "Karl Oster gave the papers the notes which proved that the captain had lied. “Nine men are dead of it,” he told them.",
        "Karl Oster swore that Emil Brandt had sold the seed. “He did it by night and with a lamp,” he added.",
        "Karl Oster, whom Emil Brandt had baptised, was ashamed of it. He asked for a clean page “to write my own name upon it”.",
        "A younger man, the turner Karl Oster, was blunter. “This wall will not stand through another winter.”",
    ],
)
def test_pronoun_goes_on_about_who_acted_before(text: str) -> None:
    assert speakers(text) == ["Karl Oster"]


@pytest.mark.parametrize(
    "text",
    [
        "Karl Oster was in the yard. The bailiff lent the prisoner a comb. “I have been wrong in my friends,” he said.",
        "Karl Oster told him about the letter. “I never meant it to be read aloud,” he said.",
        "Karl Oster sat in the gallery. “He stood up there and he told us: ‘You are all of you sold already.’ So it was.”",
    ],
)
def test_nobody_is_named_where_another_may_be_meant(text: str) -> None:
    assert speakers(text)[-1] is None


def test_pronoun_is_not_the_subject_where_another_acts_beside_him() -> None:
    text = "Karl Oster rose, and Emil Brandt came up the stairs. “I have had enough of this house,” he said."
    assert speakers(text) != ["Karl Oster"]


@pytest.mark.parametrize(
    "text",
    [
        "A letter of Karl Oster's friends came in May. I was there when Karl Oster laid down the pen. “I have saved you,” he said.",
        "Karl Oster was no friend of it. In private he called it a burden. To those who asked, he would smile. “I gave my word,” he told us.",
        "We give the last word to a boy whom we shall call Karl Oster. He was at the pit. Why, we asked, did they run? “It was on fire,” he said.",
        "It was brought to town by her teacher, Karl Oster. “She is a sick girl and no fiend,” he said.",
        "Karl Oster sat on the manhole. His daughters sat beside him. “The rain belongs to all of us,” he told the engineer.",
        "When his clerk, a careful man named Emil Brandt, laid it before him, Karl Oster pushed it back. “That is what they pay,” he said.",
        "Karl Oster signed it. In the cells he signed a second paper, his hand being bound, in which he declared that “all of it is true”.",
    ],
)
def test_pronoun_goes_on_over_sentences_about_him(text: str) -> None:
    assert speakers(text) == ["Karl Oster"]


def test_son_who_remembers_him_is_not_he() -> None:
    text = "Karl Oster came home. His son Harry remembered him well. In the end he walked down. “I have a list here,” he said."
    assert speakers(text) != ["Harry"]


def test_station_is_nobody() -> None:
    text = "The comedian Karl Oster died twice. In 1974 Radio Zembla buried him. He kept the tape. “They flatter me,” he said."
    assert speakers(text) == ["Karl Oster"]
