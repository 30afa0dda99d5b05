-- Moments and durations as numbers, for the macros that compare values.
-- the lexical form of a date or time without its zone, and the zone in microseconds
CREATE TEMP MACRO zoneless(lexical) AS regexp_replace(lexical, '(Z|[+-][0-9]{2}:[0-9]{2})$', '');
CREATE TEMP MACRO zone_of(lexical) AS regexp_extract(lexical, '(Z|[+-][0-9]{2}:[0-9]{2})$');
CREATE TEMP MACRO zone_shift(zone) AS
  CASE WHEN zone IN ('', 'Z') THEN 0
       ELSE (CASE WHEN starts_with(zone, '-') THEN -1 ELSE 1 END)
            * (substr(zone, 2, 2)::BIGINT * 60 + substr(zone, 5, 2)::BIGINT) * 60000000 END;
CREATE TEMP MACRO instant(zoneless) AS
  CASE WHEN contains(zoneless, 'T24:')
       THEN epoch_us(try_cast(replace(zoneless, 'T24:', 'T00:') AS TIMESTAMP)) + 86400000000
       ELSE epoch_us(try_cast(zoneless AS TIMESTAMP)) END;
CREATE TEMP MACRO moment(zoneless, lexical) AS
  {'at': instant(zoneless) - zone_shift(zone_of(lexical)), 'zoned': zone_of(lexical) <> ''};
CREATE TEMP MACRO part_of(lexical, unit) AS
  coalesce(try_cast(regexp_extract(lexical, '([0-9.]+)' || unit, 1) AS DECIMAL(28, 6)), 0);
CREATE TEMP MACRO sign_of(lexical) AS CASE WHEN starts_with(lexical, '-') THEN -1 ELSE 1 END;
CREATE TEMP MACRO months_of(lexical) AS
  (sign_of(lexical) * (part_of(lexical, 'Y') * 12 + part_of(lexical, 'M')))::HUGEINT;
CREATE TEMP MACRO microseconds_of(lexical) AS
  (sign_of(lexical) * (part_of(lexical, 'D') * 86400 + part_of(lexical, 'H') * 3600 + part_of(lexical, 'M') * 60
                       + part_of(lexical, 'S')) * 1000000)::HUGEINT;
