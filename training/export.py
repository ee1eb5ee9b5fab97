"""Trained weights to the files of the package: ONNX graphs with eight-bit weights, and the rest as arrays.

usage: python -m training.export --weights FILE --base FOLDER --out FOLDER
       python -m training.export --conduct FILE --out FOLDER

Both networks begin with the same vectors of words, which none of them changes: these are a graph of their own.
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
from training.network import HIDDEN, Reader

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
    parser.add_argument("--conduct", type=Path, help="weights of the network for conduct")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    if given.weights:
        _reader(given.weights, given.base, given.out)
    if given.conduct:
        _conduct(given.conduct, given.out / "conduct.onnx")
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


class _Paragraph(nn.Module):
    """The network for conduct over one passage, whose words' vectors are given."""

    def __init__(self, network: Conduct) -> None:
        super().__init__()
        self.network = network

    def forward(self, words: Tensor, features: Tensor, mark: Tensor, topic: Tensor, holder: Tensor) -> Tensor:
        x = self.network.read(self.network.marked(words, mark), features, None)
        return self.network.judge(x, holder, topic, torch.zeros(holder.shape[0], dtype=torch.long))


def _conduct(weights: Path, out: Path) -> None:
    network = Conduct(0.0)
    network.load_state_dict(load_file(weights))
    mark, whole = torch.zeros(1, 40, dtype=torch.long), torch.full((2, 40), 1 / 40)
    example = {"words": torch.randn(1, 40, HIDDEN), "features": mark, "mark": mark, "topic": whole[:1], "holder": whole}
    eight_bit(_Paragraph(network), example, {"scores": {0: "holders"}}, out, {"holder": {0: "holders", 1: "pieces"}})


def eight_bit(
    network: nn.Module, example: dict[str, Tensor], told: Named, out: Path, also: Named | None = None
) -> None:
    """A network as a graph with eight-bit weights; its inputs vary in their second dimension or as `also` tells, its outputs as
    told."""
    with tempfile.TemporaryDirectory() as folder, torch.inference_mode():
        whole, ready = Path(folder) / "whole.onnx", Path(folder) / "ready.onnx"
        torch.onnx.export(
            network.eval(), tuple(example.values()), str(whole), dynamo=False, opset_version=17, input_names=list(example),
            output_names=list(told), dynamic_axes={**{name: {1: "pieces"} for name in example}, **(also or {}), **told},
        )  # fmt: skip
        onnx.checker.check_model(str(whole))
        quant_pre_process(str(whole), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(str(ready), str(out), weight_type=QuantType.QInt8, per_channel=True)


def split(whole: Path, out: Path) -> None:
    """The reader's graph as words.onnx and reader.onnx, cut behind the words' vectors; `words` passes between."""
    graph = onnx.load(str(whole))
    first = next(n for n in graph.graph.node if n.op_type == "DequantizeLinear" and n.input[1].endswith(_WORDS))
    cut = first.output[0]
    for node in graph.graph.node:
        node.input[:] = ["words" if name == cut else name for name in node.input]
        node.output[:] = ["words" if name == cut else name for name in node.output]
        if node.op_type == "Shape" and node.input[0] == "ids":
            node.input[0] = "words"  # how many pieces there are, for their places
    del graph.graph.value_info[:]
    parts = Extractor(onnx.shape_inference.infer_shapes(graph))
    onnx.save(parts.extract_model(["ids"], ["words"]), str(out / "words.onnx"))
    onnx.save(parts.extract_model(["words", "features"], ["scores", "hidden"]), str(out / "reader.onnx"))


_WORDS = "words.weight_scale"


if __name__ == "__main__":
    main()
