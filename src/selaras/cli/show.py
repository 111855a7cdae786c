"""How records look to a person. Plain words in a pipe, bold and colour on a terminal, 80 columns suffice.

Everything that came from a page passes through selaras.cli.text first, and goes to Rich as Text, so
that square brackets in it are never taken for markup.
"""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from selaras.archive import ArticleLine, FoundEvent, FoundQuote, Hit
from selaras.cli.text import CONTROL, clean, one_line
from selaras.knowledge.plover import plover
from selaras.model import Report, Span

QUAD_STYLE = {1: "green", 2: "bold green", 3: "yellow", 4: "bold red"}
INDENT = 4
QUOTE_MARKS = "“”\"'"


def console() -> Console:
    """Return a console on stdout that never takes a page's words for markup."""
    return Console(highlight=False, markup=False, emoji=False)


def indented(out: Console, text: Text, indent: int = INDENT, hanging: int = 0) -> None:
    """Print text, wrapped, behind an indent (further lines hang deeper) and without blanks at line ends."""
    for index, line in enumerate(text.wrap(out, max(20, out.width - indent - hanging))):
        line.rstrip()
        out.print(Text(" " * (indent + hanging * bool(index))) + line, soft_wrap=True)


def say(out: Console, words: str, style: str = "", indent: int = INDENT) -> None:
    """Print words of Selaras or of a page, made safe."""
    indented(out, Text(one_line(words), style=style), indent)


def parties(report: Report) -> str:
    """Return who did it to whom: "RUS → UKR", "CHN, RUS"."""
    actors = ", ".join(report.actors) or "?"
    return f"{actors} → {', '.join(report.recipients)}" if report.recipients else actors


def event(out: Console, found: FoundEvent, with_date: bool = True) -> None:
    """Print an event: what, who, when and where; below it the sentence it rests on, and whence."""
    report = found.report
    known = plover().types.get(report.event)
    head = Text(f"{report.time or 'undated':<10}  " if with_date else "")
    head.append(report.event, style=QUAD_STYLE.get(known.quad if known else 0, "bold"))
    head.append(f" {report.mode}" if report.mode else "")
    head.append(f"  {one_line(parties(report))}", style="bold")
    if report.place:
        head.append(f"  @ {one_line(report.place)}")
    if report.aux:
        head.append(f"  [{', '.join(report.aux)}]", style="italic")
    indented(out, head, 0, hanging=12 if with_date else INDENT)
    indented(out, evidence(found.sentence, found.span, report))
    origin = [one_line(found.article.name)]
    if report.sources:
        origin.append("says " + ", ".join(one_line(source.name) for source in report.sources))
    origin.append(f"confidence {report.confidence:.2f}")
    indented(out, Text(" · ".join(origin), style="dim"))


def evidence(sentence: str, span: Span, report: Report) -> Text:
    """Return the sentence with the trigger and the parties marked (on a terminal)."""
    # One character for one, so that the spans stay right.
    text = Text(CONTROL.sub(" ", sentence).translate({9: " ", 10: " "}))
    for style, marked in (
        ("bold", (*report.actor_spans, *report.recipient_spans)),
        ("bold underline", (report.trigger,)),
    ):
        for each in marked:
            start, end = max(each.start, span.start), min(each.end, span.end)
            if start < end:
                text.stylize(style, start - span.start, end - span.start)
    return text


def quote(out: Console, found: FoundQuote) -> None:
    """Print a quote: the words, who said them, through whom."""
    spoken = found.quote
    head = Text(one_line(spoken.speaker), style="bold")
    head.append(f" ({spoken.code})" if spoken.code else "", style="not bold")
    if spoken.medium:
        head.append(f" to {one_line(spoken.medium)}", style="not bold")
    words = one_line(found.words)
    indented(out, head, 0)
    if spoken.direct:
        words = "“" + words.strip(QUOTE_MARKS) + "”"
    indented(out, Text(words))
    indented(out, Text(f"{one_line(found.article.name)} · {day(found.article) or 'undated'}", style="dim"))


def article(out: Console, line: ArticleLine) -> None:
    """Print an article's line: when, what, and how much is in it."""
    head = Text(f"{day(line) or 'undated':<10}  {one_line(line.lang):<3} ")
    head.append(one_line(line.title or line.name), style="bold")
    indented(out, head, 0, hanging=16)
    parts = [one_line(line.name), number(line.events, "event"), number(line.quotes, "quote")]
    if line.wire:
        parts.append("credits " + ", ".join(map(one_line, line.wire)))
    if line.dropped:
        parts.append(number(line.dropped, "line") + " dropped")
    parts.extend(map(one_line, line.flags))
    indented(out, Text(" · ".join(parts), style="dim"))


def hit(out: Console, found: Hit) -> None:
    """Print an article that a search has found, with the place in its text."""
    article(out, found.article)
    text = Text()
    for index, part in enumerate(found.snippet):
        text.append(clean(part).replace("\n", " "), style="bold" if index % 2 else "")
    indented(out, text)


def table(out: Console, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a plain table: no lines, numbers to the right, long cells wrapped."""
    from rich.table import Table

    shown = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    cells = [[one_line(str(cell)) for cell in row] for row in rows]
    for index, name in enumerate(head):
        numeric = bool(cells) and all(row[index].replace(".", "").isdigit() for row in cells)
        shown.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in cells:
        shown.add_row(*map(Text, row))
    for line in out.render_lines(shown, pad=False):
        text = Text.assemble(*((part.text, part.style or "") for part in line))
        text.rstrip()
        out.print(text, soft_wrap=True)


def number(count: int, thing: str) -> str:
    """Return "1 event", "2 events"."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def day(line: ArticleLine) -> str | None:
    """Return the day of publication."""
    return line.published[:10] if line.published else None
