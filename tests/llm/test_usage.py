"""What asking has cost, in numbers and in one line."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from selaras.llm import LlmOptions, Usage, usage
from selaras.llm.client import FIRST_WAIT, LONGEST_WAIT, retry_after, wait_before
from selaras.llm.usage import tally


def test_threads_lose_no_count():
    options = LlmOptions(model="counted", price_in=2.0, price_out=4.0)
    with ThreadPoolExecutor(8) as pool:
        for _ in range(400):
            pool.submit(tally(options).count, "tokens_in", 5_000)
            pool.submit(tally(options).refuse, ["no such type"])
    assert usage(options) == Usage(tokens_in=2_000_000, money=4.0, refused={"no such type": 400})
    assert usage(LlmOptions(model="other")) == Usage()


def test_told_in_one_line():
    used = Usage(12, 2, 1, 5, 1, 34_000, 2_100, 0.5, {"no such type": 1, "actor not in its sentence": 3})
    assert used.told() == (
        "llm: 12 requests (2 after a failure, 1 to repair an answer); 5 answers from the cache; 34,000 tokens in, "
        "2,100 out; cost 0.5000; 1 part given up; refused: 3 (actor not in its sentence), 1 (no such type)"
    )
    assert Usage().told() == "llm: 0 requests; 0 answers from the cache; 0 tokens in, 0 out"


HEADERS = [(None, None), ("", None), ("12", 12.0), ("soon", None), ("-3", None), ("٣", None),
           ("Mon, 01 Jan 2001 00:00:00 GMT", 0.0), ("Mon, 01 Jan 2001 00:00:00", 0.0)]  # fmt: skip


@pytest.mark.parametrize(("header", "seconds"), HEADERS)
def test_retry_after(header, seconds):
    assert retry_after(header) == seconds


def test_waits_grow_and_are_bounded():
    for attempt in range(1, 21):
        longest = min(FIRST_WAIT * 2 ** (attempt - 1), LONGEST_WAIT)
        assert longest / 2 <= wait_before(attempt, None) <= longest
    assert wait_before(1, 1e9) == LONGEST_WAIT
    assert wait_before(9, 0.0) == 0.0
