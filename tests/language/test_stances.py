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
        "Mary Sands refused to condemn Crewe.",
        "Mary Sands would have denounced Crewe.",
        "Did Mary Sands denounce Crewe?",
        "If Mary Sands denounced Crewe, nobody heard it.",
        "Mary Sands rejected the criticism of Crewe.",
        "Mary Sands condemned the murder of Crewe.",
        "Mary Sands denounced the enemies of Crewe.",
        "Mary Sands protected Crewe against the crowd.",
    ],
)
def test_no_side_is_put_in_her_mouth(text: str) -> None:
    assert ("Mary Sands", "against", CREWE) not in sides(text)
