"""The network: a BERT encoder cut in two, so that a sentence is read once and each trigger once more.

    ids ─ lower layers ─► hidden ─┬─ entity tags, trigger tags of every word        (once per sentence)
                                  └─ + mark at one trigger, or at a marked pair
                                     ─ upper layers ─► roles of words; type, mode, aux of the mark

The marks are learnt vectors added to the hidden states, so the upper layers attend with the trigger in view
at a sixth of the cost of reading the sentence again. Shapes: B sentences, T pieces, W words, N marked
sentences, H hidden.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import gelu

HEADS = 12
EPSILON = 1e-12


class Layer(nn.Module):
    """One post-norm BERT layer."""

    def __init__(self, hidden: int, feed: int) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(hidden, hidden) for _ in range(4))
        self.attended, self.fed = nn.LayerNorm(hidden, EPSILON), nn.LayerNorm(hidden, EPSILON)
        self.widen, self.narrow = nn.Linear(hidden, feed), nn.Linear(feed, hidden)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """x: [B, T, H]; bias: [B, 1, 1, T], 0 at pieces and very negative at padding."""
        batch, length, hidden = x.shape
        query, key, value = (
            part(x).view(batch, length, HEADS, hidden // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        scores = query @ key.transpose(-1, -2) / math.sqrt(hidden // HEADS) + bias
        weights = self.dropout(scores.softmax(-1))
        mixed = (weights @ value).transpose(1, 2).reshape(batch, length, hidden)
        x = self.attended(x + self.dropout(self.out(mixed)))
        return self.fed(x + self.dropout(self.narrow(gelu(self.widen(x)))))


class Encoder(nn.Module):
    """Embeddings and layers of BERT."""

    def __init__(self, pieces: int, positions: int, hidden: int, feed: int, layers: int) -> None:
        super().__init__()
        self.word, self.position = nn.Embedding(pieces, hidden), nn.Embedding(positions, hidden)
        self.norm = nn.LayerNorm(hidden, EPSILON)
        self.dropout = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(hidden, feed) for _ in range(layers))

    @classmethod
    def from_tensors(cls, tensors: Mapping[str, np.ndarray], layers: int, keep: tuple[int, ...] | None = None) -> Self:
        """Build from the tensors of base.py; `keep` names the layers to keep, in order."""
        chosen = keep or tuple(range(layers))
        pieces, hidden = tensors["emb.word"].shape
        encoder = cls(pieces, len(tensors["emb.pos"]), hidden, len(tensors["l0.fi.w"]), len(chosen))
        state = {
            "word.weight": tensors["emb.word"],
            "position.weight": tensors["emb.pos"] + tensors["emb.type"][0],  # there is one segment only
            "norm.weight": tensors["emb.ln.w"],
            "norm.bias": tensors["emb.ln.b"],
        }
        names = {"query": "q", "key": "k", "value": "v", "out": "ao", "attended": "aln"}
        names |= {"fed": "oln", "widen": "fi", "narrow": "fo"}
        for to, number in enumerate(chosen):
            for ours, theirs in names.items():
                state[f"layers.{to}.{ours}.weight"] = tensors[f"l{number}.{theirs}.w"]
                state[f"layers.{to}.{ours}.bias"] = tensors[f"l{number}.{theirs}.b"]
        encoder.load_state_dict({name: torch.from_numpy(np.ascontiguousarray(v)) for name, v in state.items()})
        return encoder

    def embeddings(self, ids: Tensor) -> Tensor:
        """[B, T] -> [B, T, H]"""
        positions = torch.arange(ids.shape[1], device=ids.device)
        return self.dropout(self.norm(self.word(ids) + self.position(positions)))

    @torch.no_grad()
    def embed(self, ids: list[int]) -> np.ndarray:
        """The mean of the last layer over one sentence, [H]."""
        self.eval()
        x = self.embeddings(torch.tensor([ids]))
        for layer in self.layers:
            x = layer(x, torch.zeros(1, 1, 1, len(ids)))
        return x.mean(1)[0].numpy()


@dataclass(frozen=True)
class Shape:
    """How many labels each head has, and how the layers are shared out."""

    entities: int
    triggers: int
    roles: int
    types: int
    modes: int
    aux: int
    lower: int
    marks: int = 4  # none, trigger, first and second of a marked pair


class Tagger(nn.Module):
    """The encoder with its heads."""

    def __init__(self, encoder: Encoder, shape: Shape) -> None:
        super().__init__()
        hidden = encoder.word.embedding_dim
        self.encoder, self.shape = encoder, shape
        self.to_entity, self.to_trigger = nn.Linear(hidden, shape.entities), nn.Linear(hidden, shape.triggers)
        self.mark = nn.Embedding(shape.marks, hidden, padding_idx=0)
        nn.init.normal_(self.mark.weight[1:], std=0.5)
        self.to_role = nn.Linear(hidden, shape.roles)
        self.to_type, self.to_mode, self.to_aux = (nn.Linear(hidden, n) for n in (shape.types, shape.modes, shape.aux))
        self.to_pair = nn.Sequential(nn.Linear(3 * hidden, hidden), nn.GELU(), nn.Linear(hidden, shape.types - 1))
        self.dropout = nn.Dropout(0.1)

    def lower(self, ids: Tensor, bias: Tensor) -> Tensor:
        """[B, T] -> hidden [B, T, H]"""
        x = self.encoder.embeddings(ids)
        for layer in self.encoder.layers[: self.shape.lower]:
            x = layer(x, bias)
        return x

    def tags(self, hidden: Tensor, starts: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of entity and trigger tags at the first piece of every word; starts: [B, W]."""
        at = self.dropout(_at(hidden, starts))
        return self.to_entity(at), self.to_trigger(at)

    def upper(self, hidden: Tensor, marks: Tensor, bias: Tensor) -> Tensor:
        """hidden [N, T, H], marks [N, T] -> [N, T, H]"""
        x = hidden + self.mark(marks)
        for layer in self.encoder.layers[self.shape.lower :]:
            x = layer(x, bias)
        return x

    def told(self, x: Tensor, marks: Tensor, starts: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Logits of roles of words [N, W, R], and type, mode, aux of the marked trigger [N, ...]."""
        trigger = self.dropout(_mean(x, marks == 1))
        roles = self.to_role(self.dropout(_at(x, starts)))
        return roles, self.to_type(trigger), self.to_mode(trigger), self.to_aux(trigger)

    def between(self, x: Tensor, marks: Tensor) -> Tensor:
        """Logits of the type between a marked pair, [N, types]."""
        return self.to_pair(self.dropout(torch.cat([_mean(x, marks == 2), _mean(x, marks == 3), x[:, 0]], -1)))


def _at(hidden: Tensor, starts: Tensor) -> Tensor:
    return hidden.gather(1, starts.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))


def _mean(hidden: Tensor, where: Tensor) -> Tensor:
    weight = where.to(hidden.dtype).unsqueeze(-1)
    return (hidden * weight).sum(1) / weight.sum(1).clamp(min=1)
