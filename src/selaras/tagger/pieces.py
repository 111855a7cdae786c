"""Words to pieces of the vocabulary. Each word is cut for itself, so that pieces never cross words.

A word that follows white space begins with "▁", as the vocabulary's own pieces do. Words recur, so their
pieces are remembered.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from tokenizers import Tokenizer, models, normalizers

BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3
MOST_PIECES_A_WORD = 16  # no word of a language has more; a run of rubbish is cut
REMEMBERED = 65_536  # words


class Pieces:
    """The vocabulary: a list of [piece, score] as JSON; entry n is row n of the embedding.

    Raises ValueError or TypeError for other text.
    """

    def __init__(self, text: str) -> None:
        vocabulary: list[Any] = json.loads(text)
        tokenizer = Tokenizer(models.Unigram([(piece, score) for piece, score in vocabulary], unk_id=UNKNOWN))
        tokenizer.normalizer = normalizers.NFKC()
        self._tokenizer = tokenizer
        self._of = lru_cache(maxsize=REMEMBERED)(self._cut)

    def _cut(self, word: str) -> tuple[int, ...]:
        ids = self._tokenizer.encode(word, add_special_tokens=False).ids
        return tuple(ids[:MOST_PIECES_A_WORD]) or (UNKNOWN,)

    def encode(self, words: Sequence[str], spaced: Sequence[bool], most: int) -> tuple[list[int], list[int]]:
        """Return the pieces of a sentence with begin and end, and where each word starts among them.

        `spaced[i]`: white space stands before word i. A sentence of more than `most` pieces is cut after a
        whole word; `starts` is then shorter than `words`.
        """
        ids, starts = [BEGIN], []
        for word, apart in zip(words, spaced, strict=True):
            cut = self._of(f"▁{word}" if apart else word)
            if len(ids) + len(cut) >= most:
                break
            starts.append(len(ids))
            ids.extend(cut)
        ids.append(END)
        return ids, starts
