"""The table definitions fit the ontology, the vocabularies and each other."""

import pyoxigraph as ox
import pytest

from rihmasto.assets import asset
from rihmasto.model import tables
from rihmasto.model.iris import relative_iri
from rihmasto.names import NS


def test_every_ref_leads_to_a_table_with_a_key() -> None:
    targets = {c.target for t in tables().values() for c in t.columns if c.type == "ref"}
    assert len(targets) >= 10
    assert [t for t in targets if tables()[t].key is None] == []


def test_every_concept_column_has_its_vocabulary() -> None:
    schemes = {c.target for t in tables().values() for c in t.columns if c.type == "concept"}
    assert len(schemes) >= 8
    assert [s for s in sorted(schemes) if not asset("ontology", "vocabularies", f"{s}.ttl").is_file()] == []


def test_every_own_property_is_a_term_of_the_ontology() -> None:
    path = str(asset("ontology", "rihmasto.ttl"))
    terms = {
        q.subject.value for q in ox.parse(path=path, format=ox.RdfFormat.TURTLE) if isinstance(q.subject, ox.NamedNode)
    }
    own = {c.property for t in tables().values() for c in t.columns if c.property.startswith(NS)}
    # An amount's currency is a cell with "EUR"; in the graph it is a thing, so its property is a verb.
    assert own - terms - {NS + "currency"} == set()
    assert len(own) > 40


def test_identity_columns_are_columns() -> None:
    for table in tables().values():
        assert set(table.identity) <= {c.name for c in table.columns}, table.name
    with pytest.raises(KeyError):
        tables()["project"].column("nothing")


def test_people_are_private() -> None:
    assert {t.name for t in tables().values() if t.private} == {"person", "contact"}


def test_relative_iris() -> None:
    assert relative_iri("funding", "x") == "id/grant/x"
    assert relative_iri("project", "x") == "id/project/x"
