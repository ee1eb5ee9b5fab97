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
