"""Code events and quotes: which report each sentence gives, who says so, in whose words."""

from selaras.events.code import code, code_asked, code_one, code_proposed, code_rules
from selaras.events.quotes import Speech, load_speech, quotes

__all__ = ["Speech", "code", "code_asked", "code_one", "code_proposed", "code_rules", "load_speech", "quotes"]
