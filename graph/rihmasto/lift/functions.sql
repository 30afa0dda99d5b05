-- The few functions that the compiled mapping calls; temporary macros of the connection.

-- Canonical N-Quads (RDF 1.2): the same literal is always the same bytes.
CREATE OR REPLACE TEMP MACRO lift_unprintable() AS '\x00-\x07\x0B\x0E-\x1F\x7F\x{FFFE}\x{FFFF}';

CREATE OR REPLACE TEMP MACRO lift_escape_unprintable(v) AS
  CASE WHEN regexp_matches(v, '[' || lift_unprintable() || ']')
    THEN array_to_string([
      CASE WHEN regexp_matches(piece, '[' || lift_unprintable() || ']')
        THEN '\u' || printf('%04X', unicode(piece)) ELSE piece END
      FOR piece IN regexp_extract_all(v, '[' || lift_unprintable() || ']|[^' || lift_unprintable() || ']+')], '')
    ELSE v END;

CREATE OR REPLACE TEMP MACRO lift_escape(v) AS
  CASE WHEN regexp_matches(v, '[\x00-\x1F"\\\x7F\x{FFFE}\x{FFFF}]')
    THEN lift_escape_unprintable(replace(replace(replace(replace(replace(replace(replace(v,
      '\', '\\'), '"', '\"'), chr(8), '\b'), chr(9), '\t'), chr(10), '\n'), chr(12), '\f'), chr(13), '\r'))
    ELSE v END;

-- R2RML 7.3: everything but iunreserved (RFC 3987) is percent-encoded; å, ä and ö stay.
CREATE OR REPLACE TEMP MACRO lift_kept() AS
  'A-Za-z0-9\-._~\x{A0}-\x{D7FF}\x{F900}-\x{FDCF}\x{FDF0}-\x{FFEF}\x{10000}-\x{1FFFD}\x{20000}-\x{2FFFD}'
  || '\x{30000}-\x{3FFFD}\x{40000}-\x{4FFFD}\x{50000}-\x{5FFFD}\x{60000}-\x{6FFFD}\x{70000}-\x{7FFFD}'
  || '\x{80000}-\x{8FFFD}\x{90000}-\x{9FFFD}\x{A0000}-\x{AFFFD}\x{B0000}-\x{BFFFD}\x{C0000}-\x{CFFFD}'
  || '\x{D0000}-\x{DFFFD}\x{E1000}-\x{EFFFD}';

CREATE OR REPLACE TEMP MACRO lift_encode(v) AS
  CASE WHEN regexp_full_match(v, '[' || lift_kept() || ']*') THEN v
    ELSE array_to_string([
      CASE WHEN regexp_full_match(piece, '[' || lift_kept() || ']+') THEN piece ELSE url_encode(piece) END
      FOR piece IN regexp_extract_all(v, '[' || lift_kept() || ']+|[^' || lift_kept() || ']+')], '')
    END;

-- An absolute IRI (RFC 3987). Address literals such as [::1] are refused: nobody's home page is one.
CREATE OR REPLACE TEMP MACRO lift_inside() AS '(?:[' || lift_kept() || '!$&''()*+,;=:@]|%[0-9A-Fa-f]{2})';

CREATE OR REPLACE TEMP MACRO lift_authority() AS
  '(?:(?:[' || lift_kept() || '!$&''()*+,;=:]|%[0-9A-Fa-f]{2})*@)?'
  || '(?:[' || lift_kept() || '!$&''()*+,;=]|%[0-9A-Fa-f]{2})*(?::[0-9]*)?';

CREATE OR REPLACE TEMP MACRO lift_is_iri(v) AS
  regexp_full_match(v, '[A-Za-z][A-Za-z0-9+.\-]*:'
    || '(?://' || lift_authority() || '(?:/' || lift_inside() || '*)*'
    || '|/?(?:' || lift_inside() || '+(?:/' || lift_inside() || '*)*)?)'
    || '(?:\?(?:' || lift_inside() || '|[/?\x{E000}-\x{F8FF}])*)?'
    || '(?:#(?:' || lift_inside() || '|[/?])*)?');

-- XSD canonical decimals: no zeros at the end, no point without digits, a digit before the point.
CREATE OR REPLACE TEMP MACRO lift_decimal(v) AS
  regexp_replace(CASE WHEN contains(v, '.') THEN rtrim(rtrim(v, '0'), '.') ELSE v END, '^(-?)(\.|$)', '\10\2');

-- XSD canonical doubles, 8.025E1, from the shortest decimal form that DuckDB prints.
CREATE OR REPLACE TEMP MACRO lift_mantissa(digits) AS
  left(digits, 1) || '.' || CASE WHEN length(digits) > 1 THEN substr(digits, 2) ELSE '0' END;

CREATE OR REPLACE TEMP MACRO lift_finite(whole, fraction, exponent) AS
  CASE WHEN ltrim(whole || fraction, '0') = '' THEN '0.0E0'
    ELSE lift_mantissa(trim(whole || fraction, '0')) || 'E'
      || (exponent - 1 + length(ltrim(whole || fraction, '0')) - length(fraction))
    END;

CREATE OR REPLACE TEMP MACRO lift_double(v) AS
  CASE trim(v, '-') WHEN 'nan' THEN 'NaN' WHEN 'inf' THEN replace(v, 'inf', 'INF')
    ELSE CASE WHEN starts_with(v, '-') THEN '-' ELSE '' END || lift_finite(
      regexp_extract(v, '^-?(\d*)', 1),
      regexp_extract(v, '\.(\d+)', 1),
      coalesce(TRY_CAST(regexp_extract(v, 'e(.+)$', 1) AS INTEGER), 0))
    END;
