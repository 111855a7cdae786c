"""The labels of the network are those of the ontology, each once."""

import pytest

from selaras.knowledge.plover import plover
from selaras.tagger import labels


@pytest.mark.parametrize("name", ["ENTITIES", "TYPES", "ROLES", "MODES", "AUX"])
def test_no_label_stands_twice(name):
    found = getattr(labels, name)
    assert len(set(found)) == len(found)


def test_types_are_the_ontologys_and_quotations():
    assert set(labels.TYPES) == {*plover().types, labels.QUOTE}
    assert labels.QUOTE not in plover().types


def test_modes_are_all_of_the_ontologys():
    assert set(labels.MODES) == {mode for kind in plover().types.values() for mode in kind.modes}


def test_aux_are_the_ontologys():
    assert set(labels.AUX) == set(plover().aux)
