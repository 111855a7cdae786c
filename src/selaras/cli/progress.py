"""How far long work is: on stderr, and only where a person watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Tick = Callable[[int, str], None]


@contextmanager
def progress(label: str, total: int | None, watched: bool = True) -> Iterator[Tick]:
    """Show count, rate and, where the total is known, the time to go; give a function to call with
    the count so far and a few words."""
    if not (watched and sys.stderr.isatty()):
        yield lambda count, words: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        SpinnerColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.0f}/s" if task.speed else "", style="dim")

    end = (BarColumn(bar_width=20), MofNCompleteColumn()) if total else (TextColumn("{task.completed}"),)
    time = TimeRemainingColumn() if total else TimeElapsedColumn()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), *end, Rate(), time)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda count, words: bar.update(task, completed=count, description=f"{label} {words}".strip())
