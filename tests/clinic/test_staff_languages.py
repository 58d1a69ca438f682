"""The therapist's screens speak Spanish; what the knowledge says stays English, and says so."""

import re

import polib
import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation

from clinic.examined import (
    NOW,
    TODAY,
    every_instrument,
    keep_answers,
    licensed,
    may_stand,
    second_therapist,
)
from clinic.planned import planned, some_plan, story, told
from clinic.spoken import CLINIC, left_in_english, msgids
from surefoot.care.case import Fact
from surefoot.care.entry import Entry, entry_of
from surefoot.care.plan.changes import Version
from surefoot.clinic import in_force
from surefoot.clinic.access import Role
from surefoot.clinic.actions.answer import AGAIN
from surefoot.clinic.actions.follow_up import REASON
from surefoot.clinic.store import notices, plan_requests, plans, visits
from surefoot.terms import Side

TEMPLATES = sorted((CLINIC / "templates" / "therapist").glob("*.html"))
MODULES = [*(CLINIC / "therapist").glob("*.py"), *(CLINIC / "actions").glob("*.py")]
CATALOGUE = polib.mofile(CLINIC / "locale" / "es" / "LC_MESSAGES" / "django.mo")
SPANISH = {entry.msgid: entry.msgstr for entry in CATALOGUE if entry.msgid}
ALIKE = {"No", "no", "Plan", "%(n)s min"}  # the same in both
OURS = msgids(TEMPLATES, MODULES)
TITLES = {f"{one.name} · Surefoot" for one in in_force.knowledge().instruments.values()}
FIELD = re.compile(r"%\(\w+\)[sd]")
# A sentence of ours may name a test or a finding, which has no Spanish name in this release.
NAMING = re.compile("|".join(
    ".+".join(re.escape(part) for part in FIELD.split(SPANISH[one]))
    for one in sorted(OURS) if FIELD.search(one) and FIELD.sub("", one).strip(" :,.-")
))  # fmt: skip


def test_every_text_of_the_therapists_screens_has_its_spanish():
    assert len(OURS) > 300
    assert sorted(OURS - set(SPANISH)) == []


@pytest.mark.parametrize("msgid", sorted(OURS))
def test_a_translation_names_the_same_fields_and_is_another_text(msgid):
    spanish = SPANISH[msgid]
    assert sorted(FIELD.findall(spanish)) == sorted(FIELD.findall(msgid))
    assert (spanish == msgid) is (msgid in ALIKE)


def english_in(page: str) -> list[str]:
    """What a screen, or a part of one, has in English without saying that it is."""
    found = left_in_english(f"<main>{page}</main>", OURS - ALIKE)
    return [one for one in found if one not in TITLES and not NAMING.fullmatch(one)]


@pytest.fixture(autouse=True)
def at_work(monkeypatch):
    """It is the morning of 2 June 2026; after it everybody reads English again."""
    monkeypatch.setattr("surefoot.clinic.seat.timezone.now", lambda: NOW)
    yield
    translation.activate("en")


@pytest.fixture
def client(screens):
    """A therapist who has chosen Spanish."""
    return in_spanish(screens.staff())


def in_spanish(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    return client


@pytest.fixture
def base(practice):
    """The address of the patient."""
    return f"/patients/{practice.rosa}"


def told_in_spanish(answer, *words, status=200):
    """A screen in Spanish: these words are on it, and nothing of ours is left in English."""
    assert answer.status_code == status
    page = " ".join(answer.content.decode().split())
    assert [one for one in words if one not in page] == []
    assert english_in(page) == []


def test_the_search_finds_what_is_left_in_english(client, screens, base):
    page = screens.staff().get(f"{base}/examination/").content.decode()
    found = english_in(page.replace('<html lang="en">', '<html lang="es">'))
    assert {"Examination", "Another test", "What was known when"} <= set(found)
    page = client.get(f"{base}/examination/").content.decode()
    assert english_in(page) == []
    assert "Timed Up and Go" in english_in(page.replace(' lang="en"', ""))


def test_what_the_knowledge_says_is_marked_as_english(client, practice, base):
    page = client.get(f"{base}/").content.decode()
    assert '<html lang="es">' in page
    assert '<section class="block" lang="en"><header><h2>What is it?</h2>' in page


def test_today_and_the_urgent_list(client, practice, base):
    store, therapist = practice.staff(), practice.members[practice.here.pk, Role.THERAPIST]
    told_in_spanish(client.get("/today/"), "Martes 2 de junio", "Hoy no hay visitas.", "0 visitas")
    visits.give(store, practice.rosa, therapist, NOW, minutes=45)
    plan_requests.ask(store, practice.omar)
    raise_item_nine(client, base)
    told_in_spanish(
        client.get("/today/"), "1 visita", "45 minutos", "Planes por decidir", "Qué se hizo"
    )
    told_in_spanish(client.get(f"{base}/urgent/"), "Quitar de la lista", "desde el ")
    nothing = client.post(f"{base}/urgent/", {"red_flag": "PHQ9/item-9", "done": ""})
    told_in_spanish(nothing, "No se dice qué se hizo.", status=400)
    notices.close(store, practice.rosa, "PHQ9/item-9", done="Llamé a la doctora.")
    told_in_spanish(client.get(f"{base}/urgent/"), "Llamé a la doctora.")
    omar = client.get(f"/patients/{practice.omar}/urgent/")
    told_in_spanish(omar, "No hay nada pendiente.", "Todavía nada.")


def raise_item_nine(client, base):
    """Item 9 of a questionnaire, kept: somebody has to be called."""
    sent = {f"a.q{n}": "0" for n in range(1, 9)} | {"a.q9": "1", "once": "nine"}
    return client.post(f"{base}/examination/phq9/", sent)


def test_the_chart(client, practice, base):
    told_in_spanish(client.get(f"{base}/"), "Examinar (pendientes: ", "Lista de urgentes")
    told(practice)
    planned(practice)
    told_in_spanish(client.get(f"{base}/"), "Contacto y visitas")


def test_the_list_of_the_examination(client, practice, base):
    exam = f"{base}/examination/"
    told_in_spanish(client.get(exam), "Examen", "Empezar: ", "En casa, o preguntado aquí")
    told_in_spanish(client.get(f"{exam}?q=zzzz"), "Ninguna prueba lleva eso en su nombre.")
    told_in_spanish(client.get(f"{exam}?q=insomnia", headers={"HX-Request": "true"}), "licencia")
    client.post(f"{exam}peg/draft/", {"a.q1": "7", "once": "d"})
    client.post(f"{exam}findings-9/", {"a.pulses_absent.left": "no", "once": "t"})
    client.post(f"{exam}psfs/", {"whole": "declined", "once": "w"})
    low = {"sbp_supine": 120, "dbp_supine": 80, "sbp_1": 84, "dbp_1": 60, "sbp_3": 82, "dbp_3": 60}
    keep_answers(practice, "OH", low | {"symptoms": True})
    raise_item_nine(client, base)
    told_in_spanish(
        client.get(exam), "Borradores", "Hecho hoy", "no quiso", "Por ahora no", "1 de 1"
    )


@pytest.mark.parametrize("code", every_instrument())
def test_each_form_of_the_examination(client, practice, base, code):
    form = f"{base}/examination/{code.lower()}/"
    told_in_spanish(client.get(form))  # before anything is known of the person
    licensed(practice, code)
    if code != "OH":
        may_stand(practice)
    told_in_spanish(client.get(form), "Guardar", "No aplica")
    told_in_spanish(client.post(form, {"once": "t"}), "No se respondió nada.", status=400)


def test_faults_drafts_and_single_findings_of_a_form(client, practice, base):
    exam = f"{base}/examination/"
    told_in_spanish(client.get(f"{exam}findings-9/"), ", izquierda", "Hallazgos sueltos")
    wrong = {"a.q1": "11", "a.q2": "5", "why.q2": "unable", "on": "2027-01-01", "once": "t"}
    told_in_spanish(
        client.post(f"{exam}peg/", wrong),
        "“11” no es ninguna de las respuestas.", "está marcada como “no pudo”",
        "El día 2027-01-01 todavía no ha llegado.", status=400,
    )  # fmt: skip
    may_stand(practice)
    typed = {"a.trial_1": "400", "a.trial_2": "twelve", "once": "t"}
    told_in_spanish(
        client.post(f"{exam}tug/", typed),
        "400 es más de lo posible. Escriba un número, de 1 a 300 s.", status=400,
    )  # fmt: skip
    at_odds = {f"a.q{n}": "0" for n in range(1, 10)} | {"once": "p"}
    nine = Fact(code="phq9_item9", value=2, on=TODAY)
    practice.staff().add(practice.rosa, Entry(facts=(nine,)), once="n")
    told_in_spanish(client.post(f"{exam}phq9/", at_odds), "Corrija una de las dos", status=400)
    saved = {"a.q1": "7", "once": "d"}
    htmx = client.post(f"{exam}peg/draft/", saved, headers={"HX-Request": "true"})
    told_in_spanish(htmx, "Borrador guardado a las 10:00:00")
    told_in_spanish(client.get(f"{exam}peg/"), "Desechar el borrador")


def test_a_score_while_one_types(client, practice, base):
    march, exam = TODAY.replace(month=3), f"{base}/examination/"
    may_stand(practice)
    usual = {"mode": "asked"}
    keep_answers(practice, "PEG", {"q1": 6, "q2": 7, "q3": 5}, on=march, protocol=usual)
    keep_answers(practice, "TUG", {"trial_1": 15}, on=march, protocol={"footwear": "shoes"})
    answers = {"a.q1": "4", "a.q2": "5", "a.q3": "4", "p.mode": "asked"}
    told_in_spanish(
        client.post(f"{exam}peg/score/", answers),
        "6.0 → 4.3", "Mida una vez más.", "Mismo protocolo que el 2 de marzo de 2026", "3 de 3",
    )  # fmt: skip
    barefoot = {"a.trial_1": "12", "p.footwear": "barefoot"}
    told_in_spanish(client.post(f"{exam}tug/score/", barefoot), "No se midió como el")
    unread = {"a.trial_1": "x", "a.trial_2": "y"}
    told_in_spanish(client.post(f"{exam}tug/score/", unread), "2 respuestas todavía no")
    told_in_spanish(client.post(f"{exam}phq9/score/", {"a.q9": "1"}), "Dígale a la persona:")


def test_a_questionnaire_that_is_handed_over(client, base):
    ask = f"{base}/examination/phq9/ask/"
    told_in_spanish(client.get(f"{ask}1/"), "Pregunta 1 de 10", "Siguiente")
    told_in_spanish(client.post(f"{ask}9/", {"a.q9": "2"}), "Un momento", "Continuar")
    told_in_spanish(client.post(f"{ask}1/", {"a.q1": "7"}), "Elija una de estas:", status=400)
    told_in_spanish(client.get(f"{ask}11/"), "Por favor, devuelva la tableta.")


def test_two_versions_of_a_form(client, screens, practice, base):
    practice.members[practice.here.pk, Role.THERAPIST] = second_therapist(practice)
    theirs = {"a.q1": "0", "a.q2": "1", "why.q3": "declined", "once": "b"}
    screens.staff().post(f"{base}/examination/phq9/draft/", theirs)
    sent = {f"a.q{n}": "2" for n in range(1, 10)} | {"once": "a"}
    both = client.post(f"{base}/examination/phq9/", sent)
    told_in_spanish(both, "Dos versiones de", "un borrador", "no quiso", status=409)


def test_the_entries_and_their_correction(client, practice, base):
    told_in_spanish(client.get(f"{base}/entries/"), "Todavía no hay nada registrado.")
    number = keep_answers(practice, "PEG", {"q1": 6, "q2": 7, "q3": 5})
    facts = (Fact(code="pulses_absent", value=True, on=TODAY, side=Side.LEFT),)
    single = practice.staff().add(practice.rosa, Entry(story="Ardor.", facts=facts), once="f")
    told_in_spanish(client.get(f"{base}/entries/{single}/findings/"), ", izquierda", "¿Qué estaba")
    peg = f"{base}/entries/{number}/peg/"
    told_in_spanish(client.get(peg), "Protocolo", "Guardar la corrección")
    told_in_spanish(client.post(peg, {"a.q1": "5"}), "Una corrección necesita", status=400)
    kept = client.post(peg, {"a.q1": "5", "reason": "Un error", "once": "c"}, follow=True)
    told_in_spanish(kept, "La corrección está guardada.", "Hallazgos: 1", "Relato", "corregida por")
    late = client.post(peg, {"a.q1": "4", "reason": "Otro error", "once": "d"})
    told_in_spanish(late, "Mientras tanto, alguien corrigió esta anotación.", status=400)


@pytest.mark.parametrize(
    ("kept", "said"),
    [(AGAIN, "el paciente respondió de nuevo"),
     (REASON, "se deducía de una respuesta que se dio de nuevo"), ("Un error", "Un error")],
)  # fmt: skip
def test_why_the_intake_replaced_an_entry_is_said_in_spanish(client, practice, base, kept, said):
    number = practice.staff().add(practice.rosa, Entry(story="Ardor."), once="a")
    practice.staff().correct(practice.rosa, number, Entry(story="Frío."), reason=kept, once="b")
    page = client.get(f"{base}/entries/")
    told_in_spanish(page, f"Reemplaza la anotación {number}: {said}")


@pytest.fixture
def plan(practice, base, monkeypatch):
    """The address of the plan, on the day of the story it is made of."""
    told(practice)
    monkeypatch.setattr("surefoot.clinic.seat.timezone.now", practice.clock)
    return f"{base}/plan/"


def test_a_plan_that_is_asked_for_and_waited_for(practice, plan, client):
    told_in_spanish(client.get(plan), "Nadie ha pedido un plan todavía.", "Proponer un plan")
    number, _ = plan_requests.ask(practice.staff(), practice.rosa)
    told_in_spanish(client.get(f"{plan}wait/"), "Esperando su turno")
    for step in ("reading", "findings", "prognosis", "plan", "check"):
        cache.set(f"plan-request/{number}", step)
        told_in_spanish(client.get(f"{plan}wait/"))
    plan_requests.end(practice.staff(), number, incident="abcd1234")
    told_in_spanish(client.get(plan), "Incidente abcd1234")


def test_a_plan_line_by_line_and_its_decision(practice, plan, client):
    planned(practice)
    shown = client.get(plan)
    told_in_spanish(
        shown, "Aprobar y firmar", "clínica", "domicilio, ", "Visita 1, día 1", "Semana 1",
        "nivel ", "El plan para la persona se entrega cuando está firmado.",
    )  # fmt: skip
    told_in_spanish(client.get(f"{plan}patient.pdf"), "Todavía no hay un plan", status=400)
    signing = {"version": "1", "decided": "approved"}
    signed = client.post(f"{plan}decide/", signing, follow=True)
    told_in_spanish(signed, "La versión 1 está aprobada y firmada.", "El plan para la persona")
    again = client.post(f"{plan}decide/", signing, follow=True)
    told_in_spanish(again, "Mientras tanto alguien ya decidió sobre esta versión.")
    wounded = entry_of(story("ulcer-under-foot-team"))
    practice.staff().add(practice.rosa, Entry(facts=wounded.facts), once="wound")
    told_in_spanish(client.get(f"{plan}patient.pdf"), "No se entrega.", status=400)
    told_in_spanish(client.get(plan), "Las reglas de hoy están en contra de esta versión.")


def test_a_plan_that_is_changed_refused_compared_and_set_aside(practice, plan, client):
    planned(practice)
    change = {"version": "1", "exercise": "NG003", "setting": "clinic"}
    much = client.post(f"{plan}change/", change | {"kind": "dose", "sets": "40"})
    told_in_spanish(much, "este cambio no se puede hacer.", "Lo cambiaría:", status=422)
    letters = client.post(f"{plan}change/", change | {"kind": "dose", "sets": "x"})
    told_in_spanish(letters, "no es un número entero de 1 o más.", status=400)
    out = {"version": "1", "exercise": "FX014", "setting": "clinic", "kind": "remove"}
    told_in_spanish(client.post(f"{plan}change/", out, follow=True), "La versión 2 está guardada.")
    told_in_spanish(client.post(f"{plan}change/", out, follow=True), "Hay una versión más reciente")
    told_in_spanish(client.get(f"{plan}compare/"), "Desde", "Ejercicios agregados o quitados")
    told_in_spanish(client.get(f"{plan}?version=1"), "Esta es una versión anterior.")
    aside = {"version": "2", "decided": "set_aside", "reason": "Se muda."}
    gone = client.post(f"{plan}decide/", aside, follow=True)
    told_in_spanish(gone, "La versión 2 está descartada.", "Descartada:", "Se muda.")


def test_a_change_that_needs_an_approval(practice, screens, base, monkeypatch):
    named = "sfn-dry-eyes-allodynia"
    told(practice, named)
    monkeypatch.setattr("surefoot.clinic.seat.timezone.now", practice.clock)
    entry = plans.newest_entry(plans.Patient.objects.get(code=practice.rosa))
    version = Version(answer=some_plan(named))
    plans.keep(practice.staff(), practice.rosa, version, after=0, entry=entry, by_hand=False)
    client, change = in_spanish(screens.staff()), f"{base}/plan/change/"
    told_in_spanish(client.get(f"{base}/plan/"), "requiere aprobación")
    add = {"version": "1", "exercise": "NG001", "setting": "clinic", "kind": "add"}
    told_in_spanish(client.post(change, add), "Aprobar y cambiar", status=422)
    silent = client.post(change, add | {"approve": "1", "reason": " "})
    told_in_spanish(silent, "Dé el motivo de la aprobación.", status=400)


def test_no_plan_for_somebody_who_has_to_be_seen_at_once(client, practice, base):
    practice.staff().add(practice.rosa, entry_of(story("cauda-equina")), once="urgent")
    told_in_spanish(client.get(f"{base}/"))
    told_in_spanish(client.get(f"{base}/plan/"))
