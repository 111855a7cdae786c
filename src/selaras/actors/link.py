"""The actors stage: Reading in, Reading with mentions out.

Two looks at each article: the first gathers how persons and bodies are introduced ("Menteri
Lingkungan Kenya, Deborah Barasa"; "Badan ... (BPJPH)"), the second finds them again by surname or
short form, headline included. Then references back ("keduanya", "ia") are resolved.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from selaras.actors.names import Hit, Index, hits
from selaras.actors.phrases import Phrase, Reader
from selaras.actors.pronouns import resolve
from selaras.knowledge import Knowledge, Name
from selaras.model import Article, Mention, Reading, Sentence, Skipped, Span, Word, words

OFFICES = ("head-of-state", "head-of-government", "foreign-minister", "defence-minister")
MIN_ALIAS = 3  # letters; shorter parts of a name are too common to stand alone
NO_ALIAS = frozenset(["bin", "al", "el", "van", "von", "de", "da", "der", "jr", "dr", "prof", "the", "and", "dan"])


def link(readings: Iterable[Reading | Skipped], knowledge: Knowledge) -> Iterator[Reading | Skipped]:
    """Fill in `mentions` of every reading; Skipped records pass through."""
    for reading in readings:
        yield reading if isinstance(reading, Skipped) else link_one(reading, knowledge)


def link_one(reading: Reading, knowledge: Knowledge) -> Reading:
    """Return the reading with its mentions, ordered by position in the text."""
    context = Context(reading, knowledge)
    introductions = [(line, phrase) for line in context.lines if not line.sentence.headline for phrase in line.phrases]
    aliases = _aliases(context, introductions)
    mentions: list[Mention] = []
    for line in context.lines:
        if aliases and any(token.text in aliases or token.text.capitalize() in aliases for token in line.tokens):
            line = context.line(line.sentence, aliases)
        mentions.extend(context.mentions(line))
    return _replace(reading, resolve(reading, tuple(mentions), knowledge))


def _replace(reading: Reading, mentions: tuple[Mention, ...]) -> Reading:
    return Reading(reading.article, reading.sentences, reading.times, mentions, reading.reports, reading.quotes)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its words and phrases."""

    sentence: Sentence
    tokens: Sequence[Word]
    reader: Reader
    phrases: Sequence[Phrase]


class Context:
    """One article being linked."""

    def __init__(self, reading: Reading, knowledge: Knowledge) -> None:
        self.reading = reading
        self.article: Article = reading.article
        self.knowledge = knowledge
        self.day = reading.article.published[:10] if reading.article.published else None
        self.times: dict[int, list[Span]] = {}
        for time in reading.times:
            self.times.setdefault(time.sentence, []).append(time.span)
        self.lines = [self.line(sentence, {}) for sentence in reading.sentences]

    def line(self, sentence: Sentence, aliases: Index) -> Line:
        """Read one sentence with the names of the files and the article's own."""
        tokens = words(self.article.text, sentence.span.start, sentence.span.end)
        spans = self.times.get(sentence.index, ())
        busy = frozenset(
            i for i, t in enumerate(tokens) if any(s.start <= t.start < s.end for s in spans)
        ) if spans else frozenset()  # fmt: skip
        indexes = (aliases, self.knowledge.names) if aliases else (self.knowledge.names,)
        found = [h for h in hits(tokens, indexes, self.article.lang, self.knowledge.roles.words) if h.start not in busy]
        reader = Reader(tokens, found, self.knowledge.roles, busy, sentence.headline)
        return Line(sentence, tokens, reader, reader.phrases())

    def mentions(self, line: Line) -> Iterator[Mention]:
        """Turn the phrases of a sentence into mentions."""
        start = self._dateline(line)
        for phrase in line.phrases:
            mention = self.mention(line, phrase)
            if mention is not None and phrase.start >= start:
                yield mention

    def _dateline(self, line: Line) -> int:
        """Return the first word behind a dateline at the head of a sentence ("Hongkong – ...")."""
        dashes = [i for i, token in enumerate(line.tokens[:9]) if token.text in ("–", "—", "-", ":")]
        place = self.article.dateline
        head = self.article.text[line.sentence.span.start : line.sentence.span.start + 60]
        if not place or not dashes or place.lower() not in head.lower():
            return 0
        spaced = [i for i in dashes if line.tokens[i].start > line.tokens[i - 1].end] if dashes[0] else []
        return spaced[0] + 1 if spaced else 0

    def mention(self, line: Line, phrase: Phrase) -> Mention | None:
        """Decide what one phrase stands for; None if it stands for nothing that is known."""
        tokens = line.tokens
        head = Span(tokens[phrase.start].start, tokens[phrase.end - 1].end)
        code, how = self._code(phrase)
        if phrase.person is not None:
            known = phrase.person.name
            span = Span(tokens[phrase.person.start].start, tokens[phrase.person.end - 1].end)
            person = self.knowledge.people.get(known.target)
            own = person.code_on(self.day) if person else known.code or code
            return self._make(line, span, "PER", known.target, own, "name" if known.code else how, head)
        if phrase.name is not None and phrase.role not in ("body", "people", "press"):
            span = Span(tokens[phrase.name[0]].start, tokens[phrase.name[1] - 1].end)
            return self._make(line, span, "PER", self._words(span), code, how, head)
        if phrase.role in ("body", "people", "press"):
            if code is None and line.reader.attributive(phrase.start):
                return None
            if code is None:
                how = "unresolved" if phrase.words in self.knowledge.roles.context else "unnamed"
            label = "NORP" if phrase.role == "people" else "ORG"
            return self._make(line, head, label, self._words(head), code, how if code is None else "pattern", head)
        if phrase.role:
            return self._office(line, phrase, head, code, how)
        return self._bare(line, phrase, head)

    def _code(self, phrase: Phrase) -> tuple[str | None, str]:
        """Return the code a phrase counts as, from its state or, without one, from home."""
        roles = self.knowledge.roles
        if phrase.state is not None and phrase.state.name.code is not None and phrase.state.name.kind != "medium":
            return phrase.state.name.code, "apposition" if phrase.role else phrase.state.name.how
        if phrase.state is None and phrase.words in roles.home.get(self.article.lang, ()):
            return roles.home_code[self.article.lang], "home"
        return None, "name"

    def _office(self, line: Line, phrase: Phrase, head: Span, code: str | None, how: str) -> Mention | None:
        """A title without a name: who held it that day, if it is an office the files know."""
        if code is None and line.reader.attributive(phrase.start):
            return None
        if code is None:
            return self._make(line, head, "PER", self._words(head), None, "unnamed", head)
        holder = None
        if phrase.role in OFFICES:
            holder = self.knowledge.holder(code, phrase.role, self.day)
            if holder is None and phrase.words[-1] in ("pemimpin", "leader"):
                holder = self.knowledge.holder(code, "head-of-government", self.day)
        name = holder.name if holder else self._words(head)
        return self._make(line, head, "PER", name, code, "home" if how == "home" else "office", head)

    def _bare(self, line: Line, phrase: Phrase, head: Span) -> Mention | None:
        if phrase.state is None or self._was_former(line, phrase):
            return None
        name = phrase.state.name
        country = name.code
        lat, lon = None, None
        if name.kind == "place":
            place = self.knowledge.places[name.target]
            lat, lon = place.at or (None, None)
        elif name.how == "capital":
            actor = self.knowledge.actors[name.target]
            lat, lon = actor.at or (None, None)
        shown = name.target
        if name.kind == "place" or name.how in ("capital", "seat"):
            shown = self._words(head)
        elif name.target in self.knowledge.actors:
            shown = self.knowledge.label(name.target, self.article.lang)
        codes = (name.code,) if name.code else ()
        return Mention(head, line.sentence.index, name.label, shown, codes, name.how, head, country, lat, lon)

    def _was_former(self, line: Line, phrase: Phrase) -> bool:
        """ "bekas Uni Soviet": a former state named only to say what something once was."""
        before = line.tokens[phrase.start - 1].low if phrase.start else ""
        former = phrase.state is not None and phrase.state.name.kind == "former-state"
        return former and before in ("bekas", "eks", "former", "ex", "pecahan", "mantan")

    def _make(self, line: Line, span: Span, label: str, name: str, code: str | None, how: str, head: Span) -> Mention:
        codes = (code,) if code else ()
        return Mention(span, line.sentence.index, label, name, codes, how, head, code)

    def _words(self, span: Span) -> str:
        return " ".join(self.article.text[span.start : span.end].split())


def _aliases(context: Context, introductions: Sequence[tuple[Line, Phrase]]) -> dict[str, tuple[Name, ...]]:
    """Return the article's own names: full names, their parts and bracketed short forms."""
    own: dict[str, list[Name]] = {}
    known = context.knowledge.names
    for line, phrase in introductions:
        mention = context.mention(line, phrase)
        if mention is None or (phrase.role == "" and phrase.person is None and phrase.name is None):
            continue
        code = mention.codes[0] if mention.codes else None
        if mention.label == "PER" and mention.how != "office":
            _add(own, tuple(w.text for w in words(mention.name)), mention, code)
            for part in words(mention.name):
                usable = len(part.text) >= MIN_ALIAS and part.text[0].isupper() and part.low not in NO_ALIAS
                taken = any(len(n.words) == 1 and n.target != mention.name for n in known.get(part.text, ()))
                if usable and not taken:
                    _add(own, (part.text,), mention, code)
        short = _short_form(line.tokens, phrase.end)
        if short and not any(len(n.words) == 1 for n in known.get(short[0], ())):
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
