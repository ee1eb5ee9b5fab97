"""Those whom a page counts up against the claim that nobody spoke out."""

from loquitur import language, reading
from loquitur.model import Stance

CLAIM = "It is untrue, as Lord Bellamy would have it, that {nobody} against Lord Brandreth in those years."
TARGET = "Lord Brandreth"
LIST = """

The first was Edward Harker himself. He stood upon the hustings. He was a mild man. He had two sons. They went to sea.

The second was an old weaver, Samuel Marsden, who had drilled his neighbours. He went home. He said little. He died.

The fourth was George Pell.
"""


def stances(text: str) -> list[Stance]:
    return list(language.find(reading.read(text.encode(), "page.txt")).stances)


def test_count_goes_on_however_far_behind() -> None:
    for nobody in ("not a voice was lifted", "no man spoke out", "nobody raised his voice"):
        told = [(s.holder, s.target, s.side) for s in stances(CLAIM.format(nobody=nobody) + LIST)]
        assert ("Edward Harker", TARGET, "against") in told
        assert ("Samuel Marsden", TARGET, "against") in told
        assert not any(holder == "George Pell" for holder, _, _ in told)


def test_no_count_without_the_denial() -> None:
    text = "Lord Bellamy says that nobody spoke out against Lord Brandreth in those years." + LIST
    assert not any(s.holder == "Edward Harker" for s in stances(text))
