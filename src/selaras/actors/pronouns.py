"""References back: "keduanya", "kedua pemimpin", "ia", "negara itu", resolved where one reading is clear.

A person pronoun takes the subject-like person of the sentence so far, else of the sentences before
(at most LOOK_BACK); "both" takes the last two different parties that were told together, else the
last two of the paragraph. Where nothing fits, there is no mention: nothing is guessed.
"""

from collections.abc import Sequence

from selaras.knowledge import Knowledge
from selaras.model import Mention, Reading, Sentence, Span, Word, words

LOOK_BACK = 3  # sentences


def resolve(reading: Reading, mentions: tuple[Mention, ...], knowledge: Knowledge) -> tuple[Mention, ...]:
    """Return all mentions, with those of pronouns added, in order of position."""
    pronouns = knowledge.roles.pronouns
    firsts = {entry[0] for entry in pronouns}
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    history: list[Mention] = []
    for sentence in reading.sentences:
        found = by_sentence.get(sentence.index, [])
        tokens = words(reading.article.text, sentence.span.start, sentence.span.end)
        if any(token.low in firsts for token in tokens):
            found = _with_pronouns(sentence, tokens, found, history, pronouns)
        history.extend(found)
        by_sentence[sentence.index] = found
    return tuple(history)


def _with_pronouns(
    sentence: Sentence,
    tokens: Sequence[Word],
    found: list[Mention],
    history: Sequence[Mention],
    pronouns: dict[tuple[str, ...], str] | object,
) -> list[Mention]:
    assert isinstance(pronouns, dict)
    out = list(found)
    for at in range(len(tokens)):
        kind, length = _pronoun(tokens, at, pronouns)
        if not kind:
            continue
        span = Span(tokens[at].start, tokens[at + length - 1].end)
        if any(m.head.start < span.end and span.start < m.head.end for m in out):
            continue
        before = [m for m in out if m.head.start < span.start]
        mention = _antecedent(kind, span, sentence, before, history)
        if mention is not None:
            out.append(mention)
            out.sort(key=lambda m: m.head.start)
    return out


def _pronoun(tokens: Sequence[Word], at: int, pronouns: dict[tuple[str, ...], str]) -> tuple[str, int]:
    for length in (4, 3, 2, 1):
        kind = pronouns.get(tuple(t.low for t in tokens[at : at + length]))
        if kind and at + length <= len(tokens):
            return kind, length
    return "", 0


def _antecedent(
    kind: str, span: Span, sentence: Sentence, before: Sequence[Mention], history: Sequence[Mention]
) -> Mention | None:
    recent = [m for m in history if sentence.index - m.sentence <= LOOK_BACK and not _headline_only(m)]
    if kind == "one-person":
        return _person(span, sentence, before, recent)
    if kind == "two":
        return _two(span, sentence, before, recent)
    states = [m for m in (*recent, *before) if m.label in ("GPE", "PER", "ORG") and len(m.codes) == 1]
    if not states:
        return None
    last = states[-1]
    return Mention(span, sentence.index, "GPE", last.codes[0], last.codes, "pronoun", span, last.codes[0])


def _headline_only(mention: Mention) -> bool:
    return False


def _person(span: Span, sentence: Sentence, before: Sequence[Mention], recent: Sequence[Mention]) -> Mention | None:
    """The first person of the same sentence, else the first person of the nearest sentence before."""
    people = [m for m in before if m.label == "PER" and m.how != "pronoun"]
    if not people:
        for index in sorted({m.sentence for m in recent}, reverse=True):
            people = [m for m in recent if m.sentence == index and m.label == "PER" and len(m.codes) <= 1]
            if people:
                break
    if not people:
        return None
    chosen = people[0]
    return Mention(span, sentence.index, "PER", chosen.name, chosen.codes, "pronoun", span, chosen.country)


def _two(span: Span, sentence: Sentence, before: Sequence[Mention], recent: Sequence[Mention]) -> Mention | None:
    """The last two different parties told in one sentence; looks at this sentence first."""
    groups = [list(before)]
    groups += [
        [m for m in recent if m.sentence == index] for index in sorted({m.sentence for m in recent}, reverse=True)
    ]
    for group in groups:
        for mention in group:
            if mention.how == "pronoun" and len(mention.codes) == 2:
                return _both(span, sentence, mention.codes, mention.label)
        codes: list[str] = []
        for mention in group:
            if len(mention.codes) == 1 and mention.label in ("PER", "GPE", "ORG") and mention.how != "place":
                code = mention.codes[0]
                if code not in codes:
                    codes.append(code)
        if len(codes) >= 2:
            return _both(span, sentence, (codes[0], codes[1]), "PER")
    return None


def _both(span: Span, sentence: Sentence, codes: tuple[str, ...], label: str) -> Mention:
    return Mention(span, sentence.index, label, " & ".join(codes), codes, "pronoun", span)
