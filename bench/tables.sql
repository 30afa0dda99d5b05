-- H2020's participations in the model's tables, which are there and empty.
-- Variables: file, the table of participations; share, the part of the projects that is taken (0-1).
-- Faults: every 400th project ends before it starts, every 500th participation has no role that the vocabulary knows.
CREATE OR REPLACE MACRO kind_of(code) AS CASE code
  WHEN 'HES' THEN 'university' WHEN 'REC' THEN 'research-institute' WHEN 'PRC' THEN 'company'
  WHEN 'PUB' THEN 'state-authority' ELSE 'other' END;
CREATE OR REPLACE MACRO money(text) AS try_cast(text AS DECIMAL(18, 2));

CREATE OR REPLACE TEMP TABLE part AS
SELECT *, row_number() OVER (ORDER BY rcn, pic, role, contribution, name) AS n
FROM read_csv(getvariable('file'), all_varchar = true, nullstr = ['', 'NA'])
WHERE hash(rcn) % 10000 < 10000 * getvariable('share')::DOUBLE;

INSERT INTO source BY NAME SELECT 'cordis' AS source, 'CORDIS, Horizon 2020' AS title, 'table' AS kind;
INSERT INTO programme BY NAME
SELECT 'h2020' AS programme, 'Horizon 2020' AS name_en, 'instrument' AS kind, 'cordis' AS source;

INSERT INTO project BY NAME
SELECT rcn AS project, coalesce(any_value(acronym_guess ORDER BY n), 'H2020 ' || rcn) AS name_en, rcn AS code,
       any_value(if(rcn::BIGINT % 400 = 0, end_date, start_date) ORDER BY n) AS start,
       any_value(if(rcn::BIGINT % 400 = 0, start_date, end_date) ORDER BY n) AS "end", 'ended' AS status, 'cordis' AS source
FROM part GROUP BY rcn;

INSERT INTO funding BY NAME SELECT project AS funding, project, 'h2020' AS instrument, source FROM project;

INSERT INTO place BY NAME
SELECT DISTINCT lower(country) AS place, 'country' AS kind, country AS name_en, 'cordis' AS source FROM part
WHERE country IS NOT NULL;

INSERT INTO organisation BY NAME
SELECT pic AS organisation, coalesce(any_value(name ORDER BY n), pic) AS name_en, kind_of(any_value(type ORDER BY n)) AS kind,
       lower(any_value(country ORDER BY n)) AS place, 'cordis' AS source
FROM part GROUP BY pic;

INSERT INTO organisation_identifier BY NAME
SELECT organisation, 'pic' AS scheme, organisation AS value, source FROM organisation;

INSERT INTO participation BY NAME
SELECT rcn || '-' || n AS participation, rcn AS project, pic AS organisation,
       if(n % 500 = 0, 'none', if(role = 'coordinator', 'coordinator', 'partner')) AS role, 'cordis' AS source
FROM part;

INSERT INTO amount BY NAME
SELECT 'total-' || rcn AS amount, rcn AS project, 'total' AS kind, money(any_value(total_cost ORDER BY n)) AS value,
       'EUR' AS currency, 'cordis' AS source
FROM part GROUP BY rcn
UNION ALL BY NAME
SELECT rcn || '-' || n AS amount, rcn AS project, pic AS organisation, 'eu' AS kind, money(contribution) AS value,
       'EUR' AS currency, 'cordis' AS source
FROM part;
