-- The rows of the product in the form that a page would wish for: one narrow table, ideal indexes, ready counters.
CREATE TABLE plain_case AS
SELECT c.id, c.number, c.title, e.name AS person, c.agency_name AS agency, c.agency_id, c.stage, c.respondent_count AS people,
    i.summary, c.opened_at, least(c.statutory_due_on, c.internal_due_on) AS due_on,
    lower(concat_ws(' ', c.number, c.title, e.name)) AS words
FROM public.cases_case c
JOIN public.cases_incident i ON i.case_id = c.id
JOIN public.cases_respondent r ON r.id = c.id
JOIN public.cases_employee e ON e.id = r.employee_id
ORDER BY c.opened_at, c.id;
ALTER TABLE plain_case ADD PRIMARY KEY (id);
CREATE UNIQUE INDEX plain_number ON plain_case (number);
CREATE INDEX plain_new ON plain_case (opened_at DESC, id DESC);
CREATE INDEX plain_filter ON plain_case (agency_id, stage, opened_at DESC, id DESC);
CREATE INDEX plain_due ON plain_case (due_on, id) WHERE stage <> 'CLOSED';
CREATE INDEX plain_words ON plain_case USING gin (words public.gin_trgm_ops);
CREATE TABLE plain_event AS
SELECT a.case_id, a.at, u.username AS who, a.act AS text FROM public.cases_auditentry a JOIN public.cases_user u ON u.id = a.actor_id
ORDER BY a.case_id, a.at;
CREATE INDEX plain_event_case ON plain_event (case_id, at);
CREATE TABLE plain_counter (kind text, key text, n bigint, PRIMARY KEY (kind, key));
INSERT INTO plain_counter SELECT 'total', '', count(*) FROM plain_case;
INSERT INTO plain_counter SELECT 'stage', stage, count(*) FROM plain_case GROUP BY 2;
INSERT INTO plain_counter SELECT 'agency', agency, count(*) FROM plain_case GROUP BY 2;
INSERT INTO plain_counter SELECT 'month', to_char(opened_at, 'YYYY-MM'), count(*) FROM plain_case GROUP BY 2;
INSERT INTO plain_counter SELECT 'severity', severity, count(*) FROM public.cases_sanction GROUP BY 2;
INSERT INTO plain_counter SELECT 'late', '', count(*) FROM plain_case WHERE stage <> 'CLOSED' AND due_on < current_date;
ANALYZE plain_case, plain_event, plain_counter;
