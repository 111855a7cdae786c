"""Noun phrases around a cue: where the speaker's words begin and end in one sentence.

Invariants: pure functions over one Scene (the words of one sentence and what is known of them); a
phrase is a half-open range of word indices. Whom it stands for is decided in quote_speakers.py.
"""

from collections.abc import Sequence
from typing import NamedTuple

from selaras.events.quote_speech import Speech
from selaras.model import Word

LONGEST = 14  # words of a speaker's phrase; longer ones are clauses
LONGEST_NAME = 5  # words of a person's name
BREAKS = frozenset(",–—()[];:")  # marks between the parts of a clause
HARD = frozenset(";:")  # marks over which no subject reaches
RELATIVE = frozenset({"yang", "who", "which"})
BY = frozenset({"oleh", "by"})
JOINING = frozenset({"dan", "and", "serta"})
POINTING = frozenset({"ini", "itu", "tersebut"})
MANNER = frozenset({"secara", "dengan"})  # "secara tegas", "dengan cepat" before a verb
CLAUSES = frozenset({"sementara", "sedangkan", "namun", "tetapi", "tapi", "while", "but", "whereas"})
SETTING = frozenset({"dengan", "setelah", "saat", "ketika", "selain", "usai", "after", "when", "as"})
OWN_SIDE = frozenset({"pihaknya", "dirinya"})  # the speaker himself, in what he says
THEN = frozenset({"lalu", "kemudian", "lantas", "then"})
PARTICLES = frozenset({"bin", "binti", "al", "von", "van", "de", "da", "der", "den", "el", "dos"})


class Scene(NamedTuple):
    """The words of one sentence; `low` is "" for abbreviations, so that AS (the state) is not "as".

    `persons` and `others` are the word indices inside mentions of persons and of other actors.
    """

    ws: Sequence[Word]
    low: Sequence[str]
    persons: frozenset[int]
    others: frozenset[int]
    speech: Speech


class Phrase(NamedTuple):
    """Words [first, last) of a sentence; `carried`: the subject is the sentence's, not named here."""

    first: int
    last: int
    carried: bool = False


def capital(word: Word) -> bool:
    """Return whether the word begins with a capital letter."""
    return word.text[:1].isupper()


def phrase_after(scene: Scene, at: int, end: int) -> Phrase | None:
    """Return the speaker's phrase behind a cue that ends before word `at`; None if there is none."""
    low, speech = scene.low, scene.speech
    while at < end and (low[at] in BY or low[at] in speech.adverbs):
        at += 1
    if at < end and low[at] in speech.pronouns:
        return Phrase(at, at + 1)
    last = _extent(scene, at, min(end, at + LONGEST))
    if last == at or not speaks(scene, at, last):
        return None
    if last + 1 < end and scene.ws[last].text == "," and not named(scene, at, last):
        return _apposition(scene, last + 1, end) or Phrase(at, last)
    return Phrase(at, last)


def phrase_before(scene: Scene, verb: int, floor: int) -> Phrase | None:
    """Return the subject of the verb at word `verb`, looking left no farther than word `floor`.

    None where nothing was said (a negated, future or wished verb) or the subject cannot speak.
    """
    at = _skip_adverbs(scene, verb, floor)
    if at is None:
        return None
    if at == floor or _going_on(scene, at, verb):
        return Phrase(at, at, carried=True)
    before = scene.low[at - 1]
    if before in scene.speech.pronouns:
        return Phrase(at - 1, at)
    if before in RELATIVE:
        return _antecedent(scene, at - 1, floor)
    if before in scene.speech.conjunctions or before in OWN_SIDE:
        return Phrase(at, at, carried=True)
    found = _nearest_part(scene, at, floor)
    if found is None and scene.ws[at - 1].text in BREAKS:
        return sentence_subject(scene, at)
    return found


def _antecedent(scene: Scene, at: int, floor: int) -> Phrase | None:
    """The words before "yang": back to the last verb, preposition or mark."""
    low, speech = scene.low, scene.speech
    while at > floor and scene.ws[at - 1].text in BREAKS - HARD:
        at -= 1
    first = at
    while first > floor and _wordlike(scene.ws[first - 1]) and not _verb_like(low[first - 1], speech):
        word = low[first - 1]
        stops = word in speech.verbs or word in speech.prepositions or word in speech.conjunctions
        if stops and not _joins(scene, first - 1, floor, at):
            break
        first -= 1
    end = _extent(scene, first, min(at, first + LONGEST))
    return Phrase(first, end) if speaks(scene, first, end) else None


def _going_on(scene: Scene, at: int, verb: int) -> bool:
    """Whether the verb goes on with the subject before: ", saying ...", "lalu menyebut"."""
    if scene.ws[at - 1].text in BREAKS and scene.low[verb].endswith("ing"):
        return True
    return any(word in THEN for word in scene.low[at:verb]) and not _wordlike(scene.ws[at - 1])


def sentence_subject(scene: Scene, end: int, at: int = 0) -> Phrase | None:
    """Return the first phrase in words [at, end) that is no setting ("Pada Senin, ...")."""
    low, speech = scene.low, scene.speech
    while at < end:
        if low[at] in speech.pronouns:
            return Phrase(at, at + 1)
        if low[at] in speech.prepositions or low[at] in speech.dates:
            while at < end and scene.ws[at].text != ",":
                at += 1
            at += 1
        elif low[at] in speech.conjunctions or low[at] in speech.adverbs or not _wordlike(scene.ws[at]):
            at += 1
        else:
            last = _extent(scene, at, min(end, at + LONGEST))
            return Phrase(at, last) if speaks(scene, at, last) else None
    return None


def clause_start(scene: Scene, at: int) -> int:
    """Return where the main clause that holds word `at` begins: behind "sementara", "tetapi", ";"."""
    while at > 0 and scene.low[at - 1] not in CLAUSES and scene.ws[at - 1].text not in HARD:
        at -= 1
    return at


def speaks(scene: Scene, first: int, last: int) -> bool:
    """Return whether the words can name one who speaks: a person, a body, a people, a paper."""
    low, speech = scene.low, scene.speech
    if first >= last or low[first] in speech.dates:
        return False
    if low[first] in speech.things:
        return any(index in scene.persons for index in range(first, last)) and last - first > 1
    for index in range(first, last):
        if index in scene.persons or index in scene.others:
            return True
        if person_noun(low[index], speech) or low[index] in speech.papers:
            return True
        if capital(scene.ws[index]) and not _common(scene, index):
            return True
    return low[first] in speech.quantifiers and last - first > 1


def named(scene: Scene, first: int, last: int) -> bool:
    """Return whether a person's name is in the words."""
    if any(index in scene.persons for index in range(first, last)):
        return True
    return any(capital(scene.ws[index]) for index in name_words(scene, first, last))


def name_words(scene: Scene, first: int, last: int) -> range:
    """Return the word indices of what looks like a name at the end of a phrase, or an empty range."""
    end = last
    while end > first and scene.low[end - 1] in POINTING:
        end -= 1
    start = end
    while start > first and _in_name(scene, start - 1, end):
        start -= 1
    while start < end and not capital(scene.ws[start]):
        start += 1
    if start > first and all(len(w.text) > 1 and w.text.isupper() for w in scene.ws[start:end]):
        return range(end, end)  # "Penasihat UNRWA": a body's short name behind an office
    return range(start, end)


def _in_name(scene: Scene, index: int, end: int) -> bool:
    word, speech = scene.ws[index], scene.speech
    if index in scene.others:
        return False
    if word.text == "." or word.text == "-":
        return index + 1 < end or word.text == "."
    if not capital(word):
        return word.low in PARTICLES
    if index == 0 and (word.low in speech.quantifiers or word.low in speech.function):
        return False
    return not (word.low in speech.titles or person_noun(word.low, speech) or word.low in speech.dates)


def _wordlike(word: Word) -> bool:
    return word.text[:1].isalnum()


def _common(scene: Scene, index: int) -> bool:
    """A capital that names nobody: a date, or a function word that opens the sentence."""
    low, speech = scene.low[index], scene.speech
    if low in speech.dates or low in speech.things:
        return True
    if index > 0 or not low:
        return False
    return low in speech.conjunctions or low in speech.adverbs or low in speech.prepositions or low in speech.verbs


def _skip_adverbs(scene: Scene, verb: int, floor: int) -> int | None:
    """Step left over what stands between subject and verb; None if it says that nothing was said."""
    low, speech = scene.low, scene.speech
    at = verb
    while at > floor:
        word = low[at - 1]
        if word in speech.silent:
            return None
        if at - 2 >= floor and low[at - 2] in MANNER and not capital(scene.ws[at - 1]):
            at -= 2
        elif word in speech.adverbs or (word.endswith("ly") and not capital(scene.ws[at - 1])):
            at -= 1
        else:
            break
    return at


def _nearest_part(scene: Scene, at: int, floor: int) -> Phrase | None:
    """Go left over the parts between commas until one can be the subject; a name is better than an office."""
    titled: Phrase | None = None
    apart = scene.ws[at - 1].text in BREAKS
    while at > floor and scene.ws[at - 1].text not in HARD:
        if scene.ws[at - 1].text in BREAKS:
            at -= 1
            continue
        first = at
        while first > floor and scene.ws[first - 1].text not in BREAKS:
            first -= 1
        part, whole = _subject_in(scene, first, at)
        if titled is not None:
            loose = apart and not named(scene, titled.first, titled.last)
            joined = (
                part is not None
                and whole
                and (_only_name(scene, part) or (loose and named(scene, part.first, part.last)))
            )
            return part if joined else titled
        if part is not None:
            described = apart and person_noun(scene.low[part.first], scene.speech)
            if not whole or (named(scene, part.first, part.last) and not described):
                return part
            titled = part
        elif not whole:
            return None
        at = first
    return titled


def _subject_in(scene: Scene, first: int, last: int) -> tuple[Phrase | None, bool]:
    """Return the phrase in words [first, last) of a clause, and whether no conjunction cuts it off."""
    low, speech = scene.low, scene.speech
    whole = True
    for index in range(last - 1, first - 1, -1):
        if low[index] in speech.conjunctions and not _joins(scene, index, first, last):
            whole = index == first and low[index] in (
                "dengan",
                "setelah",
                "saat",
                "ketika",
                "after",
                "when",
                "as",
                "selain",
                "usai",
            )
            first = index + 1 if not whole else last
            break
    while first < last and (low[first] in speech.adverbs or not _wordlike(scene.ws[first])):
        first += 1
    if (
        first >= last
        or low[first] in speech.prepositions
        or low[first] in speech.dates
        or _verb_like(low[first], speech)
    ):
        return None, whole
    end = _extent(scene, first, min(last, first + LONGEST))
    return (Phrase(first, end) if speaks(scene, first, end) else None), whole


def _joins(scene: Scene, index: int, first: int, last: int) -> bool:
    """Whether "dan" stands inside a name or between two."""
    if scene.low[index] not in JOINING or not first < index < last - 1:
        return False
    return capital(scene.ws[index - 1]) and capital(scene.ws[index + 1])


def _extent(scene: Scene, first: int, limit: int) -> int:
    """Return the end of the phrase that begins at `first`: before a preposition, verb, mark or date."""
    ws, low, speech = scene.ws, scene.low, scene.speech
    at = first
    after_name = False
    while at < limit:
        word = ws[at]
        if at in scene.persons or at in scene.others:
            after_name = True
        elif not _wordlike(word):
            if not _inside_name(ws, at, first, limit):
                break
            after_name = after_name and word.low != "'s"
        elif low[at] in speech.prepositions or low[at] in speech.conjunctions:
            inside = low[at] in speech.inside and first < at < limit - 1
            if not inside or not (capital(ws[at + 1]) or low[at + 1] in speech.titles):
                break
            after_name = False
        elif low[at] in speech.silent or (low[at] in speech.dates and at > first and not ws[at - 1].text.isdigit()):
            break
        elif (
            not capital(word) and at > first and (after_name or low[at] in speech.verbs or _verb_like(low[at], speech))
        ):
            if not _may_follow_name(low[at], speech):
                break
        elif capital(word) and low[at] not in speech.titles and low[at] not in speech.people:
            after_name = at > 0 or low[at] not in speech.quantifiers
        at += 1
    while at > first and low[at - 1] in speech.adverbs:
        at -= 1
    return at


def _inside_name(ws: Sequence[Word], at: int, first: int, limit: int) -> bool:
    """A possessive, the stop of an initial, the hyphen of a double name."""
    if ws[at].low == "'s":
        return True
    if ws[at].text == ".":
        return at > first and len(ws[at - 1].text) <= 2 and capital(ws[at - 1])
    return ws[at].text in "-/&" and first < at < limit - 1 and capital(ws[at + 1])


def _may_follow_name(low: str, speech: Speech) -> bool:
    return low in POINTING or low in PARTICLES or low in speech.people or low in speech.titles


def _verb_like(low: str, speech: Speech) -> bool:
    if len(low) < 6 or not low.startswith(("meng", "meny", "mem", "men", "ber")):
        return False
    return not person_noun(low, speech) and low not in speech.things and low not in speech.titles


def person_noun(low: str, speech: Speech) -> bool:
    """Return whether a word is a noun that can speak, also with a possessive ("pengacaranya")."""
    if low in speech.people:
        return True
    return low.endswith("nya") and (low[:-3] in speech.people or low[:-3] in speech.titles)


def _only_name(scene: Scene, part: Phrase) -> bool:
    inside = range(part.first, part.last)
    if all(index in scene.persons for index in inside):
        return True
    return len(inside) <= LONGEST_NAME and len(name_words(scene, part.first, part.last)) == len(inside)


def _apposition(scene: Scene, at: int, end: int) -> Phrase | None:
    """A name behind a comma: "kata Menteri Luar Negeri Kenya, Deborah Barasa"."""
    last = at
    while last < end and capital(scene.ws[last]) and _in_name(scene, last, end):
        last += 1
    return Phrase(at, last) if at < last <= at + LONGEST_NAME else None
