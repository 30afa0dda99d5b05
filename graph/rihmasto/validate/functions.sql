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
