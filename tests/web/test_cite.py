"""How passages are cited."""

import json

import pytest

from loquitur.sayings import Citation
from loquitur.telling.cite import Cited, forms

WORK = Citation("papers/speech.txt", "Edmund Burke", "Speech on Fox", "1783-12-01", None, "14", True)


def cited(work: Citation = WORK, quoted: str | None = None) -> dict[str, str]:
    return dict(forms(Cited(work, quoted, "http://localhost/quotations/1")))


def test_a_work_is_cited_in_each_manner() -> None:
    told = cited()
    assert told["Chicago"] == "Edmund Burke, “Speech on Fox”, 1 December 1783, 14."
    assert told["MLA"] == "Burke, Edmund. “Speech on Fox.” 1 December 1783, p. 14."
    assert told["APA"] == "Burke, Edmund (1783). Speech on Fox (p. 14)."
    assert "author = {Edmund Burke}" in told["BibTeX"]
    assert told["RIS"].startswith("TY  - GEN\nAU  - Burke, Edmund\n")
    assert json.loads(told["CSL-JSON"])["issued"] == {"date-parts": [[1783, 12, 1]]}


def test_who_is_quoted_in_it_is_told() -> None:
    told = cited(quoted="Charles Fox")
    assert told["Chicago"].startswith("Charles Fox, quoted in Edmund Burke, ")
    assert told["MLA"].startswith("Charles Fox, qtd. in ")
    assert told["APA"].startswith("Charles Fox, as cited in ")


def test_what_is_unknown_is_left_out() -> None:
    told = cited(Citation("papers/letter.txt", None, None, None, None, "3", False))
    assert told["Chicago"] == "“letter.txt”, n.d."
    assert told["APA"] == "letter.txt (n.d.)."
    assert "3" not in told["MLA"]
    assert "author" not in json.loads(told["CSL-JSON"])


@pytest.mark.parametrize("title", ["50% & more_or #less", "{open", "back\\slash $5", "a\nb: TY  - X"])
def test_odd_titles_break_no_record(title: str) -> None:
    told = cited(Citation("a.txt", "Ann; Bob", title, None, None, None, False))
    assert told["BibTeX"].count("{") == told["BibTeX"].count("}")
    assert sum(line.startswith("TY  -") for line in told["RIS"].splitlines()) == 1
    assert json.loads(told["CSL-JSON"])["title"] == title
