"""Asking the command line, as the tests of every verb do."""

import json

import pytest

from surefoot.command.main import main


@pytest.fixture
def ask(capsys):
    """Ask, and get exit status and what was said, as a document where JSON was asked for."""

    def asking(*words):
        status = main([*words])
        out = capsys.readouterr().out
        return status, (json.loads(out) if "--json" in words else out)

    return asking
