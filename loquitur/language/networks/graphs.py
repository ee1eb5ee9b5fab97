"""The networks of the package: one lower half that reads pieces of words, and an upper half for each thing asked of them.

The lower half (embeddings and three layers) is the reader's; what it gives of a window is what the reader's upper half
takes, to the same bits as the whole graph did, and what the upper half for sides takes. Each is opened at its first use, with
one thread. Guarantee: the same pieces give the same vectors on the same build and kind of processor.
"""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loquitur.language.networks.pieces import BODY, Pieces, Tokenizer

__all__ = ["folder", "lower", "missing", "runtime", "upper", "words"]

_EXACT = "session.x64quantprecision"
"""Keeps sums of eight-bit products whole on processors that would clip them (x86 without VNNI)."""
_ENDS = (101, 102)
_NO_MARK = 3
Vectors = NDArray[np.float32]


def folder() -> Traversable:
    """Where the files of the package's models lie."""
    return files("loquitur.language") / "models"


def missing(*names: str) -> str | None:
    """What keeps a network of these files from running here, in words; None where it runs."""
    for module, what in (("onnxruntime", "ONNX Runtime"), ("tokenizers", "tokenizers")):
        if find_spec(module) is None:
            return f"{what} is not installed"
    absent = (n for n in ("lower.onnx", "tokenizer.json", *names) if not (folder() / n).is_file())
    return next((f"its file {n} is not there" for n in absent), None)


@cache
def words() -> Tokenizer:
    """What cuts words into pieces, as the models were trained with."""
    from tokenizers import Tokenizer as Words

    tokenizer = Words.from_str((folder() / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def runtime() -> str:
    """What runs the networks, with its version, for the reason of a finding."""
    import onnxruntime

    return f"onnxruntime {onnxruntime.__version__}"


def lower(pieces: Pieces, left: int, right: int) -> Vectors:
    """The vectors of a window of pieces between its two ends, without a batch's dimension taken away."""
    assert right - left <= BODY
    ids = np.concatenate([_ENDS[:1], pieces.id[left:right], _ENDS[1:]])
    features = np.concatenate([[_NO_MARK], pieces.feature[left:right], [_NO_MARK]])
    found: Vectors = _session("lower").run(None, {"ids": ids[None], "features": features[None]})[0]
    return found


def upper(name: str, read: Vectors, **more: NDArray[np.int64]) -> list[Vectors]:
    """What an upper half makes of the vectors of a window."""
    found: list[Vectors] = _session(name).run(None, {"read": read, **more})
    return found


@cache
def _session(name: str) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    options.add_session_config_entry(_EXACT, "1")
    return onnxruntime.InferenceSession(
        (folder() / f"{name}.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
    )
