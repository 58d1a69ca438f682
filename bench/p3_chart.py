"""P3: a whole chart costs at most 25 CPU-ms where a page with one row costs 2.2."""

import os
import sys

from bench.measure import at_most
from bench.server import servers

PATIENTS = int(os.environ.get("SUREFOOT_PATIENTS", "500"))
DEEP = 700  # entries of the patient who has come for years
LIMIT_MS, FLOOR_MS = 25, 2.2


def main() -> int:
    """Print the cost of a usual chart and of one with 700 entries."""
    with servers(PATIENTS, DEEP) as (floor, clinic, about):
        f1 = floor.cost_ms("/f1/", times=300)
        met = True
        for who in ("usual", "deep"):
            cost = clinic.cost_ms(f"/patients/{about[who]['code']}/", times=40)
            print(f"{who} chart: {cost:.1f} CPU-ms; F1 {f1:.2f}")
            met &= at_most("P3", f"{who} chart", cost / f1, LIMIT_MS / FLOOR_MS)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
