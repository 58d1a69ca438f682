"""Where the people of the demo are: eight invented case files that come with the package."""

from importlib import resources
from pathlib import Path

PEOPLE = Path(str(resources.files("surefoot"))) / "examples"
