"""`rihmasto map`: a network map as one HTML file that works without a network."""

from pathlib import Path

import click

from rihmasto.cli.context import language_option, output_option, say, words, workspace_folder, write_output
from rihmasto.errors import InputError, Language


@click.command()
@click.argument("name", default="partners")
@click.argument("workspace", required=False)
@output_option
@language_option
@click.option("--seed", default=1, show_default=True, help="Seed of the layout: the same seed gives the same map.")
def command(name: str, workspace: str | None, output: str, language: Language, seed: int) -> None:
    """Draw a network map: partners, projects or governance.

    partners: organisations that have shared projects or work packages. projects: organisations and their projects.
    governance: whose money, through which instrument and authority, to which project. The page holds all three
    languages, the reasons with the words of their sources, and the same data as a table.
    """
    from rihmasto.network import MAPS, project_network, render_page  # noqa: PLC0415  # --help needs no engine

    if workspace is None and name not in MAPS and Path(name).is_dir():
        name, workspace = MAPS[0], name
    from rihmasto.network.imprint import Imprint  # noqa: PLC0415  # see above
    from rihmasto.pipeline import read_configuration  # noqa: PLC0415  # see above

    folder = workspace_folder(workspace)
    configuration = read_configuration(folder)
    database = configuration.build / "tables" / "rihmasto.duckdb"
    if not database.is_file():
        raise InputError("map-needs-release", workspace=str(folder))
    import duckdb  # noqa: PLC0415  # see above

    try:
        with duckdb.connect(database, read_only=True) as connection:
            network = project_network(connection, name)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise InputError("release-unreadable", path=str(database), reason=reason) from error
    if not network.nodes:
        raise InputError("empty-map", name=name)
    imprint = Imprint(configuration.title, configuration.publisher, configuration.licence)
    write_output(output, render_page(network, language, seed, imprint))
    if output != "-":
        say(words("map-written", language, path=output))
