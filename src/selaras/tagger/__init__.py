"""The trained model: words in, spans out."""

from selaras.tagger.network import Network, load_network
from selaras.tagger.tag import tag, tag_one

__all__ = ["Network", "load_network", "tag", "tag_one"]
