"""selaras classify: the type of event between two marked parties."""

from pathlib import Path
from typing import Annotated

import typer

from selaras.cli.choices import Json
from selaras.cli.ends import REFUSED, complain, ends_well
from selaras.cli.text import as_json, one_line
from selaras.model import UsageRefused


@ends_well
def classify(
    marked: Annotated[
        Path, typer.Option("--marked", metavar="FILE.tsv", help="Columns: id, sentence with <s>..</s> and <t>..</t>.")
    ],
    json_: Json = False,
) -> None:
    """Tell the type of what passes between two marked parties of each sentence: for published benchmarks.

    Prints id, type, and a column with the probability of each type, tab-separated.

    \b
    Example:
      selaras classify --marked pairs.tsv > types.tsv

    Exit codes: 0 all read, 2 wrong usage, 3 some lines were refused (one sentence each on stderr).
    """
    from selaras.knowledge.plover import plover
    from selaras.tagger import load_network
    from selaras.tagger.classify import classify as types
    from selaras.tagger.classify import unmarked

    network = load_network()
    names = tuple(plover().types)
    rows = _rows(marked)
    refused = 0
    if not json_:
        print("id", "type", *names, sep="\t")
    for number, name, sentence in rows:
        try:
            found = types(unmarked(sentence), network)
        except ValueError as error:
            complain(f"refused: {marked} line {number}: {error}")
            refused += 1
            continue
        best = next(iter(found))
        if json_:
            print(as_json({"id": name, "type": best, "probabilities": {n: round(found[n], 4) for n in names}}))
        else:
            print(one_line(name), best, *(f"{found[n]:.4f}" for n in names), sep="\t")
    if refused:
        raise typer.Exit(REFUSED)


def _rows(path: Path) -> list[tuple[int, str, str]]:
    """Return (line, id, sentence). A first line whose first cell is "id" is a heading; a short line has no sentence."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageRefused(f"{path}: cannot be read ({error})") from error
    rows = []
    for number, line in enumerate(lines, 1):
        name, _, sentence = line.rstrip("\r").partition("\t")
        if line.strip() and (number, name) != (1, "id"):
            rows.append((number, name, sentence.partition("\t")[0]))
    return rows
