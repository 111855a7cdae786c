"""Which language a text is written in.

Function words decide wherever they can (microseconds); py3langid is loaded only for the rest.
Indonesian and Malay share their function words and are told apart by the markers of their files.
"""

import math
import re
from collections import Counter
from dataclasses import dataclass

from selaras.language.languages import Language, languages

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

READ_WORDS = 400  # words looked at: more never changed a verdict
CLEAR_SHARE = 0.20  # of the words are function words: running text of that language
CLEAR_COUNT = 2  # fewer hits than this decide nothing, however short the text
CLEAR_MARGIN = 2.0  # times the hits of the next language that is no rival
MARKER_LEAD = 2  # markers more than its rival: the language without a full file (Malay) needs as many
MODEL_WORDS = 4  # below this py3langid guesses,
MODEL_BYTES = 40  # unless the script writes no spaces
MODEL_SURE = 0.75  # its probability, normalised over all its languages
MODEL_SURE_KNOWN = 0.50  # enough for a language that has a file: news in it is expected
CASING = 0.8  # share of capitals above which a text is lower-cased first (headlines)
UNKNOWN = "und"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A language, and whether the text itself told it apart from its rival."""

    lang: str
    told: bool = True


def identify(text: str) -> str:
    """Return the ISO 639-1 code of the text's language, "und" where it is too short or unclear."""
    return verdict(text).lang


def verified(text: str, printed: str) -> str:
    """Return the language of a text whose page says `printed` (ISO 639-1 or "und").

    The text wins where it is clear; the page's word stands where the text says nothing, and between
    rivals (Indonesian, Malay) where no marker tells them apart.
    """
    found = verdict(text)
    claim = printed.lower().replace("_", "-").split("-")[0] or UNKNOWN
    if claim == UNKNOWN:
        return found.lang
    known = languages()
    rival = known[found.lang].rival if found.lang in known else None
    if found.lang == UNKNOWN or (claim == rival and not found.told):
        return claim
    return found.lang


def verdict(text: str) -> Verdict:
    """Return the language and whether rivals were told apart; see `identify`."""
    tokens = [match.group().lower() for match, _ in zip(WORD.finditer(text), range(READ_WORDS), strict=False)]
    by_words = _by_words(tokens)
    if by_words is not None:
        return by_words
    if len(tokens) < MODEL_WORDS and len(text.encode("utf-8", "surrogatepass")) < MODEL_BYTES:
        return Verdict(UNKNOWN, told=False)
    return _by_model(text, tokens)


def _by_words(tokens: list[str]) -> Verdict | None:
    """Decide by function words and markers, None where they are not decisive."""
    known = languages()
    seen = Counter(tokens)
    hits = {code: sum(n for token, n in seen.items() if token in one.vocabulary) for code, one in known.items()}
    best = max(hits, key=lambda code: (hits[code], code))
    rival = known[best].rival
    others = max((count for code, count in hits.items() if code not in (best, rival)), default=0)
    count = hits[best]
    if count < CLEAR_COUNT or count < CLEAR_SHARE * len(tokens) or count < CLEAR_MARGIN * others:
        return None
    return _apart(known[best], tokens)


def _apart(language: Language, tokens: list[str]) -> Verdict:
    """Tell a language from its rival by markers; unless clear, it is the one with a full file."""
    rival = languages().get(language.rival or "")
    if rival is None:
        return Verdict(language.code)
    full, like = (rival, language) if language.like == rival.code else (language, rival)
    first, second = (sum(token in one.markers for token in tokens) for one in (full, like))
    if second - first >= MARKER_LEAD:
        return Verdict(like.code)
    return Verdict(full.code, told=first > second)


def _by_model(text: str, tokens: list[str]) -> Verdict:
    """Ask py3langid; its log scores become probabilities with the temperature its own authors use."""
    from py3langid import rank  # slow to load: only when needed

    known = languages()
    letters = [char for char in text if char.isalpha()]
    if sum(char.isupper() for char in letters) > CASING * len(letters):
        text = text.lower()
    scores = rank(text)
    lang, best = str(scores[0][0]), float(scores[0][1])
    heat = math.sqrt(len(text.encode("utf-8", "surrogatepass")) or 1)
    sure = 1 / sum(math.exp((float(score) - best) / heat) for _, score in scores)
    if sure < (MODEL_SURE_KNOWN if lang in known else MODEL_SURE):
        return Verdict(UNKNOWN, told=False)
    return _apart(known[lang], tokens) if lang in known else Verdict(lang)
