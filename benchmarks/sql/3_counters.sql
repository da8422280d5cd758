-- The counters, counted from the rows; `services.tallies.differences()` must find nothing afterwards.

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
