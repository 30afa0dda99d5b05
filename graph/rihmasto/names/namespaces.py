"""The project's own namespaces, and prefixed names of the model's terms."""

NS = "https://w3id.org/rihmasto/ns#"
SHAPES = "https://w3id.org/rihmasto/shapes#"
VOCABULARY = "https://w3id.org/rihmasto/vocabulary/"

# Only what `ontology/tables.toml` uses; the full list is ontology/prefixes.ttl, and a test compares the two.
_PREFIXES = {
    "rih": NS,
    "adms": "http://www.w3.org/ns/adms#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}


def expand(name: str) -> str:
    """Turn a prefixed name such as `rih:startDate` into an IRI.

    Raises:
        KeyError: the prefix is not one of the model's.
    """
    prefix, _, local = name.partition(":")
    return _PREFIXES[prefix] + local


def concept_iri(scheme: str, concept: str) -> str:
    """Return the IRI of a concept of one of the vocabularies in `ontology/vocabularies/`."""
    return f"{VOCABULARY}{scheme}/{concept}"
