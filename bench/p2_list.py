"""P2: the list and today's board cost the same with 50,000 patients as with 500."""

import sys

from bench.measure import at_most
from bench.server import servers

SIZES = (500, 5_000, 50_000)
PAGES = {"list": "/patients/", "today": "/today/"}
LIMIT_MS, FLOOR_MS = 12, 2.2  # goals: at most 12 CPU-ms where a page with one row costs 2.2


def main() -> int:
    """Print the cost of both pages at each size, as ratios to the floor and to the smallest."""
    costs: dict[tuple[str, int], float] = {}
    floors: list[float] = []
    for size in SIZES:
        with servers(size) as (floor, clinic, _):
            floors.append(floor.cost_ms("/f1/", times=300))
            for page, path in PAGES.items():
                costs[page, size] = clinic.cost_ms(path, times=100)
                print(f"{size} patients, {page}: {costs[page, size]:.1f} CPU-ms")
    met = True
    for page in PAGES:
        ratio = costs[page, SIZES[-1]] / floors[-1]
        met &= at_most("P2", f"{page} against F1", ratio, LIMIT_MS / FLOOR_MS)
        growth = costs[page, SIZES[-1]] / costs[page, SIZES[0]]
        met &= at_most("P2", f"{page}, 50,000 against 500", growth, 1.1)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
