"""Who is no subject of what is told: names in relative clauses, behind prepositions, taken out by a denial."""

import pytest

from loquitur import language, reading


def told(text: str) -> set[tuple[str, str]]:
    doc = reading.read(("A page of tests\n\nThen Edward Hill came, and John Cole. " + text + "\n").encode(), "page.txt")
    return {(f.who, f.what) for f in language.find(doc).fates}


@pytest.mark.parametrize(
    "text",
    [
        "The officer who betrayed Edward Hill was shot.",
        "The officer who had betrayed Edward Hill and John Cole was later shot.",
        "The bishop whom Edward Hill had ordained was deposed.",
        "The bishop that Hill ordained was deposed.",
        "The clerk Edward Hill had hired was banished.",
        "The barn in which Hill slept was burned.",
        "The uncle with whom he lived was exiled.",
        "The sailor to whom Hill had written was drowned.",
    ],
)
def test_nothing_is_told_of_whom_a_relative_clause_names(text: str) -> None:
    assert not {what for who, what in told(text) if who in ("Edward Hill", "John Cole")}


@pytest.mark.parametrize(
    ("text", "fate"),
    [
        ("Hill, who had fled, was shot.", "killing"),
        ("Hill whom John Cole had betrayed was shot.", "killing"),
        ("In 1820 Hill, who had known John Cole and Ann Dunn, was shot.", "killing"),
        ("The man who said Hill was shot told the truth.", "killing"),
        ("It was there that John Cole lost his friend Edward Hill, who was caught and hanged.", "execution"),
    ],
)
def test_the_head_of_a_relative_clause_keeps_its_fate(text: str, fate: str) -> None:
    assert ("Edward Hill", fate) in told(text)
    assert ("John Cole", fate) not in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Edward Hill, pupil of John Cole, Ann Dunn and Mark Sands, was hanged.",
        "Edward Hill, father of John Cole and Ann Dunn, was hanged.",
        "Edward Hill, not John Cole, was hanged.",
        "Edward Hill, and not John Cole, was hanged.",
        "Edward Hill rather than John Cole was hanged.",
        "It was Edward Hill, not John Cole, who was hanged.",
        "Not John Cole but Edward Hill was hanged.",
    ],
)
def test_of_several_names_one_alone_is_the_subject(text: str) -> None:
    assert {who for who, what in told(text) if what == "execution"} == {"Edward Hill"}


@pytest.mark.parametrize(
    "text",
    [
        "In the presence of Edward Hill, John Cole and Ann Dunn, the pirate was hanged.",
        "Before the judges Edward Hill, John Cole and Ann Dunn, the pirate was hanged.",
        "The heirs of Edward Hill and John Cole were hanged.",
        "Neither Edward Hill nor John Cole was hanged.",
        "Either Edward Hill or John Cole was hanged.",
        "All except Edward Hill were hanged.",
        "Edward Hill and John Cole quarrelled, and one of them was hanged.",
    ],
)
def test_nobody_is_the_subject_of_a_fate_that_is_told_of_others_or_of_one_of_two(text: str) -> None:
    assert not {who for who, what in told(text) if what == "execution" and who in ("Edward Hill", "John Cole")}


@pytest.mark.parametrize(
    "text",
    [
        "Edward Hill and John Cole were caught, and both of them were hanged.",
        "Rebels like Edward Hill and John Cole were hanged.",
        "The judge's sons, Edward Hill and John Cole, were hanged.",
        "Two of the rebels--Edward Hill and John Cole--were hanged.",
    ],
)
def test_a_list_of_persons_keeps_its_fate(text: str) -> None:
    assert {("Edward Hill", "execution"), ("John Cole", "execution")} <= told(text)
