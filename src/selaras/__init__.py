"""Selaras reads the news and keeps the books on how states get on with one another."""

__version__ = "0.1.0"
