"""Two flags that a text itself betrays: a printed date it contradicts, and machine translation.

A printed date is contradicted where the newest day of the text, far from it, is the day of what the
article tells (scores below). An older day told as background must never do: a day told near the
printed one is a veto. A day without a year counts only where its weekday agrees.

| sign that a day is the text's own | weight | why |
|---|---|---|
| it stands in the first two paragraphs | 4 | the lede |
| it stands with its weekday | 2 | the form of the news of the day |
| it lies after the printed day and is told as past | 3 | nothing else explains it |
| its weekday is the bare weekday told of most, at least twice | 2 | "on Thursday" is the same day |
| the same, told once | 1 | one in seven by chance |
| outside the lede, its sentence shares three names with the lede | 2 | the same happening |
| outside the lede, it closes a paragraph of one sentence | 1 | a photo caption that came along |
| the text counts from its own day somewhere ("on Thursday", "last week") | 1 | written next to it |
| "since", "until" and the like before it | -4 | background or deadline |

Machine translation: the weighted signs of the language's file (`translated`), per 100 words.
"""

import re
from collections import Counter
from datetime import date

from selaras.language.languages import Language, languages
from selaras.model import Article, Sentence, Time

CONTRADICTS = "date-contradicts-text"
TRANSLATED = "machine-translated"

BEFORE_DAYS = 30  # the text's day lies further before the printed one than this
AFTER_DAYS = 60  # or further after it
NEAR_DAYS = 30  # a day told within this of the printed one vetoes
ENOUGH = 6
IN_LEDE, WITH_WEEKDAY, AFTER, SAME_WEEKDAY, SAME_WEEKDAY_ONCE = 4, 2, 3, 2, 1
SHARED_NAMES, CAPTION, SPOKEN, BORDER = 2, 1, 1, -4
TELLINGS = 5  # of the newest day that are scored
NAMES_SHARED = 3
LEDE_PARAGRAPHS = 2  # after the headline
NAME = re.compile(r"\b[A-Z][\w’'-]{2,}")

SIGNS_PER_100 = 1.5  # weighted signs per 100 words; native texts lie below 0 for the most part
LEAST_WORDS = 60  # a shorter text is not judged
SAME_SIGN = 3  # finds of one sign that count


def told_day(
    article: Article, sentences: tuple[Sentence, ...], times: tuple[Time, ...], printed: date | None
) -> date | None:
    """Return the day the text speaks as of, where it contradicts the printed day; None where it does not.

    `times` are the article's times as resolved against `printed`.
    """
    language = languages().get(article.lang)
    if printed is None or language is None:
        return None
    dated = [t for t in times if t.grain == "day" and t.how != "relative" and not _date_line(article, sentences, t)]
    if any(abs((date.fromisoformat(t.start) - printed).days) <= NEAR_DAYS for t in dated):
        return None
    full = [t for t in dated if _certain(article, t, language) and not _ahead(article, sentences, t, language, printed)]
    if not full:
        return None
    newest = max(full, key=lambda t: t.start).start
    day = date.fromisoformat(newest)
    if -BEFORE_DAYS <= (day - printed).days <= AFTER_DAYS:
        return None
    of_newest = [t for t in full if t.start == newest]
    best = max(_score(article, sentences, times, t, language, printed) for t in of_newest[:TELLINGS])
    return day if best >= ENOUGH else None


def _date_line(article: Article, sentences: tuple[Sentence, ...], time: Time) -> bool:
    """Tell whether a date makes up its whole sentence: a printed date that cleaning left in the text."""
    span = sentences[time.sentence].span
    return (time.span.end - time.span.start) * 2 > span.end - span.start


def _certain(article: Article, time: Time, language: Language) -> bool:
    """Tell whether the year of a day is given, or borne out by its weekday."""
    if time.how == "absolute":
        return True
    return date.fromisoformat(time.start).isoweekday() in _weekdays_in(article, time, language)


def _ahead(article: Article, sentences: tuple[Sentence, ...], time: Time, language: Language, printed: date) -> bool:
    """Tell whether a day after the printed one is told as still to come."""
    if date.fromisoformat(time.start) <= printed:
        return False
    span = sentences[time.sentence].span
    before = article.text[span.start : time.span.start].lower()
    return any(re.search(rf"\b{re.escape(cue)}\b", before) for cue in language.future)


def _score(
    article: Article,
    sentences: tuple[Sentence, ...],
    times: tuple[Time, ...],
    time: Time,
    language: Language,
    printed: date,
) -> int:
    """Return the weights of the signs that a day is the text's own; see the table at the top."""
    sentence = sentences[time.sentence]
    day = date.fromisoformat(time.start)
    score = 0
    weekdays = Counter(
        date.fromisoformat(t.start).isoweekday()
        for t in times
        if t.how == "relative" and t.grain == "day" and _weekdays_in(article, t, language)
    )
    if weekdays and weekdays.most_common(1)[0][0] == day.isoweekday():
        score += SAME_WEEKDAY if weekdays[day.isoweekday()] > 1 else SAME_WEEKDAY_ONCE
    first = 1 if sentences[0].headline else 0
    lede = [one for one in sentences if first <= one.paragraph < first + LEDE_PARAGRAPHS]
    here = _names(article, sentence)
    if sentence in lede:
        score += IN_LEDE
    elif len(here & set().union(*(_names(article, one) for one in lede))) >= NAMES_SHARED:
        score += SHARED_NAMES
    alone = sum(one.paragraph == sentence.paragraph for one in sentences) == 1
    if sentence not in lede and alone and not article.text[time.span.end : sentence.span.end].strip(" .)"):
        score += CAPTION
    if _weekdays_in(article, time, language):
        score += WITH_WEEKDAY
    if any(t.how == "relative" and t.grain in ("day", "week") for t in times):
        score += SPOKEN
    if day > printed:
        score += AFTER
    before = article.text[sentence.span.start : time.span.start].lower().split()[-1:]
    borders = {word for slot in ("since", "deadline") for words in language.slots[slot].values() for word in words}
    return score + (BORDER if before and before[0] in borders else 0)


def _weekdays_in(article: Article, time: Time, language: Language) -> set[str | int]:
    """Return the weekdays (1 is Monday) named in a time's own words."""
    words = set(article.text[time.span.start : time.span.end].lower().replace(",", " ").split())
    return {day for day, names in language.slots["weekday"].items() if any(name.lower() in words for name in names)}


def _names(article: Article, sentence: Sentence) -> set[str]:
    return set(NAME.findall(article.text, sentence.span.start, sentence.span.end))


def is_translated(article: Article) -> bool:
    """Tell whether the text reads like machine translation into its language; False where it is short."""
    language = languages().get(article.lang)
    count = len(article.text.split())
    if language is None or not language.translated or count < LEAST_WORDS:
        return False
    score = 0.0
    for weight, sign in sorted(language.translated, key=lambda pair: -pair[0]):
        if weight < 0 and 100 * score / count < SIGNS_PER_100:
            return False  # what remains only lowers the score
        score += weight * min(len(sign.findall(article.text)), SAME_SIGN)
    return 100 * score / count >= SIGNS_PER_100
