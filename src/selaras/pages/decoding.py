"""Bytes to text. Invariants: never raises, and every repair is reported.

The order is: byte order mark, UTF-8, UTF-16 by its NUL bytes, the page's own declaration, UTF-8
with single faults, Windows-1252 where it reads well, charset-normalizer, Windows-1252.
"""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 65_536  # bytes that guesses look at
UTF16_NULS = 0.3  # share of NULs in every second byte that says UTF-16
FAULTS = 0.01  # at most this share of stray bytes still counts as UTF-8 with faults
MAGIC = (  # files that are not pages, by their first bytes
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)
MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
HIGH = re.compile(rb"[\x80-\xff]")
DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)
WESTERN = frozenset("‘’“”„–—…•€£©®°·«»´±²³½¼ \xa0éèêëáàâäãåæçñóòôöõøúùûüíìîïÉÈÁÀÅÄÖÜØÇÑÓÚÍß§™¿¡šžŠŽ")
MOJIBAKE = (  # UTF-8 that was once read as Windows-1252
    ("â€œ", "“"),
    ("â€\x9d", "”"),
    ("â€™", "’"),
    ("â€˜", "‘"),
    ("â€“", "–"),
    ("â€”", "—"),
    ("â€¦", "…"),
    ("â€¢", "•"),
    ("Â\xa0", " "),
    ("Ã©", "é"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding that gave it, and whether characters had to be replaced or restored."""

    text: str
    encoding: str
    repaired: bool


def binary_reason(data: bytes) -> str | None:
    """Say what `data` is where it is no text ("a PDF document"); None for text."""
    for magic, what in MAGIC:
        if data.startswith(magic):
            return what
    head = data[:SAMPLE]
    if any(data.startswith(mark) for mark, _ in BOMS) or _utf16(head):
        return None
    if b"\0" in head:
        return "binary data (it holds NUL bytes)"
    controls = sum(head.count(bytes([code])) for code in (*range(1, 9), *range(14, 27), *range(28, 32), 127))
    return "binary data (it holds control characters)" if controls > len(head) * 0.05 else None


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode `data`; `encoding` (if known to Python) is taken as given, faults are replaced."""
    if encoding and (found := _known(encoding)):
        return _replaced(data, found)
    for mark, name in BOMS:
        if data.startswith(mark):
            return _replaced(data, name)
    try:
        return restored(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _guess(data)


def restored(text: str, encoding: str, repaired: bool = False) -> Decoded:
    """Undo the usual double encodings ("â€œ")."""
    if "â€" in text or "Â\xa0" in text or "Ã©" in text:
        for wrong, right in MOJIBAKE:
            text = text.replace(wrong, right)
        repaired = True
    return Decoded(text, encoding, repaired or "\ufffd" in text)


def _guess(data: bytes) -> Decoded:
    head = data[:SAMPLE]
    if order := _utf16(head):
        return _replaced(data, order)
    if (match := DECLARED.search(head)) and (name := _known(match[1].decode("ascii", "ignore"))):
        try:
            return restored(data.decode(name), name)
        except UnicodeDecodeError:
            pass  # the declaration is wrong; go by the bytes
    good = sum(len(found) for found in MULTIBYTE.findall(data))
    stray = len(HIGH.findall(data)) - good
    if good >= stray:
        return _replaced(data, "utf-8")
    western = data.decode("cp1252", "replace")
    if all(char in WESTERN for char in western if char > "\x7f"):
        return restored(western, "cp1252")
    if stray <= len(data) * FAULTS:
        return _replaced(data, "utf-8")
    best = from_bytes(head).best()
    return _replaced(data, best.encoding if best is not None else "cp1252")


def _replaced(data: bytes, encoding: str) -> Decoded:
    return restored(data.decode(encoding, "replace"), encoding)


def _known(name: str) -> str | None:
    """Return the codec's name if it decodes to text; "latin1" is read as Windows-1252, as browsers do."""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if not getattr(info, "_is_text_encoding", True):
        return None
    return "cp1252" if info.name in ("iso8859-1", "ascii") else info.name


def _utf16(head: bytes) -> str | None:
    """Name the byte order of UTF-16 without a mark, by the NULs of its Latin letters."""
    half = len(head) // 2
    if half < 4:
        return None
    even, odd = head[0 : half * 2 : 2].count(0), head[1 : half * 2 : 2].count(0)
    if odd > half * UTF16_NULS and even < half * 0.02:
        return "utf-16-le"
    if even > half * UTF16_NULS and odd < half * 0.02:
        return "utf-16-be"
    return None
