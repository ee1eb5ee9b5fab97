"""Sides that a page denies, doubts, supposes or takes back, and the like words that do tell one."""

from collections.abc import Callable

import pytest

Told = Callable[[str, str], set[str]]


@pytest.mark.parametrize(
    ("page", "question"),
    [
        # denied, doubted, heard, dreamt
        ("Karl Weir indignantly denied ever having opposed the tax.", "opposed the tax"),
        ("Karl Weir disclaimed having spoken against the tax.", "opposed the tax"),
        ("It is not quite true that Karl Weir opposed the tax.", "opposed the tax"),
        ("It was untrue that Karl Weir had opposed the tax.", "opposed the tax"),
        ("I doubt very much that Karl Weir opposed the tax.", "opposed the tax"),
        ("There is no evidence in the minutes that Karl Weir opposed the tax.", "opposed the tax"),
        ("Few thought that Karl Weir opposed the tax.", "opposed the tax"),
        ("Ada Roe had heard that Karl Weir opposed the tax.", "opposed the tax"),
        ("Ada Roe was told that Karl Weir opposed the tax.", "opposed the tax"),
        ("As the legend has it, Karl Weir denounced the tax.", "denounced the tax"),
        ("In Ada Roe's dream Karl Weir denounced the tax.", "denounced the tax"),
        ("Karl Weir told the court that it was Ada Roe, not he, who had denounced the tax.", "denounced the tax"),
        ("Ada Roe accused Karl Weir of opposing the tax; Karl Weir hotly denied it.", "opposed the tax"),
        ("Ada Roe asked whether Karl Weir opposed the tax. Weir replied that he did nothing of the kind.", "opposed the tax"),
        ("To say that Karl Weir opposed the tax is a slander.", "opposed the tax"),
        # inverted
        ("Ada Roe slept through the debate on the tax. Nor did Karl Weir oppose the tax.", "opposed the tax"),
        ("Never had Karl Weir praised the tax.", "praised the tax"),
        ("Had Karl Weir praised the tax, it would have passed.", "praised the tax"),
        ("The tax would have passed, had Karl Weir supported the tax.", "supported the tax"),
        # of others: whose the petition is, whose brother is meant, what another verb's agent opposed
        ("Karl Weir presented a petition against the tax from the millers of Brod.", "opposed the tax"),
        ("The tax divided the family: Dr. Weir was for the tax, his brother Karl Weir against.", "supported the tax"),
        ("General Otto Lind\n\nGeneral Otto Lind's own brother, Marek, and his enemy Karl Weir both opposed the toll.", "opposed General Otto Lind"),
        # what is refused, given up, only promised
        ("General Otto Lind took Brod. Ada Roe refused to join those who opposed General Lind.", "opposed General Otto Lind"),
        ("General Otto Lind took Brod. Ada Roe refused to take part in the plot against him.", "opposed General Otto Lind"),
        ("General Otto Lind took Brod. Ada Roe condemned the plot against General Lind.", "opposed General Otto Lind"),
        ("Karl Weir withdrew his opposition to the tax.", "opposed the tax"),
        ("General Otto Lind took Brod. Ada Roe gave up her support for him.", "supported General Otto Lind"),
        ("Karl Weir had promised to support the tax and in the end stayed away.", "supported the tax"),
        ("Karl Weir agreed to support the tax if it were halved.", "supported the tax"),
    ],
)  # fmt: skip
def test_sides_that_are_taken_back_are_not_told(told: Told, page: str, question: str) -> None:
    assert told(page, f"Who {question}?") == set()


@pytest.mark.parametrize(
    ("page", "question"),
    [
        ("Karl Weir, who denied having lied, opposed the tax.", "opposed the tax"),
        ("It is true that Karl Weir opposed the tax.", "opposed the tax"),
        ("Nobody doubted that Karl Weir opposed the tax.", "opposed the tax"),
        ("Ada Roe denied the charge. Karl Weir opposed the tax.", "opposed the tax"),
        ("There is no record that the tax was read, but Karl Weir opposed the tax.", "opposed the tax"),
        ("Nor did Ada Roe stay; Karl Weir denounced the tax.", "denounced the tax"),
        ("Had he time? Karl Weir praised the tax.", "praised the tax"),
        ("Karl Weir agreed to support the tax.", "supported the tax"),
        ("Karl Weir protested in a speech against the tax.", "opposed the tax"),
        ("Karl Weir gave his support to the tax.", "supported the tax"),
        ("In his dreary pamphlet Karl Weir denounced the tax.", "denounced the tax"),
    ],
)
def test_sides_beside_the_like_words_are_told(told: Told, page: str, question: str) -> None:
    assert told(page, f"Who {question}?") == {"Karl Weir"}


@pytest.mark.parametrize(
    ("page", "question", "who"),
    [
        # to be against the loss of a thing is to be for it
        ("Karl Weir protested against the rejection of the tax.", "supported the tax", {"Karl Weir"}),
        ("Karl Weir protested against the rejection of the tax.", "opposed the tax", set()),
        ("Karl Weir opposed the repeal of the tax.", "supported the tax", {"Karl Weir"}),
        ("Karl Weir did not protest against the rejection of the tax.", "supported the tax", set()),
        ("Karl Weir opposed the repeal of the Mill Act.", "opposed the repeal of the Mill Act", {"Karl Weir"}),
        # whose the speech is that somebody reads
        ("Karl Weir read out a speech against the tax by Ada Roe.", "opposed the tax", {"Ada Roe"}),
        ("Karl Weir presented a petition against the tax.", "opposed the tax", {"Karl Weir"}),
        ("Karl Weir made a speech against the tax from the gallery.", "opposed the tax", {"Karl Weir"}),
        # two things, two agents
        ("The tax and the toll were read. The tax was opposed by Karl Weir and the toll by Ada Roe.", "opposed the tax", {"Karl Weir"}),
        ("The tax was opposed by Karl Weir and Ada Roe.", "opposed the tax", {"Karl Weir", "Ada Roe"}),
        ("The tax was opposed by Karl Weir and by Ada Roe.", "opposed the tax", {"Karl Weir", "Ada Roe"}),
        ("The tax divided the family: Ada Roe was for the tax, her brother Karl Weir against it.", "supported the tax", {"Ada Roe"}),
    ],
)  # fmt: skip
def test_sides_that_turn_on_what_stands_beside(told: Told, page: str, question: str, who: set[str]) -> None:
    assert told(page, f"Who {question}?") == who
