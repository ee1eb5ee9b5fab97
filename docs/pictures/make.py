"""Makes the pictures of the reading room from the packaged examples, in a browser of this machine: scripts/pictures."""

import base64
import json
import os
import shutil
import socket
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

import uvicorn
from playwright.sync_api import Page, sync_playwright

from loquitur.record import Record
from loquitur.web.app import room

HERE = Path(__file__).resolve().parent
WIDE, HIGH = 1180, 820
DRAFT = (
    "As Burke said: “I impeach him in the name of the people of India, whose rights, and liberties he has subverted, "
    "whose properties he has destroyed, whose country he has laid waste and desolate.” And a merchant: “I would rather "
    "be the poorest tenant in Bengal than its richest governor,” said Josiah Pell."
)
SQUEEZE = """async ([png, quality]) => {
  const image = new Image();
  image.src = png;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", quality);
}"""


@contextmanager
def house() -> Iterator[str]:
    """The address of a room on the examples, all of whose quotations have been checked."""
    with tempfile.TemporaryDirectory() as folder, as_file(files("loquitur") / "examples") as examples:
        path = Path(folder) / "hastings.record"
        with Record.create(path) as record:
            list(record.add([examples]))
            record.ready()
        with socket.create_server(("127.0.0.1", 0)) as bound:
            server = uvicorn.Server(uvicorn.Config(room(path), log_level="error", access_log=False))
            thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
            thread.start()
            time.sleep(6)  # the checks in the background
            yield f"http://127.0.0.1:{bound.getsockname()[1]}"
            server.should_exit = True
            thread.join(30)


def lines(where: str) -> list[dict[str, str]]:
    with urllib.request.urlopen(where) as answer:
        return list(json.load(answer)["lines"])


def main() -> None:
    """The pictures stand beside this file."""
    path = os.environ.get("LOQUITUR_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        raise SystemExit("There is no Chromium here; on Debian: sudo apt-get install chromium.")
    with house() as at, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        blank = browser.new_page()

        def kept(page: Page, name: str) -> None:
            page.wait_for_load_state("networkidle")
            png = "data:image/png;base64," + base64.b64encode(page.screenshot()).decode()
            webp = str(blank.evaluate(SQUEEZE, [png, 0.82]))
            (HERE / f"{name}.webp").write_bytes(base64.b64decode(webp.partition(",")[2]))

        def opened(scheme: str = "light", wide: int = WIDE, high: int = HIGH) -> Page:
            return browser.new_page(viewport={"width": wide, "height": high}, color_scheme=scheme)  # type: ignore[arg-type]

        docs = {line["name"].rpartition("/")[2]: line["id"] for line in lines(f"{at}/documents.json")}
        quoted = [q for q in lines(f"{at}/documents/{docs['memoir.txt']}.json") if q["kind"] == "quotation"]
        altered = next(q["id"] for q in quoted if "whose rights, and liberties" in q["text"])
        person = next(p["id"] for p in lines(f"{at}/people.json") if p["name"] == "Edmund Burke")
        page = opened()
        for name, where in {
            "home": "/",
            "ask": "/ask?q=Who+spoke+out+against+Hastings%3F",
            "document": f"/documents/{docs['page.html']}",
            "dossier": f"/quotations/{altered}",
            "person": f"/people/{person}",
            "chronology": "/chronology",
            "review": "/review",
        }.items():
            page.goto(at + where)
            kept(page, name)
        page.goto(f"{at}/check")
        page.fill("#text", DRAFT)
        page.click("form.send button")
        page.wait_for_selector("article.one >> nth=1")
        kept(page, "check")
        page = opened("dark")
        page.goto(f"{at}/documents/{docs['memoir.txt']}")
        kept(page, "dark")
        page = opened(wide=340, high=680)
        page.goto(f"{at}/quotations/{altered}")
        kept(page, "narrow")
        browser.close()


if __name__ == "__main__":
    main()
