"""The loop: batches of sentences of like length, every head at once, a checkpoint after each epoch.

    python -m training.train --seed 1 --epochs 7 --out training/build/seed1

Started again it goes on after the last finished epoch. The same seed on the same machine gives the same
digest. What is chosen here and why stands in docs/methods/tagger.md.
"""

import argparse
import hashlib
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from selaras.tagger.labels import AUX, ENTITIES, MODES, ROLES, TYPES
from selaras.tagger.pieces import PAD, Pieces
from training.base import BASE, BUILD
from training.corpus import CORPUS, passages
from training.data import (
    MOST_PIECES,
    Sample,
    Told,
    aux_bits,
    entity_tags,
    held_out,
    mode_number,
    role_tags,
    samples,
    trigger_tags,
)
from training.model import Encoder, Shape, Tagger

BATCH = 16
ENCODER_RATE, HEADS_RATE = 2e-4, 1e-3
DECAY, WARM, CLIP = 0.01, 0.1, 1.0
UPPER = 4  # layers above the marks
IGNORED = -100
NONE = len(TYPES)  # the type of a marked word that is no trigger
LOSSES = {"entity": 1.0, "trigger": 2.0, "role": 3.0, "type": 0.5, "mode": 0.5, "aux": 0.5, "pair": 0.3}
FALSE_SHARE = 0.6  # sentences in which one word that is a trigger elsewhere is marked as none
PAIR_SHARE = 0.5  # events with two parties that are also told as a marked pair


@dataclass
class Batch:
    """Tensors of a batch: B sentences, N triggers marked, P pairs marked (see model.py for shapes)."""

    ids: Tensor
    bias: Tensor
    starts: Tensor
    entities: Tensor
    triggers: Tensor
    of: Tensor  # [N] the sentence of each marked trigger
    marks: Tensor
    roles: Tensor
    types: Tensor
    modes: Tensor
    aux: Tensor
    pair_of: Tensor
    pair_marks: Tensor
    pair_types: Tensor


class Batches:
    """Makes the batches of an epoch."""

    def __init__(self, learnt: list[Sample], pieces: Pieces) -> None:
        self.samples = learnt
        self.encoded = [pieces.encode([w.text for w in s.words], s.spaced, MOST_PIECES) for s in learnt]
        self.tempting = {s.words[t.trigger[0]].low for s in learnt for t in s.told}

    def epoch(self, seed: int) -> Iterator[Batch]:
        """Yield all samples once, in batches of like length, in an order that the seed decides."""
        chance = random.Random(seed)
        order = list(range(len(self.samples)))
        chance.shuffle(order)
        order.sort(key=lambda n: len(self.encoded[n][0]) // 4)
        groups = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
        chance.shuffle(groups)
        for group in groups:
            yield self._batch(group, chance)

    def _batch(self, group: list[int], chance: random.Random) -> Batch:
        length = max(len(self.encoded[n][0]) for n in group)
        width = max(len(self.encoded[n][1]) for n in group)
        ids = torch.full((len(group), length), PAD)
        starts = torch.zeros(len(group), width, dtype=torch.long)
        entities, triggers = (torch.full((len(group), width), IGNORED) for _ in range(2))
        marked: list[tuple[int, Tensor, list[int], Told | None]] = []
        pairs: list[tuple[int, Tensor, int]] = []
        for row, number in enumerate(group):
            sample, (pieces, first) = self.samples[number], self.encoded[number]
            ids[row, : len(pieces)] = torch.tensor(pieces)
            starts[row, : len(first)] = torch.tensor(first)
            entities[row, : len(first)] = torch.tensor(entity_tags(sample)[: len(first)])
            triggers[row, : len(first)] = torch.tensor(trigger_tags(sample)[: len(first)])
            ends = [*first[1:], len(pieces) - 1]
            for told in sample.told:
                if told.trigger[1] > len(first):
                    continue
                marks = torch.zeros(length, dtype=torch.long)
                marks[first[told.trigger[0]] : ends[told.trigger[1] - 1]] = 1
                marked.append((row, marks, role_tags(sample, told)[: len(first)], told))
                pair = _pair(told, len(first), chance)
                if pair:
                    marks = torch.zeros(length, dtype=torch.long)
                    for mark, (a, b) in enumerate(pair, 2):
                        marks[first[a] : ends[b - 1]] = mark
                    pairs.append((row, marks, TYPES.index(told.type)))
            for at in _false(sample, len(first), self.tempting, chance):
                marks = torch.zeros(length, dtype=torch.long)
                marks[first[at] : ends[at]] = 1
                marked.append((row, marks, [], None))
        roles = torch.full((len(marked), width), IGNORED)
        for row, (_, _, tags, _) in enumerate(marked):
            roles[row, : len(tags)] = torch.tensor(tags, dtype=torch.long)
        told_all = [told for *_, told in marked]
        return Batch(
            ids=ids,
            bias=(ids == PAD).float()[:, None, None, :] * -1e4,
            starts=starts,
            entities=entities,
            triggers=triggers,
            of=torch.tensor([row for row, *_ in marked], dtype=torch.long),
            marks=torch.stack([m for _, m, _, _ in marked]) if marked else torch.zeros(0, length, dtype=torch.long),
            roles=roles,
            types=torch.tensor([TYPES.index(t.type) if t else NONE for t in told_all], dtype=torch.long),
            modes=torch.tensor([mode_number(t) if t else IGNORED for t in told_all], dtype=torch.long),
            aux=torch.tensor([aux_bits(t) if t else [-1.0] * len(AUX) for t in told_all]).reshape(-1, len(AUX)),
            pair_of=torch.tensor([row for row, *_ in pairs], dtype=torch.long),
            pair_marks=torch.stack([m for _, m, _ in pairs]) if pairs else torch.zeros(0, length, dtype=torch.long),
            pair_types=torch.tensor([kind for *_, kind in pairs], dtype=torch.long),
        )


def _pair(told: Told, width: int, chance: random.Random) -> tuple[tuple[int, int], tuple[int, int]] | None:
    actors, recipients = told.roles.get("actor", []), told.roles.get("recipient", [])
    if told.type == "QUOTE" or chance.random() > PAIR_SHARE:
        return None
    if actors and recipients:
        first, second = chance.choice(actors), chance.choice(recipients)
    elif len(actors) > 1:
        first, second = chance.sample(actors, 2)
    else:
        return None
    return (first, second) if max(first[1], second[1]) <= width else None


def _false(sample: Sample, width: int, tempting: set[str], chance: random.Random) -> list[int]:
    if chance.random() > FALSE_SHARE:
        return []
    taken = {n for t in sample.told for n in range(*t.trigger)}
    words = [n for n, w in enumerate(sample.words[:width]) if n not in taken and w.low in tempting]
    words = words or [n for n in range(min(width, len(sample.words))) if n not in taken]
    return [chance.choice(words)] if words else []


def losses(model: Tagger, batch: Batch) -> Tensor:
    """Return the weighted sum of all heads' losses."""
    hidden = model.lower(batch.ids, batch.bias)
    entity, trigger = model.tags(hidden, batch.starts)
    parts = {
        "entity": cross_entropy(entity.flatten(0, 1).float(), batch.entities.flatten(), ignore_index=IGNORED),
        "trigger": cross_entropy(trigger.flatten(0, 1).float(), batch.triggers.flatten(), ignore_index=IGNORED),
    }
    of, marks = torch.cat([batch.of, batch.pair_of]), torch.cat([batch.marks, batch.pair_marks])
    x = model.upper(hidden[of], marks, batch.bias[of])
    count = len(batch.of)
    if count:
        role, kind, mode, aux = model.told(x[:count], batch.marks, batch.starts[batch.of])
        parts["role"] = cross_entropy(role.flatten(0, 1).float(), batch.roles.flatten(), ignore_index=IGNORED)
        parts["type"] = cross_entropy(kind.float(), batch.types)
        parts["mode"] = cross_entropy(mode.float(), batch.modes, ignore_index=IGNORED)
        true = batch.aux[:, 0] >= 0
        parts["aux"] = binary_cross_entropy_with_logits(aux[true].float(), batch.aux[true]) * len(AUX)
    if len(batch.pair_of):
        pair = model.between(x[count:], batch.pair_marks)
        parts["pair"] = cross_entropy(pair.float(), batch.pair_types)
    return sum((LOSSES[name] * loss for name, loss in parts.items() if torch.isfinite(loss)), torch.zeros(()))


def network(keep: tuple[int, ...] | None = None) -> Tagger:
    """Return the untrained tagger over the base; `keep` names the encoder layers to keep."""
    tensors = dict(np.load(BASE / "weights.npz"))
    encoder = Encoder.from_tensors(tensors, 12, keep)
    labels = [2 * len(names) + 1 for names in (ENTITIES, TYPES, ROLES)]
    shape = Shape(*labels, len(TYPES) + 1, len(MODES) + 1, len(AUX), lower=len(encoder.layers) - UPPER)
    return Tagger(encoder, shape)


def optimiser(model: Tagger) -> torch.optim.Optimizer:
    """AdamW with a rate for the encoder and one for heads and marks; no decay on biases and norms."""
    groups = []
    for encoder, rate in ((True, ENCODER_RATE), (False, HEADS_RATE)):
        for plain, decay in ((False, DECAY), (True, 0.0)):
            chosen = [
                p for n, p in model.named_parameters()
                if n.startswith("encoder") == encoder and (p.ndim < 2) == plain
            ]  # fmt: skip
            groups.append({"params": chosen, "lr": rate, "rate": rate, "weight_decay": decay})
    return torch.optim.AdamW(groups, fused=True)


def train(out: Path, seed: int, epochs: int, bf16: bool, keep: tuple[int, ...] | None, everything: bool) -> None:
    """Train to `out`/model.pt, going on after the last finished epoch."""
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(True)  # else the sums of index_put_ come in any order, and no digest holds
    pieces = Pieces((BASE / "vocabulary.json").read_text(encoding="utf-8"))
    learnt = [s for s in samples(p for p in passages(CORPUS) if everything or not held_out(p["id"])) if s.words]
    batches = Batches(learnt, pieces)
    model = network(keep)
    steps = epochs * -(-len(learnt) // BATCH)
    optimizer, step, first = optimiser(model), 0, 0
    checkpoint = out / "checkpoint.pt"
    out.mkdir(parents=True, exist_ok=True)
    if checkpoint.exists():
        saved = torch.load(checkpoint)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        torch.set_rng_state(saved["random"])
        step, first = saved["step"], saved["epoch"]
    began = time.monotonic()
    for epoch in range(first, epochs):
        model.train()
        total, count = 0.0, 0
        for batch in batches.epoch(seed * 1000 + epoch):
            scale = min(step / (WARM * steps), (steps - step) / (steps * (1 - WARM)))
            for group in optimizer.param_groups:
                group["lr"] = group["rate"] * max(scale, 0.0)
            with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
                loss = losses(model, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step, total, count = step + 1, total + loss.item(), count + 1
            if count % 50 == 0:
                rate = (epoch - first + count * BATCH / len(learnt)) * len(learnt) / (time.monotonic() - began)
                print(
                    f"epoch {epoch + 1} step {step}/{steps} loss {total / count:.3f} {rate:.0f} sentences/s", flush=True
                )
        state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch + 1, "step": step}
        torch.save({**state, "random": torch.get_rng_state()}, checkpoint.with_suffix(".new"))
        checkpoint.with_suffix(".new").replace(checkpoint)
    torch.save({"model": model.state_dict(), "keep": keep}, out / "model.pt")
    print(f"digest {digest(model)} after {time.monotonic() - began:.0f} s")


def digest(model: Tagger) -> str:
    """Return a digest of all weights."""
    found = hashlib.sha256()
    for name, value in sorted(model.state_dict().items()):
        found.update(name.encode())
        found.update(value.numpy().tobytes())
    return found.hexdigest()[:16]


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=BUILD / "seed1")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--layers", help="encoder layers to keep, as 0,2,4; all without it")
    parser.add_argument("--float32", action="store_true", help="no bfloat16, also where the processor has it")
    parser.add_argument("--everything", action="store_true", help="learn from the held-out passages too")
    chosen = parser.parse_args()
    keep = tuple(int(n) for n in chosen.layers.split(",")) if chosen.layers else None
    bf16 = not chosen.float32 and "avx512_bf16" in Path("/proc/cpuinfo").read_text()
    train(chosen.out, chosen.seed, chosen.epochs, bf16, keep, chosen.everything)


if __name__ == "__main__":
    main()
