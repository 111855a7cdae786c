"""Time expressions of a text, found by one regular expression per language and resolved in order.

The patterns stand in knowledge/language/*.yaml, the arithmetic in calendar.py; here is how the two
meet: which day is the reference, which cue word stands before, what was told of last. Invariants:
start <= end; a time lies inside its sentence; what cannot be resolved is left out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from selaras.language.calendar import Expression, Interval, Setting, resolve
from selaras.language.flags import CONTRADICTS, told_day
from selaras.language.languages import Language, joined, languages
from selaras.model import Article, SelarasError, Sentence, Span, Time

NUMBERS = {
    "day": r"(?:3[01]|[12]\d|0?[1-9])(?!\d)",
    "m": r"(?:1[0-2]|0?[1-9])(?!\d)",
    "year": r"(?:1[89]\d\d|20\d\d|2100)(?!\d)",
    "yy": r"(?:(?:19|20)\d\d|\d\d)(?!\d)",
    "q": r"[1-4]",
}
DEFAULT = "id"  # patterns for texts of unknown language: most pages are Indonesian
CUE_REACH = 90  # characters before an expression in which a cue word still rules it
CUE_AFTER = 60  # and after one that opens its sentence
OPENS = 12  # an expression this near to the start opens its sentence
DEADLINE_MONTHS = 6  # "until March" is a coming March if it is no further away than this
REFERENCE_SENTENCES = 4  # without a printed date, a full date in the first sentences is the reference
BY_CUE = frozenset({"date", "month", "weekday", "weekend", "quarter"})  # kinds that a cue word may turn to the future
QUOTE_REACH = 4000  # characters of a paragraph before an expression among which quotes are counted
QUOTES = re.compile('["“”„«»]')
START = re.compile(r"(?<![\w/.,’'-])(?:[^\W_]+|\()")
SLOT = re.compile(r"\{(?P<macro>&)?(?P<field>[a-z]\w*)?(?P<typed>:)?(?P<slot>[a-z]\w*)?\}")
PLAIN_WORD = re.compile(r"(?<![\w\\<{(?])([a-z])(?=[a-z])|(?<=\(\?:)([a-z])(?=[a-z])|(?<=\|)([a-z])(?=[a-z])")


class Found(NamedTuple):
    """An expression with its place; `pre` is the preposition before it, lower-cased."""

    sentence: Sentence
    start: int
    end: int
    expression: Expression
    pre: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled patterns of a language. `parts` lists per pattern: group, part, its slot."""

    language: Language
    regex: re.Pattern[str]
    parts: dict[str, tuple[str, tuple[tuple[str, str, str], ...]]]
    values: dict[str, dict[str, str | int]]
    cues: re.Pattern[str]
    openers: frozenset[str]  # lower-cased words that an expression may begin with


def times(article: Article, sentences: tuple[Sentence, ...]) -> tuple[Time, ...]:
    """Return the article's times in the order of the text, resolved against its printed day.

    Where the article carries the flag "date-contradicts-text" the text's own day takes its place;
    where nothing is printed, a full date in the first sentences or the dateline does.
    """
    found = list(_found(article, sentences))
    printed = published_day(article) or _early_day(found) or _dateline_day(article)
    read = _resolved(article, found, printed)
    if CONTRADICTS in article.flags:
        own = told_day(article, sentences, read, printed)
        if own is not None:
            return _resolved(article, found, own)
    return read


def published_day(article: Article) -> date | None:
    """Return the printed day of publication, None where there is none."""
    try:
        return date.fromisoformat((article.published or "")[:10])
    except ValueError:
        return None


def _found(article: Article, sentences: Iterable[Sentence]) -> Iterator[Found]:
    grammar = _grammar(article.lang if article.lang in languages() else DEFAULT)
    text = article.text
    for sentence in sentences:
        for match in _matches(grammar, text, sentence.span.start, sentence.span.end):
            kind, parts = grammar.parts[match.lastgroup or ""]
            if kind != "none":
                yield _expression(grammar, sentence, match, kind, parts)


def _matches(grammar: Grammar, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the matches of a stretch of text; the patterns are tried only at words that may open one."""
    at = start
    for word in START.finditer(text, start, end):
        spelled = word.group()
        if not (spelled[0] in "(0123456789" or spelled.lower() in grammar.openers) or word.start() < at:
            continue
        match = grammar.regex.match(text, word.start(), end)
        if match is not None:
            yield match
            at = match.end()


def _expression(
    grammar: Grammar, sentence: Sentence, match: re.Match[str], kind: str, parts: tuple[tuple[str, str, str], ...]
) -> Found:
    given: dict[str, Any] = {}
    pre, start = "", match.start()
    for group, part, slot in parts:
        raw = match.group(group)
        if raw is None:
            continue
        word = " ".join(raw.lower().split())
        if part == "pre":
            pre = word
            rest = match.string[match.end(group) : match.end()]
            start = match.end() - len(rest.lstrip())
            continue
        given[part] = int(word) if word.isdigit() and slot != "quarter" else grammar.values[slot][word]
    expression = _reread(grammar, sentence, match, Expression(kind, **given))
    return Found(sentence, start, match.end(), expression, pre)


def _reread(grammar: Grammar, sentence: Sentence, match: re.Match[str], expression: Expression) -> Expression:
    """Take "Minggu lalu" at the start of a sentence as the week: the capital says nothing there."""
    if expression.kind != "weekday" or expression.turn is None:
        return expression
    unit = grammar.language.unit_names.get(match.group().split()[0].lower())
    titled = sentence.headline or match.start() - sentence.span.start <= 1
    if unit is None or not titled or not match.group()[0].isupper():
        return expression
    return Expression("unit", unit=unit, turn=expression.turn)


def _early_day(found: list[Found]) -> date | None:
    for one in found:
        if one.sentence.index >= REFERENCE_SENTENCES or one.pre:
            continue
        interval = resolve(one.expression, Setting(None))
        if interval is not None and interval.grain == "day" and interval.how == "absolute":
            return interval.start
    return None


def _dateline_day(article: Article) -> date | None:
    grammar = _grammar(article.lang if article.lang in languages() else DEFAULT)
    line = Sentence(article.id, 0, Span(0, len(article.dateline or "")), 0)
    for match in _matches(grammar, article.dateline or "", 0, len(article.dateline or "")):
        kind, parts = grammar.parts[match.lastgroup or ""]
        if kind == "date":
            interval = resolve(_expression(grammar, line, match, kind, parts).expression, Setting(None))
            if interval is not None and interval.grain == "day":
                return interval.start
    return None


def _resolved(article: Article, found: list[Found], reference: date | None) -> tuple[Time, ...]:
    grammar = _grammar(article.lang if article.lang in languages() else DEFAULT)
    spoken = _spoken_days(article, found, reference)
    told: Interval | None = None
    read: list[Time] = []
    for one in found:
        base = reference
        if one.expression.kind == "dayword" and spoken and _quoted(article, one):
            base = spoken.get(one.sentence.paragraph, reference)
        interval = resolve(one.expression, Setting(base, told, _future(article, grammar, one, reference)))
        if interval is None:
            continue
        told = interval
        span = Span(one.start, one.end)
        start, end = interval.start.isoformat(), interval.end.isoformat()
        read.append(Time(span, one.sentence.index, start, end, interval.grain, interval.iso, interval.how))
    return tuple(read)


def _spoken_days(article: Article, found: list[Found], reference: date | None) -> dict[int, date]:
    """Return per paragraph the day a quotation was spoken: "… besok," kata dia, Selasa (21/10)."""
    days: dict[int, date] = {}
    for one in found:
        if one.expression.kind == "date" and one.expression.weekday and not _quoted(article, one):
            interval = resolve(one.expression, Setting(reference))
            if interval is not None and interval.grain == "day":
                days.setdefault(one.sentence.paragraph, interval.start)
    return days


def _quoted(article: Article, one: Found) -> bool:
    """Tell whether an expression stands inside quotation marks of its paragraph."""
    start = max(article.paragraphs[one.sentence.paragraph].start, one.start - QUOTE_REACH)
    return len(QUOTES.findall(article.text, start, one.start)) % 2 == 1


def _future(article: Article, grammar: Grammar, one: Found, reference: date | None) -> bool | None:
    """Tell by the nearest cue word before an expression (or after one that opens) where it lies."""
    x = one.expression
    if x.kind not in BY_CUE or x.year or x.yy or x.turn or reference is None:
        return None
    start = one.sentence.span.start
    pre = one.pre or "".join(article.text[max(start, one.start - CUE_REACH) : one.start].lower().split()[-1:])
    if pre in grammar.values["since"]:
        return False
    if pre in grammar.values["deadline"] and x.month:
        return (x.month - reference.month) % 12 <= DEADLINE_MONTHS
    before = list(grammar.cues.finditer(article.text, max(start, one.start - CUE_REACH), one.start))
    cue = before[-1] if before else None
    if cue is None and one.start - start <= OPENS:
        cue = grammar.cues.search(article.text, one.end, min(one.sentence.span.end, one.end + CUE_AFTER))
    return None if cue is None else cue.lastgroup == "future"


@cache
def _grammar(code: str) -> Grammar:
    language = languages()[code]
    pieces: list[str] = []
    parts: dict[str, tuple[str, tuple[tuple[str, str, str], ...]]] = {}
    for number, (kind, template) in enumerate(language.patterns):
        regex, groups = _compiled(language, template, f"p{number}")
        pieces.append(f"(?P<p{number}>{regex})")
        parts[f"p{number}"] = (kind, groups)
    values = {name: _values(slot) for name, slot in language.slots.items()}
    values["n"] = values["number"]
    cues = rf"\b(?:(?P<future>{joined(language.future)})|(?P<past>{joined(language.past)}))\b"
    whole = re.compile(rf"(?:{'|'.join(pieces)})(?!\w)")
    return Grammar(language, whole, parts, values, re.compile(cues), _openers(language))


def _openers(language: Language) -> frozenset[str]:
    """Return the first words of all slots and all words of the patterns: a superset is fine here."""
    vocabulary = [word for slot in language.slots.values() for words in slot.values() for word in words]
    literal = [SLOT.sub(" ", template) for template in (*language.macros.values(), *(t for _, t in language.patterns))]
    first = [word.group() for text in vocabulary if (word := START.search(text))]
    return frozenset(
        word.lower() for word in [*first, *(w for text in literal for w in re.findall(r"[A-Za-z]{2,}|Q\d?", text))]
    )


def _values(slot: Mapping[str | int, tuple[str, ...]]) -> dict[str, str | int]:
    return {word.lower(): value for value, words in slot.items() for word in words}


def _compiled(language: Language, template: str, name: str) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    """Return a pattern's regular expression and its groups; see knowledge/language/README.md."""
    groups: list[tuple[str, str, str]] = []

    def piece(match: re.Match[str]) -> str:
        field, slot = match["field"], match["slot"] if match["typed"] else match["field"].rstrip("2")
        inner = _slot_regex(language, slot)
        if not field:
            return f"(?:{inner})"
        group = f"{name}_{len(groups)}"
        groups.append((group, field, slot))
        return f"(?P<{group}>{inner})"

    for _ in range(3):  # macros may hold macros
        template = SLOT.sub(lambda m: language.macros[m["field"]] if m["macro"] else m.group(), template)
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(piece(match))
        return f"\0{len(held) - 1}\0"

    template = SLOT.sub(hold, template)
    template = PLAIN_WORD.sub(lambda m: f"[{m.group()}{m.group().upper()}]", template).replace(" ", r"\s")
    return re.sub("\0(\\d+)\0", lambda m: held[int(m[1])], template), tuple(groups)


def _slot_regex(language: Language, slot: str) -> str:
    if slot in NUMBERS:
        return NUMBERS[slot]
    if slot == "n":
        return rf"\d{{1,3}}(?![\d.,])|{_any(language, 'number')}"
    if slot not in language.slots:
        raise SelarasError(f"knowledge/language/{language.code}.yaml: a pattern names the unknown slot {slot}.")
    return _any(language, slot)


def _any(language: Language, slot: str) -> str:
    return joined([word for words in language.slots[slot].values() for word in words])
