"""Forms of verbs, checked against a grammar (Sneddon 2010 for Indonesian, Quirk et al. 1985 for English)."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import selaras.knowledge
from selaras.events.morphology import english, indonesian
from selaras.knowledge.yaml_files import read_yaml

IRREGULAR = read_yaml(Path(selaras.knowledge.__file__).parent / "events" / "irregular.yaml")

# base: its active form; the passive is di- and the base
MEN = {
    "kecam": "mengecam", "kutuk": "mengutuk", "kunjungi": "mengunjungi", "kirim": "mengirim", "kuasai": "menguasai",
    "kritik": "mengkritik", "klaim": "mengklaim",
    "tuduh": "menuduh", "tolak": "menolak", "tangkap": "menangkap", "tuding": "menuding", "temui": "menemui",
    "transfer": "mentransfer",
    "serang": "menyerang", "sita": "menyita", "sepakati": "menyepakati", "selidiki": "menyelidiki",
    "puji": "memuji", "panggil": "memanggil", "pulangkan": "memulangkan",
    "protes": "memprotes", "produksi": "memproduksi",
    "bela": "membela", "bantah": "membantah", "bombardir": "membombardir", "bebaskan": "membebaskan",
    "blokir": "memblokir", "fasilitasi": "memfasilitasi", "veto": "memveto", "vonis": "memvonis",
    "bom": "mengebom", "cap": "mengecap", "cat": "mengecat",
    "dukung": "mendukung", "desak": "mendesak", "deportasi": "mendeportasi",
    "cabut": "mencabut", "cela": "mencela", "culik": "menculik",
    "jatuhkan": "menjatuhkan", "janjikan": "menjanjikan", "jamu": "menjamu",
    "gempur": "menggempur", "gugat": "menggugat", "hantam": "menghantam", "hukum": "menghukum",
    "akui": "mengakui", "ancam": "mengancam", "undang": "mengundang", "usir": "mengusir", "evakuasi": "mengevakuasi",
    "invasi": "menginvasi", "imbau": "mengimbau",
    "latih": "melatih", "lawat": "melawat", "lepaskan": "melepaskan", "minta": "meminta", "marahi": "memarahi",
    "nyatakan": "menyatakan", "rampas": "merampas", "retas": "meretas", "wanti-wanti": "mewanti-wanti",
    "yakinkan": "meyakinkan",
}  # fmt: skip

NEVER = {  # forms that no grammar has
    "kecam": ["mekecam", "memkecam", "menkecam"], "tuduh": ["metuduh", "mengtuduh"], "puji": ["mepuji"],
    "serang": ["meserang", "mengserang"], "latih": ["menglatih", "menlatih"], "akui": ["meakui", "memakui"],
    "bela": ["mengbela", "mebela"], "jatuhkan": ["memjatuhkan", "mejatuhkan"], "kritik": ["mengritikkan"],
    "gempur": ["mengempur"], "dukung": ["memdukung", "menukung"], "rampas": ["menrampas"], "minta": ["mengminta"],
}  # fmt: skip


def forms(base: str, voice: str) -> set[str]:
    return {form for form, own in indonesian(base) if own == voice}


@pytest.mark.parametrize(("base", "active"), MEN.items())
def test_an_indonesian_verb(base: str, active: str) -> None:
    assert active in forms(base, "active")
    assert active + "nya" in forms(base, "active-nya")
    assert forms(base, "passive") == {"di" + base}
    assert forms(base, "passive-nya") == {"di" + base + "nya"}
    assert forms(base, "base") == {base}


@pytest.mark.parametrize(("base", "wrong"), NEVER.items())
def test_forms_that_no_one_writes(base: str, wrong: list[str]) -> None:
    assert not forms(base, "active") & set(wrong)


@pytest.mark.parametrize(("base", "both"), [("protes", {"memprotes", "memrotes"})])
def test_wavering_usage_has_both_forms(base: str, both: set[str]) -> None:
    assert both <= forms(base, "active")


@pytest.mark.parametrize("base", ["bertemu", "berunding", "bersepakat"])
def test_verbs_in_ber_have_no_other_form(base: str) -> None:
    assert set(indonesian(base)) == {(base, "base")}


# infinitive: third person, -ing, past, participle
ENGLISH = {
    "condemn": "condemns condemning condemned condemned", "accuse": "accuses accusing accused accused",
    "denounce": "denounces denouncing denounced denounced", "press": "presses pressing pressed pressed",
    "clash": "clashes clashing clashed clashed", "launch": "launches launching launched launched",
    "veto": "vetoes vetoing vetoed vetoed", "deny": "denies denying denied denied",
    "destroy": "destroys destroying destroyed destroyed", "rally": "rallies rallying rallied rallied",
    "meet": "meets meeting met met", "hold": "holds holding held held", "send": "sends sending sent sent",
    "give": "gives giving gave given", "strike": "strikes striking struck struck", "hit": "hits hitting hit hit",
    "shoot": "shoots shooting shot shot", "withdraw": "withdraws withdrawing withdrew withdrawn",
    "fly": "flies flying flew flown", "buy": "buys buying bought bought", "sell": "sells selling sold sold",
    "cut": "cuts cutting cut cut", "take": "takes taking took taken", "begin": "begins beginning began begun",
    "break": "breaks breaking broke broken", "overthrow": "overthrows overthrowing overthrew overthrown",
    "ban": "bans banning banned banned", "bar": "bars barring barred barred", "slam": "slams slamming slammed slammed",
    "drop": "drops dropping dropped dropped", "ship": "ships shipping shipped shipped",
    "sever": "severs severing severed severed", "probe": "probes probing probed probed",
    "free": "frees freeing freed freed", "shell": "shells shelling shelled shelled",
    "beg": "begs begging begged begged", "commit": "commits committing committed committed",
    "sink": "sinks sinking sank sunk", "have": "has having had had", "seek": "seeks seeking sought sought",
    "shut": "shuts shutting shut shut", "quit": "quits quitting quit quit", "pay": "pays paying paid paid",
    "confer": "confers conferring conferred conferred", "swap": "swaps swapping swapped swapped",
    "lay": "lays laying laid laid", "speak": "speaks speaking spoke spoken", "step": "steps stepping stepped stepped",
    "sue": "sues suing sued sued", "agree": "agrees agreeing agreed agreed",
    "ratify": "ratifies ratifying ratified ratified",
    "rebuff": "rebuffs rebuffing rebuffed rebuffed", "deploy": "deploys deploying deployed deployed",
}  # fmt: skip


@pytest.mark.parametrize(("verb", "others"), ENGLISH.items())
def test_an_english_verb(verb: str, others: str) -> None:
    third, ing, past, participle = others.split()
    found = list(english(verb, IRREGULAR))
    assert {form for form, voice in found if voice != "past"} == {verb, third, ing}
    assert {form for form, voice in found if voice == "past"} == {past, participle}
    assert (third, "third") in found
    assert len(found) == len(set(found))


USED_WITHOUT_THEIR_FORMS = {  # verbs of the cue files whose past or -ing is not made
    "expel": "expelled expelling", "kidnap": "kidnapped kidnapping", "freeze": "froze frozen", "acquit": "acquitted",
    "unfreeze": "unfroze unfrozen", "cancel": "cancelled cancelling", "travel": "travelled travelling",
}  # fmt: skip


@pytest.mark.parametrize(("verb", "others"), USED_WITHOUT_THEIR_FORMS.items())
def test_english_verbs_of_the_cue_files(verb: str, others: str) -> None:
    assert set(others.split()) <= {form for form, _ in english(verb, IRREGULAR)}


LETTERS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=14)


@given(LETTERS)
def test_any_base_has_forms(base: str) -> None:
    made = dict.fromkeys(indonesian(base))
    assert (base, "base") in made
    for form, voice in made:
        assert form.startswith("me") or voice in ("base", "passive", "passive-nya")


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=14))
def test_any_verb_has_forms(verb: str) -> None:
    made = [form for form, _ in english(verb, IRREGULAR)]
    assert made[0] == verb
    assert all(made)


def test_a_verb_of_one_letter() -> None:
    assert list(english("y", IRREGULAR))
