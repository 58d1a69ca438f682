"""The patients' pages speak English and Spanish, each whole."""

import html
import re

import polib
import pytest
from django.utils import translation

from clinic.phones import come_in, page_now, post, sent, step_of
from clinic.practice import ROSA
from clinic.spoken import CLINIC, msgids
from clinic.test_patient_intake import KNOWLEDGE, own, saying, today
from surefoot.care.intake import next_step
from surefoot.clinic.models import Patient
from surefoot.clinic.store import intake
from surefoot.knowledge.links import tables_of
from surefoot.knowledge.patient_texts import in_language, patient_texts

CATALOGUE = CLINIC / "locale" / "es" / "LC_MESSAGES"
PO, MO = polib.pofile(CATALOGUE / "django.po"), polib.mofile(CATALOGUE / "django.mo")
FIELD = re.compile(r"%\(\w+\)s")
ALIKE = {"No", "Focal", "Proximal"}  # the same word in both
OURS = {msgid for msgid in msgids() if msgid not in ALIKE}
TEXTS = {text for _, _, text in patient_texts(dict(tables_of(KNOWLEDGE)))}


def told(catalogue):
    return {entry.msgid: entry.msgstr for entry in catalogue if entry.msgid}


def test_the_compiled_catalogue_is_the_written_one():
    assert told(MO) == {one.msgid: one.msgstr for one in PO.translated_entries()}


def test_every_text_of_the_patients_pages_has_its_spanish():
    assert len(msgids()) > 100
    assert sorted(msgids() - set(told(MO))) == []


@pytest.mark.parametrize("msgid", sorted(msgids()))
def test_a_translation_names_the_same_fields_and_is_another_text(msgid):
    spanish = told(MO)[msgid]
    assert sorted(FIELD.findall(spanish)) == sorted(FIELD.findall(msgid))
    assert (spanish == msgid) is (msgid in ALIKE)


def words_of(page: str) -> list[str]:
    """What is read on a page, text by text, without the switch of languages."""
    page = re.sub(r"<form[^>]*languages.*?</form>", "", page, flags=re.DOTALL)
    page = re.sub(r"<(script|title|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    labels = re.findall(r'(?:aria-label|placeholder)="([^"]*)"', page)
    texts = [*re.split(r"<[^>]*>", page), *labels]
    return [text for text in (" ".join(html.unescape(one).split()) for one in texts) if text]


def english_in(page: str) -> list[str]:
    """Texts of ours, or of the knowledge, that stand there in English."""
    known = {" ".join(one.split()) for one in OURS | TEXTS}
    same = {one for one in TEXTS if in_language(KNOWLEDGE, one, "es") == one}
    return [text for text in words_of(page) if text in known - same]


@pytest.fixture
def in_spanish(screens, practice):
    """A phone of a patient whose language is Spanish."""
    Patient.objects.filter(code=practice.rosa).update(language="es")
    yield come_in(screens, practice.rosa, ROSA.born_on)
    translation.activate("en")


def test_no_page_of_the_intake_has_english_left(in_spanish, practice):
    pages = [in_spanish.get("/me/").content.decode()]
    alike = saying(**{f"group_{row.group}": "yes" for row in KNOWLEDGE.symptom_groups.values()})
    while True:
        shown = page_now(in_spanish)
        pages.append(shown.content.decode())
        step = step_of(shown)
        if not step:
            break
        said = intake.progress(practice.patient(practice.rosa), practice.rosa).said
        core = next_step(own(practice, practice.rosa, today(practice)), KNOWLEDGE, said)
        post(in_spanish, step, sent(core.questions, pages[-1], alike))
    assert len(pages) > 12
    assert "Tenemos sus respuestas" in pages[-1]
    assert [english_in(page) for page in pages] == [[]] * len(pages)
    assert {re.search(r'<html lang="(\w+)"', page).group(1) for page in pages} == {"es"}


def test_what_is_to_be_mended_and_the_stop_screen_are_spanish_too(in_spanish):
    page = page_now(in_spanish).content.decode()
    asked = re.findall(r'name="asked" value="(\w+)"', page)
    wrong = in_spanish.post("/me/intake/now/", {"asked": asked, f"q.{asked[0]}": "x"})
    assert "Por favor, revise esto" in wrong.content.decode()
    assert english_in(wrong.content.decode()) == []
    in_spanish.post("/me/intake/now/", {"asked": asked, "q.gate_sudden_change": "yes", "once": "a"})
    more = ["more_sudden_change"]
    told = {"asked": more, "q.more_sudden_change": "speech_sudden_change", "once": "b"}
    in_spanish.post("/me/intake/now/", told)
    stop = page_now(in_spanish).content.decode()
    assert "stopscreen" in stop and "Pare aquí" in stop
    assert english_in(stop) == []


def test_what_was_chosen_on_this_phone_comes_before_what_the_clinic_wrote(in_spanish):
    assert ">English</button>" in in_spanish.get("/me/").content.decode()
    in_spanish.post("/language/", {"language": "en", "next": "/me/"})
    assert "Hello, Rosa" in in_spanish.get("/me/").content.decode()


def test_a_stranger_is_spoken_to_as_their_phone_asks(screens, practice):
    client = screens.anybody()
    spanish = client.get("/c/here/", headers={"accept-language": "es-MX,es;q=0.9"})
    assert "¿Qué es la neuropatía?" in spanish.content.decode()
    assert english_in(spanish.content.decode()) == []
    english = client.get("/c/here/").content.decode()
    assert "What is neuropathy?" in english_in(english)  # so the search does find what is there
    translation.activate("en")
