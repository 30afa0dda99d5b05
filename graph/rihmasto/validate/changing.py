"""A change of the triples in a kept state."""

# ruff: noqa: S608 -- names of ours only
from rihmasto.validate.frontier import Edge, key
from rihmasto.validate.graph import Triple
from rihmasto.validate.keeping import Kept
from rihmasto.validate.terms import is_literal


class Change:
    """Triples that come and go; those that come are in the state from the start, so that walks see all of them.

    Args:
        kept: the state, in a transaction.
        added: triples that come, unless they are there.
        removed: triples that go, if they are there.

    Attributes:
        edges: what does change, as numbers.
        triples: the same as text.
    """

    def __init__(self, kept: Kept, added: set[Triple], removed: set[Triple]) -> None:
        self._kept = kept
        execute = kept.connection.execute
        unknown = sorted({p for _, p, _ in added} - kept.predicates.keys())
        for predicate in unknown:
            kept.predicates[predicate] = max(kept.predicates.values(), default=0) + 1
            execute("INSERT INTO predicate VALUES ($1, $2)", [predicate, kept.predicates[predicate]])
        known = [t for t in [*added, *removed] if t[1] in kept.predicates]
        columns = [list(c) for c in zip(*known, strict=True)] if known else [[], [], []]
        columns[1] = [kept.predicates[p] for p in columns[1]]
        execute(
            f"""CREATE OR REPLACE TEMP TABLE change AS
                SELECT {key("s")} AS hs, p, {key("o")} AS ho, s, o, comes, EXISTS (
                  FROM triples t WHERE t.hs = {key("c.s")} AND t.p = c.p AND t.s = c.s AND t.o = c.o) AS there
                FROM (SELECT unnest($1::VARCHAR[]) AS s, unnest($2::UINTEGER[]) AS p, unnest($3::VARCHAR[]) AS o,
                             unnest($4::BOOLEAN[]) AS comes) c""",
            [*columns, [t in added for t in known]],
        )
        execute("DELETE FROM change WHERE comes = there")
        execute("INSERT INTO triples SELECT hs, p, ho, s, o FROM change WHERE comes")
        execute("INSERT INTO back SELECT ho, p, hs FROM change WHERE comes")
        rows = execute("SELECT hs, p, ho, s, o FROM change").fetchall()
        names = {number: name for name, number in kept.predicates.items()}
        self.edges: list[Edge] = [(hs, p, ho) for hs, p, ho, _, _ in rows]
        self.triples: list[Triple] = [(s, names[p], o) for _, p, _, s, o in rows]

    def remove(self) -> None:
        """Take the triples that go out of the state."""
        execute = self._kept.connection.execute
        execute(
            """DELETE FROM triples WHERE hs IN (SELECT hs FROM change WHERE NOT comes)
               AND (s, p, o) IN (SELECT (s, p, o) FROM change WHERE NOT comes)"""
        )
        execute(
            """DELETE FROM back WHERE ho IN (SELECT ho FROM change WHERE NOT comes)
               AND (ho, p, hs) IN (SELECT (ho, p, hs) FROM change WHERE NOT comes)"""
        )

    def touches(self, seen: frozenset[str] | None) -> bool:
        """Tell whether a shape that looks at some predicates may see the change.

        A query's value is looked up among all that is said of its focus node; typed literals count with any predicate.
        """
        return seen is None or any(p in seen or (is_literal(o) and o.endswith(">")) for _, p, o in self.triples)
