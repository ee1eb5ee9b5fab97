"""Trained weights to the files of the package: an ONNX graph with eight-bit weights, and the rest as arrays.

usage: python -m training.export --weights FILE --base FOLDER --out FOLDER
"""

import argparse
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from safetensors.torch import load_file
from torch import Tensor, nn

from training.network import Reader

__all__ = ["main"]


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
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    network = Reader(0.0).eval()
    network.load_state_dict(load_file(given.weights))
    with tempfile.TemporaryDirectory() as folder:
        whole, ready = Path(folder) / "whole.onnx", Path(folder) / "ready.onnx"
        _graph(network, whole)
        quant_pre_process(str(whole), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(str(ready), str(given.out / "reader.onnx"), weight_type=QuantType.QInt8, per_channel=True)
        shutil.copy(whole, given.out / "whole.onnx")
    kept = {k: v for k, v in network.state_dict().items() if k in ("steps", "starts") or k.startswith("links.")}
    np.savez(given.out / "reader.npz", **{k: v.numpy().astype(np.float16) for k, v in kept.items()})
    shutil.copy(given.base / "tokenizer.json", given.out / "tokenizer.json")
    for path in sorted(given.out.iterdir()):
        print(f"{path.name} {path.stat().st_size / 1e6:.2f} MB")


def _graph(network: Reader, path: Path) -> None:
    example = (torch.randint(1000, 2000, (1, 40)), torch.zeros(1, 40, dtype=torch.long))
    axes = {"ids": {1: "pieces"}, "features": {1: "pieces"}, "scores": {0: "pieces"}, "hidden": {0: "pieces"}}
    with torch.inference_mode():
        torch.onnx.export(
            _Window(network).eval(), example, str(path), dynamo=False, opset_version=17,
            input_names=["ids", "features"], output_names=["scores", "hidden"], dynamic_axes=axes,
        )  # fmt: skip
    onnx.checker.check_model(str(path))


if __name__ == "__main__":
    main()
