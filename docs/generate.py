"""Write docs/reference/ from what the program itself uses; `make docs` runs it, a test compares."""  # noqa: INP001

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store

from rihmasto.assets import asset
from rihmasto.cli import main as cli
from rihmasto.errors import InputError, Language, NetworkError, UsageError, ViolationError
from rihmasto.model import Column, Table, tables
from rihmasto.query import NamedQuery, catalogue
from rihmasto.sources.tables.words import column_words, columns_of, table_words

LANGUAGES: tuple[Language, ...] = ("en", "fi", "sv")
INTRODUCTIONS = {
    "commands": "Commands\n\nData go to standard output, everything else to standard error.",
    "queries": "Queries\n\nQuestions that have a name; how: [ask questions](../how-to/ask-questions.md). "
    "`--lang` chooses the language of names in every answer.",
    "tables": "Tables\n\nOne row is one statement of fact from one source. Files and sheets may use the names of "
    "columns, or their labels in any of the three languages. A star marks a column that a row cannot do without.",
    "ontology": "Ontology\n\n`rih:` stands for `https://w3id.org/rihmasto/ns#`. Nobody has registered the address yet; "
    "until somebody does, the terms are described here and in `ontology/rihmasto.ttl` only.",
    "vocabularies": "Vocabularies\n\nA cell may hold the name of a concept, or a label in any of the three languages.",
    "sentences": "Sentences\n\nWhat the program says about a file, a name or a command; words in braces are filled in. "
    "Then what the check says: a violation breaks a rule, a warning is probably wrong, an info is a remark or a gap.",
}
PREFIXES = """PREFIX owl: <http://www.w3.org/2002/07/owl#>  PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sh: <http://www.w3.org/ns/shacl#>  PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"""


def pages() -> dict[str, str]:
    """Return file name → text of all reference pages."""
    note = "<!-- Made by docs/generate.py from the files that the program itself reads: run `make docs`. -->"
    writers = (commands, queries, sheets, ontology, vocabularies, sentences)
    contents = zip(INTRODUCTIONS.items(), writers, strict=True)
    return {f"{page}.md": "\n".join([note, "", f"# {intro}", *write(), ""]) for (page, intro), write in contents}


def commands() -> Iterator[str]:
    """Say what each command takes, in the order of `rihmasto --help`."""
    errors = (ViolationError, UsageError, InputError, NetworkError)
    meanings = [(str(error.exit_code), (error.__doc__ or "").splitlines()[0]) for error in errors]
    yield from table(("exit code", "meaning"), (("0", "Fine."), *meanings, ("130", "Stopped with Ctrl+C.")))
    for name in cli.COMMANDS:
        command = cli.command.get_command(click.Context(cli.command), name)
        if command is None:
            raise LookupError(name)
        context = click.Context(command, info_name=f"rihmasto {name}")
        usage = f"{context.command_path} {' '.join(command.collect_usage_pieces(context))}"
        yield f"\n## {name}\n\n```text\n{usage}\n```\n"
        yield "\n\n".join(" ".join(part.split()) for part in (command.help or "").split("\n\n"))
        told = (option.get_help_record(context) for option in command.params if isinstance(option, click.Option))
        yield from table(("option", "meaning"), ((f"`{t[0]}`", t[1]) for t in told if t))


def queries() -> Iterator[str]:
    """Say what can be asked, by subject."""
    words = tomllib.loads(asset("queries", "words.toml").read_text(encoding="utf-8"))["subject"]
    found = catalogue()
    for subject in sorted({name.partition("/")[0] for name in found}):
        yield f"\n## {' · '.join(words[subject][language] for language in LANGUAGES)}"
        for query in (q for name, q in found.items() if name.startswith(f"{subject}/")):
            yield from one_query(query)


def one_query(query: NamedQuery) -> Iterator[str]:
    """Describe one question: its words, its options, its columns."""
    header = query.header
    yield f"\n### {query.name}\n"
    yield from (f"- {k}: {header.title[k]}. {header.question[k]}" for k in LANGUAGES)
    answer = Store().query(query.text)
    if isinstance(answer, QuerySolutions):
        yield f"- columns: {', '.join(f'`{variable.value}`' for variable in answer.variables)}"
    people = "; needs `--people`" if header.people else ""
    yield f"- best seen as: {header.view}{people}"
    rows = []
    for p in (p for p in query.parameters if p.name != "language"):
        kind = f"[{p.scheme}](vocabularies.md#{p.scheme})" if p.scheme else p.type
        default = f" (`{p.default}`)" if p.default else ""
        rows.append((f"`--{p.name.replace('_', '-')}`", kind + default, stacked(p.about[k] for k in LANGUAGES)))
    yield from table(("option", "type (default)", "meaning"), rows)


def sheets() -> Iterator[str]:
    """Describe the tables that people fill in, then those that the build makes."""
    for sheet in tables().values():
        yield from one_sheet(sheet.name, columns_of(sheet), sheet)
    said = tomllib.loads(asset("ontology", "tables-words.toml").read_text(encoding="utf-8"))
    for name in (n for n in said["tables"] if n not in tables()):
        yield from one_sheet(name, [Column(c, "", "", "", required=False) for c in said["columns"][name]], None)


def one_sheet(name: str, columns: Iterable[Column], sheet: Table | None) -> Iterator[str]:
    """Describe one table; without `sheet` it is one that the build makes."""
    words = [table_words(name, language) for language in LANGUAGES]
    yield f"\n## {name}\n\n**{' · '.join(w.label for w in words)}**\n\n{stacked(w.about for w in words)}"
    if sheet is None:
        yield "\nThe build makes this table."
    elif sheet.private:
        yield "\nPersonal data: kept apart, see [people and privacy](../explanation/people-and-privacy.md)."
    if sheet:
        yield f"\nTwo rows speak of the same thing when they agree in: {', '.join(f'`{c}`' for c in sheet.identity)}."
    links = {"ref": "[{0}](#{0})", "concept": "[{0}](vocabularies.md#{0})"}
    rows = []
    for column in columns:
        labels = [column_words(name, column.name, language) for language in LANGUAGES]
        kind = links.get(column.type, column.type).format(column.target)
        title = f"`{column.name}`" + ("\\*" if column.required else "")
        rows.append((title, stacked(w.label for w in labels), kind, stacked(w.about for w in labels)))
    yield from table(("column", "labels", "type", "what stands in it"), rows)


def ontology() -> Iterator[str]:
    """Describe the classes and properties."""
    store = load(asset("ontology", "rihmasto.ttl"), asset("ontology", "prefixes.ttl"))
    declared = ask(store, "?prefix ?space", "[] sh:declare [ sh:prefix ?prefix ; sh:namespace ?space ]")
    spaces = [(prefix, space) for prefix, space in declared if prefix != "rih"]
    for kind, title in (("Class", "Classes"), ("ObjectProperty", "Relations"), ("DatatypeProperty", "Values")):
        yield f"\n## {title}"
        for (iri,) in ask(store, "?term", f"?term a owl:{kind} FILTER isIRI(?term)"):
            yield f"\n### rih:{iri.rpartition('#')[2]}\n"
            for label, meaning in zip(said(store, iri, "rdfs:label"), said(store, iri, "skos:definition"), strict=True):
                yield f"- **{label}**: {meaning}"
            above = ask(store, "?above", f"<{iri}> rdfs:subClassOf|rdfs:subPropertyOf ?above")
            known = [f"`{p}:{a[len(s) :]}`" for (a,) in above for p, s in spaces if a.startswith(s) and s != a]
            if known:
                yield f"- a kind of {', '.join(known)}"


def vocabularies() -> Iterator[str]:
    """List the concepts of each vocabulary."""
    for path in sorted(asset("ontology", "vocabularies").glob("*.ttl")):
        store = load(path)
        ((scheme,),) = ask(store, "?scheme", "?scheme a skos:ConceptScheme")
        yield f"\n## {path.stem}\n\n{stacked(said(store, scheme, 'skos:definition'))}"
        rows = []
        for (iri,) in ask(store, "?concept", "?concept a skos:Concept"):
            words = (stacked(said(store, iri, path)) for path in ("skos:prefLabel", "skos:definition"))
            rows.append((f"`{iri.rpartition('/')[2]}`", *words))
        yield from table(("name", "labels", "meaning"), rows)


def sentences() -> Iterator[str]:
    """List all that the program and the check can say."""
    for path in sorted(Path(cli.__file__).parent.parent.joinpath("errors", "sentences").glob("*.toml")):
        yield f"\n## {path.stem}"
        codes = tomllib.loads(path.read_text(encoding="utf-8")).items()
        yield from table(("code", "sentence"), ((f"`{code}`", stacked(w[k] for k in LANGUAGES)) for code, w in codes))
    for path in sorted(asset("shapes").glob("*.ttl")):
        store = load(path)
        yield f"\n## check: {path.stem}"
        found = ask(store, "?shape ?level", "?shape sh:message ?message ; sh:severity ?level FILTER isIRI(?shape)")
        names = ((shape, shape.rpartition("#")[2], level.rpartition("#")[2].lower()) for shape, level in found)
        rows = ((f"`{name}`", level, stacked(said(store, shape, "sh:message"))) for shape, name, level in names)
        yield from table(("rule", "level", "sentence"), rows)


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Write a table, with an empty line before it; nothing when it has no rows."""
    cells = [[" ".join(cell.split()).replace("|", "\\|") for cell in row] for row in rows]
    return ["", *(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *cells))] if cells else []


def stacked(texts: Iterable[str]) -> str:
    """Put texts below each other, each once."""
    return "<br>".join(text.replace("<", "&lt;") for text in dict.fromkeys(texts))


def load(*paths: Path) -> Store:
    """Load Turtle files."""
    store = Store()
    for path in paths:
        store.load(path=str(path), format=RdfFormat.TURTLE)
    return store


def ask(store: Store, variables: str, pattern: str) -> list[tuple[str, ...]]:
    """Return the bare text of every cell of an answer, sorted."""
    answer = store.query(f"{PREFIXES} SELECT DISTINCT {variables} {{ {pattern} }} ORDER BY {variables}")
    if not isinstance(answer, QuerySolutions):
        raise TypeError(pattern)
    return [tuple(term.value if isinstance(term, (NamedNode, Literal)) else "" for term in row) for row in answer]


def said(store: Store, iri: str, path: str) -> list[str]:
    """Return what a property of a thing says in the three languages."""
    found = ask(store, "?language ?value", f"<{iri}> {path} ?value BIND (LANG(?value) AS ?language)")
    return [value for wanted in LANGUAGES for language, value in found if language == wanted]


if __name__ == "__main__":
    for file_name, text in pages().items():
        (Path(__file__).parent / "reference" / file_name).write_text(text, encoding="utf-8", newline="\n")
