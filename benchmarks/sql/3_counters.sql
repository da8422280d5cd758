-- The counters, counted from the rows; `cases.dashboard.tally_check.differences()` must find nothing afterwards.

INSERT INTO cases_casetally (agency_id, stage, n) SELECT agency_id, stage, count(*) FROM cases_case GROUP BY 1, 2;
INSERT INTO cases_deadlinetally (agency_id, month, statutory, on_time, n)
SELECT c.agency_id, date_trunc('month', d.due_on), statutory, met_on <= d.due_on, count(*)
FROM cases_deadline d JOIN cases_respondent r ON r.id = d.respondent_id JOIN cases_case c ON c.id = r.case_id
WHERE met_on IS NOT NULL AND is_duty GROUP BY 1, 2, 3, 4;
INSERT INTO cases_sanctiontally (agency_id, month, severity, category, is_repeat, n)
SELECT agency_id, date_trunc('month', decided_on), severity, category, is_repeat, count(*) FROM cases_sanction GROUP BY 1, 2, 3, 4, 5;
INSERT INTO cases_durationtally (agency_id, year, working_days, n)
SELECT agency_id, extract(year FROM decided_on), event_working_days, count(*) FROM cases_sanction
WHERE event_working_days IS NOT NULL GROUP BY 1, 2, 3;

CREATE TEMPORARY TABLE counted ON COMMIT DROP AS
SELECT c.id, c.agency_id, d.due_on, d.statutory, CASE WHEN d.statutory THEN r.turn ELSE c.level::text END AS owner
FROM cases_deadline d
JOIN cases_respondent r ON r.id = d.respondent_id
JOIN cases_case c ON c.id = r.case_id
JOIN regulations_timelimit l ON l.slug = d.limit_id
WHERE d.met_on IS NULL AND d.cancelled_on IS NULL AND d.paused_on IS NULL AND d.is_duty
AND (d.statutory OR l.step = 'INT-CLARIFY');
UPDATE cases_case c SET duties = mine.duties FROM (
    SELECT id, jsonb_agg(jsonb_build_array(due_on, statutory, owner) ORDER BY due_on, statutory, owner) AS duties
    FROM counted GROUP BY id
) AS mine WHERE mine.id = c.id;
INSERT INTO cases_dutytally (agency_id, due_on, statutory, owner, n)
SELECT agency_id, due_on, statutory, owner, count(*) FROM counted GROUP BY 1, 2, 3, 4;
