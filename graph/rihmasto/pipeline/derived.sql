-- Tables that follow from the others. Statements are separated by an empty line; they run in this order.

-- Who took part in what, one row a project, work package (or none) and organisation. The roles that count are those of
-- `taking_part` (model/roles.py): funders and authorities stand in participations too, but are no partners.
CREATE OR REPLACE TEMP VIEW partner AS
SELECT DISTINCT project, work_package, organisation
FROM participation
WHERE organisation IS NOT NULL AND project IS NOT NULL
  AND role IN (FROM taking_part);

CREATE TABLE partner_pair AS
SELECT one.organisation AS a, other.organisation AS b,
       count(DISTINCT one.project) AS projects,
       count(DISTINCT CASE WHEN one.work_package = other.work_package THEN one.work_package END) AS work_packages
FROM partner AS one JOIN partner AS other USING (project)
WHERE one.organisation < other.organisation
GROUP BY ALL
ORDER BY ALL;

CREATE OR REPLACE TEMP VIEW whole_grant AS
SELECT funding, max(project) AS project, max(instrument) AS instrument, max(funder) AS funder,
       max(authority) AS authority
FROM funding
GROUP BY funding;

CREATE OR REPLACE TEMP VIEW project_lead AS
SELECT project, min(organisation) AS lead
FROM participation
WHERE role IN ('lead', 'coordinator') AND organisation IS NOT NULL
GROUP BY project;

-- The ultimate funder of a grant is the instrument's; where no instrument is known, the funder that the source names,
-- unless it is only the authority.
CREATE TABLE governance_chain AS
SELECT g.project, g.funding,
       coalesce(p.funder, CASE WHEN g.funder IS DISTINCT FROM g.authority THEN g.funder END) AS ministry,
       g.instrument, g.authority, l.lead,
       coalesce(p.funder, g.funder) IS NOT NULL AND g.instrument IS NOT NULL AND g.authority IS NOT NULL
         AND l.lead IS NOT NULL AS complete
FROM whole_grant AS g
LEFT JOIN (SELECT programme, max(funder) AS funder FROM programme GROUP BY programme) AS p ON p.programme = g.instrument
LEFT JOIN project_lead AS l USING (project)
ORDER BY ALL
