"""The stage as a whole, against a chat endpoint that runs in a process of its own."""

import json
import socket
import sqlite3
from dataclasses import replace

import pytest

from selaras.knowledge.plover import plover
from selaras.llm import LlmOptions, usage
from selaras.llm.client import LONGEST_WAIT, MOST_BYTES
from selaras.llm.prompt import SENTENCES
from selaras.llm.propose import propose
from selaras.model import Reading, Skipped, UsageRefused

INDONESIAN = "Presiden Kenya bertemu Raja Norwegia di Oslo pada Senin.\n\nIa mengecam Peru."
ENGLISH = "Kenya's army shelled a camp in Nepal on Monday.\n\nNepal has not expelled its envoy, Reuters reported."
PLAIN = "Kenya mengecam Peru."
ACCUSE = {"trigger": "mengecam", "event": "ACCUSE", "mode": "disapprove", "actors": ["Kenya"], "recipients": ["Peru"]}


def told(reading):
    """Return each proposal as (sentence, event, mode, trigger, {role: words})."""
    text = reading.article.text
    found = []
    for each in reading.proposals:
        roles = {}
        for argument in each.arguments:
            roles.setdefault(argument.role, []).append(text[argument.span.start : argument.span.end])
        trigger = text[each.trigger.start : each.trigger.end]
        found.append((each.sentence, each.event, each.mode, trigger, roles))
    return found


def only(results):
    """Return the one reading, to which nothing was added."""
    (reading,) = results
    assert isinstance(reading, Reading)
    return reading


# -- good answers


def test_indonesian_answer_becomes_spans_of_the_article(endpoint, options, article, proposed, says):
    answer = says(
        {"sentence": 1, "trigger": "mengecam", "event": "ACCUSE", "mode": "disapprove", "actors": ["Ia"],
         "recipients": ["Peru"], "confidence": 0.8},
        {"trigger": "bertemu", "event": "CONSULT", "mode": "visit", "actors": ["Presiden  Kenya"],
         "recipients": ["Raja\nNorwegia"], "places": ["Oslo"], "times": ["Senin"], "confidence": 1.4},
    )  # fmt: skip
    endpoint.says({"content": answer})
    reading = only(proposed(article(INDONESIAN), options()))
    assert told(reading) == [
        (0, "CONSULT", "visit", "bertemu", {"actor": ["Presiden Kenya"], "recipient": ["Raja Norwegia"],
                                            "place": ["Oslo"], "time": ["Senin"]}),
        (1, "ACCUSE", "disapprove", "mengecam", {"actor": ["Ia"], "recipient": ["Peru"]}),
    ]  # fmt: skip
    first, second = reading.proposals
    assert (first.probability, second.probability) == (1.0, 0.8)
    assert second.types == (("ACCUSE", 0.8),)
    assert {argument.probability for argument in second.arguments} == {1.0}
    assert second.aux == tuple((name, 0.0) for name in plover().aux)


def test_english_answer_with_possessive_aux_and_source(endpoint, options, article, proposed, says):
    answer = says(
        {"trigger": "shelled", "event": "ASSAULT", "mode": "heavy-weapons", "actors": ["Kenya's army"],
         "places": ["Nepal"], "times": ["Monday"]},
        {"sentence": 1, "trigger": "expelled", "event": "SANCTION", "mode": "expel", "aux": ["negation"],
         "actors": ["Nepal"], "sources": ["Reuters"]},
    )  # fmt: skip
    endpoint.says({"content": f"<think>{{so}}</think>\n```json\n{answer}\n```"})
    reading = only(proposed(article(ENGLISH, lang="en"), options()))
    assert told(reading) == [
        (0, "ASSAULT", "heavy-weapons", "shelled", {"actor": ["Kenya's army"], "place": ["Nepal"], "time": ["Monday"]}),
        (1, "SANCTION", "expel", "expelled", {"actor": ["Nepal"], "source": ["Reuters"]}),
    ]
    assert dict(reading.proposals[1].aux) == {name: float(name == "negation") for name in plover().aux}


def test_what_is_sent(endpoint, options, article, proposed, says, key):
    endpoint.says({"content": says()})
    only(proposed(article(PLAIN), options(most_tokens=77)))
    (asked,) = endpoint.asked
    body = asked["body"]
    assert asked["path"] == "/v1/chat/completions"
    assert asked["headers"]["Authorization"] == f"Bearer {key}"
    assert (body["model"], body["temperature"], body["max_tokens"]) == ("m", 0.0, 77)
    assert body["response_format"]["json_schema"]["strict"] is True
    assert [message["role"] for message in body["messages"]] == ["system", *["user", "assistant"] * 2, "user"]
    last = body["messages"][-1]["content"]
    assert last == "<article>\nTitle: none\nPublished: 2024-05-15\n[0] Kenya mengecam Peru.\n</article>"


def test_a_server_without_keys_gets_none(endpoint, options, article, proposed, says, monkeypatch):
    monkeypatch.delenv("SELARAS_LLM_KEY", raising=False)
    endpoint.says({"content": says()})
    only(proposed(article(PLAIN), options()))
    assert "Authorization" not in endpoint.asked[0]["headers"]


def test_skipped_records_pass_and_nobody_named_is_not_asked_about(endpoint, options, article, knowledge):
    skipped = Skipped("clean", "x", "there is no article in it")
    nobody = replace(article(PLAIN), mentions=())
    assert list(propose([skipped, nobody], knowledge, options())) == [skipped, nobody]
    assert endpoint.asked == []


def test_words_that_are_not_in_the_sentence_are_refused_and_counted(endpoint, options, article, proposed, says):
    answer = says(
        {**ACCUSE, "recipients": ["Chile", "Peru"], "aux": ["maybe"], "mode": "visit"},
        {**ACCUSE, "trigger": "mengutuk"},
        {**ACCUSE, "event": "INVADE"},
        {**ACCUSE, "sentence": 7},
    )
    endpoint.says({"content": answer})
    chosen = options()
    reading = only(proposed(article(PLAIN), chosen))
    assert told(reading) == [(0, "ACCUSE", None, "mengecam", {"actor": ["Kenya"], "recipient": ["Peru"]})]
    assert usage(chosen).refused == {
        "recipient not in its sentence": 1,
        "mode not of the type": 1,
        "no such aux": 1,
        "trigger not in its sentence": 1,
        "no such type": 1,
        "no such sentence": 1,
    }


# -- bad answers


def test_an_answer_that_is_no_json_is_asked_for_once_more(endpoint, options, article, proposed, says):
    endpoint.says({"content": "I think Kenya criticised Peru."}, {"content": says(ACCUSE)})
    chosen = options()
    reading = only(proposed(article(PLAIN), chosen))
    assert len(reading.proposals) == 1
    again = endpoint.asked[1]["body"]["messages"][-2:]
    assert again[0] == {"role": "assistant", "content": "I think Kenya criticised Peru."}
    assert "could not be read" in again[1]["content"]
    assert (usage(chosen).repairs, usage(chosen).requests) == (1, 2)


@pytest.mark.parametrize("bad", ["no", '{"events": 3}', '{"events": [', "[" * 100_000 + "{}", "{}"])
def test_no_json_twice_gives_the_part_up(endpoint, options, article, proposed, bad):
    endpoint.says({"content": bad, "often": True})
    chosen = options()
    reading = article(PLAIN)
    kept, skipped = proposed(reading, chosen)
    assert kept == reading
    assert isinstance(skipped, Skipped)
    assert (skipped.stage, skipped.address, skipped.refused) == ("llm", "x.txt", True)
    assert skipped.reason.startswith("sentence 0: it is not JSON of the asked form")
    assert usage(chosen).given_up == 1
    assert len(endpoint.asked) == 2


CUT = {"content": '{"events": [{"sent', "finish": "length"}
UNUSABLE = [
    (CUT, "cut off at 4,096 tokens"),
    ({"content": ""}, "empty answer"),
    ({"status": 200, "body": "<html>"}, "no chat completion"),
    ({"status": 200, "body": '{"choices": []}'}, "empty answer"),
    ({"status": 400, "body": '{"error": {"message": "too\\nlong\\u001b[2J"}}', "often": True}, "400: too long [2J"),
    ({"status": 413, "body": '{"error": "too big"}'}, "413: too big"),
    ({"endless": 0}, f"larger than the limit of {MOST_BYTES:,} bytes"),
]


@pytest.mark.parametrize(("step", "reason"), UNUSABLE)
def test_answers_of_no_use_are_given_up_at_once(endpoint, options, article, proposed, waits, step, reason):
    endpoint.says(step)
    kept, skipped = proposed(article(PLAIN), options())
    assert isinstance(kept, Reading)
    assert reason in skipped.reason
    assert waits == []
    assert len(endpoint.asked) == (2 if step.get("often") else 1)


# -- servers that fail


def test_too_many_requests_waits_as_long_as_the_server_wants(endpoint, options, article, proposed, says, waits):
    endpoint.says(
        {"status": 429, "headers": {"Retry-After": "7"}},
        {"status": 429, "headers": {"Retry-After": "86400"}},
        {"status": 503, "headers": {"Retry-After": "Mon, 01 Jan 2001 00:00:00 GMT"}},
        {"drops": True},
        {"content": says(ACCUSE)},
    )
    chosen = options()
    assert len(only(proposed(article(PLAIN), chosen)).proposals) == 1
    assert waits[:3] == [7.0, LONGEST_WAIT, 0.0]
    assert 4.0 <= waits[3] <= 8.0
    assert (usage(chosen).requests, usage(chosen).retries) == (5, 4)


def test_a_failing_server_is_asked_again_until_the_retries_are_used_up(endpoint, options, article, proposed, waits):
    endpoint.says({"status": 500, "body": "boom", "often": True})
    reading = article(PLAIN)
    kept, skipped = proposed(reading, options(retries=3))
    assert kept == reading
    assert skipped.reason == "sentence 0: the server answered 500: boom (asked 4 times)"
    assert len(endpoint.asked) == 4
    assert all(low <= wait <= 2 * low for wait, low in zip(waits, (0.5, 1.0, 2.0), strict=True))


@pytest.mark.parametrize("slow", [{"content": "{}", "hangs": 1}, {"endless": 0.05}], ids=["hangs", "drips"])
def test_a_slow_server_is_given_up_within_the_timeout(endpoint, options, article, proposed, slow):
    endpoint.says(slow)
    _, skipped = proposed(article(PLAIN), options(timeout=0.2, retries=0))
    assert skipped.reason == "sentence 0: the server did not answer within 0.2 seconds"


def test_a_run_does_not_go_on_with_a_server_that_only_fails(endpoint, options, article, knowledge, waits):
    endpoint.says({"status": 500, "often": True})
    stage = propose([article(PLAIN)] * 20, knowledge, options(retries=0), pause=waits.append)
    seen = []
    with pytest.raises(UsageRefused, match="10 requests in a row have failed; the server answered 500"):
        seen.extend(stage)
    assert sum(isinstance(item, Skipped) for item in seen) == 9


def test_nothing_answers_at_the_url(options, article, proposed, waits):
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    with pytest.raises(UsageRefused, match=f"http://127.0.0.1:{port}/v1: the server cannot be reached.*is it running"):
        proposed(article(PLAIN), options(url=f"http://127.0.0.1:{port}/v1"))
    assert len(waits) == 4


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_ends_the_run_and_is_not_shown(endpoint, options, article, proposed, key, status):
    endpoint.says({"status": status, "body": json.dumps({"error": {"message": f"Incorrect API key: {key}"}})})
    with pytest.raises(UsageRefused, match="SELARAS_LLM_KEY") as caught:
        proposed(article(PLAIN), options())
    assert key not in str(caught.value)
    assert str(status) in str(caught.value)


def test_an_unknown_model_and_a_redirect_end_the_run(endpoint, options, article, proposed):
    endpoint.says({"status": 404, "body": '{"error": {"message": "model not found, pull it first"}}'})
    with pytest.raises(UsageRefused, match=r"404: model not found, pull it first; there is no such llm model \(m\)"):
        proposed(article(PLAIN), options())
    endpoint.says({"status": 307, "headers": {"Location": "http://127.0.0.1:9/"}})
    with pytest.raises(UsageRefused, match="redirect, which is not followed"):
        proposed(article(PLAIN), options())
    assert len(endpoint.asked) == 1


def test_the_key_appears_nowhere(endpoint, options, article, proposed, says, key, tmp_path):
    chosen = options(retries=0)
    for status in (400, 413, 500):
        endpoint.says({"status": status, "body": "x" * 190 + key, "often": True})
        _, skipped = proposed(article(PLAIN), chosen)
        assert key[:8] not in skipped.reason
    endpoint.says({"content": says({**ACCUSE, "recipients": [key]})})
    only(proposed(article(PLAIN), chosen))
    files = list(tmp_path.iterdir())
    assert files
    assert all(key.encode() not in path.read_bytes() for path in files)
    assert key not in usage(chosen).told() + repr(chosen)


def test_a_key_that_cannot_be_sent_is_not_shown(options, article, proposed, monkeypatch):
    monkeypatch.setenv("SELARAS_LLM_KEY", "sk-first\nsk-second")
    with pytest.raises(UsageRefused, match="SELARAS_LLM_KEY has characters that cannot be sent") as caught:
        proposed(article(PLAIN), options())
    assert "sk-" not in str(caught.value)


# -- forms, cache, parts


def test_a_server_without_schemas_is_asked_for_plain_json(endpoint, options, article, knowledge, says):
    refusal = {"form": "json_schema", "status": 400, "body": '{"error": "response_format"}', "often": True}
    endpoint.says(refusal, {"form": "json_object", "content": says(ACCUSE), "often": True})
    readings = [article(PLAIN), article("Kenya mengecam Peru lagi.")]
    results = list(propose(readings, knowledge, options()))
    assert [len(each.proposals) for each in results] == [1, 1]
    forms = [each["body"]["response_format"]["type"] for each in endpoint.asked]
    assert forms == ["json_schema", "json_object", "json_object"]


def test_the_second_run_asks_nothing(endpoint, options, article, knowledge, says, tmp_path):
    endpoint.says(
        {"form": "json_schema", "status": 400, "often": True},
        {"content": "what?", "usage": [70, 7]},
        {"content": says(ACCUSE), "usage": [90, 9]},
    )
    first = list(propose([article(PLAIN)], knowledge, options()))
    endpoint.says()
    anew = options(retries=1)  # other options make another client, as another process would
    assert list(propose([article(PLAIN)], knowledge, anew)) == first
    assert endpoint.asked == []
    assert (usage(anew).requests, usage(anew).cached, usage(anew).tokens_in) == (0, 1, 0)
    with sqlite3.connect(tmp_path / "llm.sqlite") as raw:
        rows = raw.execute("SELECT answer, tokens_in, tokens_out FROM selaras_llm_answers").fetchall()
    raw.close()
    assert rows == [(says(ACCUSE), 160, 16)]


@pytest.mark.parametrize("over", [{"model": "n"}, {"temperature": 0.5}, {"most_tokens": 5}])
def test_other_questions_are_not_answered_from_the_cache(endpoint, options, article, proposed, says, over):
    endpoint.says({"content": says(), "often": True})
    proposed(article(PLAIN), options())
    proposed(article(PLAIN), options(**over))
    assert len(endpoint.asked) == 2


def many(count):
    return "\n\n".join(f"Kenya mengecam Peru untuk ke-{number} kali." for number in range(count))


def test_sentences_are_split_over_requests(endpoint, options, article, proposed, says):
    count = 2 * SENTENCES + 5
    endpoint.says(
        *({"when": f"[{n}]", "content": says({**ACCUSE, "sentence": n}), "hangs": 0.02} for n in (3, 23, 44)),
        {"content": says()},
    )
    reading = only(proposed(article(many(count)), options(at_once=2)))
    assert [each.sentence for each in reading.proposals] == [3, 23, 44]
    sent = [each["body"]["messages"][-1]["content"] for each in endpoint.asked]
    assert sorted(text.count("\n[") for text in sent) == [5, SENTENCES, SENTENCES]


def test_what_other_parts_gave_is_kept(endpoint, options, article, proposed, says):
    endpoint.says({"when": "[0]", "content": says(ACCUSE)}, {"when": "[20]", "status": 500, "often": True})
    kept, skipped = proposed(article(many(SENTENCES + 5)), options(retries=0))
    assert len(kept.proposals) == 1
    assert skipped.reason == "sentences 20 to 24: the server answered 500"


@pytest.mark.parametrize(("at_once", "together"), [(1, {1}), (3, {2, 3})])
def test_requests_of_an_article_go_out_together(endpoint, options, article, proposed, says, at_once, together):
    endpoint.says({"content": says(), "hangs": 0.1, "often": True})
    only(proposed(article(many(4 * SENTENCES)), options(at_once=at_once)))
    assert len(endpoint.asked) == 4
    assert max(each["together"] for each in endpoint.asked) in together


def test_usage_and_money(endpoint, options, article, proposed, says):
    chosen = options(price_in=3.0, price_out=15.0)
    endpoint.says({"content": says(), "usage": [1_000_000, 200_000], "often": True})
    proposed(article(PLAIN), chosen)
    proposed(article(PLAIN), chosen)
    used = usage(chosen)
    assert (used.requests, used.cached, used.tokens_in, used.tokens_out) == (1, 1, 1_000_000, 200_000)
    assert used.money == pytest.approx(6.0)
    assert used.told() == "llm: 1 request; 1 answer from the cache; 1,000,000 tokens in, 200,000 out; cost 6.0000"


def test_no_model_is_refused_when_the_stage_starts(knowledge):
    stage = propose([], knowledge, LlmOptions())
    with pytest.raises(UsageRefused, match="needs the name of a model"):
        next(stage)
