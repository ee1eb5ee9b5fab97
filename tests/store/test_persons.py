"""One person under many names, in whatever order the names came."""

from itertools import permutations
from pathlib import Path

import pytest

from loquitur.store import persons
from loquitur.store.store import Store


@pytest.fixture
def store(tmp_path: Path):  # type: ignore[no-untyped-def]
    made = Store.create(tmp_path / "x.record")
    yield made
    made.close()


def joined(store: Store, names: list[str], kind: str = "person") -> set[tuple[str, ...]]:
    for i, name in enumerate(names):
        with store._transaction() as base:
            persons.join(base, [(name, kind)], f"doc{i}")  # type: ignore[list-item]
    return {p.aliases for p in store.persons()}


@pytest.mark.parametrize("order", list(permutations(["Smith", "John Smith", "Jane Smith", "J. Smith"]))[::5])
def test_name_that_may_be_two_peoples_stays_apart_in_any_order(store: Store, order: tuple[str, ...]) -> None:
    assert joined(store, list(order)) == {("Smith",), ("John Smith",), ("Jane Smith",), ("J. Smith",)}


@pytest.mark.parametrize(
    "order", list(permutations(["Lenin", "V. I. Lenin", "Vladimir Lenin", "Comrade LENIN’s"]))[::7]
)
def test_forms_of_one_name_join_in_any_order(store: Store, order: tuple[str, ...]) -> None:
    assert len(joined(store, list(order))) == 1


def test_accents_and_titles_do_not_part(store: Store) -> None:
    assert len(joined(store, ["Émile Zola", "Monsieur Zola", "emile zola"])) == 1


def test_wife_is_not_her_husband(store: Store) -> None:
    assert joined(store, ["Leon Trotsky", "Mrs. Trotsky"]) == {("Leon Trotsky",), ("Mrs. Trotsky",)}


def test_title_that_is_a_surname_is_kept(store: Store) -> None:
    assert joined(store, ["Martin Luther King", "Martin Luther"]) != set()
    assert persons.bits("Martin Luther King") == ("martin", "luther", "king")


def test_groups_join_without_the_article(store: Store) -> None:
    assert len(joined(store, ["the Old Bolsheviks", "Old Bolsheviks"], "group")) == 1


def test_shown_name_is_forename_and_surname(store: Store) -> None:
    joined(store, ["Lenin", "V. I. Lenin", "Vladimir Lenin", "Vladimir Ilyich Lenin"])
    assert [p.name for p in store.persons()] == ["Vladimir Lenin"]


def test_id_is_kept_when_a_fuller_name_comes(store: Store) -> None:
    joined(store, ["Lenin"])
    before = store.persons()[0].id
    with store._transaction() as base:
        persons.join(base, [("Vladimir Lenin", "person")], "other")
    assert [p.id for p in store.persons()] == [before]


def test_every_alias_has_its_reason(store: Store) -> None:
    joined(store, ["Lenin", "Vladimir Lenin"])
    assert [(n, r) for n, _, r in store.aliases()] == [
        ("Lenin", "a shorter form of Vladimir Lenin"),
        ("Vladimir Lenin", "the fullest form"),
    ]


def test_name_of_another_document_outlives_the_removed_one(store: Store) -> None:
    with store._transaction() as base:
        persons.join(base, [("Lenin", "person")], "kept")
        persons.join(base, [("Lenin", "person"), ("Vladimir Lenin", "person")], "gone")
        persons.forget(base, "gone")
    assert [(n, r) for n, _, r in store.aliases()] == [("Lenin", "the fullest form")]
