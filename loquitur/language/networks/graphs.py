"""The networks of the package: what runs them, and the vectors of words that all begin with.

Each is opened at its first use, with one thread. Guarantee: the same pieces give the same scores on the same build and kind of
processor.
"""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from loquitur.language.networks.pieces import Tokenizer

__all__ = ["closed", "folder", "missing", "run", "runtime", "words"]

_EXACT = "session.x64quantprecision"
"""Keeps sums of eight-bit products whole on processors that would clip them (x86 without VNNI)."""
_OPENS, _CLOSES, _NO_LETTERS = 101, 102, 3
"""The pieces at the ends of what is read, and how these are written."""
Vectors = NDArray[np.float32]


def folder() -> Traversable:
    """Where the files of the package's models lie."""
    return files("loquitur.language") / "models"


def missing(*names: str) -> str | None:
    """What keeps a network of these files from running here, in words; None where it runs."""
    for module, what in (("onnxruntime", "ONNX Runtime"), ("tokenizers", "tokenizers")):
        if find_spec(module) is None:
            return f"{what} is not installed"
    absent = (n for n in ("words.onnx", "tokenizer.json", *names) if not (folder() / n).is_file())
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


def closed(*parts: tuple[NDArray[np.int64], NDArray[np.int64]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The words of parts and how they are written, each part closed by an end, the first opened by one."""
    ids: list[ArrayLike] = [[_OPENS]]
    features: list[ArrayLike] = [[_NO_LETTERS]]
    for words_, written in parts:
        ids += [words_, [_CLOSES]]
        features += [written, [_NO_LETTERS]]
    return np.concatenate(ids), np.concatenate(features)


def run(name: str, ids: NDArray[np.int64], features: NDArray[np.int64], **more: NDArray[Any]) -> list[Vectors]:
    """What a network makes of pieces, by their words and how these are written, and what else it asks for."""
    words: Vectors = _session("words").run(None, {"ids": ids[None]})[0]
    found: list[Vectors] = _session(name).run(None, {"words": words, "features": features[None], **more})
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
