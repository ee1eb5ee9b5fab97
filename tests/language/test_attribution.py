"""Who speaks in a story, by the whole row of turns."""

import pytest

from loquitur import language, reading
from loquitur.model import Statement

STORY = """The Lock Keeper

Martha Quill had kept the lock since her father died. One evening Edward Marsh came up the path, and Martha Quill put down her pail.

“You are late,” said Martha.

“The road is bad,” Edward answered.

“It was bad in the spring, too.”

“It was not so bad as this.”

“Then you must go by water next time,” said Martha.

“I hate the water.”

“You hate everything that moves, Edward.”

“Not everything.”

She laughed. “Sit down, then,” she said.

“Have you heard from Mr. Pell?” he asked.

“Not a word since Easter.”

“He owes you for the gates.”

“He owes the whole valley,” said Martha.

Edward rose and went to the door. “I shall speak to him,” he said.
"""


def told(text: str) -> list[tuple[str | None, str]]:
    doc = reading.read(text.encode(), "story.txt", given={})
    return [(s.speaker.name, s.quotation.text) for s in language.find(doc).statements if s.quotation.mode == "direct"]


def test_story_names_who_takes_turns_without_a_cue() -> None:
    found = {words: who for who, words in told(STORY)}
    assert found["You are late,"] == "Martha Quill"
    assert found["The road is bad,"] == "Edward Marsh"
    assert found["It was bad in the spring, too."] == "Martha Quill"
    assert found["It was not so bad as this."] == "Edward Marsh"
    assert found["You hate everything that moves, Edward."] == "Martha Quill"
    assert found["Sit down, then,"] == "Martha Quill"
    assert found["I shall speak to him,"] == "Edward Marsh"


def test_one_who_is_only_spoken_of_is_not_made_a_speaker() -> None:
    assert "Mr. Pell" not in {who for who, _ in told(STORY)}


def test_one_who_is_called_by_name_does_not_speak() -> None:
    found = {words: who for who, words in told(STORY)}
    assert found["You hate everything that moves, Edward."] != "Edward Marsh"


def test_choice_of_a_story_keeps_what_decided() -> None:
    doc = reading.read(STORY.encode(), "story.txt", given={})
    (one,) = [s for s in language.find(doc).statements if s.quotation.text == "It was not so bad as this."]
    assert "ranked by novels" in one.reason
    assert "takes turns" in one.reason


TOLD_BY_ME = (
    STORY.replace("Edward answered", "I answered")
    .replace("he asked", "I asked")
    .replace(
        "Edward rose and went to the door. “I shall speak to him,” he said.",
        "I rose and went to the door. “I shall speak to him,” I said.\n\n“Good night, Edward,” said Martha.",
    )
    .replace("One evening Edward Marsh came up the path", "One evening I came up the path")
    .replace("“I hate the water.”", "“I hate the water,” I said.")
)


def test_teller_is_named_as_others_call_him() -> None:
    found = {words: who for who, words in told(TOLD_BY_ME)}
    assert found["The road is bad,"] == "Edward"
    assert found["I shall speak to him,"] == "Edward"


@pytest.mark.parametrize("cue", ["she said", "said the lady", "he whispered"])
def test_teller_is_never_meant_by_another_word_than_i(cue: str) -> None:
    text = TOLD_BY_ME.replace("“It was not so bad as this.”", f"A door fell shut. “It was not so bad,” {cue}.")
    found = {words: who for who, words in told(text)}
    assert found["The road is bad,"] == "Edward"
    assert found["It was not so bad,"] != "Edward"
    doc = reading.read(text.encode(), "story.txt", given={})
    (one,) = [s for s in language.find(doc).statements if s.quotation.text == "It was not so bad,"]
    assert "Edward" not in one.candidates


REPORT = "\n\n".join(
    [
        "The Council met",
        "The council of Orne met on Monday, and Mayor Ruth Hill spoke first.",
        "“The bridge is safe,” Hill said. “It has been safe for years.”",
        "Others were less sure of it.",
        "“Nobody has looked at it since 1990,” said John Pell, an engineer.",
        "The council will meet again in May.",
    ]
)


def test_report_is_left_as_its_cues_say() -> None:
    doc = reading.read(REPORT.encode(), "report.txt", given={})
    found: list[Statement] = [s for s in language.find(doc).statements if s.quotation.mode == "direct"]
    assert [s.speaker.name for s in found] == ["Ruth Hill", "John Pell"]
    assert not any("ranked" in s.reason for s in found)


@pytest.mark.parametrize("title", ["Mr.", "Mrs."])
def test_title_tells_whom_he_and_she_mean(title: str) -> None:
    lines = [f"{title} Orne and Miss Vale sat by the window of the inn at Wick.", "“Is it raining?” asked Miss Vale."]
    lines += ["“It is raining,” said " + ("he" if title == "Mr." else "the guest") + ".", "“Then we stay.”"] * 5
    who = {words: name for name, words in told("A Wet Day\n\n" + "\n\n".join(lines))}
    assert who["Is it raining?"] == "Miss Vale"
    assert who["It is raining,"] in (("Mr. Orne",) if title == "Mr." else ("Mrs. Orne", None))


LISTED = """The Tariff and the Campaign

“I am for the toll,” said Senator Hale. “I am against it,” answered Governor Crewe.

The candidate has repeated the position of his party all the summer, as for instance:

""" + "\n\n".join(
    f"“I condemn the {thing} of the old act.”"
    for thing in ["tariff", "wall", "bill", "jest", "duty", "rate", "tax", "load", "cost", "price"]
)


def test_words_below_a_colon_are_no_turns() -> None:
    doc = reading.read(LISTED.encode(), "speech.txt")
    listed = [s for s in language.find(doc).statements if "condemn" in s.quotation.text]
    assert len(listed) > 5
    assert {s.speaker.name for s in listed} == {None}
    assert not any("by novels" in s.reason for s in listed)
