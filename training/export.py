"""Trained weights to the files of the package: ONNX graphs with eight-bit weights, and the rest as arrays.

usage: python -m training.export --weights FILE --base FOLDER --out FOLDER
       python -m training.export --sides FILE --conduct FILE --out FOLDER

The reader's graph is written in two: its lower half, whose vectors other networks take too, and its upper half. Both
together give the bits of the whole.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx.utils import Extractor
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from safetensors.torch import load_file
from torch import Tensor, nn

from training.conduct import Conduct
from training.network import HIDDEN, SHARED, Reader
from training.sides import Sides

__all__ = ["eight_bit", "main"]

Named = dict[str, dict[int, str]]


class _Window(nn.Module):
    """The network over one window, without a batch."""

    def __init__(self, network: Reader) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        scores, hidden = self.network(ids, features)
        return scores[0], hidden[0]


def main() -> None:
    parser = argparse.ArgumentParser(description="Writes the files that the package reads.")
    parser.add_argument("--weights", type=Path, help="of the reader")
    parser.add_argument("--base", type=Path, help="the folder of the reader's first weights")
    parser.add_argument("--sides", type=Path, help="weights of the upper half for sides")
    parser.add_argument("--conduct", type=Path, help="weights of the upper half for conduct")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    if given.weights:
        _reader(given.weights, given.base, given.out)
    if given.sides:
        upper(Sides(0.0), given.sides, given.out / "sides.onnx")
    if given.conduct:
        upper(Conduct(0.0), given.conduct, given.out / "conduct.onnx")
    for path in sorted(given.out.iterdir()):
        print(f"{path.name} {path.stat().st_size / 1e6:.2f} MB")


def _reader(weights: Path, base: Path, out: Path) -> None:
    network = Reader(0.0).eval()
    network.load_state_dict(load_file(weights))
    example = {"ids": torch.randint(1000, 2000, (1, 40)), "features": torch.zeros(1, 40, dtype=torch.long)}
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "reader.onnx"
        eight_bit(_Window(network), example, {"scores": {0: "pieces"}, "hidden": {0: "pieces"}}, whole)
        split(whole, out)
    kept = {k: v for k, v in network.state_dict().items() if k in ("steps", "starts") or k.startswith("links.")}
    np.savez(out / "reader.npz", **{k: v.numpy().astype(np.float16) for k, v in kept.items()})
    shutil.copy(base / "tokenizer.json", out / "tokenizer.json")


def upper(network: nn.Module, weights: Path, out: Path) -> None:
    """Writes an upper half that takes what the lower half read, with marks where two stand, and gives scores."""
    network.load_state_dict(load_file(weights))
    mark = torch.zeros(1, 40, dtype=torch.long)
    mark[0, 3], mark[0, 9] = 1, 2
    eight_bit(network, {"read": torch.randn(1, 40, HIDDEN), "mark": mark}, {"scores": {}}, out)


def eight_bit(network: nn.Module, example: dict[str, Tensor], told: Named, out: Path) -> None:
    """A network as a graph with eight-bit weights; its inputs vary in their second dimension, its outputs as told."""
    with tempfile.TemporaryDirectory() as folder, torch.inference_mode():
        whole, ready = Path(folder) / "whole.onnx", Path(folder) / "ready.onnx"
        torch.onnx.export(
            network.eval(), tuple(example.values()), str(whole), dynamo=False, opset_version=17, input_names=list(example),
            output_names=list(told), dynamic_axes={**{name: {1: "pieces"} for name in example}, **told},
        )  # fmt: skip
        onnx.checker.check_model(str(whole))
        quant_pre_process(str(whole), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(str(ready), str(out), weight_type=QuantType.QInt8, per_channel=True)


def split(whole: Path, out: Path) -> None:
    """The reader's graph as lower.onnx and reader.onnx, cut behind the layers that others share; `read` passes between."""
    graph = onnx.load(str(whole))
    last = next(n for n in graph.graph.node if n.op_type == "LayerNormalization" and n.input[1].endswith(_LAST))
    cut = last.output[0]
    for node in graph.graph.node:
        node.input[:] = ["read" if name == cut else name for name in node.input]
        node.output[:] = ["read" if name == cut else name for name in node.output]
    parts = Extractor(onnx.shape_inference.infer_shapes(graph))
    onnx.save(parts.extract_model(["ids", "features"], ["read"]), str(out / "lower.onnx"))
    onnx.save(parts.extract_model(["read"], ["scores", "hidden"]), str(out / "reader.onnx"))


_LAST = f"layers.{SHARED - 1}.second.weight"


if __name__ == "__main__":
    main()
