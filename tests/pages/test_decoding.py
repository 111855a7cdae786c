"""Encodings: found, repaired, or refused as binary."""

import pytest

from selaras.pages.decoding import binary_reason, decode

TEXT = "“Kami siap,” kata Menteri – naïve café €5"
CASES = [
    (TEXT.encode(), "utf-8", False),
    (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8-sig", False),
    (TEXT.encode("utf-16"), "utf-16", False),
    (TEXT.encode("utf-16-le"), "utf-16-le", False),
    (TEXT.encode("utf-16-be"), "utf-16-be", False),
    (TEXT.encode("cp1252"), "cp1252", False),
    (TEXT.encode().decode("cp1252", "replace").encode(), "utf-8", True),
]


@pytest.mark.parametrize(("data", "encoding", "repaired"), CASES)
def test_decoding(data: bytes, encoding: str, repaired: bool) -> None:
    decoded = decode(data)
    assert (decoded.encoding, decoded.repaired) == (encoding, repaired)
    assert decoded.text.startswith("“Kami siap,")
    assert binary_reason(data) is None


def test_single_faults_in_utf8_are_replaced_and_reported() -> None:
    decoded = decode(TEXT.encode() + b" rusak \xe2\x80 \xff di sini")
    assert (decoded.encoding, decoded.repaired) == ("utf-8", True)
    assert decoded.text.startswith(TEXT)
    assert decode(b"kata biasa saja " * 50 + b"\xe2\x80 lalu").repaired


def test_declared_charset_is_used_and_a_false_one_is_not() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Привет, мир</body></html>'
    assert "Привет" in decode(page.encode("cp1251")).text
    assert "Привет" in decode(page.encode("utf-8")).text


def test_given_encoding_wins_and_an_unknown_one_is_passed_over() -> None:
    assert decode("Žižek".encode("cp1250"), "cp1250").text == "Žižek"
    assert decode("Žižek".encode(), "no-such-code").text == "Žižek"
    assert decode("Žižek".encode(), "base64").text == "Žižek"
