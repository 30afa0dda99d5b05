"""`rihmasto doctor`: is everything there, and is the release whole?"""

import platform
import shutil
from importlib.metadata import PackageNotFoundError, version

import click

from rihmasto import __version__
from rihmasto.cli.context import language_option, words, workspace_folder
from rihmasto.errors import InputError, Language

_NEEDED = ("click", "duckdb", "networkx", "numpy", "openpyxl", "pyoxigraph", "pyshacl", "python-calamine", "rdflib")
_EXTRAS = {"pandas": "notebook", "pyvis": "notebook", "SPARQLWrapper": "remote"}


@click.command()
@click.argument("workspace", required=False)
@language_option
def command(workspace: str | None, language: Language) -> None:
    """Say what is installed, and whether the release of WORKSPACE is as it was built.

    Every file of the release is compared with the sum in its manifest.
    """
    from rihmasto.pipeline import changed_files, read_configuration  # noqa: PLC0415

    click.echo(f"rihmasto {__version__}, Python {platform.python_version()}, {platform.system()}")
    for name in _NEEDED:
        click.echo(f"  {name} {version(name)}")
    for name, extra in _EXTRAS.items():
        try:
            click.echo(f"  {name} {version(name)}")
        except PackageNotFoundError:
            click.echo(words("doctor-extra", language, name=name, extra=extra))
    folder = workspace_folder(workspace)
    configuration = read_configuration(folder)
    free = shutil.disk_usage(folder).free // 2**20
    click.echo(words("doctor-workspace", language, path=folder, free=free))
    if not (configuration.build / "manifest.json").is_file():
        click.echo(words("doctor-unbuilt", language, path=folder))
        return
    changed = changed_files(configuration.build)
    if changed:
        raise InputError("doctor-changed", path=configuration.build, files=", ".join(changed[:5]))
    click.echo(words("doctor-whole", language, path=configuration.build))
