"""What is said not to be so, by whom, and who says it."""

import pytest

from loquitur import language, reading


@pytest.mark.parametrize(
    ("text", "claim", "asserted", "denied"),
    [
        ("It is a fable, which Mr. Brodie repeated, that no man objected to it.", "no man objected to it", "Brodie", "the author"),
        ("“Not one man complained,” Brodie wrote. That is a falsehood.", "Not one man complained,", "Brodie", "the author"),
        ("Brodie said that nobody had complained. Sands replied that this was untrue.", "nobody had complained", "Brodie", "Sands"),
        ("It is given out that no man durst speak. I answer, that this is false.", "no man durst speak", None, "the author"),
    ],
)  # fmt: skip
def test_claim_is_set_beside_its_denial(text: str, claim: str, asserted: str | None, denied: str) -> None:
    doc = reading.read(f"A page of tests\n\nThen came Brodie, and then Sands. {text}\n".encode(), "page.txt")
    found = [(doc.text[slice(*c.span)], c.asserted_by, c.denied_by) for c in language.find(doc).claims]
    assert (claim, asserted, denied) in found


@pytest.mark.parametrize(
    ("text", "asserted", "denied"),
    [
        ("It is simply untrue, as Admiral Brodie tells his readers, that no man spoke out.", "Brodie", "the author"),
        (
            "It is not exact, as M. Brodie pretends in his last book, that nobody raised his voice.",
            "Brodie",
            "the author",
        ),
        ("You have read in Mr. Brodie's book that no officer protested. That is not so.", "Brodie", "the author"),
        ("It is said that Brodie asked for another clerk. That is quite true.", "the author", None),
    ],
)
def test_who_claims_and_who_denies(text: str, asserted: str, denied: str | None) -> None:
    doc = reading.read(f"A page of tests\n\nThen came Brodie, and then Sands. {text}\n".encode(), "page.txt")
    assert (asserted, denied) in {
        (c.asserted_by and c.asserted_by.split()[-1] if denied else c.asserted_by, c.denied_by)
        for c in language.find(doc).claims
    }


@pytest.mark.parametrize(
    ("text", "asserted", "denied"),
    [
        ("Brodie wrote that the store was empty. Sands always denied it.", "Brodie", "Sands"),
        ("“The store was empty,” Brodie wrote. Sands, who had kept the keys and, by his own word, filled it, denied this flatly.", "Brodie", "Sands"),
        ("Brodie said that the store had been emptied by the soldiers. Sands swore that no such thing had been done.", "Brodie", "Sands"),
        ("A clerk from York wrote that the stores were emptied by soldiers. Sands denied that soldiers had emptied the stores.", "A clerk from York", "Sands"),
        ("Of that night there is only Brodie’s account. “Where are you going?” somebody asked. Sands denied it.", "Brodie", "Sands"),
    ],
)  # fmt: skip
def test_denial_without_the_words_is_of_what_another_said_before(text: str, asserted: str, denied: str) -> None:
    doc = reading.read(f"A page of tests\n\nThen came Brodie, and then Sands. {text}\n".encode(), "page.txt")
    assert (asserted, denied) in {(c.asserted_by, c.denied_by) for c in language.find(doc).claims}


@pytest.mark.parametrize(
    "text",
    [
        "Brodie wrote that the store was empty. Sands would have denied it.",
        "Brodie wrote that the store was empty. Sands never denied it.",
        "Brodie wrote that the store was empty. Did Sands deny it?",
    ],
)
def test_what_is_not_denied_has_no_denier(text: str) -> None:
    doc = reading.read(f"A page of tests\n\nThen came Brodie, and then Sands. {text}\n".encode(), "page.txt")
    assert not [c for c in language.find(doc).claims if c.denied_by == "Sands"]


def test_description_with_a_name_beside_it_speaks_by_that_name() -> None:
    text = "A page of tests\n\nThe Premier, Count Karl Weber, denied that the mills had ever been closed.\n"
    doc = reading.read(text.encode(), "page.txt")
    assert [c.denied_by for c in language.find(doc).claims] == ["Karl Weber"]


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Anna Sands, who stood on a roof, and whom the judges would not hear but Crewe did, denied that Brodie had asked.", "Anna Sands"),
        ("Anna Sands, who was inside, said so, and John Crewe, whom all knew, denied that Brodie had asked.", "John Crewe"),
    ],
)  # fmt: skip
def test_denier_is_found_over_a_relative_clause(text: str, denied: str) -> None:
    doc = reading.read(f"A page of tests\n\nThen came Anna Sands, John Crewe and Brodie. {text}\n".encode(), "page.txt")
    assert {c.denied_by for c in language.find(doc).claims} <= {denied}


def test_answer_that_there_was_none_is_a_denial() -> None:
    text = "A page of tests\n\nBrodie wrote that loaded guns stood on the towers. Sands replied that there had been no guns on towers.\n"
    doc = reading.read(text.encode(), "page.txt")
    assert ("Brodie", "Sands") in {(c.asserted_by, c.denied_by) for c in language.find(doc).claims}


@pytest.mark.parametrize(
    ("text", "claim", "asserted", "denied"),
    [
        ("It is often written that Hill opposed the mill. He did not.", "Hill opposed the mill", None, "the author"),
        ("The story that Hill was poisoned comes from a play.", "Hill was poisoned", None, "the author"),
        ("Reports of Hill's death in the mill were erroneous.", "Hill's death in the mill", None, "the author"),
        ("It was rumoured that Hill had drowned. The rumour was false.", "Hill had drowned", None, "the author"),
        ("It has been said, by Pell in his Annals, that nobody spoke.", "nobody spoke", "George Pell", None),
    ],
)
def test_talk_that_is_taken_back_is_a_claim(text: str, claim: str, asserted: str | None, denied: str | None) -> None:
    doc = reading.read(f"A page of tests\n\nEdward Hill and George Pell came. {text}\n".encode(), "page.txt")
    found = [(doc.text[slice(*c.span)], c.asserted_by, c.denied_by) for c in language.find(doc).claims]
    assert (claim, asserted, denied) in found


def test_talk_that_nobody_takes_back_is_no_claim() -> None:
    doc = reading.read(b"A page of tests\n\nEdward Hill came. It is said that Hill was rich. He ate.\n", "page.txt")
    assert language.find(doc).claims == ()
