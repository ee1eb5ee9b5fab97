"""One person under many names, in whatever order the names came."""

from itertools import permutations
from pathlib import Path

import pytest

from loquitur.store import persons, sorting
from loquitur.store.store import Store


@pytest.fixture
def store(tmp_path: Path):  # type: ignore[no-untyped-def]
    made = Store.create(tmp_path / "x.record")
    yield made
    made.close()


def joined(store: Store, names: list[str], kind: str = "person") -> set[tuple[str, ...]]:
    for i, name in enumerate(names):
        with store._transaction() as base:
            sorting.join(base, [(name, kind)], f"doc{i}")  # type: ignore[list-item]
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
        sorting.join(base, [("Vladimir Lenin", "person")], "other")
    assert [p.id for p in store.persons()] == [before]


def test_every_alias_has_its_reason(store: Store) -> None:
    joined(store, ["Lenin", "Vladimir Lenin"])
    assert [(n, r) for n, _, r in store.aliases()] == [
        ("Lenin", "a shorter form of Vladimir Lenin"),
        ("Vladimir Lenin", "the fullest form"),
    ]


def test_name_of_another_document_outlives_the_removed_one(store: Store) -> None:
    with store._transaction() as base:
        sorting.join(base, [("Lenin", "person")], "kept")
        sorting.join(base, [("Lenin", "person"), ("Vladimir Lenin", "person")], "gone")
        sorting.forget(base, "gone")
    assert [(n, r) for n, _, r in store.aliases()] == [("Lenin", "the fullest form")]


@pytest.mark.parametrize(
    "names",
    [
        ["Nikita Khrushchev", "Khruschev", "Nikita Chruschtschow", "Никита Хрущёв", "N. S. Khrouchtchev"],
        ["Leon Trotsky", "Trotzki", "Троцкий", "Lev Trotskii"],
        ["Grigory Zinoviev", "Sinowjew", "Зиновьев", "G. E. Zinovieff"],
        ["Boris Yeltsin", "Boris Jelzin", "Борис Ельцин"],
        ["Sergei Sergeevich Prokofiev", "Prokofjew", "Сергей Прокофьев"],
        ["Joseph Goerres", "Görres", "Joseph Görres"],
        ["Leo Tolstoy", "Tolstoi", "Лев Толстой"],
        ["R. Lee Dorn", "Lee Dorn", "Dr. R. Lee Dorn"],
        ["World War II. Anna Brandt", "Anna Brandt", "Q. President Brandt", "Senators Anna Brandt"],
        ["Lincoln, Abraham", "Abraham Lincoln", "President Lincoln", "Abe Lincoln"],
    ],
)
def test_one_person_in_several_spellings(store: Store, names: list[str]) -> None:
    assert joined(store, names) == {tuple(sorted(names))}


@pytest.mark.parametrize(
    "names",
    [
        ["George W. Bush", "George H. W. Bush"],
        ["John Smith Jr.", "John Smith Sr."],
        ["Mr. Porter", "Miss Sylvia Porter"],
        ["Franklin Roosevelt", "Mrs. Franklin Roosevelt"],
        ["Alexander II", "Alexander III"],
        ["John Marsh", "John March"],
        ["Martin Luther", "Martin Luther King"],
        ["Thomas Clark", "Thomas Clarkson"],
        ["A. Johnson", "B. Johnson"],
        ["Mr. Levi", "Mr. Levy"],
        ["Adam Smith", "Adam Smyth"],
        ["Otto Bauer", "Otto Baur"],
        ["Don Johnson", "Lyndon Johnson"],
        ["R. Lee Dorn", "Ramsey Dorn"],
    ],
)
def test_namesakes_stay_apart(store: Store, names: list[str]) -> None:
    assert joined(store, names) == {(name,) for name in names}


def test_initials_stand_for_the_one_organisation_that_has_them(store: Store) -> None:
    assert joined(store, ["the A.C.L.U.", "American Civil Liberties Union"], "organisation") == {
        ("American Civil Liberties Union", "the A.C.L.U.")
    }
    assert len(joined(store, ["Armenian Council of Literary Unions"], "organisation")) == 3


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
def test_forename_and_patronymic_stand_for_the_one_person_who_has_them(store: Store, order: list[int]) -> None:
    names = ["Nikolai Ivanovich", "Nikolai Bukharin", "Nikolai Ivanovich Bukharin"]
    assert joined(store, [names[i] for i in order]) == {tuple(sorted(names))}
    assert joined(store, ["Nikolai Ivanovich Yezhov"]) == {
        ("Nikolai Bukharin", "Nikolai Ivanovich Bukharin"),
        ("Nikolai Ivanovich",),
        ("Nikolai Ivanovich Yezhov",),
    }


def test_two_authors_of_a_catalogue_are_two_though_one_lacks_a_middle_name(store: Store) -> None:
    rows = [("a", "author", n, "first line", 0) for n in ("John Adams", "John Quincy Adams")]
    store._base.executemany("INSERT INTO metadata VALUES (?, ?, ?, ?, ?)", rows)
    assert joined(store, ["John Adams", "Adams", "John Quincy Adams", "John Q. Adams"]) == {
        ("Adams",),
        ("John Adams",),
        ("John Q. Adams", "John Quincy Adams"),
    }


def test_author_is_nobody_of_two_with_other_middle_names(store: Store) -> None:
    store._base.execute("INSERT INTO metadata VALUES ('a', 'author', 'John Adams', 'first line', 0)")
    assert joined(store, ["John Adams", "J. H. Adams", "Mr. John G. Adams", "JOHN ADAMS"]) == {
        ("J. H. Adams",),
        ("JOHN ADAMS", "John Adams"),
        ("Mr. John G. Adams",),
    }


# ---- a user's word ----


def merged(store: Store) -> set[tuple[str, ...]]:
    return {p.aliases for p in store.persons()}


def test_user_merges_and_the_reason_stands(store: Store) -> None:
    joined(store, ["Lenin", "Nikolai Lenin", "Ulyanov", "Vladimir Ulyanov"])
    number = store.tie("merge", "Lenin", "Ulyanov", by="ann", reason="his pen name")
    assert merged(store) == {("Lenin", "Nikolai Lenin", "Ulyanov", "Vladimir Ulyanov")}
    assert {n: r for n, _, r in store.aliases()}["Ulyanov"] == "joined to Lenin by ann: his pen name"
    joined(store, ["N. Lenin"])
    assert len(merged(store)) == 1
    store.untie(number, by="ann")
    assert merged(store) == {("Lenin", "N. Lenin", "Nikolai Lenin"), ("Ulyanov", "Vladimir Ulyanov")}


def test_user_splits_and_no_new_name_joins_it_again(store: Store) -> None:
    joined(store, ["Lenin", "Vladimir Lenin", "V. Lenin"])
    store.tie("split", "V. Lenin", "Vladimir Lenin", by="ann", reason="his cousin")
    joined(store, ["V. I. Lenin"])
    assert merged(store) == {("Lenin", "V. I. Lenin", "Vladimir Lenin"), ("V. Lenin",)}
    assert {n: r for n, _, r in store.aliases()}["V. Lenin"] == "taken from Vladimir Lenin by ann: his cousin"


def test_split_takes_back_a_merge_of_the_name(store: Store) -> None:
    joined(store, ["Lenin", "Ulyanov"])
    store.tie("merge", "Lenin", "Ulyanov", by="ann")
    store.tie("split", "Ulyanov", "Lenin", by="bob")
    assert merged(store) == {("Lenin",), ("Ulyanov",)}
    assert [t.act for t in store.ties()] == ["split"]


def test_user_says_for_whom_a_torn_name_is_short(store: Store) -> None:
    joined(store, ["J. Smith", "John Smith", "Jane Smith"])
    store.tie("merge", "John Smith", "J. Smith", by="ann")
    assert merged(store) == {("J. Smith", "John Smith"), ("Jane Smith",)}


def test_cost_of_a_name_does_not_grow_with_names_of_other_surnames(store: Store) -> None:
    """Counted in rows looked at: what the database steps through for one more John."""
    names = [f"John {a}{b}stone" for a in "BCDFGHKLMNPRST" for b in ("ai", "ee", "oa", "u", "ay", "oo")]
    steps: list[int] = []
    for i, name in enumerate(names):
        count = [0]
        store._base.set_progress_handler(lambda c=count: c.__setitem__(0, c[0] + 1), 100)  # type: ignore[misc]
        with store._transaction() as base:
            sorting.join(base, [(name, "person")], f"doc{i}")
        steps.append(count[0])
    store._base.set_progress_handler(None, 0)
    assert sum(steps[-20:]) <= 1.5 * sum(steps[:20]) + 20
