-- Functions on terms in canonical N-Triples text, for the expressions that constraints compile to.
-- A tail is never mistaken: a quote inside a literal is escaped, so a typed literal ends in >, a plain one in ".
CREATE MACRO is_iri(t) AS starts_with(t, '<');
CREATE MACRO is_blank(t) AS starts_with(t, '_');
CREATE MACRO is_literal(t) AS starts_with(t, '"');
CREATE MACRO literal_body(t) AS substr(regexp_replace(t, '"[^"]*$', ''), 2);
-- of a typed literal whose lexical form has neither quotes nor backslashes
CREATE MACRO typed_body(t) AS split_part(t, '"', 2);
CREATE MACRO unescaped(body) AS
  CASE WHEN contains(body, '\') THEN json_extract_string('"' || body || '"', '$') ELSE body END;
-- STR() of SPARQL; NULL for a blank node
CREATE MACRO str(t) AS
  CASE WHEN is_literal(t) THEN unescaped(literal_body(t)) WHEN is_iri(t) THEN substr(t, 2, length(t) - 2) END;
CREATE MACRO lang(t) AS
  CASE WHEN is_literal(t) AND NOT ends_with(t, '"') AND NOT ends_with(t, '>')
       THEN regexp_extract(t, '@([a-z0-9-]+)$', 1) ELSE '' END;
CREATE MACRO datatype(t) AS
  CASE WHEN NOT is_literal(t) THEN NULL
       WHEN ends_with(t, '"') THEN 'http://www.w3.org/2001/XMLSchema#string'
       WHEN ends_with(t, '>') THEN regexp_extract(t, '\^\^<([^>"]*)>$', 1)
       ELSE 'http://www.w3.org/1999/02/22-rdf-syntax-ns#langString' END;
-- the lexical form of a date or time without its zone, and the zone in microseconds
CREATE MACRO zoneless(lexical) AS regexp_replace(lexical, '(Z|[+-][0-9]{2}:[0-9]{2})$', '');
CREATE MACRO zone_of(lexical) AS regexp_extract(lexical, '(Z|[+-][0-9]{2}:[0-9]{2})$');
CREATE MACRO zone_shift(zone) AS
  CASE WHEN zone IN ('', 'Z') THEN 0
       ELSE (CASE WHEN starts_with(zone, '-') THEN -1 ELSE 1 END)
            * (substr(zone, 2, 2)::BIGINT * 60 + substr(zone, 5, 2)::BIGINT) * 60000000 END;
CREATE MACRO instant(zoneless) AS
  CASE WHEN contains(zoneless, 'T24:')
       THEN epoch_us(try_cast(replace(zoneless, 'T24:', 'T00:') AS TIMESTAMP)) + 86400000000
       ELSE epoch_us(try_cast(zoneless AS TIMESTAMP)) END;
CREATE MACRO moment(zoneless, lexical) AS
  {'at': instant(zoneless) - zone_shift(zone_of(lexical)), 'zoned': zone_of(lexical) <> ''};
CREATE MACRO part_of(lexical, unit) AS
  coalesce(try_cast(regexp_extract(lexical, '([0-9.]+)' || unit, 1) AS DECIMAL(28, 6)), 0);
CREATE MACRO sign_of(lexical) AS CASE WHEN starts_with(lexical, '-') THEN -1 ELSE 1 END;
CREATE MACRO months_of(lexical) AS
  (sign_of(lexical) * (part_of(lexical, 'Y') * 12 + part_of(lexical, 'M')))::HUGEINT;
CREATE MACRO microseconds_of(lexical) AS
  (sign_of(lexical) * (part_of(lexical, 'D') * 86400 + part_of(lexical, 'H') * 3600 + part_of(lexical, 'M') * 60
                       + part_of(lexical, 'S')) * 1000000)::HUGEINT;
