"""What Selaras knows about the world and about words, read from the data files in this folder."""

from selaras.knowledge.load import Knowledge, load
from selaras.knowledge.records import Actor, Membership, Name, Office, Person, Place, Roles

__all__ = ["Actor", "Knowledge", "Membership", "Name", "Office", "Person", "Place", "Roles", "load"]
