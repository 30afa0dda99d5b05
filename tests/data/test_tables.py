"""Every shipped table fits the model: columns, references, concepts, sources; and nobody's contact details."""

import re
from pathlib import Path

from rihmasto.assets import asset
from rihmasto.model import tables
from rihmasto.names import fold

Sheet = list[dict[str, str]]
_NAMES = ("name_fi", "name_sv", "name_en")
_EMAIL = re.compile(r"\S@\S|\(at\)")
_PHONE = re.compile(r"(?<![\w-])(?:\+358|0\d{1,2})[ -]?\(?\d[\d ()-]{5,}\d")


def _files() -> list[Path]:
    return [*sorted(asset("data", "reference").glob("*.csv")), *sorted(asset("data", "turku", "tables").glob("*.csv"))]


def _names(row: dict[str, str]) -> list[str]:
    others = row.get("other_names", "").split("|")
    return [n for n in (*(row.get(c, "") for c in _NAMES), row.get("acronym", ""), *others) if n]


def _known(everything: dict[str, Sheet], table: str) -> set[str]:
    """Keys as they stand, and names folded, of the things of a table."""
    key = tables()[table].key or ""
    rows = everything.get(table, [])
    names = {fold(n) for row in rows for n in _names(row)} if table != "project" else set()
    if table == "organisation":
        names |= {fold(row["name"]) for row in everything["organisation_name"]}
    return names | {row[key] for row in rows if row.get(key)}


def test_the_files_are_utf8_tables_with_known_columns_and_lf() -> None:
    for path in _files():
        text = path.read_bytes().decode("utf-8")
        assert "\r" not in text, path.name
        assert not text.startswith("\ufeff"), path.name
        assert text.endswith("\n"), path.name
        table = tables()[path.stem.partition("-")[0]]
        assert set(text.splitlines()[0].split(",")) <= {c.name for c in table.columns} | {"source"}, path.name
    assert len(_files()) == 27


def test_no_row_is_longer_or_shorter_than_its_header(everything: dict[str, Sheet]) -> None:
    rows = [row for sheet in everything.values() for row in sheet]
    assert all(None not in row and None not in row.values() for row in rows)
    assert len(rows) > 1500


def test_required_cells_are_filled_and_cells_are_trimmed(everything: dict[str, Sheet]) -> None:
    for name, sheet in everything.items():
        for row in sheet:
            assert all(value == value.strip() for value in row.values()), (name, row)
            for column in tables()[name].columns:
                assert row.get(column.name) or not column.required, (name, column.name, row)


def test_every_reference_leads_to_a_row(everything: dict[str, Sheet]) -> None:
    refs = [
        (name, column.target, row[column.name])
        for name, sheet in everything.items()
        for column in tables()[name].columns
        if column.type == "ref"
        for row in sheet
        if row.get(column.name)
    ]
    known = {target: _known(everything, target) for target in {target for _, target, _ in refs}}
    lost = [ref for ref in refs if ref[2] not in known[ref[1]] and fold(ref[2]) not in known[ref[1]]]
    assert lost == []
    print(f"{len(refs)} references, all known")  # the figure is what the reader wants to see
    assert len(refs) > 1500


def test_every_concept_is_in_its_vocabulary(everything: dict[str, Sheet]) -> None:
    used: set[tuple[str, str]] = set()
    for name, sheet in everything.items():
        for column in tables()[name].columns:
            if column.type == "concept":
                used |= {(column.target, row[column.name]) for row in sheet if row.get(column.name)}
    for scheme, slug in sorted(used):
        vocabulary = asset("ontology", "vocabularies", f"{scheme}.ttl").read_text(encoding="utf-8")
        assert re.search(rf"[:/]{re.escape(slug)}>? a skos:Concept\b", vocabulary), (scheme, slug)
    assert len(used) > 50


def test_every_row_names_a_source_that_has_a_title_and_a_licence(everything: dict[str, Sheet]) -> None:
    sources = {row["source"]: row for row in everything["source"]}
    assert len(sources) == len(everything["source"]) == 55
    assert all(row["title"] and row["licence"] and row["publisher"] for row in sources.values())
    cited = [row["source"] for name, sheet in everything.items() if name != "source" for row in sheet]
    assert set(cited) <= set(sources)
    assert set(sources) <= set(cited)


def test_dates_are_years_months_or_days(everything: dict[str, Sheet]) -> None:
    dates = [
        row[column.name]
        for name, sheet in everything.items()
        for column in tables()[name].columns
        if column.type == "date"
        for row in sheet
        if row.get(column.name)
    ]
    assert all(re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", d) for d in dates)
    assert len(dates) > 100


def test_no_table_holds_a_persons_contact_details(everything: dict[str, Sheet]) -> None:
    assert not {"person", "contact"} & set(everything)
    for name, sheet in everything.items():
        for row in sheet:
            # Codes and addresses of pages have digits too; telephone numbers stand in words.
            words = " · ".join(v for k, v in row.items() if k not in {"address", "value", "code"})
            assert not _EMAIL.search(" ".join(row.values())), (name, row)
            assert not _PHONE.search(words), (name, row)


def test_no_name_leads_to_two_things(everything: dict[str, Sheet]) -> None:
    for table in ("place", "organisation", "programme", "strategy", "agreement"):
        owners: dict[str, set[str]] = {}
        for row in everything[table]:
            for name in _names(row):
                owners.setdefault(fold(name), set()).add(row[table])
        for row in everything["organisation_name"] if table == "organisation" else ():
            owners.setdefault(fold(row["name"]), set()).add(row["organisation"])
        assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}, table
