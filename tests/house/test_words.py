"""What may never stand in a tracked file: the paths of one machine, the addresses of registries."""

import re

import pytest

from house.tree import ROOT, tracked

# Written in parts, so that this file does not hold what it looks for.
MACHINE = "|".join(
    ("/" + "root/", "/" + "home/[a-z]", "/" + "work/(?:main|shared)", r"\.\./" + "shared")
)
REGISTRY = "|".join(
    (
        "pypi" + r"\.org",
        "python" + r"hosted\.org",
        "registry" + r"\.npmjs",
        "--(?:extra-)?index-" + "url[ =]",
    )
)
FORBIDDEN = re.compile(rf"(?<![A-Za-z0-9_.])(?:{MACHINE})|{REGISTRY}")
BINARY = {".ttf", ".woff2", ".png", ".pdf", ".parquet", ".ico"}
TEXTS = [path.relative_to(ROOT).as_posix() for path in tracked() if path.suffix not in BINARY]


@pytest.mark.parametrize("name", TEXTS)
def test_a_tracked_file_names_no_machine_and_no_registry(name):
    text = (ROOT / name).read_text(encoding="utf-8", errors="replace")
    found = [
        f"{text.count(chr(10), 0, m.start()) + 1}: {m.group()}" for m in FORBIDDEN.finditer(text)
    ]
    assert found == []


def test_no_lock_of_uv_is_tracked():
    assert "uv.lock" not in TEXTS


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-demo.lock"])
def test_a_lock_pins_every_package_with_a_hash_and_no_address(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    packages = re.split(r"\n(?=[a-zA-Z])", text.strip())
    assert "://" not in text
    assert [p.split()[0] for p in packages if "==" not in p or "--hash=sha256:" not in p] == []


def test_the_demo_lock_is_part_of_the_full_lock():
    def pinned(name):
        return set(re.findall(r"^[a-z0-9._-]+==\S+", (ROOT / name).read_text(), re.MULTILINE))

    assert pinned("requirements-demo.lock") <= pinned("requirements.lock")
