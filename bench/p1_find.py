"""P1: finding a patient among 50,000 costs at most 4 times a page with one row."""

import os
import sys

from bench.measure import at_most
from bench.server import servers

PATIENTS = int(os.environ.get("SUREFOOT_PATIENTS", "50000"))


def main() -> int:
    """Print the ratio of each way to look for somebody."""
    with servers(PATIENTS) as (floor, clinic, about):
        name = about["usual"]["name"]
        ways = {
            "two letters": name[:2],
            "four letters": name[:4],
            "a slip": name[0] + name[2] + name[1] + name[3:6],
            "birth date": about["usual"]["born_on"],
            "phone": "0142",
        }
        f1 = floor.cost_ms("/f1/", times=300)
        print(f"{about['patients']} patients; F1 {f1:.2f} CPU-ms")
        met = True
        for way, typed in ways.items():
            cost = clinic.cost_ms("/patients/", q=typed)
            print(f"{way}: {cost:.1f} CPU-ms")
            met &= at_most("P1", way, cost / f1, 4)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
