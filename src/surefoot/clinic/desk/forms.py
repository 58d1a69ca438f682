"""What the front desk types, read and checked."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from surefoot.clinic import sent
from surefoot.clinic.store import Identity
from surefoot.clinic.store.papers import Agreed
from surefoot.clinic.store.reach import PARTS
from surefoot.terms import SurefootError

SEXES = (("", _("not said")), ("female", _("female")), ("male", _("male")), ("other", _("other")))
AGREED = {
    Agreed.TREATMENT: _("To be treated here"),
    Agreed.RECORDS: _("That what they tell us is kept"),
    Agreed.MESSAGES: _("E-mail and text messages"),
    Agreed.SHARING: _("Letters to their physician"),
    Agreed.PICTURES: _("Pictures of the feet and of walking"),
    Agreed.RESEARCH: _("Research without their name"),
}
type Typed = QueryDict | None
EARLIEST = date(1880, 1, 1)


class Day(forms.DateInput):
    """A day as the browser asks for it."""

    input_type = "date"

    def __init__(self) -> None:
        """Browsers read and write one format only."""
        super().__init__(format="%Y-%m-%d")


class ClinicDay(forms.DateField):
    """A day on which something is done here; a year of two digits is told, not kept."""

    widget = Day

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The browser says it too."""
        ends = {"min": sent.FIRST.isoformat(), "max": sent.LAST.isoformat()}
        return {**super().widget_attrs(widget), **ends}

    def validate(self, value: date | None) -> None:
        """No clinic has a visit in the year 26, and the calendar ends with the year 9999."""
        super().validate(value)
        if value and not sent.is_day_of_clinic(value):
            raise forms.ValidationError(gettext("This year cannot be meant. Check the day."))


class PersonForm(forms.Form):
    """Who somebody is, and how to reach them."""

    name = forms.CharField(label=_("Name"), max_length=200)
    born_on = forms.DateField(label=_("Birth date"), widget=Day())
    sex = forms.ChoiceField(label=_("Sex at birth"), choices=SEXES, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    emergency = forms.CharField(label=_("Whom to call"), max_length=200, required=False)

    today = date.max  # the clinic's day: nobody is born after it

    def clean_name(self) -> str:
        """One line, without signs that steer."""
        name = sent.a_name(self.cleaned_data["name"])
        if name is None:
            raise forms.ValidationError(gettext("Write the name with letters."))
        return name

    def clean_born_on(self) -> date:
        """A day somebody alive can be born on."""
        day: date = self.cleaned_data["born_on"]
        if not EARLIEST <= day <= self.today:
            raise forms.ValidationError(gettext("This is no birth date of somebody alive."))
        return day

    @property
    def who(self) -> Identity:
        """What was typed, as the store keeps it."""
        told = self.cleaned_data
        contact = {part: told[part] for part in PARTS}
        own = {part: told[part] for part in ("name", "born_on", "sex", "language")}
        return Identity(**own, contact=contact)


class VisitForm(forms.Form):
    """When, with whom, how long."""

    day = ClinicDay(label=_("Day"))
    time = forms.TimeField(
        label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    therapist = forms.TypedChoiceField(label=_("With"), coerce=int)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=10, max_value=180)

    def starts_at(self, zone: str) -> datetime:
        """The moment, in the clinic's own time; an hour that the clock skips is refused."""
        return moment(self.cleaned_data["day"], self.cleaned_data["time"], zone)


def person_form(
    told: Typed = None, *, today: date, initial: Mapping[str, Any] | None = None
) -> PersonForm:
    """The form of a person on the clinic's day."""
    form = PersonForm(told, initial=dict(initial or {}))
    form.today = today
    return form


def contact_form(
    told: Typed = None, *, today: date, initial: Mapping[str, Any] | None = None
) -> PersonForm:
    """The form of a person on file: it carries what it was opened with, and knows what changed."""
    form = person_form(told, today=today, initial=initial)
    for field in form.fields.values():
        field.show_hidden_initial = True
    return form


def visit_form(
    told: Typed = None,
    *,
    therapists: tuple[tuple[int, str], ...],
    initial: Mapping[str, Any] | None = None,
) -> VisitForm:
    """The form of a visit, with those who can be given one.

    Whoever had it and is none of them is chosen anew: a browser would choose the first by itself.
    """
    form = VisitForm(told, initial=dict(initial or {}))
    chooser, had = form.fields["therapist"], form.initial.get("therapist")
    if isinstance(chooser, forms.ChoiceField):
        is_gone = had is not None and had not in dict(therapists)
        chooser.choices = [("", _("Choose somebody")), *therapists] if is_gone else therapists
    return form


class ConsentForm(forms.Form):
    """What somebody agreed to, or withdrew."""

    kind = forms.ChoiceField(label=_("To what"), choices=[(k.value, w) for k, w in AGREED.items()])
    given = forms.ChoiceField(
        label=_("What they said"), choices=(("yes", _("agreed")), ("no", _("withdrew")))
    )
    on = ClinicDay(label=_("On"))


def moment(day: date, at: time, zone: str) -> datetime:
    """A time of the wall clock; SurefootError where the clock skips it."""
    wall = datetime.combine(day, at)
    found = wall.replace(tzinfo=ZoneInfo(zone))
    back = found.astimezone(ZoneInfo("UTC")).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    if back != wall:
        raise SurefootError(
            gettext("The clock skips this hour on that day."), gettext("Choose another time.")
        )
    return found


def said(form: forms.Form) -> str:
    """What is wrong in a form, in one line, with the words of its fields."""
    return " ".join(
        f"{form.fields[name].label}: {error}" if name in form.fields else str(error)
        for name, errors in form.errors.items()
        for error in errors
    )
