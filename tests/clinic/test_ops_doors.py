"""What is served to whom: public addresses, the demo's open door, health, metrics and logs."""

import io
import json
import logging
import socket
from argparse import Namespace

import pytest
from django.conf import settings
from django.test import RequestFactory

from clinic.machine import Machine
from surefoot.clinic import demo_door, metrics, watch
from surefoot.clinic.logs import Lines
from surefoot.command.clinic_demo import check_folder
from surefoot.command.serve import check_address, check_port, commands, is_loopback
from surefoot.terms import SurefootError

TLS = {"SUREFOOT_HTTPS": "1", "SUREFOOT_HOSTS": "clinic.example.org"}
PROXY = {"SUREFOOT_PROXY": "10.0.0.2"}


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.9.9.9"])
def test_this_machine_alone_is_served_as_it_is(host):
    assert is_loopback(host)
    check_address(host, {})


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "clinic.example.org"])  # noqa: S104 — refused
@pytest.mark.parametrize(
    "told",
    [
        {},
        {"SUREFOOT_HTTPS": "1"},
        {"SUREFOOT_HOSTS": "clinic.example.org"},
        {**TLS, "SUREFOOT_HTTPS": "yes"},
        TLS,  # who answers for the TLS is not told
        {**TLS, **PROXY, "SUREFOOT_DEMO": "1"},
    ],
)
def test_a_public_address_without_tls_is_refused_and_how_to_mend_it_is_said(host, told):
    with pytest.raises(SurefootError) as refused:
        check_address(host, told)
    assert refused.value.fix


def test_a_public_address_is_served_behind_tls_or_with_a_certificate():
    check_address("0.0.0.0", {**TLS, **PROXY})  # noqa: S104 — behind a proxy
    check_address("0.0.0.0", TLS, own_tls=True)  # noqa: S104 — with TLS of its own


def test_a_port_that_somebody_listens_at_is_refused():
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SurefootError):
            check_port("127.0.0.1", port)
    check_port("127.0.0.1", port)


def test_a_certificate_without_its_key_is_refused():
    asked = Namespace(host="::", port=443, workers=1, threads=1, certificate="c.pem", key=None)
    with pytest.raises(SurefootError):
        commands(asked)


@pytest.fixture
def demo(monkeypatch, tmp_path):
    """A server that was started as the demo, in a home that the demo made."""
    (tmp_path / demo_door.MARK).touch()
    told = {"DEMO": True, "HTTPS": False, "HOSTS": [], "HOME": tmp_path}
    for name, value in told.items():
        monkeypatch.setattr(settings, name, value)
    return tmp_path


def asked(**more):
    """A request of this machine."""
    return RequestFactory().get("/today/", **{"REMOTE_ADDR": "127.0.0.1", **more})


def test_the_demo_on_this_machine_asks_for_no_second_factor(demo, screens):
    assert demo_door.is_open(asked())
    client = screens.staff()
    session = client.session
    del session["second_factor"]
    session.save()
    assert client.get("/today/").status_code == 200


@pytest.mark.parametrize(
    ("name", "value"),
    [("DEMO", False), ("HTTPS", True), ("HOSTS", ["clinic.example.org"]), ("HOME", None)],
)
def test_without_any_one_of_its_conditions_the_door_is_shut(
    demo, screens, monkeypatch, tmp_path_factory, name, value
):
    real = tmp_path_factory.mktemp("a real clinic")
    monkeypatch.setattr(settings, name, real if name == "HOME" else value)
    assert not demo_door.is_open(asked())
    client = screens.staff()
    session = client.session
    del session["second_factor"]
    session.save()
    assert client.get("/today/").status_code == 302


@pytest.mark.parametrize(
    "more",
    [
        {"REMOTE_ADDR": "192.168.1.9"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "::ffff:10.0.0.1"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_VIA": "1.1 proxy"},
    ],
)
def test_nobody_from_elsewhere_walks_through_the_demos_door(demo, more):
    assert not demo_door.is_open(asked(**more))


def test_the_demo_takes_no_folder_that_it_did_not_make(tmp_path):
    check_folder(tmp_path / "new")
    check_folder(tmp_path)
    (tmp_path / "keys.json").touch()
    with pytest.raises(SurefootError):
        check_folder(tmp_path)
    (tmp_path / "demo").touch()
    check_folder(tmp_path)


DEMO = """
import django
from surefoot.command import clinic_demo
clinic_demo.PATIENTS, clinic_demo.PEOPLE = 3, pathlib.Path("none")
clinic_demo.begin_django()
clinic_demo._practice("x")
from django.utils import timezone
from surefoot.clinic.models import Clinic, Member, Visit
from surefoot.clinic.seat import Seat
from surefoot.clinic.store import visits
seat = Seat(member=Member.objects.get(role="front_desk"), now=timezone.now(), where="")
print(len(visits.of_day(seat.store, seat.today)), seat.clinic.ambulance)
"""


@pytest.mark.parametrize("hours", [14, -12])
def test_the_demo_expects_people_today_wherever_the_machine_is(tmp_path, hours):
    """At any hour one of these has another day than UTC, where the practice is."""
    machine = Machine(tmp_path / "home", TZ=f"away{-hours:+}", SUREFOOT_DEMO="1")
    assert machine.python(f"import pathlib\n{DEMO}").split() == ["3", "911"]


def test_health_says_that_the_database_answers_whatever_name_is_used(screens):
    answer = screens.anybody().get("/healthz", SERVER_NAME="10.0.0.7")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_health_says_so_when_the_database_does_not_answer(practice, monkeypatch):
    from django.db import OperationalError

    class Broken:
        """A database that is down."""

        def cursor(self):
            raise OperationalError("password of surefoot at 10.0.0.3 was wrong")

        def close_if_unusable_or_obsolete(self):
            """Nothing to close."""

    monkeypatch.setattr(watch, "connection", Broken())
    answer = watch.healthz(asked())
    assert answer.status_code == 503
    assert b"10.0.0.3" not in answer.content


def test_metrics_are_for_this_machine_or_for_who_knows_the_token(screens, monkeypatch):
    client = screens.anybody()
    assert b"surefoot_answers_total" in client.get("/metrics").content
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.1").status_code == 404
    assert client.get("/metrics", HTTP_X_FORWARDED_FOR="127.0.0.1").status_code == 404
    monkeypatch.setenv("SUREFOOT_METRICS_TOKEN", "only for the tests")
    told = {"REMOTE_ADDR": "192.0.2.1", "HTTP_AUTHORIZATION": "Bearer only for the tests"}
    assert client.get("/metrics", **told).status_code == 200
    told["HTTP_AUTHORIZATION"] = "Bearer a guess"
    assert client.get("/metrics", **told).status_code == 404


def test_what_each_worker_counts_is_added_up(tmp_path):
    (tmp_path / metrics.FOLDER).mkdir()
    for name in ("1.count", "2.count"):
        counters = metrics.Counters(tmp_path / metrics.FOLDER / name)
        counters.count(200, 0.004)
        counters.count(503, 7.0)
    page = metrics.page(tmp_path, {})
    assert 'surefoot_answers_total{status="2xx"} 2' in page
    assert 'surefoot_answers_total{status="5xx"} 2' in page
    assert 'surefoot_answer_seconds_bucket{le="0.01"} 2' in page
    assert 'surefoot_answer_seconds_bucket{le="5.0"} 2' in page
    assert 'surefoot_answer_seconds_bucket{le="+Inf"} 4' in page
    assert "surefoot_answer_seconds_sum 14.008000" in page


@pytest.fixture
def lines():
    """What is written into the log."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Lines())
    loggers = [logging.getLogger(name) for name in ("surefoot", "django")]
    for one in loggers:
        one.addHandler(handler)
    yield out
    for one in loggers:
        one.removeHandler(handler)


def test_the_log_names_route_and_number_of_a_request_and_no_patient(screens, practice, lines):
    answer = screens.staff().get(f"/patients/{practice.rosa}/?q=Rosa")
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    mine = [one for one in told if one["from"] == "surefoot.request"]
    assert mine[-1]["route"] == "patients/<uuid:patient>/"
    assert (mine[-1]["status"], mine[-1]["request"]) == (200, answer["X-Request-ID"])
    assert str(practice.rosa) not in lines.getvalue()
    assert "Rosa" not in lines.getvalue()


def test_the_log_of_an_error_says_where_and_not_what_was_typed(lines):
    try:
        raise ValueError("Rosa Díaz has a wound")
    except ValueError:
        logging.getLogger("surefoot.test").exception("incident 1234")
    told = json.loads(lines.getvalue())
    assert (told["says"], told["error"]) == ("incident 1234", "ValueError")
    assert told["places"][0].startswith("test_ops_doors.py:")
    assert "Rosa" not in lines.getvalue()


def test_a_path_that_leads_nowhere_is_not_written_into_the_log(screens, lines):
    screens.anybody().get("/patients/Rosa-Diaz/")
    assert "Rosa" not in lines.getvalue()
