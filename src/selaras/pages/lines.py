"""Which lines of a page are the article: junk lines are found by phrase, shape and place.

Invariants: every line comes out again, either as the headline, a paragraph, or a Dropped with its
reason; a line is dropped only when its points reach THRESHOLD or a rule of place names it. Weights
may be changed here, phrases in knowledge/pages/junk.yaml. Reasons in NOT_LISTED are page furniture
that the codebook does not count as junk.
"""

from collections import Counter
from dataclasses import dataclass, field

from selaras.pages.knowledge import JunkKnowledge, PagesKnowledge, Phrase
from selaras.pages.layout import Line, byline_name, headline_shape, may_be_headline

METADATA = "metadata"
REPEATED_HEADLINE = "repeated headline"
REPEATED_PARAGRAPH = "repeated paragraph"
SEPARATOR = "separator"  # "***", "___": signs without a word
CAPTION = "photo caption"
NOT_LISTED = frozenset({METADATA, REPEATED_HEADLINE, REPEATED_PARAGRAPH, SEPARATOR, CAPTION})

THRESHOLD = 1.0  # points from which a line is junk
POINTS = {
    "full": 1.6,  # nothing but the phrase: settled, whatever the shape
    "sure": 1.6,  # starts with words that no article sentence starts with
    "colon": 1.1,  # "Tags: ..." settles it, unless the line is a long sentence
    "pattern": 1.5,  # patterns are anchored and narrow
    "start": 0.7,  # may also begin a sentence: the shape decides
    "contains": 0.6,  # may stand in a sentence: shape and place decide
}
NO_STOP = 0.3  # lines of the article mostly end a sentence
AT_EDGE = 0.2  # above the first or below the last sentence of the article
PROSE = -0.4  # reads like a sentence
LONG = -1.0  # more than LONG_WORDS words: an article's paragraph that mentions the phrase
LONG_WORDS = 40
SURE_WORDS = 90  # even a sure beginning settles no more than so many words
MENU_SHARE = 0.8  # at the page's edge so large a share of menu words is a menu, too
MENU_WORDS = 3  # so many words of menus and nothing else are a menu
SETTLED = frozenset({"full", "sure", "colon", "pattern"})  # kinds that may overrule a headline's place
FIRST_LINE = frozenset({"full", "sure", "pattern"})  # the same for a page's very first line ("Explainer: ...")
LAST_CHOICE = frozenset({"gambling spam", "other spam"})  # a headline only where there is no other
EDGE_ONLY = frozenset({"section name"})  # reasons that hold only at the edges: a subhead may read so
PATTERN_WORDS, PATTERN_CHARS = 25, 300  # patterns are for short lines
REPEATS = 3  # a short line printed so often is furniture
REPEAT_WORDS = 12
OPENED = 8  # headlines at most that go with "Baca juga" standing alone
CLOSED_SHARE = 0.3  # a comment form closes the page when at most this share of sentences follows
LOOSE_WORDS = 4  # a line below the end with so few words and no full stop is no sentence
SURROUNDED, SURROUNDED_WORDS = 3, 8  # below so many junk lines so long a line without a stop is junk
ALONE_WORDS = 3  # the same where nothing else below the end is junk
CAPTION_WORDS = 35
SOURCE_LABELS = (["sumber"], ["source"], ["sources"])  # "Sumber: Reuters" credits an agency


@dataclass(slots=True)
class Sorted:
    """What became of a page's lines. `credits` are dropped lines that may name an agency."""

    title: str | None = None
    author: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)


def judge(line: Line, knowledge: JunkKnowledge, at_edge: bool) -> tuple[str, str] | None:
    """Return (reason, kind) where a line's points reach the threshold, else None."""
    count = len(line.words)
    shape = (0.0 if line.stop else NO_STOP) + (AT_EDGE if at_edge else 0.0)
    shape += PROSE if line.prose else 0.0
    best: tuple[float, str, str] | None = None
    for phrase in _phrases(line, knowledge):
        longest = SURE_WORDS if phrase.kind == "sure" else LONG_WORDS
        points = POINTS[phrase.kind] + shape + (LONG if count > longest else 0.0)
        if (phrase.reason not in EDGE_ONLY or at_edge) and (best is None or points > best[0]):
            best = (points, phrase.reason, phrase.kind)
    if best is not None and best[0] >= THRESHOLD:
        return best[1:]
    if count <= PATTERN_WORDS and len(line.text) <= PATTERN_CHARS and POINTS["pattern"] + shape >= THRESHOLD:
        for reason, pattern in knowledge.patterns:
            if pattern.match(line.text):
                return reason, "pattern"
    if MENU_WORDS <= count <= PATTERN_WORDS and not line.stop and _is_menu(line, knowledge, at_edge):
        return "menu", "full"
    return None


def _is_menu(line: Line, knowledge: JunkKnowledge, at_edge: bool) -> bool:
    """Say whether a line is made of menu words alone, or at the page's edge mostly and capitalised."""
    known = sum(word in knowledge.menu_words for word in line.words)
    if known == len(line.words):
        return True
    return at_edge and known >= len(line.words) * MENU_SHARE and all(w[0].isupper() for w in line.text.split())


def _phrases(line: Line, knowledge: JunkKnowledge) -> list[Phrase]:
    words = line.words
    found: list[Phrase] = []
    if not words:
        return found
    for phrase in knowledge.starts.get(words[0], ()):
        length = len(phrase.words)
        if tuple(words[:length]) != phrase.words:
            continue
        if phrase.kind == "full" and len(words) != length:
            continue
        if phrase.kind == "colon" and not line.colon_after(length):
            continue
        found.append(phrase)
    if not line.stop and len(words) <= LONG_WORDS:  # a finished sentence may hold the words
        for index, pair in enumerate(zip(words, [*words[1:], ""], strict=True)):
            for phrase in (*knowledge.contains.get(pair, ()), *knowledge.contains.get((pair[0], ""), ())):
                if tuple(words[index : index + len(phrase.words)]) == phrase.words:
                    found.append(phrase)
    return found


def sort_lines(lines: list[Line], knowledge: PagesKnowledge, title: str | None, slug: frozenset[str]) -> Sorted:
    """Say of each line what it is. `lines` may already carry reasons (header lines).

    `title` is the headline where the page names it elsewhere; `slug` are the words of the address,
    which help to tell the headline from a menu.
    """
    _judge_all(lines, knowledge, title)
    _keep(lines, knowledge)
    _repeats(lines)
    _opened(lines, knowledge.junk)
    _closed(lines, knowledge.junk)
    heading = _headline(lines, title, slug)
    _captions(lines, knowledge, title or (heading.text if heading else None))
    _loose(lines)
    result = Sorted(title or (heading.text if heading else None))
    result.author = next((byline_name(line.text) for line in lines if line.kind == "author"), None)
    for line in lines:
        if line.reason:
            result.dropped.append((line.text, line.reason))
            if line.reason in (CAPTION, "photo credit") or line.words[:1] in SOURCE_LABELS or line.text[0] == "(":
                result.credits.append(line.text)
        elif line is not heading:
            result.paragraphs.append(line.text)
    return result


def _judge_all(lines: list[Line], knowledge: PagesKnowledge, title: str | None) -> None:
    """Judge lines by phrase and shape; first the settled ones, which move the article's edges."""
    for line in lines:
        if line.reason is None and (verdict := judge(line, knowledge.junk, at_edge=False)):
            line.reason, line.kind = verdict
        elif line.reason is None and not line.words and len(line.text) > 1:
            line.reason, line.kind = SEPARATOR, "pattern"
    first, last = _edges(lines)
    for index, line in enumerate(lines):
        if line.reason is None and not first <= index <= last:
            verdict = judge(line, knowledge.junk, at_edge=True)
            if verdict:
                line.reason, line.kind = verdict
    if title is None:
        _spare_headline(lines, first)


def _spare_headline(lines: list[Line], first: int) -> None:
    """Let an unsettled phrase not overrule the first headline-like line: "Judi Online Merebak di ..."."""
    spam: Line | None = None
    for line in lines[:first]:
        if len(line.words) <= LOOSE_WORDS or line.reason == METADATA:
            continue
        if line.reason is None:
            return
        if line.kind in (FIRST_LINE if line is lines[0] else SETTLED):
            continue
        if line.reason not in LAST_CHOICE:
            line.reason = None
            return
        spam = spam or line
    if spam is not None:
        spam.reason = None


def _edges(lines: list[Line]) -> tuple[int, int]:
    """Return the indexes of the first and last sentence-like line that is not dropped."""
    prose = [index for index, line in enumerate(lines) if line.prose and line.reason is None]
    if len(prose) > 1 and may_be_headline(lines[prose[0]]):
        prose.pop(0)  # a headline that asks or shouts
    return (prose[0], prose[-1]) if prose else (len(lines), len(lines))


def _keep(lines: list[Line], knowledge: PagesKnowledge) -> None:
    for line in lines:
        low = line.text.lower()
        if low.startswith(knowledge.headers.keep):
            line.reason, line.kept = None, True


def _repeats(lines: list[Line]) -> None:
    """Drop short lines that stand on the page again and again, and paragraphs printed twice."""
    counts = Counter(line.key for line in lines)
    seen: set[str] = set()
    for line in lines:
        again = counts[line.key]
        if line.reason is None and again > 1:
            if line.prose and line.key in seen:
                line.reason = REPEATED_PARAGRAPH
            elif not line.prose and again >= REPEATS and len(line.words) <= REPEAT_WORDS and line.key in seen:
                line.reason = "repeated line"
        seen.add(line.key)


def _opened(lines: list[Line], knowledge: JunkKnowledge) -> None:
    """Drop the headlines right below "Pilihan Redaksi" and its like."""
    left, reason = 0, None
    for line in lines:
        if line.reason in knowledge.opens and (line.kind == "full" or line.text.endswith(":")):
            left, reason = OPENED, line.reason
        elif line.reason is None and left and not line.kept and _listed(line):
            line.reason = reason
            left -= 1
        elif line.reason is None:
            left = 0


def _listed(line: Line) -> bool:
    """Say whether a line reads like an entry of a list of links."""
    return headline_shape(line) or (line.item and not line.prose)


def _closed(lines: list[Line], knowledge: JunkKnowledge) -> None:
    """Drop what follows a comment form near the end of the page: readers' comments, menus."""
    total = sum(len(line.words) for line in lines if line.prose and line.reason is None)
    before = 0
    for index, line in enumerate(lines):
        if line.reason in knowledge.closes and before and before >= total * (1 - CLOSED_SHARE):
            for later in lines[index + 1 :]:
                if later.reason is None and not later.kept:
                    later.reason = line.reason
            return
        before += len(line.words) if line.prose and line.reason is None else 0


def _headline(lines: list[Line], title: str | None, slug: frozenset[str]) -> Line | None:
    """Find the headline's line and drop repetitions of it, menus above and by-lines below."""
    first, _ = _edges(lines)
    head = [line for line in lines[:first] if line.reason is None and not line.kept]
    if first == len(lines):
        head = head[:1]  # no long sentence at all: the first line at most is a headline
    if title is not None:
        key = Line(title).key
        for line in lines:
            if line.reason is None and line.key == key:
                line.reason = REPEATED_HEADLINE
        heading = None
    else:
        counts = Counter(line.key for line in lines)
        open_ended = [line for line in head if not (line.stop and line.text[-1] not in "!?")]
        heading = max(open_ended, key=lambda line: _headline_points(line, counts, slug), default=None)
        if heading is not None:
            for line in lines:
                if line is not heading and line.reason is None and line.key == heading.key:
                    line.reason = REPEATED_HEADLINE
    above = heading is not None
    for line in head:
        if line is heading:
            above = False
        elif above and line.reason is None:
            line.reason = "menu" if len(line.words) <= LOOSE_WORDS else "loose line above the headline"
        elif line.reason is None and byline_name(line.text) and _beside_metadata(lines, line):
            line.reason, line.kind = METADATA, "author"
        elif line.reason is None and not line.stop and len(line.words) <= ALONE_WORDS and _beside_junk(lines, line):
            line.reason = "loose line above the article"
    return heading


def _headline_points(line: Line, counts: Counter[str], slug: frozenset[str]) -> float:
    """Weigh a candidate; of equals the first wins."""
    shared = len(slug.intersection(line.words)) / len(line.words) if line.words else 0.0
    return (len(line.words) >= LOOSE_WORDS) + 2 * (counts[line.key] > 1) + 3 * (shared > 0.6)


def _beside_junk(lines: list[Line], line: Line) -> bool:
    """Say whether the line before or after is dropped: counters, buttons and sections come in heaps."""
    index = next(at for at, each in enumerate(lines) if each is line)
    return any(near.reason for near in lines[max(0, index - 1) : index + 2])


def _beside_metadata(lines: list[Line], line: Line) -> bool:
    index = next(at for at, each in enumerate(lines) if each is line)
    return any(near.reason == METADATA for near in lines[max(0, index - 1) : index + 2])


def _captions(lines: list[Line], knowledge: PagesKnowledge, title: str | None) -> None:
    """Drop a photo's caption with its credit, standing right below the headline, above the article."""
    key = Line(title).key if title else None
    below = title is not None and all(line.key != key for line in lines)
    more = [index for index, line in enumerate(lines) if line.prose and line.reason is None]
    for index, line in enumerate(lines):
        if line.key == key:
            below = True
        elif line.reason is None and below:
            short = len(line.words) <= CAPTION_WORDS
            if short and line.credit(knowledge.credits) and more and more[-1] > index:
                line.reason = CAPTION
            else:
                return


def _loose(lines: list[Line]) -> None:
    """Drop unfinished lines below the article's last sentence.

    Right below it a line may be its broken-off end, a subhead or an item: only short or
    headline-like ones go. Below SURROUNDED other junk lines nothing unfinished is article.
    """
    _, last = _edges(lines)
    below = lines[last + 1 :]
    company = sum(bool(line.reason) and line.reason not in NOT_LISTED for line in below)
    passed = 0
    running = last < len(lines) and not lines[last].stop
    for line in below:
        if line.reason or line.kept:
            passed += bool(line.reason) and line.reason not in NOT_LISTED
            continue
        few = len(line.words) <= (LOOSE_WORDS if company else ALONE_WORDS)
        surrounded = passed >= SURROUNDED and len(line.words) <= SURROUNDED_WORDS
        open_end = line.item or (running and line.text[:1].islower())
        if line.stop or (open_end and not surrounded):
            continue
        if few or surrounded or (company and headline_shape(line)):
            line.reason = "loose line below the end"
            passed += 1
