"""Code events and quotes: which report each sentence gives, who says so, in whose words."""

from selaras.events.code import code, code_one
from selaras.events.quotes import Speech, load_speech, quotes

__all__ = ["Speech", "code", "code_one", "load_speech", "quotes"]
