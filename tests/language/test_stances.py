"""Who is for or against whom, told in many ways."""

import pytest

from loquitur import language, reading
from loquitur.questions.evidence import sure


def sides(text: str) -> set[tuple[str, str, str]]:
    opening = "A page of tests\n\nThen Barnaby Crewe came to power, and Crewe ruled. "
    doc = reading.read((opening + text + "\n").encode(), "page.txt")
    return {(s.holder, s.side, s.target) for s in language.find(doc).stances if s.holder != "the author" and sure(s)}


CREWE = "Barnaby Crewe"


@pytest.mark.parametrize(
    "text",
    [
        "Mary Sands denounced Crewe.",
        "Mary Sands was firmly against Crewe.",
        "Mary Sands, editor of the Wexford Herald, attacked Crewe in every number.",
        "Mary Sands left the chapel in protest against Crewe.",
        "Mary Sands raised her voice against Crewe.",
        "Mary Sands took Crewe to task.",
        "Mary Sands stood up to Crewe.",
        "Crewe was denounced by Mary Sands.",
        "Mary Sands, who had served him, railed against Crewe.",
        "Mary Sands, the editor of the Wexford Herald, wrote a whole book against Crewe.",
        "The editor of the Wexford Herald, Mary Sands, accused Crewe of fraud.",
        "Mary Sands called Crewe a despot.",
        "Mary Sands demanded his removal.",
        "Mary Sands refused to serve Crewe.",
        "Mary Sands would never own the rule of Crewe.",
        "Mary Sands was a bitter critic of Crewe.",
        "Mary Sands rose and condemned the policies of Crewe.",
        "The first to denounce Crewe was Mary Sands.",
        "Ned Poole denounced Crewe. Then there was Mary Sands.",
        "Mary Sands told Crewe to his face that he lied.",
        "Mary Sands said that Crewe was a tyrant.",
    ],
)
def test_against(text: str) -> None:
    assert ("Mary Sands", "against", CREWE) in sides(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mary Sands defended Crewe.",
        "Mary Sands had always been for Crewe.",
        "Mary Sands was in favour of Crewe.",
        "Mary Sands spoke in support of Crewe.",
        "Mary Sands stood by Crewe.",
        "Mary Sands sang the praises of Crewe.",
        "Mary Sands hailed Crewe as a liberator.",
        "Mary Sands was an admirer of Crewe.",
        "“Crewe is the wisest of men,” Mary Sands said.",
    ],
)
def test_for(text: str) -> None:
    assert ("Mary Sands", "for", CREWE) in sides(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mary Sands never denounced Crewe.",
        "Mary Sands has claimed in two books that she denounced Crewe.",
        "The notion that Mary Sands denounced Crewe is common.",
        "Mary Sands was hanged for it, and Crewe wept.",
        "Mary Sands was not for Crewe.",
        "Mary Sands was never against Crewe.",
        "Mary Sands was perhaps in favour of Crewe.",
        "Mary Sands is for Crewe a riddle.",
        "Mary Sands saw a march in protest against Crewe.",
        "Mary Sands refused to condemn Crewe.",
        "Mary Sands would have denounced Crewe.",
        "Did Mary Sands denounce Crewe?",
        "If Mary Sands denounced Crewe, nobody heard it.",
        "Mary Sands rejected the criticism of Crewe.",
        "Mary Sands condemned the murder of Crewe.",
        "Mary Sands denounced the enemies of Crewe.",
        "Mary Sands protected Crewe against the crowd.",
        "Mary Sands opposed killing Crewe.",
        "Mary Sands wept, not because she denounced Crewe.",
        "Mary Sands opposed Crewe going abroad.",
        "Mary Sands challenged Crewe to stand for office.",
        "Mary Sands has no prejudice against Crewe.",
        "Mary Sands held that nobody should discriminate against Crewe.",
        "Mary Sands entered the race of discovery against Crewe.",
        "Mary Sands fought against terror.",
        "Mary Sands protested her innocence.",
        "Mary Sands resisted the temptation to leave.",
        "Mary Sands met people accused of these crimes.",
        "Crewe was pleased to be joined by Mary Sands.",
    ],
)
def test_no_side_is_put_in_her_mouth(text: str) -> None:
    assert ("Mary Sands", "against", CREWE) not in sides(text)


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("“I accuse Crewe of murder,” wrote Mary Sands.", "Mary Sands"),
        ("Mary Sands wrote: “Crewe, I accuse you before the world.”", "Mary Sands"),
        ("Mary Sands told Crewe: “You are a liar and a coward.”", "Mary Sands"),
        ("Mary Sands wrote: “Crewe allowed himself a rude tirade against me yesterday. Ask Edward Hill.”", "Mary Sands"),
        ("Crewe sent round an order. Mary Sands denounced Crewe. Ned Poole refused to sign it.", "Ned Poole"),
        ("Mary Sands denounced Crewe. Ned Poole told the clerks that he would sooner resign than obey him.", "Ned Poole"),
        ("Mary Sands spoke to a crowd, in a hall where nobody could hear, and denounced Crewe.", "Mary Sands"),
        ("Mary Sands wrote against Mr. Crewe in every paper.", "Mary Sands"),
        ("The women of Wexley marched against Crewe.", "the women of Wexley"),
        ("The women of Wexley came to town. Two hundred of them signed their names against Crewe.", "the women of Wexley"),
        ("The pious women of Wexley came to town. These women spoke out against Crewe.", "the pious women of Wexley"),
    ],
)  # fmt: skip
def test_against_in_own_words_by_refusal_and_by_many(text: str, holder: str) -> None:
    assert (holder, "against", CREWE) in sides(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mary Sands asked: “Crewe, are you a liar?”",
        "“You are no liar, Crewe,” said Mary Sands.",
        "“If I accuse Crewe, who will hear it?” asked Mary Sands.",
        "Mary Sands would rather walk than ride.",
        "Mary Sands refused to sign the visitors' book.",
    ],
)
def test_own_words_that_take_no_side(text: str) -> None:
    assert ("Mary Sands", "against", CREWE) not in sides(text)


def own(text: str) -> set[tuple[str, str, str]]:
    doc = reading.read(("---\nauthor: Mary Sands\n---\n\n" + text + "\n").encode(), "page.md")
    return {(s.holder, s.side, s.target) for s in language.find(doc).stances}


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Mr. Crewe is a cruel tyrant.", "against"),
        ("Mr. Crewe has always been too rude.", "against"),
        ("Mr. Crewe betrayed us all.", "against"),
        ("Mr. Crewe was the noblest of men.", "for"),
    ],
)
def test_the_documents_own_words_judge_by_the_predicate(text: str, side: str) -> None:
    assert own(text) == {("Mary Sands", side, "Mr. Crewe")}


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Crewe was gunned down by a brutal assassin.",
        "Mr. Crewe has denied that he lied, which would be a crime.",
        "Mr. Crewe took the same view of slavery.",
        "Mr. Crewe is no tyrant.",
        "Mr. Crewe was murdered in the street.",
        "Mr. Crewe is said to have seen the murder.",
        "Mr. Crewe had chosen the best road to the wrong house.",
    ],
)
def test_the_documents_own_words_about_what_befell_somebody_take_no_side(text: str) -> None:
    assert own(text) == set()


LISTED = """The weir at Sands

Then Edward Hill came, and built the weir.

{opening}

{lines}

He never answered. Susan Wood went home.
"""


@pytest.mark.parametrize(
    ("opening", "lines", "side"),
    [
        (
            "The following spoke against Hill:",
            "George Pell, the miller;\n\nThomas Fry, of York;\n\nAda Lane.",
            "against",
        ),
        ("Those who defended Hill:", "- George Pell\n- Mr. Thomas Fry: he said little\n- Ada Lane", "for"),
        ("In that year the following denounced Hill:", "1. George Pell\n2. Thomas Fry\n3. Ada Lane", "against"),
    ],
)
def test_lines_below_what_tells_a_side_are_on_it(opening: str, lines: str, side: str) -> None:
    doc = reading.read(LISTED.format(opening=opening, lines=lines).encode(), "page.txt")
    told = {(s.holder.removeprefix("Mr. "), s.side) for s in language.find(doc).stances if s.target == "Edward Hill"}
    assert told == {("George Pell", side), ("Thomas Fry", side), ("Ada Lane", side)}


@pytest.mark.parametrize(
    ("opening", "lines"),
    [
        ("Nobody spoke against Hill:", "George Pell was away.\n\nThomas Fry was ill."),
        ("They asked who had spoken against Hill:", "In May it rained.\n\nGeorge Pell was ill."),
        ("The following spoke against Hill.", "George Pell was away.\n\nThomas Fry was ill."),
        ("The following spoke against Hill:", "George Pell was away.\n\nIn May it rained."),
    ],
)
def test_lines_below_what_tells_no_side_are_on_none(opening: str, lines: str) -> None:
    doc = reading.read(LISTED.format(opening=opening, lines=lines).encode(), "page.txt")
    assert not {s.holder for s in language.find(doc).stances} & {"George Pell", "Thomas Fry"}


SECTIONS = """The weir at Sands

Then Edward Hill came, and built the weir. Hill was proud of it. Nobody knew Hill well.

THE CASE AGAINST

“The weir has ruined the meadow,” said George Pell. “I built it for all,” Hill answered.

HIS DEFENDERS

“It has given us bread,” wrote Thomas Fry. Among them were:

Ada Lane, of York;

Mary Cobb.

WHAT CAME OF IT

“I am tired,” said Susan Wood.
"""


def test_section_whose_heading_tells_a_side() -> None:
    told = {(s.holder, s.side, s.target) for s in language.find(reading.read(SECTIONS.encode(), "page.txt")).stances}
    assert told == {
        ("George Pell", "against", "Edward Hill"),
        ("Thomas Fry", "for", "Edward Hill"),
        ("Ada Lane", "for", "Edward Hill"),
        ("Mary Cobb", "for", "Edward Hill"),
    }


@pytest.mark.parametrize(
    "heading",
    ["THE RACE AGAINST TIME", "HIS CRITICAL ILLNESS", "PROTESTS AGAINST THE PRICE OF BREAD", "CRITICS OF THE BILL"],
)
def test_section_whose_heading_tells_no_side(heading: str) -> None:
    text = SECTIONS.replace("THE CASE AGAINST", heading).replace("HIS DEFENDERS", "HIS FRIENDLY WORDS")
    assert not {s.holder for s in language.find(reading.read(text.encode(), "page.txt")).stances if sure(s)}


@pytest.mark.parametrize(
    "text",
    [
        "It is often written that Mary Sands opposed Crewe.",
        "Legend has it that Mary Sands denounced Crewe.",
        "So they say:\n\n| Mary Sands denounced Crewe | no evidence |\n",
        "Never in her life did Mary Sands say a word against Crewe.",
        "Mary Sands, who spoke with violence, spoke not against Crewe but against the Duke.",
    ],
)
def test_talk_of_nobody_and_what_was_never_said_take_no_side(text: str) -> None:
    assert not {s for s in sides(text) if s[2] == CREWE}


@pytest.mark.parametrize("holder", ["Royal Decree", "Holt Charter", "Orme Treaty"])
def test_a_writing_is_on_nobodys_side(holder: str) -> None:
    text = f"A page of tests\n\nThen a forged {holder} was published, denouncing Barnaby Crewe. The Holt Council denounced Ned Pole.\n"
    told = {(s.holder, s.target) for s in language.find(reading.read(text.encode(), "page.txt")).stances}
    assert told == {("Holt Council", "Ned Pole")}
