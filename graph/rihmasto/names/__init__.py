"""Names: IRIs and the strings that they are made of."""

from rihmasto.names.folding import fold, short_hash, slug
from rihmasto.names.namespaces import NS, SHAPES, VOCABULARY, concept_iri, expand

__all__ = ["NS", "SHAPES", "VOCABULARY", "concept_iri", "expand", "fold", "short_hash", "slug"]
