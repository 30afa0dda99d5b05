"""Words that are programs somewhere else: markup, addresses, formulas and entities."""

import csv
import io
import json
import resource
import time
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pyoxigraph as ox
import pytest

from rihmasto.assets import asset

if TYPE_CHECKING:
    from subprocess import CompletedProcess

Run = Callable[..., "CompletedProcess[bytes]"]
SCRIPT, IMAGE, ADDRESS = "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)"
FORMULAS = ("=1+1", "+358 1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0")
LABELS = (SCRIPT, IMAGE, ADDRESS, *FORMULAS)
_NAMES = "SELECT ?partner ?partnerLabel { ?partner a rih:Organisation ; skos:prefLabel ?partnerLabel }"
_RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:ex="https://example.org/"'
_THING = '<rdf:Description rdf:about="https://example.org/x"><ex:p>{}</ex:p></rdf:Description>'


def _entities(declared: str, text: str) -> str:
    return f"<!DOCTYPE rdf:RDF [{declared}]>\n<rdf:RDF {_RDF}>{_THING.format(text)}</rdf:RDF>"


def _laughs() -> str:
    declared = '<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return _entities(declared, "&l9;")


_BOMBS = {
    "laughs.rdf": _laughs(),
    "squares.rdf": _entities(f'<!ENTITY a "{"x" * 50_000}">', "&a;" * 50_000),
    "late.rdf": f"<rdf:RDF {_RDF}>" + _laughs().replace(f"<rdf:RDF {_RDF}>", ""),
    "deep.jsonld": '{"https://example.org/p":' * 5000 + "1" + "}" * 5000,
}


@pytest.mark.parametrize(("language", "words"), [("fi", "luettavaksi"), ("sv", "kan läsas"), ("en", "can be read")])
@pytest.mark.parametrize("name", ["laughs.rdf", "squares.rdf", "late.rdf"])
def test_a_bomb_is_refused_in_seconds_and_little_memory(
    tmp_path: Path, refused: Callable[..., tuple[int, str]], name: str, language: str, words: str
) -> None:
    def little() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
        resource.setrlimit(resource.RLIMIT_CPU, (10, 10))

    shapes = asset("shapes", "project.ttl")
    bombs = (name, "deep.jsonld") if language == "en" else (name,)
    for bomb in bombs:
        (tmp_path / bomb).write_text(_BOMBS[bomb], encoding="utf-8")
        begun = time.monotonic()
        for data, forms in ((tmp_path / bomb, shapes), (shapes, tmp_path / bomb)):
            code, sentence = refused("check", "--data", data, "--shapes", forms, "--lang", language, preexec_fn=little)
            assert code == 3
            assert bomb in sentence
            assert bomb == "deep.jsonld" or words in sentence
        assert time.monotonic() - begun < 30


def test_entities_that_stand_for_addresses_are_read(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "ontology.rdf"
    declared = '<!ENTITY ex "https://example.org/"><!ENTITY xsd "http://www.w3.org/2001/XMLSchema#">'
    file.write_text(
        _entities(declared, "a &amp; b").replace('about="https://example.org/', 'about="&ex;'), encoding="utf-8"
    )
    done = run("check", "--data", file, "--shapes", asset("shapes", "project.ttl"), "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(b"Nothing was checked: no shape has a target in the data.")


class _Page(HTMLParser):
    """Collects what a browser would make of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.mark.parametrize("name", ["partners", "projects", "governance"])
@pytest.mark.parametrize("language", ["fi", "en"])
def test_hostile_labels_are_words_in_the_map(region: Path, run: Run, name: str, language: str) -> None:
    done = run("map", name, region, "--lang", language)
    assert done.returncode == 0, done.stderr
    page = _Page(done.stdout.decode())
    assert page.tags.count("script") == 2  # the data and the program
    assert "img" not in page.tags
    assert [
        a for a in page.attributes if a[0].startswith("on") or ("javascript:" in a[1] and a[0] in {"href", "src"})
    ] == []
    data = next(text for text in page.text if text.lstrip().startswith("{"))
    json.loads(data)
    shown = {"partners": LABELS, "projects": (*LABELS, SCRIPT), "governance": ("Puhdas satama",)}[name]
    for label in shown:
        assert label in json.dumps(json.loads(data), ensure_ascii=False).replace('\\"', '"'), label
    spoken = " ".join([*page.text, *(value for _, value in page.attributes)])
    assert all(label in spoken for label in shown)


def test_hostile_labels_are_words_in_a_table(region: Path, run: Run) -> None:
    done = run("query", "--sparql", _NAMES, "-w", region)
    assert done.returncode == 0
    lines = [line.strip() for line in done.stdout.decode().splitlines()]
    assert [label for label in LABELS if label not in lines] == []
    import rihmasto  # noqa: PLC0415 -- the notebook's table is not one of the command line's

    html = rihmasto.open(region).query("partners/of-organisation", organisation="Rantavoima Oy")._repr_html_()
    page = _Page(html)
    assert {"script", "img", "a"} & set(page.tags) == set()
    assert [label for label in LABELS if label not in page.text] == []


@pytest.mark.parametrize("form", ["ttl", "nq", "trig", "jsonld", "rdfxml", "graphml", "gexf"])
def test_hostile_labels_are_words_in_downloads(region: Path, run: Run, form: str) -> None:
    done = run("export", region, "-f", form)
    assert done.returncode == 0, done.stderr
    if form in {"graphml", "gexf"}:
        from xml.etree import ElementTree as ET  # noqa: PLC0415 -- our own file

        root = ET.fromstring(done.stdout)  # noqa: S314 -- as above
        words = {text for e in root.iter() for text in (e.text, *e.attrib.values()) if text}
        assert {e.tag.rpartition("}")[2] for e in root.iter()} & {"script", "img"} == set()
    else:
        syntax = ox.RdfFormat.from_extension({"rdfxml": "rdf"}.get(form, form))
        assert syntax is not None
        quads = list(ox.parse(done.stdout, format=syntax))
        words = {q.object.value for q in quads if isinstance(q.object, ox.Literal)}
        terms = [t for q in quads for t in (q.subject, q.predicate, q.object) if isinstance(t, ox.NamedNode)]
        assert {t.value.partition(":")[0] for t in terms} <= {"http", "https", "mailto"}
    assert [label for label in LABELS if label not in words] == []


def test_an_address_that_is_a_program_is_refused(region: Path, run: Run) -> None:
    ledger = json.loads((region / "build" / "ledger.json").read_text(encoding="utf-8"))
    (website,) = [account for account in ledger if account["file"] == "tables/website.csv"]
    assert (website["read"], website["accepted"], website["rejected"]) == (2, 1, 1)
    assert website["notes"][0]["fi"].startswith(f"”{ADDRESS}” ei ole verkko-osoite")
    done = run("query", "--sparql", "SELECT ?page { ?p a rih:Project ; foaf:page ?page }", "-w", region, "-f", "csv")
    assert done.stdout.decode().splitlines() == ["page", "https://example.org/satama"]


def _is_formula(cell: str) -> bool:
    """Tell whether a spreadsheet would compute a cell; a signed number is itself."""
    return cell.startswith(("=", "@", "\t", "\r")) or (cell[:1] in {"+", "-"} and not _is_number(cell))


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_no_cell_of_an_exported_csv_is_a_formula(region: Path, run: Run) -> None:
    found: set[str] = set()
    with zipfile.ZipFile(io.BytesIO(run("export", region, "-f", "csv").stdout)) as archive:
        for name in archive.namelist():
            cells = [c for row in csv.reader(io.StringIO(archive.read(name).decode(), newline="")) for c in row]
            assert [cell for cell in cells if _is_formula(cell)] == [], name
            found.update(cells)
    assert [formula for formula in FORMULAS if f"'{formula}" not in found] == []
    # For programs the texts are as they stand, in the standard's own form of a query's answer too.
    exact = run("query", "--sparql", _NAMES, "-w", region, "-f", "csv").stdout.decode()
    assert {row[1] for row in csv.reader(io.StringIO(exact, newline=""))} >= set(FORMULAS)


def test_no_cell_of_a_workbook_is_a_formula(region: Path, run: Run) -> None:
    export = run("export", region, "-f", "xlsx").stdout
    answer = run("query", "--sparql", _NAMES, "-w", region, "-f", "xlsx").stdout
    for content in (export, answer):
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
        quoted = {cell.value for cell in cells if cell.quotePrefix}
        assert quoted >= set(FORMULAS)
        assert {cell.hyperlink for cell in cells} == {None}
