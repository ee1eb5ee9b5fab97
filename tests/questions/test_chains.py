"""How the record knows some words, who disputes what, and where dates do not agree."""

from collections.abc import Callable
from pathlib import Path

import pytest

from loquitur.answers import Answer
from loquitur.record import Record

Ask = Callable[[dict[str, str], str, str], Answer]
CREWE = "Then Barnaby Crewe came to power, and Crewe ruled. "
LOAF = "There is not one loaf of bread left in the whole of Wexley"


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    def asked(texts: dict[str, str], metadata: str, question: str) -> Answer:
        papers = tmp_path / "papers"
        papers.mkdir()
        for name, text in texts.items():
            (papers / name).write_text(text + "\n", encoding="utf-8")
        (papers / "metadata.csv").write_text("filename,title,author,said\n" + metadata, encoding="utf-8")
        with Record.create(tmp_path / "r.record") as record:
            list(record.add([papers]))
            return record.ask(question)

    return asked


def test_chain_leads_from_the_page_over_who_reports_to_the_source(ask: Ask) -> None:
    texts = {
        "page.txt": f"Crewe spoke in the hall. “Hill told us: ‘{LOAF},’ and sat down again,” Crewe said.",
        "crewe.txt": f"I was there that night, and Hill told us: “{LOAF},” and sat down again.",
        "hill.txt": f"Friends, I come from the mills. {LOAF}, and nobody asks why.",
    }
    metadata = (
        "page.txt,A page,Mary Sands,1830\ncrewe.txt,Memoir,Barnaby Crewe,1825\nhill.txt,Speech,Edward Hill,1820\n"
    )
    told = ask(texts, metadata, f"How do we know “{LOAF}”?")
    longest = max(told.chains, key=lambda c: len(c.links))
    assert longest.end == "source"
    assert longest.links[-1].own
    assert (longest.links[-1].who, longest.links[-1].said) == ("Edward Hill", "1820")
    assert {link.verdict for link in longest.links[:-1]} == {"verbatim"}


def test_chain_that_comes_round_ends(ask: Ask) -> None:
    texts = {
        "a.txt": f"The mills were idle. “{LOAF},” said George Pell.",
        "b.txt": f"The town is quiet. “{LOAF},” said Mary Sands.",
    }
    told = ask(texts, "a.txt,Letter,Mary Sands,1820\nb.txt,Diary,George Pell,1820\n", f"How do we know “{LOAF}”?")
    assert {chain.end for chain in told.chains} == {"round"}
    assert all(len(chain.links) == 2 for chain in told.chains)


def test_chain_without_a_source_says_so(ask: Ask) -> None:
    texts = {"a.txt": f"The mills were idle. “{LOAF},” said George Pell."}
    told = ask(texts, "a.txt,Letter,Mary Sands,1820\n", f"Where do the words “{LOAF}” come from?")
    assert [(chain.end, len(chain.links)) for chain in told.chains] == [("not-held", 1)]


def test_date_of_the_source_stands_beside_the_date_that_is_told(ask: Ask) -> None:
    texts = {
        "page.txt": CREWE
        + "On 5 May 1820 Edward Hill wrote of him: “Crewe is a tyrant and a liar, and the whole of Wexley knows it.”",
        "hill.txt": "I write this at night. Crewe is a tyrant and a liar, and the whole of Wexley knows it. God help us all.",
    }
    told = ask(texts, "hill.txt,Note,Edward Hill,1820-05-04\n", "Who spoke out against Crewe?")
    dates = {(s.said, s.source_said) for p in told.people for s in p.statements if s.verdict}
    assert dates == {("1820-05-05", "1820-05-04")}


def test_claims_that_somebody_of_the_answer_disputes_or_affirms_are_told(ask: Ask) -> None:
    texts = {
        "page.txt": CREWE + "Edward Hill denounced Crewe. Mary Sands denounced Crewe.",
        "hill.txt": "Pell says in his paper that the bank hid the letters of the old mayor. This is pure slander.",
        "sands.txt": "It is said that in that letter the mayor asked the town to choose another clerk. That is quite true.",
    }
    told = ask(
        texts, "hill.txt,Note,Edward Hill,1820\nsands.txt,Speech,Mary Sands,1821\n", "Who spoke out against Crewe?"
    )
    sides = {(c.asserted_by, c.denied_by) for c in told.claims}
    assert sides == {("Pell", "Edward Hill"), ("Mary Sands", None)}
