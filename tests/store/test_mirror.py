"""Mirrors: pushed, pulled, compared and mended, over folders and a web server."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from loquitur.errors import RecordDamaged
from loquitur.store.log import checkpoints, merkle, mirror, signing, sources, tiles
from loquitur.store.store import Store
from tests.store.papers import made, put
from tests.store.test_proofs import run
from tests.store.test_witness import rewritten


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = made(tmp_path / "x.record")
    store.sign()
    yield store
    store.close()


@pytest.fixture
def pushed(store: Store, tmp_path: Path) -> Path:
    assert store.push(tmp_path / "mirror") == 4
    return tmp_path / "mirror"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


class Endless(Quiet):
    """A server whose files never end."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"x" * 65536)
        except OSError:
            self.close_connection = True


@pytest.fixture
def served(request: pytest.FixtureRequest, pushed: Path) -> Iterator[str]:
    handler = functools.partial(getattr(request, "param", Quiet), directory=str(pushed))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def grow(store: Store) -> str:
    key = put(store, "more.txt", "Marsh wrote: “It was all paid.”\n")
    store.sign()
    return key


def test_mirror_holds_everything_and_checks_itself(store: Store, pushed: Path) -> None:
    assert len(list((pushed / "objects").glob("??/*"))) == 3
    assert mirror.audit(str(pushed)).faults == ()
    code, told = run(pushed)
    assert (code, "hashed again: 3" in told) == (0, True), told
    assert not list(pushed.rglob("*.key"))


def test_mirror_pulled_is_the_mirror(pushed: Path, served: str, tmp_path: Path) -> None:
    for place in (str(pushed), served):
        to = tmp_path / str(len(place))
        assert mirror.pull(place, to) == mirror.Pulled(4, 4, 3)
        assert files(to) == files(pushed)
        assert mirror.pull(place, to) == mirror.Pulled(4, 0, 0)


def test_pull_brings_what_is_new_and_drops_what_was_removed(store: Store, pushed: Path, tmp_path: Path) -> None:
    mirror.pull(str(pushed), tmp_path / "to")
    store.remove(store.documents()[0].id)
    grow(store)
    store.push(pushed)
    assert mirror.pull(str(pushed), tmp_path / "to") == mirror.Pulled(6, 2, 1)
    assert files(tmp_path / "to") == files(pushed)
    assert len(list((tmp_path / "to" / "objects").glob("??/*"))) == 3
    assert run(tmp_path / "to")[0] == 0


def test_pull_goes_on_where_it_was_cut_short(pushed: Path, tmp_path: Path) -> None:
    """A mirror that serves half of what it tells: what was fetched and verified stays, and the rest is told."""
    hidden = pushed / mirror.items_path(2)
    data = hidden.read_bytes()
    hidden.unlink()
    to = tmp_path / "to"
    with pytest.raises(RecordDamaged, match=r"does not hold all of its log.*kept"):
        mirror.pull(str(pushed), to)
    assert not (to / "log" / "checkpoint").exists()
    assert (to / mirror.items_path(1)).exists()
    hidden.write_bytes(data)
    assert mirror.pull(str(pushed), to).size == 4
    assert mirror.audit(str(to)).faults == ()


@pytest.mark.parametrize("served", [Endless], indirect=True)
def test_mirror_that_never_ends_is_left(served: str, tmp_path: Path) -> None:
    with pytest.raises(RecordDamaged, match=r"does not end after 1,000,000 bytes"):
        mirror.pull(served, tmp_path / "to")


def test_mirror_that_tells_of_more_than_is_fetched_is_left(pushed: Path, tmp_path: Path) -> None:
    with pytest.raises(RecordDamaged, match="more than are fetched"):
        mirror.pull(str(pushed), tmp_path / "to", most=100)


def test_server_that_leads_elsewhere_is_not_followed(pushed: Path) -> None:
    class Elsewhere(Quiet):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", (pushed / "log" / "checkpoint").as_uri())
            self.end_headers()

    with http.server.HTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        with pytest.raises(ValueError, match="cannot be fetched"):
            sources.opened(f"http://127.0.0.1:{server.server_port}")("log/checkpoint", 1000)
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("name", "change", "why"),
    [
        ("objects", lambda b: b + b"x", "changed bytes|were changed"),
        ("log/items/002", lambda b: b.replace(b"paid", b"lost"), "not what the entry sealed"),
        ("log/items/002", lambda b: b[:100], "they were cut"),
        ("log/tile/entries/000.p/4", lambda b: b[:-1], "cut"),
        ("log/tile/entries/000.p/4", lambda b: b.replace(b'"items":0', b'"items":9'), "root that was signed"),
        ("log/tile/entries/000.p/4", lambda b: b + b"x", "behind its end"),
        ("log/checkpoint", lambda b: b.replace(b"\n4\n", b"\n3\n"), "is missing|cut|root"),
        ("log/checkpoint", lambda b: b + b"x", "bytes behind"),
    ],
)
def test_nothing_that_is_not_proved_is_taken_over(
    pushed: Path, tmp_path: Path, name: str, change: object, why: str
) -> None:
    path = pushed / name
    if path.is_dir():
        path = next(p for p in sorted(path.rglob("*")) if p.is_file())
    path.write_bytes(change(path.read_bytes()))  # type: ignore[operator]
    with pytest.raises(RecordDamaged, match=why):
        mirror.pull(str(pushed), tmp_path / "to")
    assert not (tmp_path / "to" / "log" / "checkpoint").exists()
    assert any(w in " ".join(mirror.audit(str(pushed)).faults) for w in why.split("|"))
    assert run(pushed)[0] == 1


def test_rewritten_history_is_not_taken_over(store: Store, pushed: Path, tmp_path: Path) -> None:
    mirror.pull(str(pushed), tmp_path / "to")
    before = files(tmp_path / "to")
    other = Store.open(rewritten(store.folder, tmp_path), write=True)
    grow(other)
    other.push(tmp_path / "forged")
    with pytest.raises(RecordDamaged, match="history was rewritten"):
        mirror.pull(str(tmp_path / "forged"), tmp_path / "to")
    after = files(tmp_path / "to")
    assert {n: b for n, b in after.items() if "/forks/" not in n} == before
    (fork,) = (b.decode() for n, b in after.items() if "/forks/" in n)
    assert all((p / "log" / "checkpoint").read_text() in fork for p in (tmp_path / "to", tmp_path / "forged"))
    with pytest.raises(RecordDamaged, match="one of the two was rewritten"):
        other.push(pushed)
    other.close()


def test_older_state_is_not_taken_over(store: Store, pushed: Path, tmp_path: Path) -> None:
    shutil.copytree(pushed, tmp_path / "old")
    grow(store)
    store.push(pushed)
    mirror.pull(str(pushed), tmp_path / "to")
    with pytest.raises(RecordDamaged, match="fewer than the 5"):
        mirror.pull(str(tmp_path / "old"), tmp_path / "to")


def test_mirror_of_another_record_is_not_taken_over(pushed: Path, tmp_path: Path) -> None:
    other = made(tmp_path / "y.record")
    other.sign()
    other.push(tmp_path / "other")
    with pytest.raises(RecordDamaged, match="of another record"):
        other.push(pushed)
    other.close()
    with pytest.raises(RecordDamaged, match="never signed by the key that is known"):
        mirror.pull(str(tmp_path / "other"), pushed)


def test_mirrors_that_agree_are_counted_and_the_other_is_named(store: Store, pushed: Path, tmp_path: Path) -> None:
    mirror.pull(str(pushed), tmp_path / "two")
    grow(store)
    store.push(tmp_path / "three")
    other = Store.open(rewritten(store.folder, tmp_path), write=True)
    other.push(tmp_path / "forged")
    other.close()
    judged = [
        mirror.audit(str(p), sample=2, seed=1) for p in (pushed, *(tmp_path / n for n in ("two", "three", "forged")))
    ]
    agree, size, told = mirror.agreement(judged)
    assert (agree, size) == (3, 4)
    assert len(told) == 1
    assert "forged shows another log" in told[0]


def test_mirror_is_mended_from_those_that_agree(pushed: Path, tmp_path: Path) -> None:
    to = tmp_path / "to"
    mirror.pull(str(pushed), to)
    whole = files(to)
    victim = next(p for p in sorted((to / "objects").rglob("*")) if p.is_file())
    victim.write_bytes(b"changed")
    (to / mirror.items_path(3)).unlink()
    (to / "log" / "tile" / "0" / "000.p" / "4").write_bytes(b"cut")
    told = mirror.repair(to, [str(tmp_path / "nowhere"), str(pushed)])
    assert len(told) >= 3
    assert files(to) == whole


def test_nothing_is_mended_from_another_log(store: Store, pushed: Path, tmp_path: Path) -> None:
    other = Store.open(rewritten(store.folder, tmp_path), write=True)
    other.push(tmp_path / "forged")
    other.close()
    before = files(pushed)
    with pytest.raises(RecordDamaged, match="None of these places"):
        mirror.repair(pushed, [str(tmp_path / "forged")])
    assert files(pushed) == before


def test_log_that_is_not_signed_is_not_pushed(tmp_path: Path) -> None:
    store = made(tmp_path / "x.record")
    with pytest.raises(RecordDamaged, match="not signed yet"):
        store.push(tmp_path / "mirror")
    store.close()


def test_reread_documents_show_what_still_stands(store: Store, pushed: Path) -> None:
    from loquitur import language

    doc = store.document(store.documents()[0].id)
    store.replace(doc, language.find(doc))
    store.sign()
    store.push(pushed)
    assert mirror.audit(str(pushed)).faults == ()
    assert checkpoints.read(pushed)


@pytest.mark.parametrize(
    ("items", "why"),
    [
        (b"[" * 100_000, "in no form that is known|too deep"),
        (b"[]", "in no form"),
        (b'{"items":[1]}', "in no form"),
        (b'{"items":[{"hash":"zz"}]}', "non-hexadecimal"),
        (b'{"items":[]}', "not what the entry sealed"),
    ],
)
def test_items_in_no_form_are_refused(pushed: Path, tmp_path: Path, items: bytes, why: str) -> None:
    (pushed / mirror.items_path(2)).write_bytes(items)
    with pytest.raises(RecordDamaged, match=why):
        mirror.pull(str(pushed), tmp_path / "to")


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (b'{"v":1}', "lacks a field"),
        (b"[1]", "later version"),
        (b'{"items":0,"kind":"key","root":"","time":"","v":1}', "lacks a field"),
        (b'{"items":0,"kind":"removal","removes":["x"],"root":"","time":"","v":1}', "no number"),
    ],
)
def test_entries_in_no_form_are_refused(tmp_path: Path, entry: bytes, why: str) -> None:
    """Even under a root that fits: whoever signs may write nonsense."""
    leaf = merkle.leaf_hash(entry)
    note = checkpoints.signed(
        checkpoints.Checkpoint("x", 1, leaf), checkpoints.Key("x", 1, signing.public(bytes(32))), bytes(32)
    )
    tiles.write(tmp_path / "log", merkle.tree([leaf]), lambda a, b: [entry], 1, 0)
    checkpoints.put(tmp_path, note)
    assert any(why in fault for fault in mirror.audit(str(tmp_path)).faults)
