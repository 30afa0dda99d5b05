"""Text, saved HTML pages and PDF files become the same text, and what is broken ends in one sentence and soon."""

import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfWriter

from rihmasto.errors import InputError
from rihmasto.sources.documents import document_of, page_files, read_document, read_page_file, read_pages
from rihmasto.sources.documents.documents import Document
from rihmasto.sources.documents.folders import PageFile
from rihmasto.sources.documents.kinds import kind_of
from rihmasto.sources.documents.portable import tidy_pages
from rihmasto.sources.pages import annotation, read_page

CARD = [
    "Puhdas satama",
    "Toteutusaika: 1.5.2021 – 31.12.2022",
    "Hankepartnerit: Turun kaupunki ja Rantavoima Oy",
    "Budjetti: 453 808 €",
]
PAGE = """<!DOCTYPE html>
<!-- saved from url=(0030)https://example.org/hanke/satama -->
<html lang="fi"><head><meta charset="{charset}"><title>Puhdas satama | Mallila</title><style>p {{ color: red }}</style>
<script>document.write("<p>Budjetti: 1 €</p>")</script></head><body>
<nav><ul><li>Hankkeet</li></ul></nav><div id="cookie-consent"><p>Käytämme evästeitä.</p></div>
<div hidden>Budjetti: 2 €</div><div style="display: none">Budjetti: 3 €</div>
<h1>Puhdas satama</h1>
{body}
<footer>Alatunniste 4 €</footer></body></html>"""
FORMS = {
    "lines": "<p>{0}: {1}<br>{2}: {3}<br>{4}: {5}</p>",
    "strong": "<p><strong>{0}:</strong>{1}</p><p><strong>{2}</strong>: {3}</p><p><b>{4}: </b>{5}</p>",
    "blocks": "<div class='field__label'>{0}</div><div>{1}</div><div>{2}:</div><div>{3}</div><h3>{4}</h3><p>{5}</p>",
    "spans": "<p><span class='field-label'>{0}</span><span>{1}</span></p><p><span class=label>{2}</span> {3}</p>"
    "<p><label>{4}</label> {5}</p>",
    "definitions": "<dl><dt>{0}</dt><dd>{1}</dd><dt>{2}:</dt><dd>{3}</dd><div><dt>{4}</dt><dd>{5}</dd></div></dl>",
    "table": "<table><tr><th>{0}</th><td>{1}</td></tr>"
    "<tr><th>{2}</th><td>{3}</td></tr><tr><th>{4}</th><td>{5}</td></tr></table>",
    "plain table": "<table><tr><td>{0}:</td><td>{1}</td></tr>"
    "<tr><td>{2}</td><td>{3}</td></tr><tr><td>{4}</td><td>{5}</td></tr></table>",
    "columns": "<table><thead><tr><th>{0}<th>{2}<th>{4}</thead><tr><td>{1}<td>{3}<td>{5}</table>",
    "list": "<ul><li>{0}: {1}</li><li><p>{2}: {3}</p></li><li>{4}: {5}</ul>",
}
_FIELDS = [part for line in CARD[1:] for part in line.split(": ")]


def _html(body: str, charset: str = "utf-8") -> bytes:
    return PAGE.format(charset=charset, body=body).encode(charset)


def _said(document: Document) -> dict[str, object]:
    (found,) = annotation(read_page(document.text).records)
    return {k: found.get(k) for k in ("name", "start", "end", "partners", "budget")}


EXPECTED = {
    "name": "Puhdas satama", "start": "2021-05-01", "end": "2022-12-31",
    "partners": ["Turun kaupunki", "Rantavoima Oy"],
    "budget": [{"amount": 453808, "currency": "EUR", "kind": "total"}],
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_saved_page_says_what_its_text_says(form: str) -> None:
    document = document_of(_html(FORMS[form].format(*_FIELDS)), name="sivu.html")
    assert _said(document) == EXPECTED
    assert document.kind == "html"
    lines = document.text.splitlines()
    assert lines[:3] == ["# source: https://example.org/hanke/satama", "", "Puhdas satama"]
    for unwanted in ("evästeitä", "Alatunniste", "Hankkeet", "color", "1 €", "2 €", "3 €"):
        assert unwanted not in document.text


def test_text_and_pdf_say_the_same(make_pdf: Callable[..., bytes]) -> None:
    text = document_of("\n".join(CARD).encode(), name="sivu.txt")
    pdf = document_of(make_pdf(CARD), name="sivu.pdf")
    assert (text.kind, pdf.kind, pdf.source.encoding) == ("text", "pdf", "pdf")
    assert _said(text) == _said(pdf) == EXPECTED
    assert pdf.text.splitlines() == CARD
    assert document_of(make_pdf(CARD), name="sivu.pdf") == pdf


def test_offsets_count_in_the_text_that_is_shown(make_pdf: Callable[..., bytes]) -> None:
    documents = [document_of(_html(f.format(*_FIELDS)), name="a.html") for f in FORMS.values()]
    documents.append(document_of(make_pdf(CARD), name="a.pdf"))
    claims = 0
    for document in documents:
        lines = document.text.split("\n")
        for record in read_page(document.text).records:
            for claim in record.claims:
                where = claim.locator
                assert where.line is not None
                assert document.text[where.start : where.end] == claim.quote
                assert claim.quote.split("\n")[0] in lines[where.line - 1]
                claims += 1
    assert claims > 100


def test_lists_tables_pictures_and_addresses() -> None:
    body = """
<ol start="2"><li>Koordinaatio<ul><li>osa</li></ul></li><li><p>Kierto</p></li></ol>
<table><tr><th>Partneri</th><th>Osuus</th></tr>
<tr><td>Turun<br>kaupunki</td><td>100 €</td></tr><tr><td>X Oy</td><td>5 €</td></tr></table>
<dl><dt>Osatoteuttajat</dt><dd>Turun yliopisto</dd><dd>Åbo Akademi</dd></dl>
<p>Yhteys: <a href="mailto:maija@example.org?subject=x">Maija Malli</a>,
<a class="__cf_email__" data-cfemail="0964496c7168647965672766706e">[email&#160;protected]</a></p>
<p>Verkkosivut: <a href="/sivut">hankkeen sivuilla</a>, <a href="https://www.example.fi">www.example.fi</a>,
<a href="#alku">ylös</a></p>
<img src="kuvat/eakr logo.png" alt="Euroopan aluekehitysrahasto">
<img src="data:image/png;base64,AAAA" alt=""><img src="t.gif" width="1">"""
    text = document_of(_html(body), name="sivu.html").text
    for expected in (
        "2. Koordinaatio\n  • osa\n3. Kierto",
        "Partneri\tOsuus\nTurun kaupunki\t100 €\nX Oy\t5 €",
        "Osatoteuttajat:\nTurun yliopisto\nÅbo Akademi",
        "Maija Malli maija@example.org",
        "hankkeen sivuilla https://example.org/sivut, www.example.fi, ylös",
        "Euroopan aluekehitysrahasto\nhttps://example.org/hanke/kuvat/eakr%20logo.png",
    ):
        assert expected in text, expected
    assert "protected" not in text
    assert "AAAA" not in text
    assert "t.gif" not in text


def test_a_page_without_a_heading_is_named_by_its_title() -> None:
    page = "<html><head><title>Puhdas satama | Mallila</title></head><body><p>Budjetti: 5 000 €</p></body></html>"
    assert document_of(page.encode(), name="a.html").text == "Puhdas satama\n\nBudjetti: 5 000 €\n"
    named = page.replace("<head>", '<head><meta property="og:site_name" content="Mallila">').replace("|", "-")
    assert document_of(named.encode(), name="a.html").text.startswith("Puhdas satama\n")


def test_main_is_read_and_what_stands_beside_is_not() -> None:
    said = "Satama on hyvä. " * 20
    page = f"<body><div>Muut hankkeet</div><main><h2>Hanke</h2><p>{said}</p></main><div>Sää</div></body>"
    text = document_of(page.encode(), name="a.html").text
    assert text.startswith("Hanke\n\nSatama on hyvä.")
    assert "Muut" not in text
    assert "Sää" not in text


@pytest.mark.parametrize(
    ("charset", "written", "encoding", "notes"),
    [
        ("utf-8", "utf-8", "utf-8", []),
        ("iso-8859-1", "cp1252", "cp1252", ["text-cp1252"]),
        ("utf-8", "cp1252", "cp1252", ["text-cp1252"]),
        ("iso-8859-1", "utf-8", "utf-8", []),
        ("iso-8859-4", "iso-8859-4", "iso8859-4", []),
    ],
)
def test_encodings(charset: str, written: str, encoding: str, notes: list[str]) -> None:
    said = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    page = f"<html><head>{said}</head><body><p>Työ Åbo</p></body>"
    document = document_of(page.encode(written), name="a.htm")
    assert document.text == "Työ Åbo\n"
    assert document.source.encoding == encoding
    assert [note.code for note in document.source.notes] == notes


def test_the_charset_that_came_with_the_bytes_is_used() -> None:
    page = "<html><body><p>Šiauliai</p></body>".encode("iso-8859-4")
    assert document_of(page, name="a.html", charset="iso-8859-4").text == "Šiauliai\n"


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.7\n", "-", "pdf"),
        (b"\n\n%PDF-1.7\n", "sivu.txt", "pdf"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", "-", "html"),
        ("<html><body>".encode("utf-16"), "-", "html"),
        (b"  <div class='x'>", "-", "html"),
        (b"Hanke <b>", "-", "text"),
        (b"<3 Turku", "-", "text"),
        (b"Hanke", "sivu.HTM", "html"),
        (b"<p>Hanke</p>", "sivu.txt", "text"),
    ],
)
def test_the_kind_is_told_by_the_bytes(data: bytes, name: str, kind: str) -> None:
    assert kind_of(data, name) == kind


def _locked(pdf: bytes) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    writer.encrypt("salasana", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_damaged_and_locked_pdf_files_are_told_in_one_sentence(make_pdf: Callable[..., bytes]) -> None:
    good = make_pdf(CARD)
    cases = {
        "pdf-encrypted": [_locked(good)],
        "pdf-without-text": [make_pdf([])],
        "pdf-unreadable": [b"%PDF-1.4\n", b"%PDF-1.4\nhello " * 10, good[:200]],
    }
    for code, contents in cases.items():
        for content in contents:
            with pytest.raises(InputError) as told:
                document_of(content, name="sivu.pdf")
            assert told.value.code == code
            assert "\n" not in told.value.say("fi")
    misplaced = good.replace(b"startxref\n", b"startxref\n9")
    assert document_of(misplaced, name="sivu.pdf").text.splitlines() == CARD


def test_a_pdf_that_never_ends_is_stopped(make_pdf: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rihmasto.sources.documents.portable.SECONDS", 0.01)
    with pytest.raises(InputError) as told:
        document_of(make_pdf(CARD), name="sivu.pdf")
    assert told.value.code == "pdf-slow"


def test_pages_of_a_pdf_are_joined() -> None:
    pages = [f"Hankehakemus\nSivu {n} alkaa tutki\u00ad\nmuksesta\ue000 ja ﬁrmasta\n{n} (4)" for n in range(1, 5)]
    assert tidy_pages(pages) == (
        "Hankehakemus\n" + "\n\n".join(f"Sivu {n} alkaa tutkimuksesta\ue000 ja firmasta" for n in range(1, 5)) + "\n"
    )


BOMBS = {
    "deep": b"<div>" * 400_000 + b"text",
    "deep tables": b"<table><tr><td>" * 60_000,
    "open formats": b"<a><b><i><p>x" * 20_000,
    "attributes": b"<div " + b"".join(b"a%d=b " % n for n in range(100_000)) + b">text</div>",
    "comments": b"<html>" + b"<!--" * 500_000,
    "scripts": b"<html>" + b"<script>" * 300_000,
    "brackets": b"<html>" + b"<" * 1_000_000,
    "lists": b"<html>" + b"<ul><li>" * 120 + b"<p>w</p>" * 5_000,
    "entities": b"<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><html><p>&b;</p>",
    "large": b"<html>" + b"x" * (50 * 1024 * 1024),
    "empty": b"<html><body></body></html>",
    "nul": b"<html>\x00\x00</html>",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_no_page_takes_long(bomb: str) -> None:
    started = time.process_time()
    outcome = _outcome(BOMBS[bomb])
    assert outcome in {"read", "html-without-text", "text-too-large", "text-binary"}
    assert time.process_time() - started < 20


def _outcome(data: bytes) -> str:
    try:
        document = document_of(data, name="sivu.html")
    except InputError as told:
        return told.code
    return "read" if len(document.text) < 3 * len(data) + 100 else "blown up"


def _name(page: PageFile) -> str:
    return page.refused.code if page.refused else str(_said(page.document)["name"] if page.document else None)


def test_a_folder_is_read_in_its_order_on_one_core_and_on_all(tmp_path: Path, make_pdf: Callable[..., bytes]) -> None:
    for number in range(40):
        text = "\n".join([f"Hanke {number:02} satamasta", *CARD[1:]])
        (tmp_path / f"{number:02}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "07.txt").write_bytes(b"\x00\x01")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "z.pdf").write_bytes(make_pdf(["Hanke pdf satamasta", *CARD[1:]]))
    (tmp_path / "sub" / "~lock.txt").write_text("x", encoding="utf-8")
    (tmp_path / "notes.md").write_text("x", encoding="utf-8")
    paths = page_files(tmp_path)
    assert len(paths) == 41
    expected = [f"Hanke {n:02} satamasta" if n != 7 else "text-binary" for n in range(40)] + ["Hanke pdf satamasta"]
    assert list(read_pages(paths, _name)) == expected
    assert list(read_pages(paths, _name, many=1)) == expected


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    page = read_page_file(tmp_path / "no.txt")
    assert page.refused is not None
    assert page.refused.code == "file-missing"
    with pytest.raises(InputError):
        read_document(tmp_path / "no.txt")
