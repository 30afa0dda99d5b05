"""What `rihmasto.toml` may say, and how a mistake in it is told."""

from pathlib import Path

import pytest

from rihmasto.errors import InputError
from rihmasto.pipeline import read_configuration


def test_a_whole_configuration(workspace: Path) -> None:
    with (workspace / "rihmasto.toml").open("a", encoding="utf-8") as file:
        file.write('[source."tables/project.csv"]\ntitle = "Hankkeet"\nretrieved = 2026-01-02\n')
    configuration = read_configuration(workspace)
    assert configuration.base == "https://example.org/mallila/"
    assert configuration.title["sv"] == "Mallila"
    assert configuration.people is False
    assert configuration.sources["tables/project.csv"] == {"title": "Hankkeet", "retrieved": "2026-01-02"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[workspace", "bad-configuration"),
        ("[workspace]\ntitel = 'x'", "unknown-key"),
        ("[workspaces]\n", "unknown-key"),
        ("[source.'a']\nkieli = 'fi'", "unknown-key"),
        ("source = 3", "bad-configuration"),
        ("[workspace]\nbase = 'ftp://example.org/'", "bad-base"),
        ("[workspace]\nbase = 'https://example.org/a b'", "bad-base"),
        ("[workspace]\nlanguage = 'de'", "configuration-language"),
        ("[source.'a']\nlanguage = 'suomi'", "configuration-language"),
    ],
)
def test_a_mistake_is_named(workspace: Path, text: str, code: str) -> None:
    (workspace / "rihmasto.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as told:
        read_configuration(workspace)
    assert told.value.code == code
    assert "rihmasto.toml" in told.value.say("fi")


def test_a_folder_without_configuration(tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        read_configuration(tmp_path)
    assert told.value.code == "no-workspace"
    assert "rihmasto init" in told.value.say("en")
