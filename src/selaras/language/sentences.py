"""Where sentences end. Rules, no model: offsets are exact and the same on every machine.

Invariants: a sentence lies inside one paragraph; the sentences of a paragraph cover all of its
visible characters but for a dateline, in order, without overlap; closing quotes and brackets stay with the sentence
they close. A quotation of several sentences is split at its inner full stops (codebook).
"""

import re
from collections.abc import Iterator
from functools import cache

from selaras.language.languages import languages
from selaras.model import Article, Sentence, Span

CLOSERS = "\"'”’»)]}"
OPENERS = "\"'“‘«„([{–—-•*"
BOUNDARY = re.compile(r"(?:\.{2,}|[.!?…]+)[" + re.escape(CLOSERS) + r"]*")
TOKEN = re.compile(r"[^\s\"“”‘«»„()\[\]{}]+$")  # what stands before the full stop, back to white space
WORD = re.compile(r"[^\W\d_]+")
INITIAL = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")  # S, H.R, U.S: letters with full stops between them
ADDRESS = re.compile(r"://|www\.|@|/")
CREDIT = re.compile(r"\s*\([^()]{1,60}\)\s*[.]?")  # "(CNBC/OL-11)" after the last full stop of a paragraph
ENUMERATOR = re.compile(r"(?:\d{1,2}|[a-zA-Z]|[IVX]{1,4})")
ENDINGS = frozenset("com co id net org go ac gov edu tv news int io info js my uk sg au html php asp".split())
VISIBLE = re.compile(r"\S")
DATELINE = 80  # characters within which a dateline ends
DASH = re.compile(r"(?:\s[-–—]{1,2}|[–—])\s*")
LOOK_AHEAD = 120  # characters after it that are looked at
QUOTE_REACH = 4000  # characters before it among which straight quotes are counted
LOOK_BACK = 60  # characters before a full stop that may belong to its word
SPEECH_WORDS = 4  # a speech verb among the first words after a quoted question or call belongs to it
MIN_GLUED = 3  # letters before a full stop without a space after it, for it to end a sentence


def sentences(article: Article) -> tuple[Sentence, ...]:
    """Return the article's sentences in order; `span` counts from the start of `article.text`."""
    found: list[Sentence] = []
    for number, paragraph in enumerate(article.paragraphs):
        inside = article.text[paragraph.start : paragraph.end]
        headline = number == 0 and article.title is not None and article.title.strip() == inside.strip()
        skip = (
            0 if headline or found[1 if found and found[0].headline else 0 :] else _dateline(inside, article.dateline)
        )
        for start, end in _pieces(inside, whole=headline):
            start = max(start, skip) if skip < end else start
            span = Span(paragraph.start + start, paragraph.start + end)
            found.append(Sentence(article.id, len(found), span, number, headline))
    return tuple(found)


def _dateline(text: str, place: str | None) -> int:
    """Return where the first sentence begins behind the dateline ("JAKARTA, KOMPAS.com - "), 0 without one."""
    if not place or place.lower() not in text[:DATELINE].lower():
        return 0
    match = DASH.search(text, 0, DATELINE)
    return match.end() if match else 0


def _pieces(text: str, whole: bool) -> Iterator[tuple[int, int]]:
    """Yield the sentences of one paragraph as trimmed (start, end); a headline is one sentence."""
    start = 0
    if not whole:
        for match in BOUNDARY.finditer(text):
            end = _ends(text, start, match)
            if end is not None:
                yield from _trimmed(text, start, end)
                start = end
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _ends(text: str, start: int, match: re.Match[str]) -> int | None:
    """Return where the sentence ends if it ends at this punctuation, None if it goes on."""
    end = _own_closers(text, start, match)
    if VISIBLE.search(text, start, match.start()) is None:
        return None
    shown = VISIBLE.search(text, end)
    if shown is None:
        return None
    gap = shown.start() - end
    following = text[shown.start() : shown.start() + LOOK_AHEAD].lstrip(OPENERS + " \u00a0")
    if not following or CREDIT.fullmatch(text, end):
        return None
    if not (following[0].isupper() or following[0].isdigit() or _camel(following) or not following[0].isalnum()):
        return None
    if following[0] in ",;:.!?…%":
        return None
    mark = match.group().rstrip(CLOSERS)
    if mark[-1] in "?!" and match.group()[-1] in CLOSERS and _says(following):
        return None
    before = TOKEN.search(text, max(start, match.start() - LOOK_BACK), match.start())
    token = before.group().lstrip("'’-–—") if before else ""
    if not gap and end == match.end() and not _glued(token, mark, text[end : end + LOOK_AHEAD]):
        return None
    if mark == "." and _abbreviates(text, start, match.start(), token, following):
        return None
    if mark in ("...", "…", "..") and not token:
        return None  # " ... " stands for words left out
    return end


def _own_closers(text: str, start: int, match: re.Match[str]) -> int:
    """Return the end of the closing quotes that belong to the sentence; a quote that opens is not one."""
    mark = match.group().rstrip(CLOSERS)
    end = match.start() + len(mark)
    for char in match.group()[len(mark) :]:
        straight = char in "\"'"
        if straight and text.count(char, max(0, end - QUOTE_REACH), end) % 2 == 0 and text[end + 1 : end + 2].isalnum():
            break  # `selesai."Kami`: this quote opens the next sentence
        end += 1
    return end


def _says(following: str) -> bool:
    """Tell whether a name and a speech verb follow a quoted question (`"Why?" Trump asked`)."""
    after = WORD.findall(following[:LOOK_BACK])[1:SPEECH_WORDS]
    return any(word in _abbreviations().speech for word in after)


def _camel(following: str) -> bool:
    """Tell whether a word like iPhone or eBay, which may start a sentence, follows."""
    return following[0].islower() and following[1:2].isupper()


def _glued(token: str, mark: str, after: str) -> bool:
    """Tell whether a sentence ends although no space follows ("kebuntuan.Menurutnya")."""
    word = WORD.match(after.lstrip(OPENERS))
    if word is None or (len(word.group()) < 2 and not after.startswith(tuple('"“‘'))):
        return False
    if ADDRESS.search(token) or "." in token or word.group().lower() in ENDINGS:
        return False
    if "@" in after[:LOOK_BACK].split(" ")[0]:
        return False
    letters = WORD.fullmatch(token.split("-")[-1])
    if mark != ".":
        return True
    if not word.group()[1:].islower() and not word.group().isupper():
        return False  # "Node.jsApp"
    if letters is None:
        return bool(token) and (token[-1].isdigit() or token[-1] in "%")
    return len(token) >= MIN_GLUED and (token[1:].islower() or token.isupper() or "-" in token)


def _abbreviates(text: str, start: int, stop: int, token: str, following: str) -> bool:
    """Tell whether the full stop at `stop` belongs to `token`, and the sentence goes on."""
    known = _abbreviations()
    if token in known.before_name:
        return True
    digit = following[0].isdigit()
    if digit and token in known.before_number:
        return True
    opening = text[start : stop - len(token)] if stop - start < LOOK_BACK else "…"
    if token and ENUMERATOR.fullmatch(token) and not opening.strip(OPENERS + " \n"):
        return True  # "1. Pembukaan", "a. Umum" at the start
    word = WORD.match(following)
    starts = word is not None and word.group().lower() in known.starters
    if token in known.may_end:
        return not starts
    if INITIAL.fullmatch(token) and token[:1].isupper():
        return not starts or digit
    return False


class _Abbreviations:
    """The abbreviations of all languages together: Indonesian news is full of English ones."""

    def __init__(self) -> None:
        known = languages().values()
        self.before_name = frozenset().union(*(one.before_name for one in known))
        self.before_number = frozenset().union(*(one.before_number for one in known))
        self.may_end = frozenset().union(*(one.may_end for one in known))
        self.speech = frozenset().union(*(one.past for one in known))
        self.starters = frozenset().union(*(one.words for one in known))


@cache
def _abbreviations() -> _Abbreviations:
    return _Abbreviations()
