"""The room in a real browser, with JavaScript and without: asked, followed to the letter, checked, corrected, printed."""

import json
import re
import urllib.request
from pathlib import Path

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from loquitur.web.site import write
from tests.browser.conftest import New
from tests.web.addresses import every

DRAFT = (
    "As Burke said: “I impeach him in the name of the people of India, whose rights, and liberties he has subverted, "
    "whose properties he has destroyed, whose country he has laid waste and desolate.”"
)
QUESTION = "Who spoke out against Hastings?"
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


def lines(house: str, where: str) -> list[dict[str, str]]:
    with urllib.request.urlopen(house + where) as answer:
        return list(json.load(answer)["lines"])


def addresses(house: str) -> list[str]:
    """A page of every kind, the empty ones and the missing one too."""
    kinds = every(lambda where: list(lines(house, where)))
    return [*kinds.values(), "/ask", "/search", "/search?q=nothingofthekind", "/nowhere"]


@SCRIPTS
def test_an_answer_is_followed_to_the_letter(house: str, visit: New, scripts: bool) -> None:
    page = visit(java_script_enabled=scripts).new_page()
    page.goto(house)
    page.fill("#q", QUESTION)
    page.click("text=Ask >> nth=-1")
    expect(page.locator("h2").first).to_have_text(re.compile("Edmund Burke"))
    quote = page.locator(".answer blockquote").nth(0)
    words = quote.locator("p").inner_text()
    quote.locator("footer a").click()
    expect(page.locator("mark").first).to_be_visible()
    assert " ".join(page.locator("mark").all_inner_texts()) == words
    assert page.url.endswith("#here")


@SCRIPTS
def test_the_missing_word_is_three_clicks_from_the_first_page(house: str, visit: New, scripts: bool) -> None:
    page = visit(java_script_enabled=scripts).new_page()
    page.goto(house)
    page.click("text=From the recollections of a clerk of the House")
    page.click("a.q >> text=whose rights, and liberties")
    expect(page.locator(".seal.altered")).to_be_visible()
    expect(page.locator(".sides del").first).to_have_text(re.compile("laws"))


@SCRIPTS
def test_a_draft_is_checked_and_its_report_kept(house: str, visit: New, scripts: bool, tmp_path: Path) -> None:
    page = visit(java_script_enabled=scripts, accept_downloads=True).new_page()
    page.goto(f"{house}/check")
    page.fill("#text", DRAFT)
    page.click("text=Check >> nth=-1")
    expect(page.locator(".one .seal.altered")).to_be_visible()
    expect(page.locator("del").first).to_have_text(re.compile("laws"))
    expect(page.locator("text=Keep the report")).to_be_visible()
    with page.expect_download() as kept:
        page.click("text=Keep the report")
    kept.value.save_as(tmp_path / "report.html")
    assert "<del>laws,</del>" in (tmp_path / "report.html").read_text(encoding="utf-8")


@SCRIPTS
def test_a_correction_is_seen_in_the_next_answer(house: str, visit: New, scripts: bool) -> None:
    page = visit(java_script_enabled=scripts).new_page()
    page.goto(f"{house}/ask?q=What+did+Charles+Fox+say")
    page.click(".answer a.words >> text=national character")
    page.fill('input[name="speaker"]', "Mary Penn")
    page.fill('input[name="by"]', "Ann Lee")
    page.click('button[value="correct"]')
    expect(page.locator("text=A reader's word stands here")).to_be_visible()
    page.goto(f"{house}/ask?q=What+did+Mary+Penn+say")
    expect(page.locator(".answer a.words").first).to_have_text(re.compile("national character"))
    page.click(".answer a.words >> text=national character")
    page.click("text=Undo")
    page.goto(f"{house}/ask?q=What+did+Charles+Fox+say")
    expect(page.locator(".answer a.words >> text=national character")).to_be_visible()


def test_review_listens_to_keys(house: str, visit: New) -> None:
    page = visit().new_page()
    page.goto(f"{house}/review")
    first = page.locator('input[name="number"]').input_value()
    page.keyboard.press("a")
    expect(page.locator('input[name="number"]')).not_to_have_value(first)
    page.keyboard.press("c")
    assert page.evaluate("document.activeElement.name") == "speaker"
    page.keyboard.type("Ann Lee")
    page.keyboard.press("Enter")
    expect(page.locator("tr", has_text="corrected")).to_be_visible()
    page.keyboard.press("u")
    expect(page.locator("tr", has_text="corrected")).to_have_count(0)


def test_search_answers_while_one_types(house: str, visit: New) -> None:
    page = visit().new_page()
    page.goto(f"{house}/search")
    page.type("#q", "dishonored")
    expect(page.locator("#found mark").first).to_have_text("dishonored")


def test_files_are_dropped_and_added(house: str, visit: New, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Ann Lee said: “Nobody has read these papers yet.”\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("")
    page = visit().new_page()
    page.goto(f"{house}/add")
    page.set_input_files("#files", [tmp_path / "letter.txt", tmp_path / "empty.txt"])
    page.click("text=Add >> nth=-1")
    expect(page.locator("td", has_text="added:")).to_be_visible()
    expect(page.locator("td.wrong")).to_have_text(re.compile("it is empty"))


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['target']} {v['nodes'][0].get('failureSummary', '')}" for v in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anybody_out(whole_house: str, visit: New, scheme: str) -> None:
    page = visit(color_scheme=scheme).new_page()
    for where in addresses(whole_house):
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(whole_house + where)
            assert violations(page) == [], (where, width)
            assert page.title()


def test_no_page_is_wider_than_its_window(whole_house: str, visit: New) -> None:
    page = visit().new_page()
    for where in addresses(whole_house):
        page.goto(whole_house + where)
        for width in (320, 640, 1280, 2560):  # 640 is a window of 1280 at 200 %
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (where, width)


def test_a_page_prints_without_what_cannot_be_used_on_paper(whole_house: str, visit: New) -> None:
    page = visit().new_page()
    page.goto(whole_house + every(lambda where: list(lines(whole_house, where)))["/quotations/{id}"])
    page.emulate_media(media="print")
    expect(page.locator(".head nav")).to_be_hidden()
    expect(page.locator("text=Who spoke?")).to_be_hidden()
    expect(page.locator(".seal").first).to_be_visible()
    assert page.pdf().startswith(b"%PDF")


def letters(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())


def test_every_page_prints_whole_and_on_white_paper(whole_house: str, visit: New) -> None:
    page = visit(color_scheme="dark").new_page()
    for where in every(lambda at: list(lines(whole_house, at))).values():
        page.goto(whole_house + where)
        page.emulate_media(media="print", color_scheme="dark")
        shown = page.locator(
            "main :is(h1, h2, p, li, td, dd):not(.notes *, .unseen, :has(.unseen)):visible"
        ).all_inner_texts()
        with pypdfium2.PdfDocument(page.pdf()) as printed:
            told = letters("".join(sheet.get_textpage().get_text_range() for sheet in printed))
            assert printed[0].render(scale=0.2).to_numpy()[0, 0].tolist() == [255, 255, 255], where
        lost = [w for w in shown if letters(w)[:40] not in told]
        assert len(lost) * 20 <= len(shown), (where, lost)  # a word that is parted at the end of a sheet may hide one


@SCRIPTS
def test_a_site_opens_by_double_click(packaged: Path, visit: New, tmp_path: Path, scripts: bool) -> None:
    write(packaged, tmp_path / "site", lambda done, of: None)
    page = visit(java_script_enabled=scripts).new_page()
    page.goto((tmp_path / "site" / "index.html").as_uri())
    page.click("nav >> text=Search")
    if scripts:
        page.fill("#q", "people India")
        page.click("#found a >> nth=0")
        assert "#c" in page.url
    else:
        page.click("nav.letters >> text=M")
        page.locator("li", has_text="misdemeanors").locator("a").first.click()
    expect(page.locator(".text")).to_be_visible()
