"""P8: the safety gate alone: a million random patients, and invented people one at a time."""

import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from bench.measure import at_least, cpu_seconds

import people
from surefoot.care.contact import first_contact
from surefoot.care.findings import Findings
from surefoot.care.plan.safety import assess
from surefoot.care.plan.safety_table import SafetyTable
from surefoot.knowledge.load import load

MILLION = 1_000_000
PEOPLE = 100


def main() -> int:
    """Patients a second on one core for masks of all exercises; then readings with reasons."""
    knowledge = load()
    table = SafetyTable(knowledge)
    rng = np.random.default_rng(8)
    shares = [0.02, 0.93, 0.05]  # not known, absent, present
    patients = rng.choice(np.array([-1, 0, 1], dtype=np.int8), size=(MILLION, 64), p=shares)
    table.closed(patients[:1000])
    best = min(cpu_seconds(lambda: table.closed(patients)) for _ in range(5))
    met = at_least(
        "P8", "safety masks, vectorised, one core", MILLION / best, 500_000, "patients/s"
    )
    start = time.process_time()
    for case in people.generate(8, PEOPLE):
        findings = Findings(case, knowledge)
        assess(findings, case, first_contact(findings, case, knowledge), knowledge)
    taken = (time.process_time() - start) / PEOPLE
    print(f"P8  a reading with every reason: {taken * 1000:.1f} CPU-ms a person")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
