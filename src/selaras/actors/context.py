"""One article being linked: what its phrases stand for on the day of the text.

A phrase becomes a mention by the first of these that fits: a person the files know (by full or short
name, or by another spelling), a person that the text introduces, a body or people of a state, an office
(its holder on that day), a bare name. CONFIDENCE says how often links of each kind are right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from selaras.actors.names import Hit, Index, Matcher, Names
from selaras.actors.phrases import PEOPLE, Phrase, Reader
from selaras.actors.spelling import respelled
from selaras.knowledge import Knowledge, Name, Office, Person
from selaras.model import Mention, Reading, Sentence, Span, Word, reference_day, words

HEADS = ("head-of-state", "head-of-government")
OFFICES = ("head-of-state", "head-of-government", "foreign-minister", "defence-minister")
NEAR_YEARS = 8  # a short name is that of someone in office about that time, if there is one
LOCATIVES = frozenset(["di", "ke", "dari", "in", "at", "near", "from", "to", "into"])
DETERMINERS = frozenset("the a an his her its their para sang seorang".split())
NOT_IN_OFFICE = frozenset(
    "mantan bekas eks calon terpilih former ex late elect then-candidate designate mendiang".split()
)
CONFIDENCE = {  # how the link was made -> share of such links that are right; measured in docs/methods/actors.md
    "name": 0.97, "short": 0.95, "surname": 0.85, "spelling": 0.85, "office": 0.95, "capital": 0.95, "seat": 0.95,
    "demonym": 0.93,
    "nickname": 0.95, "pattern": 0.93, "apposition": 0.93, "home": 0.85,
    "place": 0.9, "unnamed": 0.5,
}  # fmt: skip


@lru_cache(maxsize=4)
def known_names(knowledge: Knowledge) -> Index:
    """Return the names of the files, ready to be looked for."""
    return Index(knowledge.names)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its words and phrases."""

    sentence: Sentence
    tokens: Sequence[Word]
    reader: Reader
    phrases: Sequence[Phrase]

    def before(self, at: int) -> str:
        """Return the lower-cased word before a word, articles passed over; "" at the head."""
        while at and self.tokens[at - 1].low in DETERMINERS:
            at -= 1
        return self.tokens[at - 1].low if at else ""


class Context:
    """Reads the sentences of one article with the names of the files and its own."""

    def __init__(self, reading: Reading, knowledge: Knowledge) -> None:
        self.reading = reading
        self.article = reading.article
        self.knowledge = knowledge
        self.day = reference_day(reading)
        self._held: dict[str, tuple[Office, ...]] = {}
        self.times: dict[int, list[Span]] = {}
        for time in reading.times:
            self.times.setdefault(time.sentence, []).append(time.span)
        self.matcher = self._matcher({})
        self.lines = [self.line(sentence, self.matcher) for sentence in reading.sentences]
        self.at_home = self._plays_at_home()

    def _plays_at_home(self) -> bool:
        """Is an office without a state one of the paper's own country: does the article tell of it, or of no other?"""
        home = self.knowledge.roles.home_code.get(self.article.lang)
        states = [p.state.name.code for line in self.lines for p in line.phrases if p.state and p.state.name.code]
        people = [self.knowledge.people[p.person.name.target].code for line in self.lines for p in line.phrases
                  if p.person and p.person.name.target in self.knowledge.people]  # fmt: skip
        return home in states or home in people or not states

    def _matcher(self, aliases: Names) -> Matcher:
        known = known_names(self.knowledge)
        indexes = (Index(aliases), known) if aliases else (known,)
        return Matcher(indexes, self.article.lang, self.knowledge.roles, self._rank, self._bears)

    def held(self, person: Person) -> tuple[Office, ...]:
        """Return the offices that a person holds on the day of the text; asked for at every name, so remembered."""
        found = self._held.get(person.name)
        if found is None:
            found = self._held[person.name] = person.offices_on(self.day)
        return found

    def _bears(self, name: Name) -> bool:
        """May a bare surname be this person: in office as a head of state or government on that day?"""
        person = self.knowledge.people[name.target]
        return any(o.office in HEADS for o in self.held(person))

    def know(self, aliases: Names) -> None:
        """Add the article's own names to those that are looked for."""
        self.matcher = self._matcher(aliases)

    def again(self, line: Line) -> Line:
        """Read a sentence again, with the article's own names."""
        return self.line(line.sentence, self.matcher)

    def line(self, sentence: Sentence, matcher: Matcher) -> Line:
        """Read one sentence."""
        tokens = words(self.article.text, sentence.span.start, sentence.span.end)
        spans = self.times.get(sentence.index, ())
        busy = frozenset(i for s in spans for i, t in enumerate(tokens) if s.start <= t.start < s.end)
        found: list[Hit] = [h for h in matcher.hits(tokens) if h.start not in busy]
        shouted = self.article.text[sentence.span.start : sentence.span.end].isupper()
        reader = Reader(tokens, found, self.knowledge.roles, busy, capitals_mean_little=sentence.headline or shouted)
        return Line(sentence, tokens, reader, reader.phrases())

    def _rank(self, name: Name) -> tuple[int, ...]:
        """Of persons with one short name, the one in office on the day of the text comes first."""
        person = self.knowledge.people.get(name.target) if name.label == "PER" else None
        if person is None or self.day is None:
            return (0, 0)
        held = self.held(person)
        if held:
            return (0, min(OFFICES.index(o.office) if o.office in OFFICES else len(OFFICES) for o in held))
        year = int(self.day[:4])
        years = [int(edge[:4]) for o in person.offices for edge in (o.start, o.end) if edge]
        return (1, min((abs(year - y) for y in years), default=99))

    def mentions(self, line: Line) -> Iterator[Mention]:
        """Turn the phrases of a sentence into mentions."""
        for phrase in line.phrases:
            mention = self.mention(line, phrase)
            if mention is not None:
                yield mention
        yield from self._further_places(line)

    def _further_places(self, line: Line) -> Iterator[Mention]:
        """Cities that only the gazetteer knows, right behind a locative ("di Wiesbaden")."""
        for at in range(1, len(line.tokens)):
            token = line.tokens[at]
            if line.tokens[at - 1].low not in LOCATIVES or not token.text[0].isupper():
                continue
            if any(p.start <= at < p.end for p in line.phrases):
                continue
            for length in (3, 2, 1):
                group = line.tokens[at : at + length]
                name = " ".join(t.text for t in group)
                place = self.knowledge.gazetteer.get(name)
                if place is not None and place.at is not None:
                    span = Span(token.start, group[-1].end)
                    codes = (place.country,) if place.country else ()
                    lat, lon = place.at
                    yield Mention(
                        span, line.sentence.index, "GPE", name, codes, "place", span, place.country, lat, lon,
                        confidence=0.7,
                    )  # fmt: skip
                    break

    def mention(self, line: Line, phrase: Phrase) -> Mention | None:
        """Decide what one phrase stands for; None if it stands for nothing that is known."""
        tokens = line.tokens
        head = Span(tokens[phrase.start].start, tokens[phrase.end - 1].end)
        code, how = self._code(phrase)
        if phrase.person is not None:
            span = Span(tokens[phrase.person.start].start, tokens[phrase.person.end - 1].end)
            return self._known(line, phrase, phrase.person.name, span, head, code, how)
        if phrase.name is not None and (phrase.role not in PEOPLE or phrase.name[0] == phrase.start):
            span = Span(tokens[phrase.name[0]].start, tokens[phrase.name[1] - 1].end)
            return self._introduced(line, phrase, span, head, code, how)
        if phrase.role in PEOPLE:
            return self._body(line, phrase, head, code, how)
        if phrase.role:
            return self._office(line, phrase, head, code, how)
        return self._bare(line, phrase, head)

    def _code(self, phrase: Phrase) -> tuple[str | None, str]:
        """Return the code a phrase counts as, from its state or, without one, from home."""
        roles = self.knowledge.roles
        state = phrase.state.name if phrase.state is not None else None
        if state is not None and state.code is not None and state.kind != "medium":
            return state.code, "apposition" if phrase.role else state.how
        if state is None and self.at_home and phrase.words in roles.home.get(self.article.lang, ()):
            return roles.home_code[self.article.lang], "home"
        return None, "name"

    # -- one function per kind of phrase

    def _known(
        self, line: Line, phrase: Phrase, name: Name, span: Span, head: Span, code: str | None, how: str
    ) -> Mention:
        """A person by full or short name; the article's own names carry the code of their introduction."""
        person = self.knowledge.people.get(name.target)
        if person is not None:
            return self._person(line, person, span, head, name.how, phrase)
        own = name.code or code
        return self._make(
            line, span, "PER", name.target, own, "name" if name.code else how, head,
            actor=_local(name.target), sector=self._sector(phrase, own),
        )  # fmt: skip

    def _introduced(self, line: Line, phrase: Phrase, span: Span, head: Span, code: str | None, how: str) -> Mention:
        """A person that the files do not know, or know by another spelling."""
        shown = self._words(span)
        person = respelled(shown, self.knowledge)
        if person is not None and (code is None or person.code_on(self.day) == code):
            return self._person(line, person, span, head, "spelling", phrase)
        label = "ORG" if shown.split()[0].lower() in self.knowledge.roles.org_words else "PER"
        return self._make(
            line, span, label, shown, code, how, head, actor=_local(shown), sector=self._sector(phrase, code)
        )

    def _person(self, line: Line, person: Person, span: Span, head: Span, how: str, phrase: Phrase) -> Mention:
        held = self.held(person)
        code = person.code_on(self.day)
        return self._make(
            line, span, "PER", person.name, code, how, head, actor=person.name,
            office=held[0].office if held else None, sector=self._sector(phrase, code),
        )  # fmt: skip

    def _body(self, line: Line, phrase: Phrase, head: Span, code: str | None, how: str) -> Mention | None:
        label = "NORP" if phrase.role == "people" else "ORG"
        shown = self._words(head)
        sector = self._sector(phrase, code)
        if code is not None:
            how = "home" if how == "home" else "pattern"
            return self._make(line, head, label, shown, code, how, head, actor=code, sector=sector)
        if line.reader.attributive(phrase.start):
            return None
        how = "unnamed" if phrase.words in self.knowledge.roles.unbound else "unresolved"
        return self._make(line, head, label, shown, None, how, head, sector=sector)

    def _office(self, line: Line, phrase: Phrase, head: Span, code: str | None, how: str) -> Mention | None:
        """A title without a name: who held it on the day the sentence tells of, if the files know."""
        shown = self._words(head)
        if code is None:
            if line.reader.attributive(phrase.start):
                return None
            return self._make(line, head, "PER", shown, None, "unresolved", head, sector="GOV")
        day = self._day_of(line)
        office, holder = self._holder(line, code, phrase, day) if day is not None else (None, None)
        return self._make(
            line, head, "PER", holder.name if holder else shown, code, "home" if how == "home" else "office", head,
            actor=holder.name if holder else code, office=office or phrase.role, sector=self._sector(phrase, code),
        )  # fmt: skip

    def _holder(self, line: Line, code: str, phrase: Phrase, day: str) -> tuple[str | None, Person | None]:
        """Who held the office that a phrase names: by its title, else by the kind of office."""
        tokens = line.tokens
        before = tokens[phrase.start - 1].low if phrase.start else ""
        said = [t.low for t in tokens[phrase.start : phrase.end]]
        if NOT_IN_OFFICE & {before, *said}:
            return None, None
        for words_ in (
            self._title_words(line, phrase, with_state=True),
            self._title_words(line, phrase, with_state=False),
        ):
            titled = self.knowledge.titled(code, " ".join(words_), day)
            if titled is not None:
                return titled[0].office, titled[1]
        kinds = [phrase.role] if phrase.role in OFFICES else []
        if phrase.words[-1] in ("pemimpin", "leader"):
            kinds.append("head-of-government")
        for kind in kinds:
            holder = self.knowledge.holder(code, kind, day)
            if holder is not None:
                return kind, holder
        return None, None

    def _title_words(self, line: Line, phrase: Phrase, with_state: bool) -> list[str]:
        """The words of a phrase from its title on, "the" and "para" left out, its state kept ("Ketua MPR") or not."""
        state = phrase.state
        inside = range(state.start, state.end) if state is not None and not with_state else range(0)
        links = self.knowledge.roles.links
        low = [line.tokens[at].low for at in range(phrase.start, phrase.end) if at not in inside]
        return [word for word in low if word not in DETERMINERS and word not in links]

    def _day_of(self, line: Line) -> str | None:
        """The day an office is asked for: of the one past time the sentence tells, else of the article."""
        told = [t for t in self.reading.times if t.sentence == line.sentence.index]
        if len(told) == 1 and self.day is not None:
            past = told[0].end < self.day and told[0].start[:4] == told[0].end[:4]
            years = int(self.day[:4]) - int(told[0].end[:4])
            if past and (told[0].how == "absolute" or years > 1):
                return told[0].start
        return self.day

    def _bare(self, line: Line, phrase: Phrase, head: Span) -> Mention | None:
        if phrase.state is None or self._was_former(line, phrase) or self._inside_a_name(line, phrase):
            return None
        name = phrase.state.name
        lat, lon = None, None
        if name.kind == "place":
            lat, lon = self.knowledge.places[name.target].at or (None, None)
        elif name.how == "capital":
            lat, lon = self.knowledge.actors[name.target].at or (None, None)
        actor = self.knowledge.actor(name.target)
        shown = self.knowledge.label(name.target, self.article.lang) if actor else name.target
        if name.kind == "place" or name.how in ("capital", "seat"):
            shown = self._words(head)
        located = line.before(phrase.start) in LOCATIVES and (name.label == "GPE" or name.how == "seat")
        sector = None if located or name.kind == "place" or actor is None else actor.sector
        codes = (name.code,) if name.code else ()
        return Mention(
            head, line.sentence.index, name.label, shown, codes, name.how, head, name.code, lat, lon,
            actor=name.target if actor else name.code, sector=sector, confidence=CONFIDENCE.get(name.how, 0.9),
        )  # fmt: skip

    def _was_former(self, line: Line, phrase: Phrase) -> bool:
        """ "bekas Uni Soviet": a former state named only to say what something once was."""
        before = line.tokens[phrase.start - 1].low if phrase.start else ""
        former = phrase.state is not None and phrase.state.name.kind == "former-state"
        return former and before in ("bekas", "eks", "former", "ex", "pecahan", "mantan")

    def _inside_a_name(self, line: Line, phrase: Phrase) -> bool:
        """ "AS Roma", "US Open": an acronym that another, unknown name begins with."""
        if line.sentence.headline or phrase.end >= len(line.tokens):
            return False
        own, after = line.tokens[phrase.start], line.tokens[phrase.end]
        acronym = phrase.end == phrase.start + 1 and own.text.isupper() and len(own.text) <= 3
        known = phrase.end in line.reader.hit_at or phrase.end in line.reader.busy
        named = after.text[0].isupper() and not after.text.isupper() and after.low not in self.knowledge.roles.words
        return acronym and named and not known and after.low not in self.knowledge.roles.stops

    # -- small parts

    def _sector(self, phrase: Phrase, code: str | None) -> str | None:
        """PLOVER's sector: of the title or body, else of the organisation, else government."""
        sectors = self.knowledge.roles.sectors
        listed = [sectors[words] for words in (phrase.words, *phrase.inner) if words in sectors]
        if listed:
            return listed[0]
        owner = phrase.state.name.target if phrase.state is not None else code
        actor = self.knowledge.actor(owner) if owner else None
        if actor is not None and actor.sector not in (None, "GOV"):
            return actor.sector
        if phrase.role in PEOPLE or phrase.role in OFFICES or phrase.role == "other":
            return "GOV"
        return "GOV" if phrase.person is not None and code is not None else "CVL"

    def _make(
        self, line: Line, span: Span, label: str, name: str, code: str | None, how: str, head: Span,
        actor: str | None = None, office: str | None = None, sector: str | None = None,
    ) -> Mention:  # fmt: skip
        codes = (code,) if code else ()
        return Mention(
            span, line.sentence.index, label, name, codes, how, head, code, actor=actor, office=office,
            sector=sector, confidence=CONFIDENCE.get(how, 0.9),
        )  # fmt: skip

    def _words(self, span: Span) -> str:
        return " ".join(self.article.text[span.start : span.end].split())


def _local(name: str) -> str:
    """The id of a person whom only texts know: the same in every article that names him in full."""
    return "local:" + "-".join(name.lower().split())
