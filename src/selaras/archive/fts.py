"""Full-text search in SQLite (FTS5): the indexes over articles and sentences, and the form of a query.

The indexes are made by the migrations; they hold no text of their own, and triggers keep them in step
with the tables. Sentences must be deleted before their article, because the index reads a sentence's
words out of the article's text.
"""

import re

from selaras.model import UsageRefused

TERM = re.compile(r'"([^"]*)"|([^\s"]+)')


def match(query: str) -> str:
    """Return a person's words as an FTS5 query that cannot be misread.

    All words must occur; "words in quotation marks" must stand together; a star at the end of a
    word stands for any ending. Raises UsageRefused where there is nothing to look for.
    """
    terms = []
    for phrase, word in TERM.findall(query.replace("\0", " ")):
        star = "*" if word.endswith("*") else ""
        term = phrase or word.rstrip("*")
        if any(char.isalnum() for char in term):
            terms.append(f'"{term}"{star}')
    if not terms:
        raise UsageRefused("There is no word to search for.")
    return " ".join(terms)
