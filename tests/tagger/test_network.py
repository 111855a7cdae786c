"""The graphs: shapes, probabilities, and the same bits for a sentence whatever was read before it."""

import hashlib
import random
from dataclasses import fields

import numpy as np
import pytest

from selaras.model import UsageRefused
from selaras.tagger.labels import AUX, ENTITIES, MODES, ROLES, TYPES
from selaras.tagger.network import MOST_PIECES, WEIGHTS, Network, load_network

FILES = ("card.json", "read.onnx", "told.onnx", "vocabulary.json")
SENTENCES = [
    "Presiden Rusia Vladimir Putin bertemu Presiden China Xi Jinping di Beijing pada Kamis .",
    "Rusia",
    "France condemned the attack .",
    "Uni Eropa menjatuhkan sanksi baru terhadap Belarus , dilansir Reuters . " * 4,
    "\U0001f600 \u200b ¨ 漢字 " + "x" * 900,
    "Perpustakaan itu buka pukul sembilan .",
    "Rusia " * 400,
    ". . .",
]


def read(network, text):
    texts = text.split()
    return network.read(texts, [True] * len(texts))


def bits(network, text):
    """Return every bit that the network says of a sentence and of some marks in it."""
    once = read(network, text)
    count = len(once.starts)
    told = network.told(once, [[(1, n, n + 1)] for n in range(min(4, count))])
    pair = network.told(once, [[(2, 0, 1), (3, count - 1, count)]])
    arrays = [once.hidden, once.entities, once.triggers]
    arrays += [getattr(each, field.name) for each in (told, pair) for field in fields(each)]
    return tuple(array.tobytes() for array in arrays)


@pytest.mark.parametrize("text", SENTENCES, ids=lambda text: text[:12])
def test_shapes_and_probabilities(network, text):
    once = read(network, text)
    count = len(once.starts)
    assert once.pieces <= MOST_PIECES
    assert once.hidden.shape[:2] == (1, once.pieces)
    assert once.entities.shape == (count, 2 * len(ENTITIES) + 1)
    assert once.triggers.shape == (count, 2 * len(TYPES) + 1)
    marks = [[(1, 0, 1)], [(1, count - 1, count)], [(1, 0, count)]]
    told = network.told(once, marks)
    assert told.roles.shape == (3, count, 2 * len(ROLES) + 1)
    assert told.types.shape == (3, len(TYPES) + 1)
    assert told.modes.shape == (3, len(MODES) + 1)
    assert told.aux.shape == (3, len(AUX))
    assert told.pairs.shape == (3, len(TYPES))
    for array in (once.entities, once.triggers, told.roles, told.types, told.modes, told.pairs):
        assert array.min() >= 0
        assert np.allclose(array.sum(-1), 1, atol=1e-4)
    assert told.aux.min() >= 0
    assert told.aux.max() <= 1


def test_the_same_bits_in_any_order_and_with_any_number_of_threads(network):
    before = [bits(network, text) for text in SENTENCES]
    assert [bits(network, text) for text in SENTENCES] == before
    for threads in (1, 2):
        fresh = Network(threads=threads)
        order = list(range(len(SENTENCES)))
        for seed in range(2):
            random.Random(seed).shuffle(order)
            assert {n: bits(fresh, SENTENCES[n]) for n in order} == dict(enumerate(before))


def test_marks_at_other_words_tell_other_things(network):
    once = read(network, SENTENCES[0])
    told = network.told(once, [[(1, 4, 5)], [(1, 2, 4)], [(1, 4, 6)], []])
    for array in (told.roles, told.types, told.modes, told.aux):
        assert len({row.tobytes() for row in array}) == 4
    pairs = network.told(once, [[(2, 1, 2), (3, 6, 7)], [(2, 6, 7), (3, 1, 2)], [(2, 1, 2), (3, 7, 9)]]).pairs
    assert len({row.tobytes() for row in pairs}) == 3


def test_what_does_not_fit_is_not_read(network):
    once = read(network, "Rusia " * 1_000)
    count = len(once.starts)
    assert MOST_PIECES - 20 < once.pieces <= MOST_PIECES
    assert len(once.entities) == len(once.triggers) == count < 1_000
    assert network.told(once, [[(1, count - 1, count)]]).roles.shape[1] == count


def test_the_last_mark_holds_all_pieces_of_the_last_word(network):
    ids, starts = network.pieces.encode(["Rusia", "Pannier-Runacher"], [True, True], MOST_PIECES)
    assert len(ids) - 1 - starts[1] > 1
    once = network.read(["Rusia", "Pannier-Runacher"], [True, True])
    whole = network.told(once, [[(1, 1, 2)]]).types
    marks = np.zeros((1, len(ids)), np.int64)
    marks[0, starts[1] : -1] = 1
    given = {"hidden": once.hidden, "marks": marks, "starts": np.array([starts], np.int64)}
    assert network._told.run(None, given)[1].tobytes() == whole.tobytes()


# -- the folder of weights


@pytest.fixture
def folder(tmp_path):
    """A folder of the weights that ship, as links."""
    for name in FILES:
        (tmp_path / name).symlink_to(WEIGHTS / name)
    return tmp_path


def test_what_ships_is_what_the_card_names(network):
    assert sorted(path.name for path in WEIGHTS.iterdir()) == sorted(FILES)
    assert sorted(network.card["files"]) == sorted(set(FILES) - {"card.json"})
    for name, digest in network.card["files"].items():
        assert hashlib.sha256((WEIGHTS / name).read_bytes()).hexdigest() == digest, name


def test_a_folder_is_loaded_once(folder, network):
    assert load_network() is network
    assert load_network(folder) is load_network(folder)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_refused_by_name(folder, name):
    (folder / name).unlink()
    for _ in range(2):  # a refusal is not remembered as a network
        with pytest.raises(UsageRefused) as refused:
            load_network(folder)
        assert str(refused.value).startswith(f"{folder / name}: ")
        assert "\n" not in str(refused.value)


def test_a_missing_folder_is_refused_by_name(tmp_path):
    with pytest.raises(UsageRefused, match="nowhere"):
        Network(tmp_path / "nowhere")


@pytest.mark.parametrize("content", [b"", b"{", b"\x00" * 4_096], ids=["empty", "brace", "zeros"])
@pytest.mark.parametrize(
    "name",
    [
        "read.onnx",
        "told.onnx",
        "card.json",
        "vocabulary.json",
    ],
)
def test_a_broken_file_is_refused_by_name(folder, name, content):
    (folder / name).unlink()
    (folder / name).write_bytes(content)
    with pytest.raises(UsageRefused) as refused:
        Network(folder)
    assert str(refused.value).startswith(f"{folder / name}: ")


def test_half_a_model_is_refused_by_name(folder):
    (folder / "told.onnx").unlink()
    data = (WEIGHTS / "told.onnx").read_bytes()
    (folder / "told.onnx").write_bytes(data[: len(data) // 2])
    with pytest.raises(UsageRefused, match=r"told\.onnx: is no model"):
        Network(folder)
