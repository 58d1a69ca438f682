"""The screen: colour and progress only where somebody looks, never in a pipe."""

import io

import pytest

from surefoot.command.screen import IN_A_PIPE, WIDEST, Screen, progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


def test_a_pipe_has_a_fixed_width_and_no_colour():
    assert Screen.of(io.StringIO()) == Screen(IN_A_PIPE, colour=False)


@pytest.mark.parametrize(
    ("no_color", "term", "colour"),
    [(None, "xterm", True), ("1", "xterm", False), ("", "xterm", True), (None, "dumb", False)],
)
def test_colour_is_for_terminals_that_want_it(monkeypatch, no_color, term, colour):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", term)
    if no_color is not None:
        monkeypatch.setenv("NO_COLOR", no_color)
    assert Screen.of(Terminal()).colour is colour


@pytest.mark.parametrize(("columns", "width"), [("30", 40), ("72", 72), ("300", WIDEST)])
def test_the_width_is_that_of_the_terminal_within_reason(monkeypatch, columns, width):
    monkeypatch.setenv("COLUMNS", columns)
    assert Screen.of(Terminal()).width == width


def test_progress_is_silent_in_a_pipe(capsys):
    with progress("Solving"):
        pass
    assert capsys.readouterr() == ("", "")


def test_progress_is_shown_on_a_terminal_and_taken_away(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with pytest.raises(KeyboardInterrupt), progress("Solving"):
        raise KeyboardInterrupt
    assert terminal.getvalue() == "\r\033[KSolving …\r\033[K"
