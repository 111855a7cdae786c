"""Words of pages made safe to print. Every text that came from a page goes through here.

A page may hold terminal escapes that move the cursor, set the window's title or hide text. They are
taken out of what people read, and written as \\uXXXX in JSON, which loses nothing.
"""

import json
import re
from typing import Any

ESCAPES = re.compile(
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?"  # OSC: window title, links
    r"|[\x1b\x9b]\[?[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
)
# Control characters but tab and line feed; marks that turn the direction of writing; lone surrogates.
HIDDEN = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff"
CONTROL = re.compile(f"[{HIDDEN}]")


def clean(text: str) -> str:
    """Return text without terminal escapes and control characters; line feeds and tabs stay."""
    return CONTROL.sub("", ESCAPES.sub("", text))


def one_line(text: str) -> str:
    """Return clean text in one line."""
    return " ".join(clean(text.replace("\r", " ")).split())


def as_json(value: Any, indent: int | None = None) -> str:
    """Return JSON that is safe on a terminal: nothing lost, control characters escaped."""
    written = json.dumps(value, ensure_ascii=False, indent=indent)
    return CONTROL.sub(lambda found: f"\\u{ord(found.group()):04x}" if found.group() != "\n" else "\n", written)
