"""A pile of made-up news pages to measure on, written from the sentences of the bundled sample.

Always true: the same seed and number give the same pages, byte for byte. The pages say nothing true:
sentences are drawn at random, so that only length, words and clutter are those of real pages.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from importlib.resources import as_file, files
from pathlib import Path

from selaras.model import Reading
from selaras.pipeline import Settings, run

WORDS = 400  # words of an article, about
SPREAD = 120  # articles are so much shorter or longer at most
INDONESIAN = 0.8  # share of Indonesian articles
HTML = 0.2  # share of HTML pages; the rest is plain text
CLUTTER = 8  # junk lines of a page at most
PARAGRAPH = (1, 3)  # sentences of a paragraph
FIRST_DAY, DAYS = date(2022, 1, 1), 1400
MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(),
    "en": "January February March April May June July August September October November December".split(),
}
PAGE = """<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{title} - Kabar Ukur</title>
<meta property="article:published_time" content="{day}T08:00:00+07:00">
<link rel="stylesheet" href="a.css"><script>var a = 1;</script></head>
<body><nav><ul>{menu}</ul></nav><main><article><h1>{title}</h1>
{body}
</article></main><aside><ul>{menu}</ul></aside><footer><p>Hak cipta</p></footer></body></html>
"""


@dataclass(frozen=True, slots=True)
class Stock:
    """What articles are written from, by language: headlines and sentences; junk lines for all."""

    titles: dict[str, list[str]]
    sentences: dict[str, list[str]]
    junk: list[str]


def stock() -> Stock:
    """Take apart the bundled sample."""
    titles: dict[str, list[str]] = {"id": [], "en": []}
    sentences: dict[str, list[str]] = {"id": [], "en": []}
    junk: set[str] = set()
    with as_file(files("selaras") / "sample" / "pages") as folder:
        for reading in run([str(folder)], Settings()):
            if not isinstance(reading, Reading):
                continue
            article = reading.article
            titles[article.lang].append(article.title or article.name)
            for each in reading.sentences:
                if not each.headline:
                    sentences[article.lang].append(article.text[each.span.start : each.span.end])
            junk.update(line.text for line in article.dropped if line.reason != "metadata")
    return Stock(titles, sentences, sorted(junk))


def write_pile(folder: Path, articles: int, seed: int) -> int:
    """Write so many pages into a folder; return their size in bytes."""
    source = stock()
    chance = random.Random(seed)
    return sum(_write(folder, number, chance, source) for number in range(articles))


def _write(folder: Path, number: int, chance: random.Random, source: Stock) -> int:
    lang = "id" if chance.random() < INDONESIAN else "en"
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    title = chance.choice(source.titles[lang])
    paragraphs = _paragraphs(chance, source.sentences[lang], WORDS + chance.randint(-SPREAD, SPREAD))
    junk = chance.sample(source.junk, chance.randint(0, CLUTTER))
    if chance.random() < HTML:
        name, text = f"{number:06}.html", _as_html(lang, title, day, paragraphs, junk)
    else:
        name, text = f"{number:06}.txt", _as_text(lang, title, day, paragraphs, junk, chance)
    data = text.encode()
    (folder / name).write_bytes(data)
    return len(data)


def _paragraphs(chance: random.Random, sentences: list[str], words: int) -> list[str]:
    made: list[str] = []
    while sum(len(each.split()) for each in made) < words:
        made.append(" ".join(chance.choice(sentences) for _ in range(chance.randint(*PARAGRAPH))))
    return made


def _as_text(lang: str, title: str, day: date, paragraphs: list[str], junk: list[str], chance: random.Random) -> str:
    printed = f"{day.day} {MONTHS[lang][day.month - 1]} {day.year}"
    lines = [title, printed, *paragraphs]
    for line in junk:  # half of them inside, as "Baca juga" is, half behind the article
        lines.insert(chance.randint(3, len(lines)) if chance.random() < 0.5 else len(lines), line)
    return "\n".join(lines) + "\n"


def _as_html(lang: str, title: str, day: date, paragraphs: list[str], junk: list[str]) -> str:
    menu = "".join(f'<li><a href="#">{escape(line)}</a></li>' for line in junk)
    body = "\n".join(f"<p>{escape(each)}</p>" for each in paragraphs)
    return PAGE.format(lang=lang, title=escape(title), day=day.isoformat(), menu=menu, body=body)
