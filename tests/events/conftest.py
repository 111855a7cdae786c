"""A text in, its reading with the rules' reports out."""

from collections.abc import Callable

import pytest

from selaras.actors import link
from selaras.events.code import code_rules
from selaras.knowledge import Knowledge
from selaras.model import Reading


@pytest.fixture(scope="session")
def coded(knowledge: Knowledge, told: Callable[..., Reading]) -> Callable[..., Reading]:
    """Code a text by the rules; the parameters are those of `told`."""

    def run(*text: object, **given: object) -> Reading:
        (reading,) = code_rules(link([told(*text, **given)], knowledge), knowledge)
        assert isinstance(reading, Reading)
        return reading

    return run
