"""The network as it ships. Another model of the same shape may replace it: no test pins what it makes of hard cases."""

import pytest

from selaras.tagger.network import Network, load_network


@pytest.fixture(scope="session")
def network() -> Network:
    return load_network()
