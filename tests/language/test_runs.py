"""Runs of capitalised words: where one name ends and the next begins."""

import pytest

from loquitur import reading
from loquitur.language.persons.runs import habits, runs
from loquitur.language.sentences.prose import sentences


def found(text: str) -> list[str]:
    doc = reading.read(text.encode(), "page.txt", given={})
    rows = sentences(doc)
    plain, _ = habits(doc.text, rows)
    return [
        " ".join((*(f"({t})" for t in run.titles), *run.key))
        for number, row in enumerate(rows)
        for run in runs(doc.text, number, row, plain)
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("In London William Pitt spoke.", ["london", "william pitt"]),
        ("At Smolensk Marshal Ney halted.", ["smolensk", "(marshal) ney"]),
        ("On Monday Pitt spoke.", ["pitt"]),
        ("Then Mr. and Mrs. Hale came with Dr. King.", ["(mrs) hale", "(dr) king"]),
        ("We heard E. D. Morel and A. Philip Randolph.", ["e d morel", "a philip randolph"]),
        ("They shot Van der Lubbe's friend Torgler.", ["van der lubbe", "torgler"]),
        ("Then Fouquier's own clerk came.", ["fouquier"]),
        ("He asked the Bank of England and Joan of Arc.", ["bank of england", "joan of arc"]),
        ("There Samuel Bamford of Middleton hid her.", ["samuel bamford", "middleton"]),
        ("There the Duke of Orme and the Bishop of Orme met.", ["duke of orme"]),
        ("There the King answered.", []),
        ("I'll go. He's here. D'you hear? Let's go, shan't we?", []),
        ("They met in San Juan and in Fort William.", ["san juan", "fort william"]),
        ("They asked the Baptist missionaries.", ["baptist missionaries"]),
        ("They joined the Workers' Opposition.", ["workers opposition"]),
        ("The Sunday Times printed it.", ["sunday times"]),
        ("There stood an American, George Washington Williams.", ["american", "george washington williams"]),
        ("Then the French General Foch came.", ["french", "(general) foch"]),
    ],
)
def test_runs_end_where_the_next_name_begins(text: str, names: list[str]) -> None:
    assert found("A page of tests\n\n" + text) == names


def test_runs_leave_out_what_opens_a_sentence_and_stands_in_lower_case_elsewhere() -> None:
    assert found("We saw gentlemen come.\n\nGentlemen came to the door.") == []


def test_runs_go_on_over_the_end_of_a_line() -> None:
    lines = (
        "It was on the last evening of the session, when the lamps were lit, that Sir Robert\n"
        "Walpole rose to speak to those who were left on the benches, and that he told them of\n"
        "the letter which had come from the north, and of the answer that he had sent to it.\n"
    )
    assert found(f"{lines}\n{lines}") == ["(sir) robert walpole"] * 2
