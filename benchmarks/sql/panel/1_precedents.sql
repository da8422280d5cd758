-- Closed paths of one government, each in a case of its own, each with its decision, sanction, finding and precedent.
-- Every "random" choice is a hash of the row's number, so that each load gives the same rows. A fifth broke the rule of
-- the case to be decided; the newest are not all alike, so that every branch of the search has something to find.

CREATE FUNCTION pg_temp.h(i bigint, salt int) RETURNS int IMMUTABLE PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT (hashint8extended(i, salt) & 2147483647)::int $$;
CREATE FUNCTION pg_temp.pick(words text[], n int) RETURNS text IMMUTABLE PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT words[1 + n % array_length(words, 1)] $$;

CREATE TEMP TABLE drawn AS
SELECT 1000000 + i AS id, 1000000 + 1 + pg_temp.h(i, 1) % greatest(bench.n / 2, 1) AS employee_id,
    CASE WHEN pg_temp.h(i, 2) % 10 < 7 THEN 'PNS' ELSE 'CONTRACT' END AS category,
    pg_temp.pick('{PP94-3F,PP94-3F,PP94-3C,PP94-3D,PP94-3E,PP94-3G,PP94-4C,PP94-5F,PP94-5G,PP94-3B}', pg_temp.h(i, 3)) AS provision,
    pg_temp.pick('{UNIT,UNIT,UNIT,AGENCY,STATE}', pg_temp.h(i, 4)) AS impact,
    pg_temp.h(i, 5) % 12 = 0 AS is_repeat,
    pg_temp.pick('{PNS-R1,PNS-R2,PNS-R2,PNS-R3,PNS-S1T,PNS-B1}', pg_temp.h(i, 6)) AS pns_sanction,
    pg_temp.pick('{TKK-1,TKK-2,TKK-3,TKK-3,TKK-4}', pg_temp.h(i, 7)) AS contract_sanction,
    current_date - 10 - pg_temp.h(i, 8) % 1800 AS closed_on
FROM (SELECT current_setting('bench.cases')::int AS n) bench, generate_series(1, bench.n) i;

CREATE TEMP TABLE path AS
SELECT d.id, employee_id, category, impact, is_repeat, closed_on,
    CASE category WHEN 'PNS' THEN 'DISCIPLINE' ELSE 'CONTRACT' END AS route,
    rule.slug AS rule_id, rule.code AS provision, rule.regulation_id AS family, kind.slug AS kind_id, kind.severity
FROM drawn d
JOIN regulations_provision rule ON rule.in_force_until IS NULL
    AND rule.code = CASE category WHEN 'PNS' THEN provision ELSE 'KONTRAK-PERILAKU' END
JOIN regulations_sanctiontype kind ON kind.in_force_from IS NOT NULL AND kind.in_force_until IS NULL
    AND kind.code = CASE category WHEN 'PNS' THEN pns_sanction ELSE contract_sanction END;

CREATE TEMP TABLE place AS SELECT id AS agency_id, government_id FROM cases_agency ORDER BY id LIMIT 1;

INSERT INTO cases_employee (id, government_id, name, other_number)
SELECT DISTINCT employee_id, government_id, 'Pegawai ' || employee_id, 'K-' || employee_id FROM path, place;
INSERT INTO cases_case (id, government_id, agency_id, number, title, level, opened_at, is_demo, source_note, agency_name, stage,
    respondent_count, closed_on, search)
SELECT id, government_id, agency_id, 'KS-' || id, 'Unggahan', 1, closed_on - 60, false, '', 'Ukur', 'CLOSED', 1, closed_on, ''
FROM path, place;
INSERT INTO cases_respondent (id, case_id, employee_id, description, part, agency_id, category, category_note, post, status, status_on,
    route, turn, is_held, closing_reason, version, identity, absences)
SELECT id, id, employee_id, '', 'ACTOR', agency_id, category, '', 'Pelaksana', 'CLOSED', closed_on, route, '', false, 'SANCTION_SERVED', 9, 'UNIT', 0
FROM path, place;
INSERT INTO cases_allegation (id, respondent_id, text, provision_id) SELECT id, id, 'Mengunggah konten.', rule_id FROM path;
INSERT INTO cases_finding (allegation_id, outcome, reason, impact, impact_reason) SELECT id, 'PROVEN', 'Diakui', impact, 'Ukur' FROM path;
INSERT INTO cases_decision (id, respondent_id, number, decided_on, official, official_name, considerations, competence_note, state,
    effective_on, post_level, departures, departure_reason, payroll_note)
SELECT id, id, '', closed_on - 30, 'AGENCY_HEAD', 'Kepala', '-', '', 'STANDING', closed_on, '', '', '', '' FROM path;
INSERT INTO cases_sanction (decision_id, sanction_type_id, title, severity, agency_id, category, decided_on, is_repeat)
SELECT id, kind_id, '', severity, agency_id, category, closed_on - 30, is_repeat FROM path, place;
INSERT INTO cases_precedent (respondent_id, case_id, government_id, category, route, provision, family, impact, is_repeat,
    sanction_type_id, severity, closed_on)
SELECT id, id, government_id, category, route, provision, family, impact, is_repeat, kind_id, severity, closed_on FROM path, place;
