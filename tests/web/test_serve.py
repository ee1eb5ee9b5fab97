"""The room as a process: it says where it is, answers there, and closes in order."""

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from loquitur.errors import UsageError
from loquitur.web.serve import Opening, serve


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_room_opens_answers_and_closes(kept: Path) -> None:
    command = [sys.executable, "-m", "loquitur", "serve", str(kept), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as room:
        assert room.stderr
        told = room.stderr.readline()
        found = re.search(r"open at (http://localhost:\d+/)", told)
        assert found, told
        with urllib.request.urlopen(found[1].replace("localhost", "127.0.0.1"), timeout=60) as answer:
            assert "examples" in answer.read().decode()
            assert "server" not in answer.headers
        room.send_signal(signal.SIGINT)
        assert room.wait(30) == 0
        assert room.stderr.read() == ""
    assert not (kept / "writer.lock").exists()


def test_a_port_in_use_is_told(kept: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"port {port}"):
            serve(kept, Opening(port=port), lambda sentence: None)


def test_a_room_for_others_says_its_password(kept: Path) -> None:
    said: list[str] = []
    with pytest.raises(UsageError):  # no machine has this address, so that the room never opens
        serve(kept, Opening(port=0, address="192.0.2.1"), said.append)
    assert re.search(r"password, until it closes: \S{20}", said[0])
    assert "--certificate" in said[1]
