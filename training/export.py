"""From a trained network to what ships: two ONNX graphs in int8, the vocabulary, a card with the digests.

    python -m training.export training/build/seed1/model.pt --to src/selaras/tagger/weights

`read.onnx`: ids [1, T], starts [1, W] -> hidden [1, T, H], entities [1, W, E], triggers [1, W, G].
`told.onnx`: hidden, marks [N, T], starts -> roles [N, W, R], types [N, K+1], modes, aux, pairs [N, K].
All outputs but `hidden` are probabilities.
"""

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.base import BASE
from training.model import Tagger
from training.train import digest, network

OPSET = 17
WEIGHTS = Path(__file__).parents[1] / "src" / "selaras" / "tagger" / "weights"


class Read(nn.Module):
    """The lower part for one sentence."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, ids: Tensor, starts: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        hidden = self.tagger.lower(ids, torch.zeros(1, 1, 1, 1))
        entity, trigger = self.tagger.tags(hidden, starts)
        return hidden, entity.softmax(-1), trigger.softmax(-1)


class ToldGraph(nn.Module):
    """The upper part for N marked copies of one sentence."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, hidden: Tensor, marks: Tensor, starts: Tensor) -> tuple[Tensor, ...]:
        x = self.tagger.upper(hidden, marks, torch.zeros(1, 1, 1, 1))
        role, kind, mode, aux = self.tagger.told(x, marks, starts.expand(marks.shape[0], -1))
        pair = self.tagger.between(x, marks)
        return role.softmax(-1), kind.softmax(-1), mode.softmax(-1), aux.sigmoid(), pair.softmax(-1)


def export(trained: Path, to: Path, int8: bool = True) -> None:
    """Write both graphs, vocabulary and card; `int8=False` keeps fp32, to measure what quantising costs."""
    saved = torch.load(trained)
    tagger = network(saved.get("keep"))
    tagger.load_state_dict(saved["model"])
    tagger.eval()
    hidden = tagger.encoder.word.embedding_dim
    ids, starts = torch.tensor([[0, 5, 6, 7, 8, 2]]), torch.tensor([[1, 2, 4]])
    marks = torch.tensor([[0, 0, 1, 1, 0, 0], [0, 2, 0, 3, 0, 0]])
    graphs = {
        "read": (
            Read(tagger),
            (ids, starts),
            {"ids": {1: "T"}, "starts": {1: "W"}},
            {"hidden": {1: "T"}, "entities": {1: "W"}, "triggers": {1: "W"}},
        ),
        "told": (
            ToldGraph(tagger),
            (torch.zeros(1, 6, hidden), marks, starts),
            {"hidden": {1: "T"}, "marks": {0: "N", 1: "T"}, "starts": {1: "W"}},
            {"roles": {0: "N", 1: "W"}, "types": {0: "N"}, "modes": {0: "N"}, "aux": {0: "N"}, "pairs": {0: "N"}},
        ),
    }
    to.mkdir(parents=True, exist_ok=True)
    for name, (module, example, takes, gives) in graphs.items():
        with tempfile.TemporaryDirectory() as folder:
            plain = Path(folder) / f"{name}.onnx"
            torch.onnx.export(
                module.eval(), example, str(plain), input_names=list(takes), output_names=list(gives),
                dynamic_axes=takes | gives, opset_version=OPSET, dynamo=False,
            )  # fmt: skip
            if int8:
                quantize_dynamic(
                    plain, to / f"{name}.onnx", per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
                )
            else:
                shutil.copyfile(plain, to / f"{name}.onnx")
    shutil.copyfile(BASE / "vocabulary.json", to / "vocabulary.json")
    files = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(to.iterdir()) if p.name != "card.json"}
    card = {"weights": digest(tagger), "layers": len(tagger.encoder.layers), "files": files}
    (to / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print({p.name: f"{p.stat().st_size / 1e6:.1f} MB" for p in sorted(to.iterdir())})


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trained", type=Path)
    parser.add_argument("--to", type=Path, default=WEIGHTS)
    parser.add_argument("--float32", action="store_true")
    chosen = parser.parse_args()
    export(chosen.trained, chosen.to, int8=not chosen.float32)


if __name__ == "__main__":
    main()
