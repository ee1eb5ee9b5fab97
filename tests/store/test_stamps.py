"""Time stamps: given by `openssl`, verified here; made here, verified by `openssl`; and what they alone find."""

import functools
import http.server
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from loquitur.errors import RecordDamaged, UsageError
from loquitur.store.log import authorities, mirror
from loquitur.store.log.audits import Audit, Trusted
from loquitur.store.log.sources import posted
from loquitur.store.log.tiles import Missing
from loquitur.store.store import Store
from tests.store.authority import Clerk, clerk
from tests.store.papers import PAPERS, made, put

OTHER = {**PAPERS, "page.txt": PAPERS["page.txt"].replace("Stone said", "Hill said")}


@pytest.fixture
def authority(tmp_path: Path) -> Clerk:
    return clerk(tmp_path / "authority")


@pytest.fixture
def store(tmp_path: Path, authority: Clerk) -> Iterator[Store]:
    """A record whose log names the authority."""
    store = made(tmp_path / "x.record")
    store.name_authority(authorities.parse(authority.certificates.read_bytes()))
    yield store
    store.close()


def audited(folder: Path, trusted: Trusted | None = None) -> Audit:
    store = Store.open(folder)
    audit = store.audit(trusted)
    store.close()
    return audit


def faults(folder: Path, trusted: Trusted | None = None) -> list[str]:
    return [f.what for f in audited(folder, trusted).faults]


def stamped(store: Store, authority: Clerk) -> None:
    store.sign()
    store.take_stamp(authority.answer(store.ask_stamp()))


def test_stamp_is_asked_for_taken_and_audited(store: Store, authority: Clerk) -> None:
    stamped(store, authority)
    put(store, "late.txt", "Marsh wrote: “It was all paid.”\n")
    store.sign()
    audit = store.audit()
    assert audit.faults == []
    assert [(s.size, s.authority) for s in audit.stamps] == [(5, "CN=Clerk")]
    pinned = Trusted(authority=authorities.parse(authority.certificates.read_bytes()))
    assert store.audit(pinned).faults == []


def test_openssl_verifies_what_lies_in_the_folder(store: Store, authority: Clerk) -> None:
    stamped(store, authority)
    folder = store.folder / "log" / "stamps"
    size, who = (folder / "index").read_text().split()
    command = f"openssl ts -verify -data {size}.checkpoint -in {size}-{who}.tsr -CAfile {who}.pem -untrusted {who}.pem"
    done = subprocess.run(command.split(), cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "Verification: OK" in done.stdout
    (folder / f"{size}.checkpoint").write_bytes(b"x" + (folder / f"{size}.checkpoint").read_bytes())
    done = subprocess.run(command.split(), cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode != 0


def rewritten(folder: Path, to: Path) -> Path:
    """Another history, from the beginning, by the holder of the same keys, who names the same authority."""
    shutil.copytree(folder / "keys", to / "keys")
    other = made(to, OTHER)
    (pem,) = (folder / "log" / "stamps").glob("*.pem")
    other.name_authority(authorities.parse(pem.read_bytes()))
    other.close()
    return to


def test_history_rewritten_and_signed_again_is_found_by_a_time_stamp_alone(
    store: Store, authority: Clerk, tmp_path: Path
) -> None:
    stamped(store, authority)
    store.close()
    other = rewritten(store.folder, tmp_path / "rewritten.record")
    assert faults(other) == []  # the key's holder leaves nothing that the record itself could show
    (found,) = faults(other, Trusted(stamps=store.folder))
    assert "the first 5 entries are not those that CN=Clerk stamped at" in found
    assert "history was rewritten" in found
    shutil.copytree(store.folder / "log" / "stamps", other / "log" / "stamps")
    assert faults(other) == [found]


def test_new_stamp_on_the_rewritten_history_does_not_hide_it(store: Store, authority: Clerk, tmp_path: Path) -> None:
    stamped(store, authority)
    store.close()
    other = rewritten(store.folder, tmp_path / "rewritten.record")
    again = Store.open(other, write=True)
    stamped(again, authority)
    again.close()
    assert faults(other) == []
    assert any("history was rewritten" in f for f in faults(other, Trusted(stamps=store.folder)))


def test_stamp_of_the_forgers_own_authority_does_not_count_for_who_pins_the_real_one(
    store: Store, authority: Clerk, tmp_path: Path
) -> None:
    real = authorities.parse(authority.certificates.read_bytes())
    false = clerk(tmp_path / "false")
    store.name_authority(authorities.parse(false.certificates.read_bytes()))
    stamped(store, false)
    assert store.audit().faults == []
    assert [f.what for f in store.audit(Trusted(authority=real)).faults] == ["no time stamp of CN=Clerk holds"]


def test_shortened_log_is_found(store: Store, authority: Clerk, tmp_path: Path) -> None:
    store.sign()
    store.close()
    shutil.copytree(store.folder, tmp_path / "old.record")
    again = Store.open(store.folder, write=True)
    put(again, "late.txt", "Marsh wrote: “It was all paid.”\n")
    stamped(again, authority)
    again.close()
    assert faults(tmp_path / "old.record") == []
    (found,) = faults(tmp_path / "old.record", Trusted(stamps=again.folder))
    assert "the log was shortened: 6 entries CN=Clerk stamped at" in found


def test_stamps_travel_with_copies_and_mirrors(store: Store, authority: Clerk, tmp_path: Path) -> None:
    stamped(store, authority)
    store.ask_stamp()
    store.export(tmp_path / "copy")
    assert [s.size for s in audited(tmp_path / "copy").stamps] == [5]
    assert not (tmp_path / "copy" / "log" / "stamps" / "asked").exists()
    store.push(tmp_path / "one")
    with served(tmp_path / "one") as address:
        mirror.pull(address, tmp_path / "two")
    for place in ("one", "two"):
        judged = mirror.audit(str(tmp_path / place))
        assert (judged.faults, [s.size for s in judged.stamped.stamps]) == ((), [5])
    assert not (tmp_path / "one" / "log" / "stamps" / "asked").exists()


def test_verify_py_holds_the_log_against_its_stamps(store: Store, authority: Clerk, tmp_path: Path) -> None:
    def verified(folder: Path) -> str:
        done = subprocess.run([sys.executable, folder / "verify.py"], capture_output=True, text=True, timeout=60)
        return done.stdout

    stamped(store, authority)
    store.push(tmp_path / "one")
    assert "openssl ts -verify -data 5.checkpoint" in verified(tmp_path / "one")
    assert "all of it holds" in verified(tmp_path / "one")
    store.close()
    other = Store.open(rewritten(store.folder, tmp_path / "rewritten.record"))
    other.push(tmp_path / "two")
    other.close()
    assert "all of it holds" in verified(tmp_path / "two")
    shutil.copytree(tmp_path / "one" / "log" / "stamps", tmp_path / "two" / "log" / "stamps")
    assert "DOES NOT HOLD: the first 5 entries are not those that were stamped" in verified(tmp_path / "two")


def test_mirror_that_holds_a_stamp_refuses_the_rewritten_log(store: Store, authority: Clerk, tmp_path: Path) -> None:
    stamped(store, authority)
    store.close()
    other = Store.open(rewritten(store.folder, tmp_path / "rewritten.record"))
    other.push(tmp_path / "theirs")
    shutil.copytree(store.folder / "log" / "stamps", tmp_path / "mine" / "log" / "stamps")
    with pytest.raises(RecordDamaged, match="history was rewritten"):
        mirror.pull(str(tmp_path / "theirs"), tmp_path / "mine")
    with pytest.raises(RecordDamaged, match="history was rewritten"):
        mirror.repair(tmp_path / "mine", [str(tmp_path / "theirs")])
    with pytest.raises(RecordDamaged, match="history was rewritten"):
        other.push(tmp_path / "mine")
    other.close()
    assert not (tmp_path / "mine" / "log" / "checkpoint").exists()


def test_changed_stamp_of_a_mirror_is_named_and_mended(store: Store, authority: Clerk, tmp_path: Path) -> None:
    stamped(store, authority)
    store.push(tmp_path / "one")
    mirror.pull(str(tmp_path / "one"), tmp_path / "two")
    (answer,) = (tmp_path / "two" / "log" / "stamps").glob("*.tsr")
    answer.write_bytes(answer.read_bytes()[:-9])
    assert any("time stamp on 5 entries" in f for f in mirror.audit(str(tmp_path / "two")).faults)
    with pytest.raises(RecordDamaged, match="does not fit its log"):
        mirror.pull(str(tmp_path / "two"), tmp_path / "three")
    mirror.repair(tmp_path / "two", [str(tmp_path / "one")])
    judged = mirror.audit(str(tmp_path / "two"))
    assert (judged.faults, [s.size for s in judged.stamped.stamps]) == ((), [5])
    assert (tmp_path / "two" / "log" / "stamps.broken-1" / "5.checkpoint").exists()  # nothing is thrown away


# ---- what is no stamp ----


def flipped(answer: bytes) -> bytes:
    return answer[:-3] + bytes([answer[-3] ^ 1]) + answer[-2:]


@pytest.mark.parametrize(
    ("spoilt", "why"),
    [
        (lambda a: a[:-40], "it was cut"),
        (lambda a: a[:5], "it was cut"),
        (lambda a: b"", "it was cut"),
        (lambda a: a + b"\0", "it was cut"),
        (lambda a: b"<html>not found</html>", "no answer of a time-stamping authority"),
        (lambda a: a + bytes(70_000), "longer than any answer"),
        (flipped, "the signature of CN=Clerk does not hold"),
    ],
)
def test_spoilt_answer_is_refused(store: Store, authority: Clerk, spoilt: Callable[[bytes], bytes], why: str) -> None:
    answer = authority.answer(store.ask_stamp())
    with pytest.raises(ValueError, match=why):
        store.take_stamp(spoilt(answer))
    assert store.audit().stamps == []
    assert store.take_stamp(answer).size == 5  # the request still waits


def test_answer_to_another_request_is_refused(store: Store, authority: Clerk) -> None:
    with pytest.raises(ValueError, match="no request that waits"):
        store.take_stamp(authority.answer(authorities.request(b"other bytes")[0]))
    answer = authority.answer(store.ask_stamp())
    store.take_stamp(answer)
    with pytest.raises(ValueError, match="no request that waits"):
        store.take_stamp(answer)


def test_answer_about_other_bytes_is_refused(store: Store, authority: Clerk) -> None:
    known = [authorities.parse(authority.certificates.read_bytes())]
    answer = authority.answer(authorities.request(b"one")[0])
    assert authorities.verified(answer, b"one", known)[0] == known[0]
    with pytest.raises(ValueError, match="the digest differs"):
        authorities.verified(answer, b"two", known)


def test_answer_of_another_authority_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no authority that counts here signed it \(CN=Clerk\)"):
        store.take_stamp(clerk(tmp_path / "another", "Another").answer(store.ask_stamp()))
    # of the same name, under a root of its own
    with pytest.raises(ValueError, match=r"no authority that counts here signed it \(CN=Clerk\)"):
        store.take_stamp(clerk(tmp_path / "namesake").answer(store.ask_stamp()))


def test_refusal_of_the_authority_is_told(store: Store, authority: Clerk) -> None:
    store.ask_stamp()
    with pytest.raises(ValueError, match=r"the authority gave no stamp \(Bad request"):
        store.take_stamp(authority.answer(b"junk"))


@pytest.mark.parametrize("years", [(-3, -1), (1, 3)], ids=["ran out", "not yet"])
def test_certificate_that_did_not_hold_at_that_time_is_told(
    store: Store, tmp_path: Path, years: tuple[int, int]
) -> None:
    late = clerk(tmp_path / "late", "Late", years=years)
    store.name_authority(authorities.parse(late.certificates.read_bytes()))
    with pytest.raises(ValueError, match="the certificate of CN=Late holds from"):
        store.take_stamp(late.answer(store.ask_stamp()))


@pytest.mark.parametrize(
    ("pem", "why"),
    [
        (lambda c: b"", "no certificates"),
        (lambda c: b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "is broken"),
        (lambda c: (c.folder / "own.pem").read_bytes(), "lacks the certificate of CN=Clerk Root"),
        (lambda c: c.certificates.read_bytes().replace((c.folder / "own.pem").read_bytes(), b""), "no certificates"),
        (lambda c: bytes(200_000), "longer"),
    ],
)
def test_file_of_no_authority_is_refused(authority: Clerk, pem: Callable[[Clerk], bytes], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        authorities.parse(pem(authority))


def test_list_of_stamps_that_leads_elsewhere_is_refused(store: Store, authority: Clerk) -> None:
    stamped(store, authority)
    for line in ("5 ../../../keys/record", "../5 aa", "5", "²3 aa"):
        (store.folder / "log" / "stamps" / "index").write_text(line + "\n", encoding="utf-8")
        (fault,) = store.audit().faults
        assert "in no form that is known" in fault.what


def test_stamp_on_another_log_is_told(store: Store, authority: Clerk, tmp_path: Path) -> None:
    stamped(store, authority)
    other = made(tmp_path / "other.record")
    other.close()
    shutil.copytree(store.folder / "log" / "stamps", other.folder / "log" / "stamps")
    (found,) = faults(other.folder)
    assert "it is on another log" in found


def test_second_history_of_one_size_does_not_take_the_place_of_the_stamped_one(
    store: Store, authority: Clerk, tmp_path: Path
) -> None:
    stamped(store, authority)
    store.close()
    other = Store.open(rewritten(store.folder, tmp_path / "rewritten.record"), write=True)
    shutil.copytree(store.folder / "log" / "stamps", other.folder / "log" / "stamps")
    with pytest.raises(RecordDamaged, match="history was rewritten"):
        other.ask_stamp()
    other.close()


def test_without_the_package_it_is_told_in_one_sentence(
    store: Store, authority: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamped(store, authority)
    monkeypatch.setattr(authorities, "available", lambda: False)
    with pytest.raises(UsageError, match="need the package rfc3161-client"):
        store.ask_stamp()
    audit = store.audit()
    assert (audit.faults, audit.stamps) == ([], [])
    assert audit.notes == ["Time stamps that were not verified, since rfc3161-client is not installed: 1."]


# ---- over the network ----


class Front(http.server.BaseHTTPRequestHandler):
    """The authority's web server."""

    def __init__(self, behind: Callable[[bytes], bytes], *more: object) -> None:
        self.behind = behind
        super().__init__(*more)  # type: ignore[arg-type]

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        assert self.headers["Content-Type"] == "application/timestamp-query"
        answer = self.behind(asked)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        pass


class served:
    """A web server on this machine, while the context lasts: of a folder, or of what answers requests."""

    def __init__(self, what: Path | Callable[[bytes], bytes]) -> None:
        handler: Callable[..., http.server.BaseHTTPRequestHandler]
        if isinstance(what, Path):
            handler = functools.partial(_Still, directory=str(what))
        else:
            handler = functools.partial(Front, what)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)

    def __enter__(self) -> str:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


class _Still(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def test_authority_is_asked_at_its_address(store: Store, authority: Clerk) -> None:
    with served(authority.answer) as address:
        answer = posted(address, store.ask_stamp(), authorities.LONGEST)
    assert store.take_stamp(answer).authority == "CN=Clerk"


def test_authority_that_never_ends_is_left(store: Store) -> None:
    with served(lambda asked: bytes(1_000_000)) as address, pytest.raises(Missing, match="does not end"):
        posted(address, store.ask_stamp(), authorities.LONGEST)
    for address in ("file:///etc/passwd", "ftp://127.0.0.1/", "127.0.0.1"):
        with pytest.raises(Missing, match="no address of a web server"):
            posted(address, b"", 10)
