-- H2020's participations as quads of the model: one line of N-Quads a row.
-- Variables: file, the table of participations; share, the part of the projects that is taken (0-1).
-- Faults: amounts that are "NA" stay so, every 400th project ends before it starts, every 500th participation has no role.
CREATE OR REPLACE MACRO iri(kind, key) AS '<https://example.org/h2020/id/' || kind || '/' || key || '>';
CREATE OR REPLACE MACRO rih(name) AS '<https://w3id.org/rihmasto/ns#' || name || '>';
CREATE OR REPLACE MACRO concept(scheme, slug) AS '<https://w3id.org/rihmasto/vocabulary/' || scheme || '/' || slug || '>';
CREATE OR REPLACE MACRO text(words) AS '"' || replace(replace(words, '\', '\\'), '"', '\"') || '"';
CREATE OR REPLACE MACRO typed(lexical, kind) AS '"' || lexical || '"^^<http://www.w3.org/2001/XMLSchema#' || kind || '>';
CREATE OR REPLACE MACRO euro() AS '<http://publications.europa.eu/resource/authority/currency/EUR>';
-- CORDIS' kinds of organisations: education, research, company, public, other
CREATE OR REPLACE MACRO kind_of(code) AS CASE code
  WHEN 'HES' THEN 'university' WHEN 'REC' THEN 'research-institute' WHEN 'PRC' THEN 'company'
  WHEN 'PUB' THEN 'state-authority' ELSE 'other' END;
CREATE OR REPLACE MACRO a() AS '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>';
CREATE OR REPLACE MACRO label() AS '<http://www.w3.org/2004/02/skos/core#prefLabel>';

CREATE OR REPLACE TABLE part AS
SELECT *, row_number() OVER (ORDER BY rcn, pic, role, contribution, name) AS n
FROM read_csv(getvariable('file'), all_varchar = true, nullstr = '')
WHERE hash(rcn) % 10000 < 10000 * getvariable('share')::DOUBLE;

CREATE OR REPLACE TABLE project AS
SELECT rcn, any_value(start_date ORDER BY n) AS starts, any_value(end_date ORDER BY n) AS ends,
       any_value(total_cost ORDER BY n) AS cost, any_value(acronym_guess ORDER BY n) AS acronym,
       rcn::BIGINT % 400 = 0 AS wrong
FROM part GROUP BY rcn;

CREATE OR REPLACE TABLE organisation AS
SELECT pic, any_value(name ORDER BY n) AS name, any_value(type ORDER BY n) AS kind, any_value(country ORDER BY n) AS country
FROM part GROUP BY pic;

CREATE OR REPLACE VIEW triples AS
WITH rows AS (
  SELECT iri('project', rcn) AS s, unnest([
    {p: a(), o: rih('Project')},
    {p: label(), o: text(coalesce(acronym, 'H2020 ' || rcn))},
    {p: rih('code'), o: text(rcn)},
    {p: rih('startDate'), o: typed(nullif(if(wrong, ends, starts), 'NA'), 'date')},
    {p: rih('endDate'), o: typed(nullif(if(wrong, starts, ends), 'NA'), 'date')},
    {p: rih('firstDay'), o: typed(nullif(starts, 'NA'), 'date')},
    {p: rih('lastDay'), o: typed(nullif(ends, 'NA'), 'date')},
    {p: rih('hasStatus'), o: concept('statuses', 'ended')}]) AS t FROM project
  UNION ALL
  SELECT iri('grant', rcn), unnest([
    {p: a(), o: rih('Grant')},
    {p: rih('funds'), o: iri('project', rcn)},
    {p: rih('isFundedUnder'), o: iri('programme', 'h2020')}]) FROM project
  UNION ALL
  SELECT iri('programme', 'h2020'), unnest([
    {p: a(), o: rih('FundingInstrument')}, {p: label(), o: text('Horizon 2020')}])
  UNION ALL
  SELECT iri('amount', 'total-' || rcn), unnest([
    {p: a(), o: rih('Amount')},
    {p: rih('concernsProject'), o: iri('project', rcn)},
    {p: rih('hasBudgetKind'), o: concept('budget-kinds', 'total')},
    {p: rih('hasCurrency'), o: euro()},
    {p: rih('value'), o: typed(cost, 'decimal')}]) FROM project 
  UNION ALL
  SELECT iri('organisation', pic), unnest([
    {p: a(), o: rih('Organisation')},
    {p: label(), o: text(coalesce(name, pic))},
    {p: rih('hasOrganisationKind'), o: concept('organisation-kinds', kind_of(kind))},
    {p: rih('isLocatedIn'), o: iri('place', lower(country))},
    {p: '<http://www.w3.org/ns/adms#identifier>', o: iri('identifier', 'pic-' || pic)}]) FROM organisation
  UNION ALL
  SELECT iri('identifier', 'pic-' || pic), unnest([
    {p: a(), o: rih('Identifier')},
    {p: '<http://www.w3.org/2004/02/skos/core#notation>', o: text(pic)},
    {p: rih('hasIdentifierScheme'), o: concept('identifier-schemes', 'pic')}]) FROM organisation
  UNION ALL
  SELECT DISTINCT iri('place', lower(country)), unnest([
    {p: a(), o: rih('Place')}, {p: label(), o: text(country)}, {p: rih('hasPlaceKind'), o: concept('place-kinds', 'country')}])
  FROM organisation
  UNION ALL
  SELECT iri('participation', rcn || '-' || n), unnest([
    {p: a(), o: rih('Participation')},
    {p: rih('participatesIn'), o: iri('project', rcn)},
    {p: rih('involves'), o: iri('organisation', pic)},
    {p: if(n % 500 = 0, rih('task'), rih('hasRole')), o: concept('roles', CASE role WHEN 'coordinator' THEN 'coordinator' ELSE 'partner' END)}]) FROM part
  UNION ALL
  SELECT iri('amount', rcn || '-' || n), unnest([
    {p: a(), o: rih('Amount')},
    {p: rih('concernsProject'), o: iri('project', rcn)},
    {p: rih('isAllocatedTo'), o: iri('organisation', pic)},
    {p: rih('hasBudgetKind'), o: concept('budget-kinds', 'eu')},
    {p: rih('hasCurrency'), o: euro()},
    {p: rih('value'), o: typed(contribution, 'decimal')}]) FROM part 
)
SELECT s || ' ' || t.p || ' ' || t.o || ' <https://example.org/h2020/graph/cordis> .' AS line FROM rows WHERE t.o IS NOT NULL;
