"""Who speaks in a document that another reads out."""

from loquitur import language, reading

PAGE = """A page of tests

These documents are a letter from Ellen Hill to George Pell, who was then the clerk, and a note from Edward Hill.

{leads}

“Because of a short letter, Crewe allowed himself a rude outburst at me.”

He put the paper down.
"""


def speakers(leads: str) -> list[str | None]:
    doc = reading.read(PAGE.format(leads=leads).encode(), "page.txt")
    return [s.speaker.name for s in language.find(doc).statements if s.quotation.mode == "direct"]


def test_first_document_is_its_writers() -> None:
    assert speakers("I will now read these documents:") == ["Ellen Hill"]


def test_without_the_reading_nobody_is_named() -> None:
    assert speakers("It was cold in the hall.") == [None]
