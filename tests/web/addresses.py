"""One address of every kind of page that a room has, found in the room itself."""

from collections.abc import Callable
from typing import Any

from fpdf import FPDF

from loquitur.web.app import PAGES

__all__ = ["every", "scan"]

Lines = list[dict[str, Any]]


def scan() -> bytes:
    """A PDF of two pages."""
    pdf = FPDF(format=(148, 210))
    pdf.set_font("Times", size=12)
    for words in (
        'Susan Reed said: "The bridge was mended in the spring of that year, and well."',
        'It was dear. Paul Green said: "Nobody has seen the bill to this day, as far as I know."',
    ):
        pdf.add_page()
        pdf.multi_cell(0, 6, words)
    return bytes(pdf.output())


def every(lines: Callable[[str], Lines]) -> dict[str, str]:
    """An address for every pattern of addresses; `lines` gives the lines of the JSON twin at an address.

    The record holds the packaged examples and `scan.pdf`.
    """
    docs = {line["name"].rpartition("/")[2]: line["id"] for line in lines("/documents.json")}
    quoted = next(q for q in lines(f"/documents/{docs['memoir.txt']}.json") if q["kind"] == "quotation")
    person = next(p["id"] for p in lines("/people.json") if p["name"] == "Edmund Burke")
    found = {where: where for where in PAGES if "{" not in where} | {
        "/ask": "/ask?q=Who+spoke+out+against+Hastings",
        "/search": "/search?q=impeach",
        "/documents/{id}": f"/documents/{docs['page.html']}?at=510-539",
        "/documents/{id}/pages/{page}": f"/documents/{docs['scan.pdf']}/pages/2",
        "/quotations/{id}": f"/quotations/{quoted['id']}",
        "/people/{id}": f"/people/{person}",
        "/log/{id}": "/log/1",
        "/proofs/{id}": f"/proofs/{docs['memoir.txt']}",
    }
    assert found.keys() == PAGES.keys(), "every kind of page is named here"
    return found | {"/check": "/check", "/add": "/add"}
