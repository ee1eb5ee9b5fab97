"""A real browser before a real server on this machine; where there is none, the tests say how to get one."""

import contextlib
import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from importlib.resources import as_file, files
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from loquitur.record import Record
from loquitur.web.app import room
from tests.web.addresses import scan

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
New = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of this machine; nothing is fetched, and it can reach nothing but this machine."""
    path = os.environ.get("LOQUITUR_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        told = "there is no Chromium here; on Debian: sudo apt-get install chromium (or set LOQUITUR_CHROMIUM)"
        if os.environ.get("CI") == "true":
            pytest.fail(told)
        pytest.skip(told)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the packaged examples."""
    path = tmp_path_factory.mktemp("browser") / "examples.record"
    with Record.create(path) as record, as_file(files("loquitur") / "examples") as folder:
        assert all(not added.problem for added in record.add([folder]))
        record.ready()
    return path


@pytest.fixture
def house(packaged: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a room on a record of the test's own."""
    kept = Path(shutil.copytree(packaged, tmp_path / "examples.record"))
    with opened(kept) as address:
        yield address


@pytest.fixture
def whole_house(packaged: Path, tmp_path: Path) -> Iterator[str]:
    """The same for a room with a page of every kind."""
    kept = Path(shutil.copytree(packaged, tmp_path / "examples.record"))
    with Record.open(kept, write=True) as record:
        assert record.take("scan.pdf", scan(), {"title": "The bridge"}).outcome == "added"
    with opened(kept) as address:
        yield address


@contextlib.contextmanager
def opened(kept: Path) -> Iterator[str]:
    """A room on a record, at its address."""
    with socket.create_server(("127.0.0.1", 0)) as bound:
        config = uvicorn.Config(room(kept), log_level="error", access_log=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        server.should_exit = True
        thread.join(30)


@pytest.fixture
def visit(chromium: Browser) -> Iterator[New]:
    """Opens windows of a browser; none of them may ask anything of another machine, nor complain of a page."""
    contexts: list[BrowserContext] = []
    strayed: list[str] = []

    def new(**wanted: object) -> BrowserContext:
        context = chromium.new_context(**wanted)  # type: ignore[arg-type]
        context.set_default_timeout(60_000)
        context.on(
            "request", lambda r: strayed.append(r.url) if not r.url.startswith(("http://127.0.0.1:", "file:")) else None
        )
        context.on("console", lambda m: strayed.append(m.text) if m.type == "error" and "404" not in m.text else None)
        context.on("weberror", lambda e: strayed.append(str(e.error)))
        contexts.append(context)
        return context

    yield new
    for context in contexts:
        context.close()
    assert strayed == []
