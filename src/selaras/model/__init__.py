"""The records every part of Selaras speaks in. Imports the standard library only.

Read in the order of the data: Page, Article, Sentence, Time, Mention, Proposal, Report, Quote. A Reading
is one article together with all that was read of it so far; a Skipped is what was left out, with
the reason. Records are frozen: a stage makes new ones, it never changes one it was given.
"""

from selaras.model.day import LEDE_SENTENCES, reference_day
from selaras.model.errors import InputRefused, SelarasError, UsageRefused
from selaras.model.ids import digest
from selaras.model.records import (
    Argument,
    Article,
    Dropped,
    Mention,
    Page,
    Proposal,
    Quote,
    Reading,
    Report,
    Sentence,
    Skipped,
    Source,
    Span,
    Time,
)
from selaras.model.words import Word, fold, words

__all__ = [
    "LEDE_SENTENCES",
    "Argument",
    "Article",
    "Dropped",
    "InputRefused",
    "Mention",
    "Page",
    "Proposal",
    "Quote",
    "Reading",
    "Report",
    "SelarasError",
    "Sentence",
    "Skipped",
    "Source",
    "Span",
    "Time",
    "UsageRefused",
    "Word",
    "digest",
    "fold",
    "reference_day",
    "words",
]
