"""Storage: one SQLite file with pages, articles, events and quotes. No SQL stands outside this package."""

from selaras.archive.archive import Archive
from selaras.archive.check import Finding
from selaras.archive.found import ArticleLine, EventFilter, FoundEvent, FoundQuote, Hit

__all__ = ["Archive", "ArticleLine", "EventFilter", "Finding", "FoundEvent", "FoundQuote", "Hit"]
