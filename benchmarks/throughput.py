"""How fast Selaras is on one core, and how much memory it takes: `make bench`.

Writes a pile of made-up articles (see pile.py) into a temporary folder, then runs over it, each in a
process of its own that is bound to one core: `selaras code`, the same with the rules alone, `selaras read`, and
the stages one by one.
Every run begins with the start of Python and ends with the last byte written. Rates are by seconds of
the processor, so that other work on the machine changes them little; seconds of the clock are given too.
Prints a Markdown table and writes the figures as JSON, without anything that names the machine.

usage: throughput.py [--articles N] [--repeat N] [--seed N] [--out FILE]
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).resolve().parent
ARTICLES, SEED = 200, 20220915
CODE, RULES, READ, STAGES = "code", "code --coder rules", "read", "stages"  # what a child process may be asked to do
KILOBYTE = 1 if sys.platform == "darwin" else 1024  # the unit of ru_maxrss in bytes
MEGABYTE = 1_000_000
FIND, WRITE = "read", "write JSON"  # what is timed besides the stages of pipeline/order.py

Figures = dict[str, Any]


def main() -> None:
    """Measure, print, write."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--articles", type=int, default=ARTICLES, help=f"size of the pile, default {ARTICLES}")
    asked.add_argument("--repeat", type=int, default=1, help="times each run is made; the median counts")
    asked.add_argument("--seed", type=int, default=SEED)
    asked.add_argument("--out", type=Path, default=HERE / "results.json", help="where the figures go")
    asked.add_argument("--child", nargs=2, metavar=("JOB", "FOLDER"), help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.child:
        _child(given.child[0], Path(given.child[1]))
        return
    if given.articles < 1 or given.repeat < 1:
        asked.error("--articles and --repeat must be at least 1")
    figures = measure(given.articles, given.repeat, given.seed)
    given.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(table(figures))


def measure(articles: int, repeat: int, seed: int) -> Figures:
    """Return all figures: medians over `repeat` runs on a pile of so many articles."""
    with tempfile.TemporaryDirectory() as folder:
        pile = Path(folder, "pile")
        pile.mkdir()
        size = _pile(pile, articles, seed)
        runs = {job: [_run(job, pile, Path(folder)) for _ in range(repeat)] for job in (CODE, RULES, READ, STAGES)}
    lost = articles - runs[STAGES][0]["read"]
    if lost:
        raise SystemExit(f"throughput: {lost} of {articles} articles were not read; try: selaras code")
    whole = {job: _whole(runs[job], articles, size) for job in (CODE, RULES, READ)}
    stages = _stages([run["stages"] for run in runs[STAGES]], articles)
    return {
        "python": platform.python_version(),
        "selaras": runs[STAGES][0]["selaras"],
        "knowledge": runs[STAGES][0]["knowledge"],
        "articles": articles,
        "megabytes": round(size / MEGABYTE, 3),
        "words": runs[STAGES][0]["words"],
        "events": runs[STAGES][0]["events"],
        "quotes": runs[STAGES][0]["quotes"],
        "seed": seed,
        "repeat": repeat,
        **whole,
        "start_seconds": round(median(run["start"] for run in runs[STAGES]), 3),
        "stages": stages,
        "read_to_code": round(whole[READ]["seconds"] / whole[CODE]["seconds"], 3),
    }


def _pile(folder: Path, articles: int, seed: int) -> int:
    """Write the pile in a process of its own, so that this one stays small: its memory would count."""
    call = f"import pile, pathlib; print(pile.write_pile(pathlib.Path({str(folder)!r}), {articles}, {seed}))"
    done = subprocess.run([sys.executable, "-c", call], cwd=HERE, check=True, capture_output=True, text=True)
    return int(done.stdout)


def _run(job: str, pile: Path, folder: Path) -> Figures:
    """Run one job; return its seconds (processor and clock), peak memory in bytes, and what it said."""
    said = Path(folder, "said.json")
    for old in (said, *folder.glob("bench.db*")):
        old.unlink(missing_ok=True)
    begun = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, str(Path(__file__).resolve()), "--child", job, str(pile)],
        cwd=folder,
        stdout=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    clock = time.perf_counter() - begun
    if child.returncode != 0:
        raise SystemExit(f"throughput: the job {job} ended with {child.returncode}")
    found: Figures = json.loads(said.read_text(encoding="utf-8")) if said.exists() else {}
    archive = Path(folder, "bench.db")
    stored = archive.stat().st_size if archive.exists() else None
    seconds = usage.ru_utime + usage.ru_stime
    return {"seconds": seconds, "clock": clock, "memory": usage.ru_maxrss * KILOBYTE, "archive": stored, **found}


def _whole(runs: list[Figures], articles: int, size: int) -> Figures:
    seconds = median(run["seconds"] for run in runs)
    figures: Figures = {
        "seconds": round(seconds, 2),
        "clock_seconds": round(median(run["clock"] for run in runs), 2),
        "articles_per_second": round(articles / seconds, 1),
        "megabytes_per_second": round(size / MEGABYTE / seconds, 3),
        "ms_per_article": round(1000 * seconds / articles, 2),
        "peak_megabytes": round(median(run["memory"] for run in runs) / MEGABYTE, 1),
    }
    if runs[0]["archive"]:
        figures["archive_megabytes"] = round(runs[0]["archive"] / MEGABYTE, 2)
    return figures


def _stages(runs: list[dict[str, float]], articles: int) -> dict[str, Figures]:
    total = median(sum(run.values()) for run in runs)
    seconds = {name: median(run[name] for run in runs) for name in runs[0]}
    return {
        name: {"ms_per_article": round(1000 * each / articles, 3), "share": round(each / total, 3)}
        for name, each in seconds.items()
    }


def table(figures: Figures) -> str:
    """Return the figures as Markdown."""
    runs = "one run" if figures["repeat"] == 1 else f"median of {figures['repeat']} runs"
    lines = [
        f"{figures['articles']:,} articles, {figures['words']:,} words, {figures['megabytes']:.1f} MB, one core, "
        f"Python {figures['python']}, {runs}:",
        "",
        "| command | articles/s | MB/s | ms per article | peak memory |",
        "|---|---:|---:|---:|---:|",
    ]
    for job in (CODE, RULES, READ):
        run = figures[job]
        lines.append(
            f"| `selaras {job}` | {run['articles_per_second']:.0f} | {run['megabytes_per_second']:.2f} "
            f"| {run['ms_per_article']:.1f} | {run['peak_megabytes']:.0f} MB |"
        )
    lines += ["", "| stage | ms per article | share |", "|---|---:|---:|"]
    for name, each in figures["stages"].items():
        lines.append(f"| {name} | {each['ms_per_article']:.2f} | {100 * each['share']:.0f} % |")
    lines += [
        "",
        f"Starting takes {figures['start_seconds']:.1f} s (counted in the first table). "
        f"`read` takes {figures['read_to_code']:.2f} times as long as `code`.",
    ]
    return "\n".join(lines)


# -- in the child


def _child(job: str, pile: Path) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if job == STAGES:
        Path("said.json").write_text(json.dumps(time_stages(pile)), encoding="utf-8")
        return
    options = ["--archive", "bench.db"] if job == READ else ["--jsonl"]
    sys.argv = ["selaras", *job.split(), str(pile), "--jobs", "1", *options]
    from selaras.cli import main as selaras

    selaras()


def time_stages(folder: Path) -> Figures:
    """Take the pages of a folder through the stages; return the seconds that each took, and counts."""
    begun = time.process_time()
    from selaras import __version__
    from selaras.export import record
    from selaras.knowledge import load
    from selaras.model import Reading, Skipped
    from selaras.pipeline import ORDER, Settings
    from selaras.pipeline.local import pages
    from selaras.pipeline.order import apply

    knowledge = load(None)
    for stage in ORDER:
        stage.function()
    started = time.process_time() - begun
    seconds: dict[str, float] = defaultdict(float)
    counts = dict.fromkeys(("read", "words", "events", "quotes"), 0)
    for page in _timed(pages([str(folder)], Settings()), seconds):
        records: list[Any] = [page]
        for stage in ORDER:
            at = time.process_time()
            records = [made for made in apply(stage, iter(records), knowledge) if not isinstance(made, Skipped)]
            seconds[stage.name] += time.process_time() - at
        at = time.process_time()
        for reading in records:
            json.dumps(record(reading), ensure_ascii=False)
        seconds[WRITE] += time.process_time() - at
        for reading in records:
            assert isinstance(reading, Reading)
            counts["read"] += 1
            counts["words"] += len(reading.article.text.split())
            counts["events"] += sum(report.repeats is None for report in reading.reports)
            counts["quotes"] += len(reading.quotes)
    order = [FIND, *(stage.name for stage in ORDER), WRITE]
    return {
        "start": started,
        "stages": {name: seconds[name] for name in order},
        "selaras": __version__,
        "knowledge": knowledge.digest,
        **counts,
    }


def _timed(items: Iterator[Any], seconds: dict[str, float]) -> Iterator[Any]:
    """Yield items; add what it takes to get them to seconds[FIND]."""
    while True:
        at = time.process_time()
        item = next(items, None)
        seconds[FIND] += time.process_time() - at
        if item is None:
            return
        yield item


if __name__ == "__main__":
    main()
