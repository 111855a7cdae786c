"""Link the words of an article to actors and places, right at the date of the text, with the reason."""

from selaras.actors.find import Answer, find
from selaras.actors.link import link

__all__ = ["Answer", "find", "link"]
