"""The actors stage: Reading in, Reading with mentions out.

Two looks at each article: the first gathers how persons and bodies are introduced ("Menteri
Lingkungan Kenya, Deborah Barasa"; "Badan ... (BPJPH)"), the second finds them again by surname or
short form, headline included. Then references back ("keduanya", "ia") are resolved.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from selaras.actors.context import Context, Line
from selaras.actors.phrases import Phrase
from selaras.actors.pronouns import resolve
from selaras.knowledge import Knowledge, Name
from selaras.model import Mention, Reading, Skipped, Word, words

MIN_ALIAS = 2  # letters; shorter parts of a name are too common to stand alone
NO_ALIAS = frozenset("bin al el van von de da der jr dr prof the and dan".split())


def link(readings: Iterable[Reading | Skipped], knowledge: Knowledge) -> Iterator[Reading | Skipped]:
    """Fill in `mentions` of every reading; Skipped records pass through."""
    for reading in readings:
        yield reading if isinstance(reading, Skipped) else link_one(reading, knowledge)


def link_one(reading: Reading, knowledge: Knowledge) -> Reading:
    """Return the reading with its mentions, ordered by position in the text."""
    context = Context(reading, knowledge)
    introductions = [(line, p) for line in context.lines if not line.sentence.headline for p in line.phrases]
    aliases = _aliases(context, introductions)
    context.know(aliases)
    mentions: list[Mention] = []
    for line in context.lines:
        if aliases and any(t.text in aliases or t.text.capitalize() in aliases for t in line.tokens):
            line = context.again(line)
        mentions.extend(sorted(context.mentions(line), key=lambda m: m.head.start))
    return replace(reading, mentions=resolve(reading, tuple(mentions), knowledge))


def _aliases(context: Context, introductions: Sequence[tuple[Line, Phrase]]) -> dict[str, tuple[Name, ...]]:
    """Return the article's own names: full names, their parts and bracketed short forms."""
    own: dict[str, list[Name]] = {}
    known = context.knowledge.names
    for line, phrase in introductions:
        if phrase.role == "" and phrase.person is None and phrase.name is None:
            continue
        mention = context.mention(line, phrase)
        if mention is None:
            continue
        code = mention.codes[0] if mention.codes else None
        if mention.label == "PER" and mention.how not in ("office", "unnamed", "unresolved", "short"):
            if mention.name not in context.knowledge.people:
                _add(own, tuple(w.text for w in words(mention.name)), mention, code)
            for part in words(mention.name):
                usable = len(part.text) >= MIN_ALIAS and part.text[0].isupper() and part.low not in NO_ALIAS
                alike = [n for n in known.get(part.text, ()) if len(n.words) == 1]
                stranger = mention.name not in context.knowledge.people and not phrase.role
                taken = any(
                    n.label != "PER" or (n.target == mention.name and n.how == "short") or stranger for n in alike
                )
                if usable and not taken:
                    _add(own, (part.text,), mention, code)
        short = _short_form(line.tokens, phrase.end) or _short_form(line.tokens, max(0, phrase.end - 3))
        of_its_own = mention.label == "ORG" and (mention.actor or "").startswith("local:")
        if short and (of_its_own or not any(len(n.words) == 1 for n in known.get(short[0], ()))):
            _add(own, short, mention, code)
    return {first: tuple(sorted(names, key=lambda n: -len(n.words))) for first, names in own.items()}


def _add(own: dict[str, list[Name]], spelling: tuple[str, ...], mention: Mention, code: str | None) -> None:
    """Add a spelling; an introduction with a code replaces one without, else the first one stays."""
    if not spelling:
        return
    names = own.setdefault(spelling[0], [])
    for index, name in enumerate(names):
        if name.words == spelling:
            if name.code is None and code is not None:
                names[index] = Name(spelling, mention.name, code, mention.label, "name", "own")
            return
    names.append(Name(spelling, mention.name, code, mention.label, "name", "own"))


def _short_form(tokens: Sequence[Word], at: int) -> tuple[str, ...]:
    """The bracketed capitals right behind a phrase: "(HNW)", "(BPJPH RI)"."""
    if at + 2 >= len(tokens) or tokens[at].text != "(":
        return ()
    end = at + 1
    while end < len(tokens) and tokens[end].text.isupper() and tokens[end].text.isalpha():
        end += 1
    closed = end < len(tokens) and tokens[end].text == ")" and 0 < end - at - 1 <= 2
    return tuple(t.text for t in tokens[at + 1 : end]) if closed else ()
