"""The shipped network: two ONNX graphs run by onnxruntime, one sentence at a time.

Always true: int8 activations are scaled per call, so a call holds one sentence and nothing else; what is read
in a sentence never depends on its neighbours, the batch or the number of threads.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from selaras.model import UsageRefused
from selaras.tagger.pieces import Pieces

WEIGHTS = Path(__file__).parent / "weights"
MOST_PIECES = 256  # of one sentence; what lies behind is not read

T = TypeVar("T")
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ReadOnce:
    """A sentence read: T pieces, W words. `entities` [W, 2E+1] and `triggers` [W, 2K+1] are probabilities of tags."""

    pieces: int
    starts: list[int]
    hidden: Floats
    entities: Floats
    triggers: Floats


@dataclass(frozen=True, slots=True)
class Marked:
    """What N marks in a sentence tell, as probabilities: roles [N, W, 2R+1], types [N, K+1] (last: none),
    modes [N, M+1] (first: none), aux [N, A], pairs [N, K]."""

    roles: Floats
    types: Floats
    modes: Floats
    aux: Floats
    pairs: Floats


class Network:
    """Both graphs and the vocabulary of a folder; raises UsageRefused where a file is missing or broken."""

    def __init__(self, folder: Path = WEIGHTS, threads: int = 1) -> None:
        self.card: dict[str, Any] = _read_json(folder, "card.json", json.loads)
        self.pieces = _read_json(folder, "vocabulary.json", Pieces)
        self._read = _session(_file(folder, "read.onnx"), threads)
        self._told = _session(_file(folder, "told.onnx"), threads)

    def read(self, words: list[str], spaced: list[bool]) -> ReadOnce:
        """Read one sentence; see Pieces.encode for `spaced`."""
        ids, starts = self.pieces.encode(words, spaced, MOST_PIECES)
        given = {"ids": np.array([ids], np.int64), "starts": np.array([starts], np.int64)}
        hidden, entities, triggers = self._read.run(None, given)
        return ReadOnce(len(ids), starts, hidden, entities[0], triggers[0])

    def told(self, once: ReadOnce, marks: list[list[tuple[int, int, int]]]) -> Marked:
        """Read a sentence with marks: for each of N marked copies a list of (mark, first word, end word).

        Marks are 1 for a trigger, 2 and 3 for the parties of a pair.
        """
        numbers: Ints = np.zeros((len(marks), once.pieces), np.int64)
        ends = [*once.starts[1:], once.pieces - 1]
        for row, ranges in enumerate(marks):
            for mark, first, end in ranges:
                numbers[row, once.starts[first] : ends[end - 1]] = mark
        given = {"hidden": once.hidden, "marks": numbers, "starts": np.array([once.starts], np.int64)}
        return Marked(*self._told.run(None, given))


@lru_cache(maxsize=2)
def load_network(folder: Path = WEIGHTS, threads: int = 1) -> Network:
    """Return the network of a folder, loaded once for each number of threads."""
    return Network(folder, threads)


def _file(folder: Path, name: str) -> Path:
    path = folder / name
    if not path.is_file():
        raise UsageRefused(f"{path}: the trained model is not there; use --coder rules, or install the package anew")
    return path


def _read_json(folder: Path, name: str, make: Callable[[str], T]) -> T:
    path = _file(folder, name)
    try:
        return make(path.read_text(encoding="utf-8"))
    except (ValueError, TypeError) as error:
        raise UsageRefused(f"{path}: is no JSON of the model ({str(error)[:80]})") from error


def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises classes of its own for a broken file
        raise UsageRefused(f"{path}: is no model that onnxruntime can read ({str(error)[:80]})") from error
