"""A PDF is made whatever letters somebody's name has; what can be shown stays as it is."""

import pytest
import typst

from surefoot.exchange.pages.letters import in_letters_at_hand


def kept(text, *, lacks=""):
    """What is set in the end where these letters lack."""

    def compiled(told):
        for letter in told["name"]:
            if letter in lacks:
                raise typst.TypstError(f'the text `"{letter}"` could not be displayed')
        return told["name"].encode()

    return in_letters_at_hand({"name": text}, compiled).decode()


@pytest.mark.parametrize(
    ("text", "lacks", "shown"),
    [
        ("Rosa Díaz ≥ 5", "", "Rosa Díaz ≥ 5"),
        ("山田 太郎", "山田太郎", "?? ??"),
        ("山 ≥ 5 Жанна", "山", "? ≥ 5 Жанна"),
        ("a\u202eb\x00c", "", "abc"),
        ("a⠀≥", "⠀", "a?≥"),
    ],
)
def test_only_what_lacks_is_left_out(text, lacks, shown):
    assert kept(text, lacks=lacks) == shown


def test_another_error_of_the_typesetter_is_not_hidden():
    def compiled(told):
        raise typst.TypstError("no such file")

    with pytest.raises(typst.TypstError, match="no such file"):
        in_letters_at_hand({"name": "Rosa"}, compiled)
