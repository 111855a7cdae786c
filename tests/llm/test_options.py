"""Options: checked when they are made; they never hold or show a key."""

import pickle
from pathlib import Path

import pytest

from selaras.llm import LlmOptions
from selaras.model import UsageRefused

BAD = [
    ({"url": "ftp://host/v1"}, "http://"),
    ({"url": "host:11434"}, "http://"),
    ({"url": "http:///v1"}, "names? a host"),
    ({"url": "http://[::1"}, "no usable address"),
    ({"url": "http://host:99999/"}, "no usable address"),
    ({"url": "https://me:hunter22@host/v1"}, "without name, password or query"),
    ({"url": "https://host/v1?key=hunter22"}, "without name, password or query"),
    ({"key_variable": "sk-hunter22"}, "never the key itself"),
    ({"timeout": 0}, "timeout"),
    ({"timeout": float("nan")}, "timeout"),
    ({"retries": -1}, "retries must be between 0 and 20, not -1"),
    ({"at_once": 0}, "at_once"),
    ({"most_tokens": 0}, "most_tokens"),
    ({"temperature": 2.5}, "temperature must be between 0 and 2, not 2.5"),
    ({"temperature": float("nan")}, "temperature"),
    ({"cache": ""}, "cache"),
    ({"price_in": -1.0}, "price_in"),
    ({"price_out": float("inf")}, "price_out"),
]


@pytest.mark.parametrize(("given", "said"), BAD, ids=lambda value: str(value)[:40])
def test_what_makes_no_sense_is_refused(given, said):
    with pytest.raises(UsageRefused, match=said) as caught:
        LlmOptions(**given)
    assert "hunter22" not in str(caught.value)


def test_defaults_need_nothing_and_travel_between_processes():
    options = LlmOptions()
    assert pickle.loads(pickle.dumps(options)) == options
    assert hash(options) == hash(LlmOptions())
    assert options.endpoint == "http://127.0.0.1:11434/v1/chat/completions"
    assert LlmOptions(url="https://host/v1/").endpoint == "https://host/v1/chat/completions"
    assert options.cache_file.name == "llm.sqlite"
    assert options.cache_file.parent.name == "selaras"
    assert LlmOptions(cache="x.db").cache_file == Path("x.db")
