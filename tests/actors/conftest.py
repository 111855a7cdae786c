"""A text in, its reading with mentions out."""

from collections.abc import Callable

import pytest

from selaras.actors import link
from selaras.knowledge import Knowledge
from selaras.model import Reading


@pytest.fixture(scope="session")
def linked(knowledge: Knowledge, told: Callable[..., Reading]) -> Callable[..., Reading]:
    """Link a text; the parameters are those of `told`."""

    def run(*text: object, **given: object) -> Reading:
        (reading,) = link([told(*text, **given)], knowledge)
        assert isinstance(reading, Reading)
        return reading

    return run
