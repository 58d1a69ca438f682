"""The clinic's page for everybody: what neuropathy is, and how to ask for an appointment."""

import secrets
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.dates import MONTHS
from django.utils.translation import gettext, gettext_lazy

from surefoot.clinic import in_force, sent
from surefoot.clinic.models import Clinic
from surefoot.clinic.patient import throttle
from surefoot.clinic.patient.door import birth_date
from surefoot.clinic.seat import address
from surefoot.clinic.store import AlreadyKeptError, contacts
from surefoot.clinic.store.contacts import Wish
from surefoot.knowledge.patient_texts import PUBLIC, in_language

ASKS_AN_HOUR = 10  # from one address: a whole family shares one
OLDEST = 1900  # the year of birth
TECHNIQUES = ("aquatic", "soft_tissue", "joint_mobilization", "flexibility", "balance")


class AskForm(forms.Form):
    """What somebody says who is not a patient yet."""

    name = forms.CharField(max_length=200, label=gettext_lazy("Your name"))
    phone = forms.CharField(max_length=40, required=False, label=gettext_lazy("Phone"))
    email = forms.EmailField(max_length=200, required=False, label=gettext_lazy("E-mail"))
    language = forms.ChoiceField(choices=settings.LANGUAGES, label=gettext_lazy("Language"))
    about = forms.CharField(max_length=200, label=gettext_lazy("What is it about?"))
    once = forms.CharField(max_length=64, required=False)
    says: ClassVar = gettext_lazy("Tell us a phone number or an e-mail address.")

    def clean_name(self) -> str:
        """As the front desk types it: what they could not accept is told to whoever can mend it."""
        name = sent.a_name(self.cleaned_data["name"])
        if name is None:
            raise forms.ValidationError(gettext("Write the name with letters."))
        return name

    def clean(self) -> dict[str, Any]:
        """There is a way to reach the person, and a birth date that can be one."""
        told = super().clean() or {}
        if not told.get("phone") and not told.get("email"):
            self.add_error("phone", self.says)
        born_on = birth_date(self.data)
        if born_on is None or born_on.year < OLDEST or born_on > timezone.localdate():
            self.add_error(None, gettext("Give your birth date as day, month and year."))
        told["born_on"] = born_on
        return told


def clinic_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What the clinic treats, in plain words, with its sources."""
    knowledge, language = in_force.knowledge(), translation.get_language()
    groups = knowledge.symptom_groups.values()
    known = knowledge.techniques.values()
    techniques = [row for name in TECHNIQUES for row in known if row.technique.value == name]
    words = [row for row in knowledge.wordings.values() if row.id.startswith(PUBLIC)]
    rows = (*groups, *knowledge.reversibility_classes.values(), *techniques, *words)
    told = {
        "clinic": get_object_or_404(Clinic, slug=slug),
        "said": {_field(row.id): in_language(knowledge, row.says, language) for row in words},
        "symptoms": [in_language(knowledge, row.ask, language) for row in groups],
        "sources": sorted({key for row in rows for key in row.sources}),
        "release": knowledge.version,
    }
    return render(request, "patient/clinic.html", told)


def _field(row: str) -> str:
    """The name a wording has in the template: "type_focal" for "public/type/focal"."""
    return row.removeprefix(PUBLIC).replace("/", "_")


def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for an appointment; somebody calls back."""
    clinic = get_object_or_404(Clinic, slug=slug)
    form = AskForm(request.POST if request.method == "POST" else None)
    told: dict[str, object] = {"clinic": clinic, "form": form, "months": MONTHS.items()}
    told["sent"] = request.POST
    told["languages"] = settings.LANGUAGES
    told["once"] = request.POST.get("once") or secrets.token_urlsafe(24)
    if request.method != "POST":
        return render(request, "patient/ask.html", told)
    if not form.is_valid():
        return render(request, "patient/ask.html", told, status=400)
    if not throttle.take(f"ask/{throttle.place(address(request))}", most=ASKS_AN_HOUR):
        told["says"] = gettext("Too much was sent from here. Wait an hour, or call us.")
        return render(request, "patient/ask.html", told, status=429)
    _keep(request, clinic, form.cleaned_data)
    return redirect("clinic_asked", slug=slug)


def asked(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens next."""
    return render(request, "patient/asked.html", {"clinic": get_object_or_404(Clinic, slug=slug)})


def _keep(request: HttpRequest, clinic: Clinic, told: dict[str, Any]) -> None:
    once = told.pop("once") or secrets.token_urlsafe(24)
    now, where = timezone.now(), address(request)
    try:
        contacts.ask(clinic, Wish(**told), ring=in_force.ring(), at=now, once=once, where=where)
    except AlreadyKeptError:
        return  # the same form: it waits already
