"""A document's findings, on short pages written for these tests."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loquitur import language, reading
from loquitur.errors import UnreadableDocument
from loquitur.model import Findings

LECTURE = """Who stood up to the Intendant?

Posted by webmaster on March 3, 2009 - 14:22

It is now thirty years since the rising of 1954, and the young ask us who did it.

Let me quote from the Intendant's speech at Wheeling:

“The mills are full of idlers.

“I shall close every one of them.”

So spoke Corvin. Again:

“I will not rest until it is done.”

Margaret Hale, the deputy from Orne, answered him on June 1, 1950. “I do not want to see us ride to victory on fear,” she said. “Fear and smear.”

According to Edward Marrow: “We must not confuse dissent with treason.” Then Welles, the old lawyer, asked: “Have you no shame, sir?”

“He is finished,” they whispered in the corridors.

It is not true, as Corvin claimed, that nobody in the mills dared to speak out against Corvin. Hale and Marrow spoke out. The Old Weavers spoke out.

Flanders denounced Corvin in the assembly in 1953. Corvin died in May 1957. Thousands of the Old Weavers were deported.

It is Flanders, repeating what Hale said four years ago.

“No more silence!” That was the cry of the students of Wexford.

Log in to post comments
"""


def found(text: str, name: str = "page.txt", **given: str) -> tuple[str, Findings]:
    doc = reading.read(text.encode(), name, given=given)
    return doc.text, language.find(doc)


def speakers(text: str) -> list[tuple[str | None, str]]:
    return [
        (s.speaker.name or s.speaker.kind, s.quotation.text)
        for s in found(text)[1].statements
        if s.quotation.mode == "direct"
    ]


def test_lecture_gives_each_quotation_its_speaker() -> None:
    assert speakers(LECTURE) == [
        ("Corvin", "The mills are full of idlers. I shall close every one of them."),
        ("Corvin", "I will not rest until it is done."),
        ("Margaret Hale", "I do not want to see us ride to victory on fear, Fear and smear."),
        ("Edward Marrow", "We must not confuse dissent with treason."),
        ("Welles", "Have you no shame, sir?"),
        ("unknown", "He is finished,"),
        ("the students of Wexford", "No more silence!"),
    ]


def test_lecture_is_dated_from_within_and_never_by_its_posting_line() -> None:
    assert found(LECTURE)[1].dating.said == "1984"


def test_lecture_keeps_its_frame_out_of_everything() -> None:
    text, findings = found(LECTURE)
    frame = text.index("Posted by"), text.index("It is now")
    assert not any(frame[0] <= d.span.start < frame[1] for d in findings.dates)
    assert "webmaster" not in [n.name for n in findings.named]


def test_lecture_tells_who_was_against_whom() -> None:
    against = {(s.holder, s.target) for s in found(LECTURE)[1].stances if s.side == "against"}
    assert {
        ("Margaret Hale", "Corvin"),
        ("Edward Marrow", "Corvin"),
        ("the Old Weavers", "Corvin"),
        ("Flanders", "Corvin"),
    } <= against
    assert not [a for a in against if a[0] == "Corvin"]


def test_lecture_tells_fates_with_time_and_number() -> None:
    fates = {(f.who, f.what, f.when, f.number) for f in found(LECTURE)[1].fates}
    assert ("Corvin", "death", "1957-05", None) in fates
    assert ("the Old Weavers", "exile", None, "thousands") in fates


def test_lecture_sets_the_claim_beside_its_denial() -> None:
    text, findings = found(LECTURE)
    (claim,) = findings.claims
    assert text[claim.span.start : claim.span.end] == "nobody in the mills dared to speak out against Corvin"
    assert claim.asserted_by == "Corvin"
    assert [text[a:b] for a, b in claim.evidence] == ["Hale and Marrow spoke out.", "The Old Weavers spoke out."]


def test_lecture_hears_the_echo() -> None:
    (echo,) = found(LECTURE)[1].echoes
    assert (echo.later, echo.earlier, echo.when, echo.gap_years) == ("Flanders", "Margaret Hale", "1980", 4)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Mr. Stone, who followed him, said: “The vault is empty.”", "Mr. Stone"),
        ("“The vault is empty,” cried Stone, and he sat down.", "Stone"),
        ("The Evening Herald [the paper of the owners] boasted: “The strike is broken.”", "Evening Herald"),
        ("Mary wrote to Stone. Mary wept. In this letter she said: “Stone has taken everything I had.”", "Mary"),
        ("Stone's answer to the old question, “Why did nobody tell us?” was long.", "unknown"),
        ("“But they paid, didn't they?” We heard that over and over again.", "unnamed"),
        ("He rose at last. “The vault is empty,” he said.", "unknown"),
    ],
)
def test_speaker_is_named_or_left_open(text: str, speaker: str) -> None:
    assert [who for who, _ in speakers("A page of tests about a bank\n\n" + text)] == [speaker]


def test_paragraph_that_opens_with_words_holds_one_quotation() -> None:
    told = speakers("A page of tests\n\n“The vault is empty,” said Stone. He sat down. “It was so in May.”")
    assert told == [("Stone", "The vault is empty, It was so in May.")]


def test_other_cue_in_a_paragraph_begins_another_quotation() -> None:
    told = speakers("A page of tests\n\n“The vault is empty,” said Stone. “It never was,” said Hill.")
    assert told == [("Stone", "The vault is empty,"), ("Hill", "It never was,")]


def test_closing_formula_is_that_of_the_words_before_it() -> None:
    text = "Notes\n\nIn 1961 John Hill had his answer ready. “We are proving it every day.”\n\n“We also made progress.” So said Ann Hall."
    assert [who for who, _ in speakers(text)][-1] == "Ann Hall"
    assert speakers(text)[0][0] != "Ann Hall"


def test_short_second_half_of_a_sentence_is_part_of_the_quotation() -> None:
    text = "Notes\n\n“Special envoys have also been named,” Ann Hall argued in 1857, “by the Court of Spain and Cuba.”"
    assert speakers(text) == [("Ann Hall", "Special envoys have also been named, by the Court of Spain and Cuba.")]


def test_person_spoken_about_is_not_made_the_speaker() -> None:
    told = speakers(
        "A page of tests\n\nLast night Stone saw Hill in the yard. In the evening he wrote: “Hill has robbed us all, and Hill must go.”"
    )
    assert told == [("Stone", "Hill has robbed us all, and Hill must go.")]


@pytest.mark.parametrize(
    ("text", "mode", "words"),
    [
        ("Stone said that the vault had been empty for years.", "indirect", "the vault had been empty for years"),
        ("The vault was empty in the spring, Stone said.", "indirect", "The vault was empty in the spring"),
        ("Stone offered to open the vault before witnesses.", "indirect", "to open the vault before witnesses"),
    ],
)
def test_indirect_speech_is_found(text: str, mode: str, words: str) -> None:
    statements = found("A page of tests\n\nThen Stone came. " + text)[1].statements
    assert [(s.quotation.mode, s.quotation.text, s.speaker.name) for s in statements] == [(mode, words, "Stone")]


@pytest.mark.parametrize(
    "text",
    [
        "Nobody opposed Stone in the council of the town.",
        "If Hill opposed Stone, he would lose his place.",
        "Who opposed Stone in the council?",
        "Hill did not oppose Stone.",
        "Hill condemned the murder of Stone.",
        "Hill attacked the enemies of Stone.",
        "Hill attacked Stone's enemies.",
        "Hill might denounce Stone.",
    ],
)
def test_what_is_denied_asked_or_supposed_is_no_stance(text: str) -> None:
    stances = found("A page of tests\n\nStone and Hill met. Then Hill and Stone left. " + text)[1].stances
    assert [s for s in stances if s.target == "Stone"] == []


@pytest.mark.parametrize(
    "text", ["Hill condemned the rule of Stone.", "Hill attacked Stone's policy.", "Hill denounced Stone."]
)
def test_blame_of_what_somebody_does_is_a_stance(text: str) -> None:
    stances = found("A page of tests\n\nStone and Hill met. Then Hill and Stone left. " + text)[1].stances
    assert [(s.holder, s.target, s.side) for s in stances] == [("Hill", "Stone", "against")]


@pytest.mark.parametrize(
    "text",
    [
        "If Hill had been arrested, he would have spoken.",
        "It is not true that Hill was shot.",
        "Was Hill shot?",
        "Hill was nearly killed.",
    ],
)
def test_what_is_supposed_or_denied_is_no_fate(text: str) -> None:
    assert found("A page of tests\n\nThen Hill came. " + text)[1].fates == ()


def spans(findings: Findings) -> Sequence[tuple[int, int]]:
    return [
        *(d.span for d in findings.dates),
        *(s for n in findings.named for s in n.spans),
        *(s for st_ in findings.statements for s in (*st_.quotation.spans, *st_.cue, *st_.speaker.spans)),
        *(s.span for s in findings.stances),
        *(f.span for f in findings.fates),
    ]


WORDS = st.sampled_from(
    [
        "Stone",
        "said",
        "“",
        "”",
        '"',
        "he",
        "in",
        "1923",
        ".",
        ",",
        ":",
        "\n\n",
        "the",
        "Lenin",
        "was",
        "killed",
        "by",
        "not",
        "that",
        "years",
        "ago",
        "twenty",
        "'",
        "‘",
        "’",
        "Ünal",
        "𝔸",
        "against",
        "spoke",
        "out",
    ]
)


@given(st.lists(WORDS, max_size=60))
def test_find_never_raises_and_stays_within_the_text(parts: list[str]) -> None:
    try:
        text, findings = found(" ".join(parts))
    except UnreadableDocument:
        return
    assert all(0 <= a <= b <= len(text) for a, b in spans(findings))
    assert all(text[d.span.start : d.span.end] == d.text for d in findings.dates)


def test_same_input_gives_the_same_findings() -> None:
    assert found(LECTURE)[1] == found(LECTURE)[1]


def test_page_of_the_papers_is_read_as_its_gold_says(shared) -> None:  # type: ignore[no-untyped-def]
    _, findings = found((shared / "papers" / "who-spoke-out.txt").read_text(encoding="utf-8"))
    assert findings.dating.said == "1956"
    direct = [s for s in findings.statements if s.quotation.mode == "direct"]
    assert len(direct) == 12
    assert not [s for s in direct if s.speaker.name == "Stalin"]
    assert not [s for s in findings.stances if s.holder in ("Stalin", "Daily Worker")]
