"""Settings are checked when they are made, and say what is wrong."""

import json

import pytest

from selaras.model import UsageRefused
from selaras.pipeline import ORDER, READ, Settings


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"jobs": -1}, "jobs must be between"),
        ({"jobs": 1000}, "jobs must be between"),
        ({"languages": ("Indonesian",)}, "is no language code"),
        ({"coder": "magic"}, "there is no coder 'magic'; there are both, tagger, rules, llm"),
    ],
)
def test_nonsense_is_refused(values, said):
    with pytest.raises(UsageRefused, match=said):
        Settings(**values)


def test_a_missing_actor_file_is_refused(tmp_path):
    with pytest.raises(UsageRefused, match="no such actor file"):
        Settings(actors=tmp_path / "mine.yaml")


def test_a_file_of_settings(tmp_path):
    (tmp_path / "mine.yaml").write_text("states: {}")
    path = tmp_path / "s.toml"
    path.write_text(
        'jobs = 3\nlanguages = ["id"]\nactors = "mine.yaml"\n[reading]\ntimeout = 5\nfields = {text = "isi"}\n'
    )
    chosen = Settings.from_toml(path, jobs=2)
    assert (chosen.jobs, chosen.languages, chosen.actors) == (2, ("id",), tmp_path / "mine.yaml")
    assert (chosen.reading.timeout, chosen.reading.fields) == (5, {"text": "isi"})
    assert json.loads(json.dumps(chosen.as_json()))["reading"]["timeout"] == 5


def test_a_file_names_the_language_model(tmp_path):
    path = tmp_path / "s.toml"
    path.write_text('coder = "llm"\n[llm]\nmodel = "m"\ncache = "answers.sqlite"\nprice_in = 2\n')
    chosen = Settings.from_toml(path)
    assert (chosen.coder, chosen.llm.model, chosen.llm.price_in) == ("llm", "m", 2)
    assert chosen.llm.cache == str(tmp_path / "answers.sqlite")
    assert json.loads(json.dumps(chosen.as_json()))["llm"]["model"] == "m"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("jobs = 'two'", "jobs must be a int"),
        ("jobs = true", "jobs must be a int"),
        ("jbos = 2", "jbos is no setting; there are reading, jobs"),
        ("[reading]\nmax_bites = 2", "max_bites is no setting"),
        ("reading = 2", "reading must be a dict"),
        ("coder = 'magic'", "there is no coder 'magic'"),
        ("[llm]\nurl = 'ftp://x'", "llm url must begin with http"),
        ("[llm]\nkey = 'x'", "key is no setting"),
        ("llm = 2", "llm must be a dict"),
        ("jobs = ", "is no TOML"),
        ("languages = 'id'", "languages must be a list"),
    ],
)
def test_a_bad_file_is_refused_by_name(tmp_path, text, said):
    path = tmp_path / "s.toml"
    path.write_text(text)
    with pytest.raises(UsageRefused, match=rf"s\.toml: .*{said}"):
        Settings.from_toml(path)


def test_stages_fit_together():
    made = READ.makes
    for stage in ORDER:
        assert stage.takes == made
        assert stage.does
        made = stage.makes
    assert made == "Reading"
