"""The language stage: which language, where sentences end, which days time expressions mean.

Public door: `read` takes articles and yields readings. `identify`, `sentences` and `times` are its
parts, for use on their own. A further language is a file in knowledge/language.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from selaras.language.flags import CONTRADICTS, TRANSLATED, is_translated, told_day
from selaras.language.identify import identify, verified
from selaras.language.sentences import sentences
from selaras.language.times import published_day, times
from selaras.model import Article, Reading, Skipped

__all__ = ["identify", "read", "sentences", "times"]


def read(articles: Iterable[Article | Skipped]) -> Iterator[Reading | Skipped]:
    """Yield a reading per article with language, flags, sentences and times; what was skipped stays so.

    Flags added: "date-contradicts-text" (times are then resolved against the text's own day) and
    "machine-translated". See flags.py for the rules. Raises nothing for any text.
    """
    for item in articles:
        yield item if isinstance(item, Skipped) else _read(item)


def _read(article: Article) -> Reading:
    article = replace(article, lang=verified(article.text, article.lang))
    split = sentences(article)
    found = times(article, split)
    if told_day(article, split, found, published_day(article)) is not None:
        article = _flagged(article, CONTRADICTS)
        found = times(article, split)
    if is_translated(article):
        article = _flagged(article, TRANSLATED)
    return Reading(article, split, found)


def _flagged(article: Article, flag: str) -> Article:
    return article if flag in article.flags else replace(article, flags=(*article.flags, flag))
