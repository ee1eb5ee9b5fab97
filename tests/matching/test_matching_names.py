"""Names that are one person's, names that contradict each other, and names that tell nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loquitur.matching.names import related

PAIRS = [
    ("Bill Clinton", "William J. Clinton", "same"),
    ("Clinton", "William Jefferson Clinton", "same"),
    ("the President", "Abraham Lincoln", "unknown"),
    ("President Lincoln", "Abraham Lincoln", "same"),
    ("Lincoln, Abraham, 1809-1865", "Abe Lincoln", "same"),
    ("Franklin D. Roosevelt", "Theodore Roosevelt", "different"),
    ("FDR", "Franklin D. Roosevelt", "unknown"),
    ("Teddy Roosevelt", "Theodore Roosevelt", "same"),
    ("Mrs. Roosevelt", "Franklin D. Roosevelt", "different"),
    ("Mrs. Roosevelt", "Eleanor Roosevelt", "same"),
    ("Martin Luther King", "Martin Luther King, Jr.", "same"),
    ("Jimmy Carter", "James Earl Carter, Jr.", "same"),
    ("Calvin Coolidge", "John Calvin Coolidge", "same"),
    ("Woodrow Wilson", "Thomas Woodrow Wilson", "same"),
    ("J. Edgar Hoover", "Herbert Hoover", "different"),
    ("Nikita Khrushchev", "N. S. Khrushchev", "same"),
    ("Khrushchev", "Хрущёв", "same"),
    ("Chruschtschow", "Khrushchev", "same"),
    ("Trotsky", "Leon Trotskii", "same"),
    ("Lev Trotsky", "Leon Trotsky", "same"),
    ("Zinovyev", "Zinoviev", "same"),
    ("Lenin", "Vladimir Ilyich", "unknown"),
    ("V. I. Lenin", "Vladimir Ilyich Lenin", "same"),
    ("Ленин", "Lenin", "same"),
    ("the Duke of Wellington", "Arthur Wellesley", "unknown"),
    ("the Duke of Wellington", "Wellington", "same"),
    ("Lord Palmerston", "Gladstone", "unknown"),
    ("Elizabeth II", "Queen Elizabeth I", "different"),
    ("Queen Elizabeth II", "Elizabeth II", "same"),
    ("Pope Pius XII", "Eugenio Pacelli", "unknown"),
    ("Mao Zedong", "Mao Tse-tung", "same"),
    ("Abraham Lincoln", "Stephen Douglas", "different"),
    ("Lincoln", "Douglas", "different"),
    ("John Adams", "John Quincy Adams", "same"),
    ("John Adams", "Samuel Adams", "different"),
    ("W. E. B. Du Bois", "W.E.B. DuBois", "same"),
    ("de Gaulle", "Charles de Gaulle", "same"),
    ("Lloyd George", "David Lloyd-George", "same"),
    ("the White House", "Barack Obama", "unknown"),
    ("the Central Committee", "Lenin", "unknown"),
    ("Marx", "Karl Marx and Friedrich Engels", "same"),
    ("a spokesman", "Lincoln", "unknown"),
    ("Secretary of State Hull", "Cordell Hull", "same"),
    ("Secretary of State", "Cordell Hull", "unknown"),
    ("Andrew Johnson", "Lyndon B. Johnson", "different"),
    ("Andrew Johnston", "Andrew Johnson", "same"),
    ("George W. Bush", "George H. W. Bush", "same"),
    ("Joe Biden", "Joseph R. Biden, Jr.", "same"),
    ("Barack Obama", "Donald Trump", "different"),
    ("Warren G. Harding", "William Henry Harrison", "different"),
    ("Benjamin Harrison", "William Henry Harrison", "different"),
    ("Ulysses S. Grant", "Gen. Grant", "same"),
    ("Geo. Washington", "George Washington", "same"),
    ("Wm. McKinley", "William Mckinley", "same"),
    ("Stalin", "Joseph Stalin", "same"),
    ("Iosif Stalin", "Joseph Stalin", "same"),
    ("Hillary Clinton", "Hillary Rodham Clinton", "same"),
    ("Bill Clinton", "Hillary Clinton", "different"),
    ("Fidel Castro", "Fidel Castro Ruz", "same"),
    ("Mr. Burke", "Edmund Burke", "same"),
    ("Mr. Burke", "Mary Burke", "different"),
    ("Ann Hall", "V. Hall", "different"),
    ("John F. Kennedy", "Robert F. Kennedy", "different"),
    ("JFK", "John F. Kennedy", "unknown"),
    ("Kennedy's", "John Kennedy", "same"),
    ("President of the United States", "Abraham Lincoln", "unknown"),
    ("Secretary of the Treasury Morgenthau", "Henry Morgenthau", "same"),
    ("John D. Rockefeller III", "John D. Rockefeller", "same"),
    ("Martin Luther King, Sr.", "Martin Luther King, Jr.", "different"),
    ("Mrs. Humphry Ward", "Mary Ward", "same"),
    ("王毅", "习近平", "different"),
    ("", "Lincoln", "unknown"),
    ("the delegates", "Lincoln", "unknown"),
]


@pytest.mark.parametrize(("one", "other", "relation"), PAIRS)
def test_related_tells_what_two_names_are_to_each_other(one: str, other: str, relation: str) -> None:
    assert (related(one, other), related(other, one)) == (relation, relation)


@given(st.text(max_size=40), st.text(max_size=40))
def test_related_is_symmetric_and_never_raises(one: str, other: str) -> None:
    assert related(one, other) == related(other, one)


@given(st.text(max_size=40))
def test_related_never_holds_a_name_different_from_itself(name: str) -> None:
    assert related(name, name) != "different"


@pytest.mark.parametrize(("initials", "name"), [("FDR", "Franklin D. Roosevelt"), ("LBJ", "Lyndon B. Johnson")])
def test_initials_without_stops_are_no_other_person(initials: str, name: str) -> None:
    assert related(initials, name) != "different"
