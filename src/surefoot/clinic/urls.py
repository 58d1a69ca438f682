"""Every address there is. A new one needs its row in tests/clinic/addresses.tsv."""

from allauth.account.views import login, logout, reauthenticate
from django.urls import include, path
from django.views.i18n import set_language

from surefoot.clinic import account
from surefoot.clinic.desk.contacts import contacts_in
from surefoot.clinic.desk.day import day, this_day, visit
from surefoot.clinic.desk.find import patients
from surefoot.clinic.desk.papers import paper
from surefoot.clinic.desk.person import contact
from surefoot.clinic.desk.register import new_patient
from surefoot.clinic.invited import invitation
from surefoot.clinic.office.export import export
from surefoot.clinic.office.means import office
from surefoot.clinic.office.review import review
from surefoot.clinic.office.staff import staff
from surefoot.clinic.office.trail import audit_trail
from surefoot.clinic.patient import door, public
from surefoot.clinic.patient.intake import intake, intake_step
from surefoot.clinic.patient.passkeys import my_phone, my_phones
from surefoot.clinic.therapist import plan, plan_change, plan_papers
from surefoot.clinic.therapist.asking import ask
from surefoot.clinic.therapist.chart import chart
from surefoot.clinic.therapist.entries import correct, entries
from surefoot.clinic.therapist.examination import examination
from surefoot.clinic.therapist.measuring import draft, measure, score_now
from surefoot.clinic.therapist.today import today, today_due
from surefoot.clinic.therapist.urgent import urgent

urlpatterns = [
    path("", today, name="home"),
    path("today/", today, name="today"),
    path("today/due/", today_due, name="today_due"),
    path("patients/", patients, name="patients"),
    path("patients/new/", new_patient, name="new_patient"),
    path("patients/<uuid:patient>/", chart, name="chart"),
    path("patients/<uuid:patient>/contact/", contact, name="contact"),
    path("patients/<uuid:patient>/visits/<int:visit>/", visit, name="visit"),
    path("patients/<uuid:patient>/papers/<int:paper>/", paper, name="paper"),
    path("patients/<uuid:patient>/urgent/", urgent, name="urgent"),
    path("contacts/", contacts_in, name="contacts_in"),
    path("day/", this_day, name="this_day"),
    path("manager/", office, name="office"),
    path("manager/staff/", staff, name="staff"),
    path("manager/audit/", audit_trail, name="audit_trail"),
    path("manager/export/", export, name="export"),
    path("manager/knowledge/", review, name="review"),
    path("day/<str:day>/", day, name="day"),
    path("patients/<uuid:patient>/plan/", plan.plan, name="plan"),
    path("patients/<uuid:patient>/plan/ask/", plan.ask, name="plan_ask"),
    path("patients/<uuid:patient>/plan/wait/", plan.wait, name="plan_wait"),
    path("patients/<uuid:patient>/plan/change/", plan_change.change, name="plan_change"),
    path("patients/<uuid:patient>/plan/decide/", plan.decide, name="plan_decide"),
    path("patients/<uuid:patient>/plan/compare/", plan.compare, name="plan_compare"),
    path(
        "patients/<uuid:patient>/plan/patient.pdf", plan_papers.patient_pdf, name="plan_patient_pdf"
    ),
    path(
        "patients/<uuid:patient>/plan/patient.html",
        plan_papers.patient_html,
        name="plan_patient_html",
    ),
    path(
        "patients/<uuid:patient>/plan/therapist.pdf",
        plan_papers.therapist_pdf,
        name="plan_therapist_pdf",
    ),
    path("patients/<uuid:patient>/progress.pdf", plan_papers.progress_pdf, name="progress_pdf"),
    path("patients/<uuid:patient>/progress.html", plan_papers.progress_html, name="progress_html"),
    path("patients/<uuid:patient>/letter.pdf", plan_papers.letter_pdf, name="letter_pdf"),
    path("patients/<uuid:patient>/examination/", examination, name="examination"),
    path("patients/<uuid:patient>/examination/<slug:test>/", measure, name="measure"),
    path("patients/<uuid:patient>/examination/<slug:test>/score/", score_now, name="score_now"),
    path("patients/<uuid:patient>/examination/<slug:test>/draft/", draft, name="draft"),
    path("patients/<uuid:patient>/examination/<slug:test>/ask/<int:number>/", ask, name="ask"),
    path("patients/<uuid:patient>/entries/", entries, name="entries"),
    path("patients/<uuid:patient>/entries/<int:entry>/<slug:part>/", correct, name="correct"),
    path("c/<slug:slug>/", public.clinic_page, name="clinic"),
    path("c/<slug:slug>/ask/", public.ask, name="clinic_ask"),
    path("c/<slug:slug>/asked/", public.asked, name="clinic_asked"),
    path("language/", set_language, name="set_language"),
    path("me/", door.my_home, name="my_home"),
    path("me/door/", door.my_door, name="my_door"),
    path("me/leave/", door.leave, name="my_leave"),
    path("me/intake/", intake, name="my_intake"),
    path("me/intake/<slug:step>/", intake_step, name="my_intake_step"),
    path("me/phone/", my_phone, name="my_phone"),
    path("me/phones/", my_phones, name="my_phones"),
    path("me/<str:token>/", door.my_link, name="my_link"),
    path("account/", account.account, name="account"),
    path("account/clinic/", account.choose_clinic, name="choose_clinic"),
    path("account/login/", login, name="account_login"),
    path("account/logout/", logout, name="account_logout"),
    path("account/confirm/", reauthenticate, name="account_reauthenticate"),
    path("account/password/", account.change_password, name="account_change_password"),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("invitation/<str:token>/", invitation, name="invitation"),
    path("account/sessions/", include("allauth.usersessions.urls")),
]
handler403 = "surefoot.clinic.errors.not_open"
handler404 = "surefoot.clinic.errors.not_there"
handler500 = "surefoot.clinic.errors.our_fault"
