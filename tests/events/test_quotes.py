"""Quotes: who said what, by tables of made-up sentences; nothing in them is a fact."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import selaras.knowledge
from selaras.events.quotes import load_speech, quotes
from selaras.model import Article, Mention, Quote, Reading, Sentence, Span, UsageRefused

SPEECH_FILE = Path(selaras.knowledge.__file__).parent / "events" / "speech.yaml"
SPEECH = load_speech(SPEECH_FILE)
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
CORPUS_FLOOR = 0.62  # F1 of speakers' last words without any linked mention; 0.67 when it was pinned
BORDER = re.compile(r"(?<=[.!?])[\"”']?\s+(?=[\"“A-Z])")


def reading_of(text: str, people: dict[str, str] | None = None, title: bool = False) -> Reading:
    """A reading with one paragraph per line; `people` are names with their codes, linked wherever they stand."""
    paragraphs = tuple(Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text))
    sentences: list[Sentence] = []
    for number, paragraph in enumerate(paragraphs):
        start = paragraph.start
        ends = list(BORDER.finditer(text, paragraph.start, paragraph.end))
        for border, following in [*((m.start(), m.end()) for m in ends), (paragraph.end, paragraph.end)]:
            close = border + (text[border : border + 1] in ('"', "”", "'") and border < paragraph.end)
            span = Span(start, close)
            sentences.append(Sentence("a", len(sentences), span, number, headline=title and number == 0))
            start = following
    mentions = [
        Mention(Span(m.start(), m.end()), s.index, "PER", name, (code,), "name", Span(m.start(), m.end()))
        for name, code in (people or {}).items()
        for m in re.finditer(rf"\b(?:{re.escape(name)}|(?<!{re.escape(name.split()[0])} ){name.split()[-1]})\b", text)
        for s in sentences
        if s.span.start <= m.start() < s.span.end
    ]
    article = Article("a", "p", "made.txt", "made", text, paragraphs, title=text.split("\n")[0] if title else None)
    return Reading(article, tuple(sentences), (), tuple(sorted(mentions, key=lambda m: m.span.start)))


def speakers(text: str, people: dict[str, str] | None = None, title: bool = False) -> list[str]:
    return [q.speaker for q in quotes(reading_of(text, people, title), SPEECH)]


INDONESIAN = [
    ('"Jembatan itu selesai tahun depan," kata Menteri Rafi Daruna kepada wartawan, Senin (3/2).', ["Rafi Daruna"]),
    ('"Kami siap. Kapal berangkat besok," ujar Mirna Salvado.', ["Mirna Salvado", "Mirna Salvado"]),
    ('Mirna Salvado mengatakan, "Kapal berangkat besok pagi."', ["Mirna Salvado"]),
    ("Mirna Salvado mengatakan bahwa kapal berangkat besok pagi.", ["Mirna Salvado"]),
    ("Mirna Salvado, kepala pelabuhan Tandara, menegaskan kapal akan berangkat.", ["Mirna Salvado"]),
    ("Kepala Pelabuhan Tandara, Mirna Salvado, menegaskan kapal akan berangkat.", ["Mirna Salvado"]),
    ("Mirna Salvado, yang baru dilantik pekan lalu, mengatakan kapal akan berangkat.", ["Mirna Salvado"]),
    ('"Kapal itu aman," kata Mirna Salvado. "Awaknya sehat semua."', ["Mirna Salvado", "Mirna Salvado"]),
    ("Sebab, kata Salvado, selama dua tahun kapal itu tidak berlayar.", ["Salvado"]),
    ("Menurut Mirna Salvado, kapal itu tidak berlayar sejak lama.", ["Mirna Salvado"]),
    ("Kapal itu tidak berlayar sejak lama, menurut Mirna Salvado.", ["Mirna Salvado"]),
    ('Mirna Salvado menyebut rencana itu sebagai "mimpi di siang bolong".', ["Mirna Salvado"]),
    ('Mirna Salvado mengecam keputusan itu sebagai "langkah mundur yang berbahaya".', ["Mirna Salvado"]),
    ("Mirna Salvado mengecam keputusan itu dan pulang.", []),
    ("Mirna Salvado memuji para nelayan.", []),
    ("Mirna Salvado tidak mengatakan kapan kapal berangkat.", []),
    ("Mirna Salvado akan menyampaikan pidato di Tandara.", []),
    ("Mirna Salvado menyampaikan belasungkawa kepada keluarga korban.", []),
    ("Situasi ini menegaskan pentingnya jalur laut.", []),
    ("Menurut perjanjian itu, kapal asing harus melapor.", []),
    ("Seorang pejabat pelabuhan mengatakan kapal akan berangkat.", ["Seorang pejabat pelabuhan"]),
    ('"Kami bingung," ujar seorang sumber diplomatik dari salah satu delegasi.', ["seorang sumber diplomatik"]),
    ("Dua diplomat mengatakan kepada kantor berita bahwa pertemuan batal.", ["Dua diplomat"]),
    ("Kementerian Kelautan menyatakan 12 kapal disita.", ["Kementerian Kelautan"]),
    ('"Semua kapal harus melapor," demikian pernyataan Kementerian Kelautan.', ["Kementerian Kelautan"]),
    ("Menurut Badan Maritim Selatan (BMS), kapal asing harus melapor.", ["BMS"]),
    ('"Kami menunggu," desis Mirna Salvado.', ["Mirna Salvado"]),
    ('"Kami menunggu keputusan," protes pengacaranya.', ["pengacaranya"]),
    ("Hal itu disampaikan Mirna Salvado di Tandara.", []),
    ("Kapal itu ditahan di Tandara, demikian diumumkan Kementerian Kelautan.", ["Kementerian Kelautan"]),
    ('Perahu itu dinamai "Bintang Laut" oleh pemiliknya.', []),
]

INDONESIAN_TEXTS = [
    ('"Kapal itu aman," kata Mirna Salvado.\n"Awaknya sehat semua," imbuhnya.', ["Mirna Salvado"] * 2),
    ('"Kapal itu aman," kata Mirna Salvado.\n"Awaknya sehat semua," lanjut dia.', ["Mirna Salvado"] * 2),
    ('"Kapal itu aman," kata Mirna Salvado.\n"Awaknya sehat dan sudah pulang."', ["Mirna Salvado"] * 2),
    ("Mirna Salvado tiba di Tandara. Ia mengatakan kapal akan berangkat.", ["Mirna Salvado"]),
    ("Mirna Salvado tiba di Tandara. Menurutnya, kapal akan berangkat.", ["Mirna Salvado"]),
    ("Hal itu disampaikan Mirna Salvado. Ia mengatakan kapal akan berangkat.", ["Mirna Salvado"]),
    (
        '"Kapal itu aman," kata Mirna Salvado, seraya menambahkan bahwa awaknya sehat.',
        ["Mirna Salvado"],
    ),
    (
        "Mirna Salvado mengatakan kapal akan berangkat, sementara Joren Abata menyebut rencana itu keliru.",
        ["Mirna Salvado", "Joren Abata"],
    ),
    (
        "Ketua Dewan Laut Dr Mirna Kela Salvado (MKS) datang ke Tandara.\nMKS mengatakan kapal akan berangkat.",
        ["Mirna Kela Salvado"],
    ),
    ("Menteri Mirna Salvado datang ke Tandara.\nSalvado mengatakan kapal akan berangkat.", ["Mirna Salvado"]),
    (
        "Menurut Kementerian Kelautan Tandara, 12 kapal disita.\nKementerian tersebut menyatakan awaknya ditahan.",
        ["Kementerian Kelautan Tandara"] * 2,
    ),
    (
        '"Kapal itu aman,” kata Mirna Salvado.\nUpaya itu sama sekali sia-sia,” kata Joren Abata.',
        ["Mirna Salvado", "Joren Abata"],
    ),
]

ENGLISH = [
    ('"The bridge will open in May," said Harbour Minister Odran Keely.', ["Odran Keely"]),
    ('"The bridge will open in May," Odran Keely told reporters in Tandara.', ["Odran Keely"]),
    ("Odran Keely said the bridge would open in May.", ["Odran Keely"]),
    ("Odran Keely, who took office last week, said the bridge would open in May.", ["Odran Keely"]),
    ("The bridge will open in May, Odran Keely said on Friday.", ["Odran Keely"]),
    ("The bridge will open in May, two officials said.", ["two officials"]),
    ("According to Odran Keely, the bridge will open in May.", ["Odran Keely"]),
    ("The bridge will open in May, according to Odran Keely.", ["Odran Keely"]),
    ('Odran Keely called the plan "a dream in broad daylight".', ["Odran Keely"]),
    ("Odran Keely called the mayor and praised the workers.", []),
    ("Odran Keely did not say when the bridge would open.", []),
    ("Odran Keely denied that the bridge had been closed, saying it was only being painted.", ["Odran Keely"]),
    ("Odran Keely promised that the bridge would open in May.", ["Odran Keely"]),
    ("Odran Keely visited the United States in May.", []),
    ('"The bridge is safe," said Odran Keely. "Nobody was hurt at all."', ["Odran Keely", "Odran Keely"]),
]


PEOPLE = {"Mirna Salvado": "IDN", "Joren Abata": "IDN", "Odran Keely": "IRL"}


@pytest.mark.parametrize(("text", "expected"), INDONESIAN + ENGLISH)
@pytest.mark.parametrize("people", [{}, PEOPLE], ids=["unlinked", "linked"])
def test_names_the_speakers_of_a_line(text: str, expected: list[str], people: dict[str, str]) -> None:
    found = speakers(text, people)
    full = [next((p for p in people if p.endswith(f" {name}")), name) for name in expected]
    assert found in (expected, full)


@pytest.mark.parametrize(("text", "expected"), INDONESIAN_TEXTS)
def test_names_the_speakers_of_a_text(text: str, expected: list[str]) -> None:
    assert speakers(text, PEOPLE) == expected


def only(text: str, people: dict[str, str] | None = None) -> tuple[Quote, str]:
    (quote,) = quotes(reading_of(text, people), SPEECH)
    return quote, text[quote.span.start : quote.span.end]


def test_direct_quote_has_words_cue_code_and_medium() -> None:
    text = '"Jembatan itu selesai tahun depan," kata Rafi Daruna, seperti dikutip Reuters, Senin (3/2).'
    quote, said = only(text, {"Rafi Daruna": "IDN"})
    assert said == "Jembatan itu selesai tahun depan"
    assert (quote.direct, quote.code, quote.medium) == (True, "IDN", "Reuters")
    assert quote.cue is not None
    assert text[quote.cue.start : quote.cue.end] == "kata"
    assert quote.speaker_span is not None
    assert text[quote.speaker_span.start : quote.speaker_span.end] == "Rafi Daruna"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Rafi Daruna mengatakan bahwa jembatan itu selesai.", "jembatan itu selesai"),
        ("Jembatan itu selesai, kata Rafi Daruna, Senin.", "Jembatan itu selesai"),
        ("Sebab, kata Rafi Daruna, jembatan itu selesai.", "jembatan itu selesai"),
        ("Menurut Rafi Daruna, jembatan itu selesai.", "jembatan itu selesai"),
        ("The bridge has been finished, Rafi Daruna said on Monday.", "The bridge has been finished"),
    ],
)
def test_reported_words_are_the_clause(text: str, said: str) -> None:
    quote, words = only(text)
    assert (words, quote.direct) == (said, False)


def test_headline_gives_no_quotes() -> None:
    text = "Daruna Sebut Jembatan Aman\nDaruna mengatakan jembatan itu aman."
    assert [q.sentence for q in quotes(reading_of(text, title=True), SPEECH)] == [1]


def test_both_leaders_speak() -> None:
    text = "Rafi Daruna bertemu Odran Keely.\nKedua pemimpin mengatakan jembatan itu akan dibangun."
    assert speakers(text, {"Rafi Daruna": "IDN", "Odran Keely": "IRL"}) == ["Rafi Daruna", "Odran Keely"]


def test_a_linked_name_is_shown_only_as_far_as_the_text_goes() -> None:
    text = "Rafi mengatakan jembatan itu aman."
    span = Span(0, 4)
    mention = Mention(span, 0, "PER", "Rafi Daruna", ("IDN",), "name", span)
    bare = reading_of(text)
    reading = Reading(bare.article, bare.sentences, (), (mention,))
    assert [(q.speaker, q.code) for q in quotes(reading, SPEECH)] == [("Rafi", "IDN")]


PIECES = st.sampled_from(
    ['"', "“", "”", "‘", "’", "'", " ", ", ", ". ", "\n", "; ", ": ", "-", "(", ")", "kata", "katanya", "mengatakan",
     "bahwa", "said", "menurut", "Rafi", "Daruna", "dia", "yang", "dan", "kedua pemimpin", "disebut", "oleh", "AS",
     "kapal", "Menteri", "tidak", "itu", "sebagai", "demikian", "pernyataan", "\u0130", "é", "12", "…"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=120))
def test_any_text_gives_sound_quotes(text: str) -> None:
    reading = reading_of(text, {"Rafi Daruna": "IDN"})
    found = quotes(reading, SPEECH)
    assert len({(q.sentence, q.speaker.casefold()) for q in found}) == len(found)
    for quote in found:
        for span in filter(None, (quote.span, quote.cue, quote.speaker_span)):
            assert 0 <= span.start < span.end <= len(text)
        assert quote.speaker.strip()
    assert found == quotes(reading, SPEECH)


@pytest.mark.parametrize("broken", ["[kata]", "inverted: {id: [kata]}", "no"])
def test_a_speech_file_with_missing_lists_is_refused(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "speech.yaml"
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(UsageRefused, match=r"speech\.yaml"):
        load_speech(path)


def test_an_entry_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "speech.yaml"
    path.write_text(SPEECH_FILE.read_text(encoding="utf-8").replace("[kata,", "[12,", 1), encoding="utf-8")
    with pytest.raises(UsageRefused, match="no text"):
        load_speech(path)


def surname(name: str) -> str:
    return (re.sub(r"\W+", " ", name).casefold().split() or [""])[-1]


def test_corpus_floor() -> None:
    if not CORPUS.is_dir():
        pytest.skip("the training corpus is not beside the repository (../shared/corpus)")
    hit = missed = extra = 0
    for path in sorted(CORPUS.glob("a[1-9].jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            passage = json.loads(line)
            if passage["genre"] == "headline":
                continue
            gold = Counter(surname(re.sub(r"§\d", "", q["speaker"])) for q in passage["quotes"] if q["span"])
            found = quotes(reading_of(passage["text"]), SPEECH)
            own = Counter(surname(speaker) for speaker, _ in {(q.speaker, q.cue or q.span) for q in found})
            both = sum((gold & own).values())
            hit, missed, extra = hit + both, missed + gold.total() - both, extra + own.total() - both
    assert 2 * hit / (2 * hit + missed + extra) >= CORPUS_FLOOR
