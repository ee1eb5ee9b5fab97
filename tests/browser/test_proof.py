"""A proof verified by the browser itself: one that holds, each way of spoiling one, and a page without scripts."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from loquitur.web.site import write
from tests.browser.conftest import New
from tests.browser.test_browser import lines, violations

WORDS = "whose rights, and liberties"


def statement(house: str) -> str:
    """The address of the proof of a quotation."""
    for doc in lines(house, "/documents.json"):
        for told in lines(house, f"/documents/{doc['id']}.json"):
            if told["kind"] == "quotation" and WORDS in told["text"]:
                return f"{house}/proofs/{told['id']}"
    raise AssertionError(WORDS)


def verified(page: Page) -> str:
    page.click("text=Verify in this browser")
    expect(page.locator("#told")).to_have_text(re.compile("hold|could be"), timeout=60_000)
    return page.locator("#told").inner_text()


def test_entry_is_reached_from_a_statement_and_verified(house: str, visit: New) -> None:
    page = visit().new_page()
    page.goto(house)
    page.click("text=From the recollections of a clerk of the House")
    page.click(f"a.q >> text={WORDS}")
    page.click(".cite >> text=entry 3")
    assert verified(page).startswith("It holds: entry 3 is among the 6 entries that loquitur/")
    page.go_back()
    page.click(".cite >> text=its proof")
    expect(page.locator("section ul li", has_text=WORDS).first).to_be_visible()
    assert verified(page).startswith("It holds: entry 3")


def changed(proof: dict[str, Any], path: str, change: Callable[[Any], Any]) -> None:
    *way, last = [int(p) if p.isdigit() else p for p in path.split(".")]
    at: Any = proof
    for step in way:
        at = at[step]
    at[last] = change(at[last])


def flipped(words: str) -> str:
    return ("1" if words[0] != "1" else "2") + words[1:]


SPOILT = {
    "an entry": ("entries.0.entry", lambda e: e.replace("document", "removal", 1), "entry 3 is not in the log"),
    "its time": ("entries.0.entry", lambda e: re.sub(r'"time":"2', '"time":"1', e), "entry 3 is not in the log"),
    "its place": ("entries.0.position", lambda p: p - 1, "entry 2 is not in the log"),
    "a place outside": ("entries.0.position", lambda p: 99, "lies outside the log"),
    "the path": ("entries.0.path.0", flipped, "entry 3 is not in the log"),
    "a longer path": ("entries.0.path", lambda p: [*p, p[0]], "path is too long|not in the log"),
    "a shorter path": ("entries.0.path", lambda p: p[:-1], "path is too short|not in the log"),
    "a word": ("entries.0.items.2.item", lambda i: i.replace("rights", "tights"), "item . is not what entry 3 sealed"),
    "a salt": ("entries.0.items.0.salt", flipped, "item 0 is not what entry 3 sealed"),
    "the path of an item": ("entries.0.items.0.path.0", flipped, "item 0 is not what entry 3 sealed"),
    "the root": ("checkpoint", lambda c: re.sub(r"(\n6\n)(.)", lambda m: m[1] + ("A" if m[2] != "A" else "B"), c), "not in the log"),
    "the size": ("checkpoint", lambda c: c.replace("\n6\n", "\n7\n"), "does not hold"),
    "the signature": ("checkpoint", lambda c: c[:-12] + ("A" if c[-12] != "A" else "B") + c[-11:], "the signature under the checkpoint does not hold"),
    "no signature": ("checkpoint", lambda c: c[: c.index("\u2014")], "did not sign"),
    "the key": ("key", lambda k: k[:-6] + ("A" if k[-6] != "A" else "B") + k[-5:], "key was copied wrongly"),
    "no entries": ("entries", lambda e: [], "shows nothing"),
}  # fmt: skip


def given(page: Page, data: bytes) -> str:
    page.evaluate("document.getElementById('told').textContent = ''")
    page.set_input_files("#other", {"name": "a.proof", "mimeType": "application/json", "buffer": data})
    expect(page.locator("#told")).to_have_text(re.compile("hold|could be"), timeout=60_000)
    return page.locator("#told").inner_text()


def test_spoilt_proof_is_refused_and_told_why(house: str, visit: New) -> None:
    page = visit().new_page()
    page.goto(statement(house))
    sound = page.locator("#proof").text_content() or ""
    assert given(page, sound.encode()).startswith("It holds")
    for what, (path, change, why) in SPOILT.items():
        proof = json.loads(sound)
        changed(proof, path, change)
        data = json.dumps(proof, ensure_ascii=False, separators=(",", ":"))
        assert data != sound, what
        told = given(page, data.encode())
        assert told.startswith("It does not hold: "), (what, told)
        assert re.search(why, told), (what, told)
    for data in (
        sound + "\n",
        sound + "x",
        sound[:-9],
        "",
        "[]",
        "null",
        "{}",
        sound.replace('"v":1}', '"v":1,"v":1}'),
    ):
        assert given(page, data.encode()).startswith("It does not hold: "), data[:40]
    assert verified(page).startswith("It holds")


def test_without_scripts_the_proof_is_text_and_says_how_to_verify_it(house: str, visit: New, tmp_path: Path) -> None:
    page = visit(java_script_enabled=False, accept_downloads=True).new_page()
    page.goto(f"{house}/log/3")
    expect(page.locator("text=Verify in this browser")).to_be_hidden()
    expect(page.locator("code", has_text="python3 verify.py 3.proof")).to_be_visible()
    with page.expect_download() as kept:
        page.click("text=Keep the proof")
    kept.value.save_as(tmp_path / "3.proof")
    assert json.loads((tmp_path / "3.proof").read_bytes())["kind"] == "proof"


def test_page_that_comes_without_encryption_says_that_it_verifies_nothing(house: str, visit: New) -> None:
    context = visit()
    context.add_init_script("Object.defineProperty(globalThis.crypto, 'subtle', {value: undefined})")
    page = context.new_page()
    page.goto(f"{house}/log/3")
    expect(page.locator("#told")).to_have_text(re.compile("verifies nothing on a page"), timeout=60_000)


def test_browser_that_knows_no_such_signatures_says_so(house: str, visit: New) -> None:
    context = visit()
    context.add_init_script("if (crypto.subtle) crypto.subtle.importKey = () => Promise.reject(new Error('unknown'))")
    page = context.new_page()
    page.goto(f"{house}/log/3")
    assert verified(page).startswith("Not all could be verified")


def test_site_verifies_its_proofs_too(packaged: Path, visit: New, tmp_path: Path) -> None:
    write(packaged, tmp_path / "site", lambda done, of: None)
    page = visit().new_page()
    page.goto((tmp_path / "site" / "index.html").as_uri())
    page.click("footer >> text=the log")
    page.click("td >> text=/^3$/")
    assert verified(page).startswith("It holds: entry 3")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_the_log_shut_nobody_out_and_fit_every_window(house: str, visit: New, scheme: str) -> None:
    page = visit(color_scheme=scheme).new_page()
    for where in (f"{house}/log", f"{house}/log/3", statement(house)):
        page.goto(where)
        assert violations(page) == [], where
        for width in (320, 640, 1280, 2560):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (where, width)
