"""What becomes of people, told in many ways."""

import pytest

from loquitur import language, reading


def fates(text: str) -> set[tuple[str, str, str | None]]:
    doc = reading.read(("A page of tests\n\nThen Edward Hill came. " + text + "\n").encode(), "page.txt")
    return {(f.who, f.what, f.when) for f in language.find(doc).fates}


@pytest.mark.parametrize(
    ("text", "what", "when"),
    [
        ("Hill died in 1820.", "death", "1820"),
        ("Hill was put to death in 1820.", "execution", "1820"),
        ("In 1820 Hill was tried, sentenced and hanged.", "execution", "1820"),
        ("The guards arrested Hill in 1820.", "arrest", "1820"),
        ("Hill fled to France in 1820.", "exile", "1820"),
        ("He was driven into exile.", "exile", None),
        ("Hill was thrown into prison in 1820.", "imprisonment", "1820"),
        ("Hill took his own life.", "suicide", None),
        ("Hill, the editor of the Herald, was dismissed in 1820.", "removal", "1820"),
        ("The Regent had Hill executed.", "execution", None),
        ("Hill survived.", "survival", None),
        ("He had been beaten to death by the guards.", "killing", None),
        ("Hill was tortured by the guards and died in 1820.", "death", "1820"),
    ],
)
def test_fate(text: str, what: str, when: str | None) -> None:
    assert ("Edward Hill", what, when) in fates(text)


@pytest.mark.parametrize(
    "text",
    ["Hill wanted to flee.", "Hill refused to resign.", "They threatened to kill Hill.", "Hill was to be hanged."],
)
def test_what_did_not_happen_is_no_fate(text: str) -> None:
    assert fates(text) == set()
