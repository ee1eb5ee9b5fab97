"""Whose a name is in each document, by the years of documents and lives."""

from dataclasses import replace
from itertools import permutations

import pytest

from loquitur.lives import Life, apart, from_text, merged, near, span, to_text
from loquitur.matching.bearers import Group, groups


def in_year(year: int) -> Life:
    return Life((year, year), (year,))


def wrote(year: int) -> Life:
    return Life((year, year), (year,), (year, year))


def told(found: list[Group]) -> set[frozenset[tuple[str, str]]]:
    return {frozenset(g.uses()) for g in found}


def uses(*rows: tuple[str, int]) -> dict[tuple[str, str], Life]:
    """Names by the year of the document, which bears it as its id; 0 for a document without one."""
    return {(name, f"d{year}"): in_year(year) if year else Life() for name, year in rows}


def test_one_full_name_over_a_gap_no_life_spans_is_two_peoples() -> None:
    found = groups(uses(("Abel Marsh", 1790), ("Abel Marsh", 1801), ("Abel Marsh", 1950)))
    assert told(found) == {
        frozenset({("Abel Marsh", "d1790"), ("Abel Marsh", "d1801")}),
        frozenset({("Abel Marsh", "d1950")}),
    }
    assert {r for g in found for r in g.reasons} == {
        "the fullest form; of its namesakes the one around 1790–1801",
        "the fullest form; of its namesakes the one around 1950",
    }


def test_name_that_is_talked_of_again_and_again_stays_one_persons() -> None:
    assert len(groups(uses(*(("Abel Marsh", y) for y in (1790, 1850, 1910, 1970))))) == 1


def test_document_that_tells_of_the_old_days_bridges_a_gap() -> None:
    rows = uses(("Abel Marsh", 1790)) | {("Abel Marsh", "later"): Life((1950, 1950), (1788, 1791))}
    assert len(groups(rows)) == 1


@pytest.mark.parametrize("full", [1790, 1960])
def test_bare_surname_is_only_that_of_somebody_near_in_time(full: int) -> None:
    found = groups(uses(("Dorn", 1858), ("Stella Dorn", full)))
    assert len(found) == 2


def test_bare_surname_of_each_time_is_that_of_its_own_bearer() -> None:
    rows = uses(("Dorn", 1858), ("Dorn", 1961), ("Amos Dorn", 1860), ("Greta Dorn", 1960))
    assert told(groups(rows)) == {
        frozenset({("Dorn", "d1858"), ("Amos Dorn", "d1860")}),
        frozenset({("Dorn", "d1961"), ("Greta Dorn", "d1960")}),
    }


def test_surname_that_two_people_of_one_time_bear_is_nobodys() -> None:
    found = groups(uses(("Dorn", 1859), ("Amos Dorn", 1860), ("Greta Dorn", 1858)))
    assert frozenset({("Dorn", "d1859")}) in told(found)
    assert any("may be short for" in r for g in found for r in g.reasons)


def test_fuller_name_of_the_document_itself_decides() -> None:
    rows = uses(("Amos Dorn", 1859), ("Greta Dorn", 1858))
    rows["Dorn", "d1859"] = replace(in_year(1859), whole="Amos Dorn")
    rows["Dorn", "d1858"] = replace(in_year(1858), whole="Greta Dorn")
    assert told(groups(rows)) == {
        frozenset({("Dorn", "d1859"), ("Amos Dorn", "d1859")}),
        frozenset({("Dorn", "d1858"), ("Greta Dorn", "d1858")}),
    }


def test_fuller_name_that_the_document_keeps_apart_decides_nothing() -> None:
    rows = uses(("Amos Dorn", 1859), ("Greta Dorn", 1858), ("Dorn", 1859))
    assert frozenset({("Dorn", "d1859")}) in told(groups(rows))


def test_author_whom_the_words_do_not_name_decides_nothing() -> None:
    rows = uses(("Dorn", 1859), ("Greta Dorn", 1858))
    rows["Amos Dorn", "d1859"] = Life((1859, 1859), (1859,), (1859, 1859), silent=True)
    assert frozenset({("Dorn", "d1859")}) in told(groups(rows))


def test_whoever_became_known_long_after_is_not_meant() -> None:
    assert len(groups(uses(("Dorn", 1920), ("Amos Dorn", 1960)))) == 2
    assert len(groups(uses(("Dorn", 1960), ("Amos Dorn", 1920)))) == 1


def test_lives_that_exclude_each_other_part_what_tellings_join() -> None:
    rows = uses(*(("Abel Marsh", y) for y in (1830, 1870)))
    rows |= {("Abel Marsh", "first"): wrote(1800), ("Abel Marsh", "second"): wrote(1930)}
    found = told(groups(rows, ["Abel Marsh"]))
    assert not any({("Abel Marsh", "first"), ("Abel Marsh", "second")} <= one for one in found)
    assert any({("Abel Marsh", "first"), ("Abel Marsh", "d1830")} <= one for one in found)


def test_nobody_is_named_before_birth() -> None:
    rows = uses(("Abel Marsh", 1850)) | {("Abel Marsh", "life"): Life((1900, 1900), (1900,), None, (1860, 1860))}
    assert len(groups(rows)) == 2


def test_documents_without_years_part_nobody() -> None:
    assert len(groups(uses(("Abel Marsh", 0), ("Marsh", 1795), ("Abel Marsh", 1801)))) == 1


def test_outcome_does_not_depend_on_the_order() -> None:
    rows = uses(
        ("Dorn", 1858), ("Dorn", 1961), ("Mr. Dorn", 1962), ("Amos Dorn", 1860), ("Greta Dorn", 1960), ("G. Dorn", 1970)
    )
    outcomes = {frozenset(told(groups(dict(order)))) for order in list(permutations(rows.items()))[::37]}
    assert len(outcomes) == 1


LIVES = [
    Life(),
    in_year(1850),
    wrote(1900),
    Life((1700, 1701), (1690, 1700), (1690, 1691), (1650, 1651), (1720, 1720), True, "Amos Dorn"),
]


@pytest.mark.parametrize("one", LIVES)
def test_life_is_read_back_as_it_was_written(one: Life) -> None:
    assert from_text(to_text(one)) == one
    assert merged([one, one]) == replace(one, whole=None)


@pytest.mark.parametrize(("one", "other", "same"), [
    (wrote(1800), wrote(1875), False), (wrote(1800), wrote(1885), True), (in_year(1800), in_year(1990), False),
    (Life(born=(1800, 1800)), Life(born=(1815, 1815)), True), (Life(died=(1800, 1800)), wrote(1805), False),
    (Life(died=(1800, 1800)), wrote(1815), True), (in_year(1850), wrote(1960), True),
])  # fmt: skip
def test_lives_are_apart_where_no_one_life_holds_both(one: Life, other: Life, same: bool) -> None:
    assert apart(one, other) is apart(other, one) is same


def test_nearness_reaches_further_back_than_forward() -> None:
    assert near(in_year(1900), in_year(1860), (50, 25))
    assert not near(in_year(1860), in_year(1900), (50, 25))
    assert span([in_year(1900), in_year(1860), Life((1960, 1960), (1850, 1851))]) == "1850–1900"
    assert span([Life((1960, 1960), (1850, 1960))]) == "1960"


def test_shorter_names_between_bridge_a_gap() -> None:
    rows = uses(("Abel Marsh", 1810), ("Mr. Marsh", 1830), ("Marsh", 1850), ("Abel Marsh", 1901), ("Marsh", 1903))
    assert len(groups(rows)) == 1
    assert len(groups({use: life for use, life in rows.items() if use[1] not in ("d1830", "d1850")})) == 2
