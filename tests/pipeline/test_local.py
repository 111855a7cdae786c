"""The local engine: order, crashes, pools."""

import pytest

from selaras.llm import LlmOptions
from selaras.model import Reading, Skipped, UsageRefused
from selaras.pipeline import Settings, Stage
from selaras.pipeline.local import outcomes, pages, run
from selaras.pipeline.order import apply

WORDS = ("one", "short", "clean-crash", "two", "event-crash", "en-three", "nothing", "four")


def names(results):
    """Return what came of each: the article's name, or the stage that left it out."""
    return [item.article.name if isinstance(item, Reading) else f"({item.stage})" for item in results]


def test_one_bad_article_costs_itself_alone():
    import fake_stages as fake

    results = []
    for item in outcomes((fake.page(word, word) for word in WORDS), Settings(), fake.STAGES):
        assert not isinstance(item, Skipped)
        results += item[1]
    assert names(results) == ["one", "(clean)", "(clean)", "two", "(events)", "en-three", "(clean)", "four"]
    crash = results[2]
    assert crash == Skipped("clean", "clean-crash", "the stage clean failed on it (ValueError: no headline)", True)
    assert results[4].reason == "the stage events failed on it (ZeroDivisionError)"
    assert not results[1].refused
    assert results[6].reason == "there is no article in it"


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_cannot_be_done_at_all_ends_the_run(jobs):
    import fake_stages as fake

    with pytest.raises(UsageRefused, match="no such model"):
        list(outcomes((fake.page(word, word) for word in ("one", "usage")), Settings(jobs=jobs), fake.STAGES))


def test_a_stage_gets_the_setting_that_it_names(knowledge):
    stage = Stage("llm", "Reading", "Reading", "", "fake_stages:told_options", informed=True, options="llm")
    chosen = Settings(llm=LlmOptions(model="a"))
    assert list(apply(stage, iter(["x"]), knowledge, chosen)) == [("x", knowledge, chosen.llm)]


def test_other_languages_are_passed_over_before_they_are_coded():
    import fake_stages as fake

    found = iter([fake.page("en-event", "a"), fake.page("dua", "b")])
    results = [item[1][0] for item in outcomes(found, Settings(languages=("id",)), fake.STAGES)]
    assert names(results) == ["(sentences)", "dua"]
    assert results[0].reason == "its language is en, not id"


def test_a_crash_of_the_reader_costs_that_input_alone(tmp_path):
    import fake_stages as fake

    path = tmp_path / "words.txt"
    path.write_text("one two")
    found = list(pages([str(path), "crash", "missing", str(path)], Settings(), fake.READ))
    assert [getattr(item, "name", None) or item.reason for item in found] == [
        "one", "two", "the stage read failed on it (RuntimeError: the reader broke)", "there is no such file",
        "one", "two",
    ]  # fmt: skip
    assert found[2].address == "crash"


def test_a_pool_gives_the_same_in_the_same_order_and_survives_a_death():
    import fake_stages as fake

    words = [f"w{i}" for i in range(20)] + ["kill", "short", "last"]

    def found():
        for word in words:
            yield fake.page(word, word)
            if word == "w3":
                yield Skipped("read", "gone", "there is no such file", refused=True)

    results = []
    for item in outcomes(found(), Settings(jobs=2), fake.STAGES):
        results += [item] if isinstance(item, Skipped) else item[1]
    shown = names(results)
    assert shown == [*(f"w{i}" for i in range(4)), "(read)", *(f"w{i}" for i in range(4, 20)), "(clean)", "(clean)",
                     "last"]  # fmt: skip
    assert results[21].reason == "it killed the process that read it"


def test_small_inputs_start_no_process(monkeypatch, tmp_path):
    import fake_stages as fake

    monkeypatch.setattr("selaras.pipeline.local._Pool", None)
    path = tmp_path / "words.txt"
    path.write_text("one two")
    found = pages([str(path)], Settings(jobs=0), fake.READ)
    assert len(list(outcomes(found, Settings(jobs=0), fake.STAGES))) == 2


def test_run_streams():
    """The first result is there before the input has ended."""
    import fake_stages as fake

    def endless():
        number = 0
        while True:
            yield fake.page(f"w{number}")
            number += 1

    assert next(outcomes(endless(), Settings(), fake.STAGES))[1][0].article.name == "w0"
    assert list(run([], Settings(), fake.STAGES)) == []
