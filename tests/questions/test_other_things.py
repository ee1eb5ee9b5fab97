"""Another thing of the kind that is asked about, and what "it" and "the bill" mean behind it."""

from collections.abc import Callable

import pytest

Told = Callable[[str, str], set[str]]

PAGE = "The Canal Bill\n\nThe Canal Bill was read in June. "


@pytest.mark.parametrize(
    "more",
    [
        "The Wool Bill was opposed by Mr. Rudge.",
        "Mr. Rudge opposed the Wool Bill. Mr. Selby denounced the Irish Canal Bill.",
        "Mr. Rudge opposed the third Canal Bill.",
        "Mr. Rudge opposed a similar Canal Bill.",
        "After it came the Wool Bill. It was opposed by Mr. Rudge.",
        "After it came the Wool Bill. The bill was opposed by Mr. Rudge.",
        "Mr. Selby drew up the clause of the Canal Bill which Mr. Rudge opposed.",
    ],
)
def test_another_bill_is_not_the_one_asked_for(told: Told, more: str) -> None:
    assert told(PAGE + more, "Who opposed the Canal Bill?") == set()


@pytest.mark.parametrize(
    "more",
    [
        "The bill was opposed by Mr. Rudge.",
        "The Wool Bill was read too. The Canal Bill was opposed by Mr. Rudge.",
        "The Wool Bill was read. Then the Canal Bill came up; Mr. Rudge opposed the bill.",
        "Mr. Selby praised the Canal Bill, which Mr. Rudge had opposed.",
    ],
)
def test_the_bill_asked_for_is_found_beside_others(told: Told, more: str) -> None:
    assert told(PAGE + more, "Who opposed the Canal Bill?") == {"Mr. Rudge"}


@pytest.mark.parametrize(
    ("more", "who"),
    [
        ("Miss Orde protested against the arrest of Ida Wall.", {"Miss Orde"}),
        ("Miss Orde protested at her own arrest.", set()),
        ("In 1909 Miss Orde protested against her arrest.", set()),
    ],
)
def test_her_own_arrest_is_no_other_womans(told: Told, more: str, who: set[str]) -> None:
    page = f"Ida Wall\n\nThe arrest of Ida Wall came in May. {more}"
    assert told(page, "Who protested against the arrest of Ida Wall?") == who


@pytest.mark.parametrize(
    ("page", "question", "who"),
    [
        ("The Peace of Orm was made. Mr. Rudge opposed the Peace of Brod.", "the Peace of Orm", set()),
        ("The war with Orm began. Mr. Rudge opposed the war against Brod.", "the war with Orm", set()),
        ("The war with Orm began. Mr. Rudge opposed the war from the first day.", "the war with Orm", {"Mr. Rudge"}),
        ("The mill tax of 1832 came. Mr. Rudge opposed the mill tax of 1867.", "the mill tax of 1832", set()),
        (
            "The strike of the miners began. Mr. Rudge opposed the strike of the bakers.",
            "the strike of the miners",
            set(),
        ),
        ("The land tax came. Mr. Rudge opposed the poll-tax.", "the land tax", set()),
        ("The land tax came. Mr. Rudge opposed the land-tax.", "the land tax", {"Mr. Rudge"}),
    ],
)
def test_another_thing_by_what_stands_behind_it(told: Told, page: str, question: str, who: set[str]) -> None:
    assert told(page, f"Who opposed {question}?") == who
