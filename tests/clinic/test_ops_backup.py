"""Backups are real: made under load, restored elsewhere, and a changed byte is found."""

import shutil
import sqlite3
import stat
import time
from contextlib import ExitStack, closing

import pytest

from clinic.machine import WRITER, Machine, empty_database
from surefoot.clinic.kept import envelope
from surefoot.clinic.kept.sqlite import copy
from surefoot.terms import SurefootError

AT_ONCE = 30  # patients of the practice that is backed up


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def kept(request, tmp_path_factory):
    """A machine whose clinic was backed up while patients were being registered."""
    folder = tmp_path_factory.mktemp(request.param)
    with ExitStack() as stack:
        urls = ["", ""]
        if request.param == "postgresql":
            urls = [stack.enter_context(empty_database()) for _ in range(2)]
            if None in urls:
                pytest.skip("No PostgreSQL answers: backups were tried on SQLite only.")
        here, there = (Machine(folder / name, url) for name, url in zip("ab", urls, strict=True))
        here.run("generate", "--patients", AT_ONCE)
        writer = here.start("-c", WRITER, folder / "stop")
        while not (folder / "begun").exists():
            assert writer.poll() is None, writer.stderr.read()
            time.sleep(0.05)
        made = here.run("backup", folder / "kept.surefoot", "--json")
        (folder / "stop").touch()
        written = int(writer.communicate()[0])
        yield here, there, folder / "kept.surefoot", made, written


@pytest.fixture(scope="module")
def restored(kept):
    """The second machine, after it was filled from the backup with the keys put beside."""
    here, there, file, _, _ = kept
    there.home.mkdir(mode=0o700)
    shutil.copy(here.home / "keys.json", there.home / "keys.json")
    return there, there.run("restore", file, "--json")


def test_a_backup_under_load_is_restored_with_every_row_and_the_audit_holds(kept, restored):
    here, _, file, made, written = kept
    there, answer = restored
    told = envelope.check(file)
    assert answer["rows"] == made["rows"] == sum(told.rows.values())
    assert answer["keys_open_it"] is True
    assert AT_ONCE < told.rows["clinic_patient"] <= AT_ONCE + written
    seal = made["seals"]["invented"]
    assert there.run("audit", "verify", "--known", seal, "--json")["holds"]
    assert here.run("audit", "verify", "--known", seal, "--json")["holds"]


def test_a_second_backup_of_what_was_restored_has_the_same_hash_of_every_table(
    kept, restored, tmp_path
):
    there, _ = restored
    there.run("backup", tmp_path / "again.surefoot")
    first, again = envelope.check(kept[2]), envelope.check(tmp_path / "again.surefoot")
    assert again.tables == first.tables


def test_new_patients_get_numbers_behind_the_restored_ones(kept, restored, tmp_path):
    there, _ = restored
    writer = there.start("-c", WRITER, tmp_path / "stop")
    while not (tmp_path / "begun").exists():
        assert writer.poll() is None, writer.stderr.read()
        time.sleep(0.05)
    (tmp_path / "stop").touch()
    assert int(writer.communicate()[0]) >= 1


def test_nothing_is_restored_over_a_database(kept, restored):
    there, _ = restored
    assert "already" in (said := there.run("restore", kept[2], status=2)) or "not empty" in said


def test_a_flipped_byte_is_found_wherever_it_is(kept, tmp_path):
    whole = kept[2].read_bytes()
    places = sorted({len(whole) * n // 100 for n in range(100)} | {0, 17, 18, 81, 82, 83})
    for place in [*places, len(whole) - 1]:
        file = tmp_path / "flipped"
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(SurefootError):
            envelope.check(file)


@pytest.mark.parametrize("many", [0, 1, 82, 83, -1])
def test_a_file_that_is_not_whole_is_found(kept, tmp_path, many):
    whole = kept[2].read_bytes()
    (tmp_path / "short").write_bytes(whole[:many])
    with pytest.raises(SurefootError):
        envelope.check(tmp_path / "short")


def test_a_backup_holds_no_keys_and_only_its_owner_reads_it(kept, tmp_path):
    here, _, file, _, _ = kept
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with envelope.opened(file) as content:
        inside = content.read()
    secret = (here.home / "secret").read_text().strip()
    for told in ((here.home / "keys.json").read_text().split('"')[-2], secret):
        assert told.encode() not in inside


def test_a_row_changed_inside_a_backup_that_was_sealed_anew_is_found(tmp_path):
    """Whoever can make the digest fit still has the digests of the tables against them."""
    machine = Machine(tmp_path / "home")
    machine.run("generate", "--patients", 3)
    machine.run("backup", tmp_path / "good.surefoot")
    told = envelope.check(tmp_path / "good.surefoot")
    database = tmp_path / "home" / "surefoot.sqlite3"
    with closing(sqlite3.connect(database, autocommit=True)) as link:
        link.execute("UPDATE clinic_patient SET name = 'Somebody Else' WHERE id = 1")
    copy(database, tmp_path / "copy")
    envelope.pack(tmp_path / "copy", tmp_path / "packed")
    envelope.seal(told, tmp_path / "packed", tmp_path / "bad.surefoot")
    said = Machine(tmp_path / "other").run("restore", tmp_path / "bad.surefoot", status=2)
    assert "clinic_patient" in said
    assert not (tmp_path / "other" / "surefoot.sqlite3").exists()
