"""What the clinic can offer, and the instruments it holds a licence for."""

import json
from datetime import datetime

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from surefoot.care.case import ClinicMeans
from surefoot.clinic import in_force
from surefoot.clinic.access import Right
from surefoot.clinic.kept.write import LAST
from surefoot.clinic.seat import Seat, needs
from surefoot.clinic.store import practice
from surefoot.clinic.where import WHERE
from surefoot.knowledge.patient_texts import ENGLISH
from surefoot.terms import Setting, Technique

SLOT = "slot"


class MeansForm(forms.Form):
    """`ClinicMeans`, and whom patients are told to ring."""

    phone = forms.CharField(label=_("Phone patients are told to ring"), max_length=40)
    ambulance = forms.RegexField(
        label=_("Number of the ambulance here"), regex=r"^\+?[0-9 ]+$", max_length=20
    )
    passkeys = forms.BooleanField(
        label=_("Patients may come back with the passkey of their own phone, without a new link"),
        required=False,
    )
    settings = forms.MultipleChoiceField(
        label=_("Where you treat"),
        choices=[(place.value, words) for place, words in WHERE.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    rooms = forms.CharField(
        label=_("Rooms that can be booked, one a line"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    visit_min = forms.IntegerField(label=_("Minutes of a visit"), min_value=10, max_value=180)
    visits_per_week_max = forms.IntegerField(
        label=_("Visits a week, at most"), min_value=1, max_value=7
    )
    visits_max = forms.IntegerField(
        label=_("Visits in the whole course, at most (empty: no limit)"),
        min_value=1,
        max_value=200,
        required=False,
    )
    profile = forms.ChoiceField(
        label=_("Whom you see"),
        choices=(("mixed", _("neuropathies of all causes")), ("diabetes", _("mostly diabetes"))),
    )
    skills = forms.MultipleChoiceField(
        label=_("What your staff can deliver (none ticked: everything)"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    licensed = forms.MultipleChoiceField(
        label=_("Instruments you hold a licence for"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    @property
    def means(self) -> ClinicMeans:
        """What was entered, as the line of care reads it."""
        told = self.cleaned_data
        rooms = dict.fromkeys(" ".join(line.split()) for line in told["rooms"].splitlines())
        return ClinicMeans(
            settings=tuple(Setting(one) for one in told["settings"]),
            visit_min=told["visit_min"],
            visits_max=told["visits_max"],
            visits_per_week_max=told["visits_per_week_max"],
            skills=tuple(told["skills"]),
            rooms=tuple(room for room in rooms if room),
            profile=told["profile"],
            licensed=tuple(told["licensed"]),
        )


@needs(Right.MANAGE_CLINIC)
def office(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The means, the licences, and when the last backup was made."""
    form = MeansForm(request.POST or None, initial=_initial(seat))
    slots = _slots()
    for name, choices in (("licensed", slots), ("skills", _techniques())):
        chooser = form.fields[name]
        if isinstance(chooser, forms.MultipleChoiceField):
            chooser.choices = choices
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        practice.keep_means(
            seat.store,
            form.means,
            phone=told["phone"],
            ambulance=told["ambulance"],
            passkeys=told["passkeys"],
        )
        messages.success(request, gettext("Kept. Plans proposed from now on follow it."))
        return redirect("office")
    told = {"form": form, "slots": slots, "backup": last_backup()}
    return render(request, "manager/office.html", told)


def _techniques() -> list[tuple[str, str]]:
    """The techniques by the names that pages call them by."""
    words = in_force.knowledge().wordings
    return [(one.value, _english(words[f"technique/{one}/name"].says)) for one in Technique]


def _initial(seat: Seat) -> dict[str, object]:
    means = seat.means
    return {
        "phone": seat.clinic.phone,
        "ambulance": seat.clinic.ambulance,
        "passkeys": seat.clinic.patient_passkeys,
        "settings": [str(one) for one in means.settings],
        "rooms": "\n".join(means.rooms),
        "visit_min": means.visit_min,
        "visits_per_week_max": means.visits_per_week_max,
        "visits_max": means.visits_max,
        "profile": means.profile,
        "skills": list(means.skills),
        "licensed": list(means.licensed),
    }


def _slots() -> list[tuple[str, str]]:
    """Instruments whose wording we may not ship: id and name."""
    known = in_force.knowledge().instruments
    return [(i.id, _english(i.name)) for i in known.values() if i.wording == SLOT]


def _english(name: str) -> str:
    """A name of the knowledge, marked as what it is on a page in another language."""
    return format_html('<span lang="{}">{}</span>', ENGLISH, name)


def last_backup() -> datetime | None:
    """When the last backup of this machine was made; None where none is on record."""
    try:
        told = json.loads((settings.HOME / LAST).read_text(encoding="utf-8"))
        return datetime.fromisoformat(told["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
