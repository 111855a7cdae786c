"""Inputs of every kind, and what is said about those that cannot be read."""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from selaras.model import Article, Page, Skipped, digest
from selaras.pages import READERS, Input, ReadOptions, clean, read, reader

STORY = "Menteri Luar Negeri Kenya bertemu mitranya dari Uganda di Nairobi untuk membahas perbatasan.\n"


def pages(*inputs: str | Path, **options: object) -> list[Page]:
    found = list(read(map(str, inputs), ReadOptions(**options)))  # type: ignore[arg-type]
    assert all(isinstance(each, Page) for each in found), found
    return found  # type: ignore[return-value]


def refusal(*inputs: str | Path, **options: object) -> Skipped:
    found = list(read(map(str, inputs), ReadOptions(**options)))  # type: ignore[arg-type]
    assert len(found) == 1
    assert isinstance(found[0], Skipped), found
    assert found[0].stage == "read"
    assert found[0].refused
    return found[0]


def test_file_gives_one_page_whose_id_depends_on_content_alone(tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "sub" / "b.txt"
    second.parent.mkdir()
    first.write_text(STORY)
    second.write_text(STORY)
    one, two = pages(first, second)
    assert (one.name, one.address, one.media, one.data) == ("a", str(first), "text/plain", STORY.encode())
    assert one.id == two.id == digest("", STORY.encode())
    assert one.found
    assert one.found.endswith("+00:00")


def test_folder_is_read_in_order_and_hidden_files_are_left_out(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b.html", ".hidden", ".git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("<html><body><p>" + STORY if name.endswith("html") else STORY)
    assert [page.name for page in pages(tmp_path)] == ["b", "b", "z"]
    assert [page.media for page in pages(tmp_path / "a")] == ["text/html", "text/plain"]


def test_glob_standard_input_and_brackets_in_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("x1.txt", "x2.txt", "odd[1].txt"):
        (tmp_path / name).write_text(STORY)
    assert [page.name for page in pages(tmp_path / "x*.txt")] == ["x1", "x2"]
    assert [page.name for page in pages(f"{tmp_path}/**/x*.txt")] == ["x1", "x2"]
    assert [page.name for page in pages(tmp_path / "odd[1].txt")] == ["odd[1]"]
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(STORY.encode())))
    assert [(page.name, page.data) for page in pages("-")] == [("stdin", STORY.encode())]


BAD_FILES = [
    ("empty.txt", b"", "is empty"),
    ("blank.txt", b" \n\t\n", "white space"),
    ("nul.txt", b"abc\0\0def" * 40, "NUL bytes"),
    ("scan.txt", b"%PDF-1.7 ...", "a PDF document"),
    ("photo.html", b"\x89PNG\r\n\x1a\n", "a PNG image"),
    ("noise.txt", bytes(range(1, 32)) * 20, "control characters"),
    ("deep.html", b"<html><body>" + b"<div>" * 100_000, "nested"),
    ("wide.html", b"<html><body>" + b"<p>ya</p>" * 100_000, "HTML tags"),
    ("number.json", b"42", "line 1: expected a record with a text, found a number"),
    ("broken.json", b'{"text": ', "not valid JSON"),
    ("none.json", b"[]", "holds no records"),
    ("cut.json", b'[{"text": "a"}', "ends at line 1"),
]


@pytest.mark.parametrize(("name", "data", "reason"), BAD_FILES, ids=[name for name, _, _ in BAD_FILES])
def test_bad_file_is_refused_in_one_sentence_and_the_rest_goes_on(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    bad, good = tmp_path / name, tmp_path / "good.txt"
    bad.write_bytes(data)
    good.write_text(STORY)
    start = time.perf_counter()
    *first, last = read([str(bad), str(good)], ReadOptions())
    assert time.perf_counter() - start < 2
    assert isinstance(last, Page)
    refused = [each for each in first if isinstance(each, Skipped)]
    assert len(refused) == 1
    assert refused[0].refused
    assert reason in f"{refused[0].address}: {refused[0].reason}"


def test_oversized_file_and_line_are_refused_by_the_limit_without_being_held(tmp_path: Path) -> None:
    line = tmp_path / "line.txt"
    with line.open("wb") as stream:
        for _ in range(50):
            stream.write(b"x" * 1_000_000)
    assert "10,000,000 bytes" in refusal(line).reason
    dump = tmp_path / "dump.jsonl"
    dump.write_bytes(b'{"text":"' + b"x" * 5_000 + b'"}\n{"text":"pendek"}\n')
    too_long, page = read([str(dump)], ReadOptions(max_bytes=1_000))
    assert isinstance(too_long, Skipped)
    assert (too_long.address, "1,000 bytes" in too_long.reason) == (f"{dump} line 1", True)
    assert isinstance(page, Page)
    listed = tmp_path / "list.json"
    listed.write_bytes(b'[{"text":"' + b"x" * 5_000_000 + b'"}]')
    assert "limit of 1,000 bytes" in refusal(listed, max_bytes=1_000).reason


MISSING = [
    ("nowhere.txt", "no such file"),
    ("nothing-*.txt", "matches no file"),
    ("", "not a usable"),
    ("a\0b", "not a"),
]


@pytest.mark.parametrize(("given", "reason"), MISSING)
def test_missing_inputs(tmp_path: Path, given: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert reason in refusal(given).reason


def test_empty_folder_and_pipe_in_folder(tmp_path: Path) -> None:
    assert "holds no files" in refusal(tmp_path).reason
    os.mkfifo(tmp_path / "pipe")
    assert "not a regular file" in refusal(tmp_path).reason


def test_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(STORY)
    real_open = Path.open

    def denied(self: Path, *args: object, **kwargs: object) -> object:
        if self.name == "secret.txt":
            raise PermissionError(13, "Permission denied")
        return real_open(self, *args, **kwargs)  # type: ignore[arg-type, call-overload]

    monkeypatch.setattr(Path, "open", denied)
    assert refusal(path).reason == "cannot be read: permission denied"


def test_folder_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(folder: str, onerror: Callable[[OSError], None]) -> Iterator[object]:
        onerror(PermissionError(13, "Permission denied", str(folder)))
        return iter(())

    monkeypatch.setattr(os, "walk", denied)
    assert refusal(tmp_path).reason == "the folder cannot be read: permission denied"


RECORDS = [
    ({"judul": "Judul", "isi": "Isi", "tanggal": "2022-09-15", "link": "https://a.example/1"}, {}),
    ({"headline": "Judul", "content": "Isi", "published_at": "2022-09-15", "url": "https://a.example/1"}, {}),
    ({"Title": "Judul", "Body": ["Isi"], "Date": "2022-09-15", "URL": "https://a.example/1"}, {}),
    (
        {"t": "Judul", "teksnya": "Isi", "hari": "2022-09-15", "u": "https://a.example/1"},
        {"title": "t", "text": "teksnya", "date": "hari", "url": "u"},
    ),
]


@pytest.mark.parametrize(("record", "fields"), RECORDS)
def test_record_keys_are_mapped(tmp_path: Path, record: dict[str, object], fields: dict[str, str]) -> None:
    path = tmp_path / "dump.json"
    path.write_text(json.dumps([record]))
    (page,) = pages(path, fields=fields)
    expected = {"title": "Judul", "text": "Isi", "date": "2022-09-15", "url": "https://a.example/1"}
    assert json.loads(page.data) == expected
    assert (page.media, page.url, page.name) == ("application/json", "https://a.example/1", "dump-1")


def test_records_in_every_wrapping_and_their_names(tmp_path: Path) -> None:
    wrapped = tmp_path / "wrapped.json"
    wrapped.write_text(json.dumps({"articles": [{"text": "a", "source": {"name": "Pos"}}, {"text": "b", "id": 7}]}))
    first, second = pages(wrapped)
    assert json.loads(first.data)["site"] == "Pos"
    assert (first.name, second.name) == ("wrapped-1", "7")
    lines = tmp_path / "lines.jsonl"
    lines.write_bytes(b'\xef\xbb\xbf{"text": "a"}\n\n{"text": "b", "id": "x"}\r\n')
    assert [(page.name, page.address) for page in pages(lines)] == [
        ("lines-1", f"{lines} line 1"),
        ("x", f"{lines} line 3"),
    ]
    following = tmp_path / "following.json"
    following.write_text('{"text": "a"}\n{"text": "b"}')
    assert len(pages(following)) == 2
    utf16 = tmp_path / "utf16.json"
    utf16.write_bytes('[{"text": "é"}]'.encode("utf-16"))
    assert json.loads(pages(utf16)[0].data) == {"text": "é"}


def test_wrong_shapes_name_the_line_and_what_was_expected(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_text('{"text": "a"}\n[1]\n{"nama": "x", "umur": 3}\nbukan json\n{"text": "b"}\n')
    found = list(read([str(path)], ReadOptions()))
    skipped = [each for each in found if isinstance(each, Skipped)]
    assert len(found) == 5
    assert [each.address.rpartition(" line ")[2] for each in skipped] == ["2", "3", "4"]
    assert "found a list" in skipped[0].reason
    assert "keys: nama, umur" in skipped[1].reason
    assert "expected one record per line" in skipped[2].reason


def test_long_list_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "long.json"
    records = [{"text": f"kalimat {number} " * 300} for number in range(1_000)]
    path.write_text(json.dumps(records, indent=1))
    assert len(pages(path, max_bytes=100_000)) == 1_000


def test_encoding_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("Präsident Žižek".encode("cp1250"))
    assert pages(path, encoding="cp1250")[0].data.decode() == "Präsident Žižek"


def test_impossible_date_keeps_the_article(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_text(json.dumps({"title": "Judul Berita", "text": STORY * 9, "date": "3024-01-05"}))
    (article,) = clean(read([str(path)], ReadOptions()))
    assert isinstance(article, Article)
    assert article.published is None
    assert article.published_how == "none"
    assert "date-impossible" in article.flags


def test_plug_in_registers_like_a_built_in(tmp_path: Path) -> None:
    @reader("shout", extensions=(".shout",))
    def read_shout(source: Input, options: ReadOptions) -> Iterator[Page | Skipped]:
        with source.open() as stream:
            yield Page("1", source.address, source.name, stream.read().lower(), "text/plain")

    try:
        (tmp_path / "a.shout").write_text("KERAS")
        assert pages(tmp_path / "a.shout")[0].data == b"keras"
    finally:
        del READERS["shout"]


def test_skipped_passes_through_clean() -> None:
    skipped = Skipped("read", "x", "is empty", refused=True)
    assert list(clean([skipped])) == [skipped]
