-- Cases over three years, 70 of 100 closed, the open ones mostly recent; with what hangs on them.

CREATE TEMP TABLE stages AS SELECT * FROM (VALUES
    -- stage, whose turn, running clock, number in the draw of open stages
    ('REPORTED', 'HR_OFFICER', 'INT-INTAKE', 0), ('CLARIFICATION', 'HR_OFFICER', 'INT-CLARIFY', 1),
    ('CLARIFIED', 'BKPSDM', 'INT-ROUTE', 2), ('ROUTED', 'INSPECTOR', 'INT-SUMMON', 3), ('COACHING', 'HR_OFFICER', 'INT-COACH', 4),
    ('SUMMONED', 'INSPECTOR', 'SUMMONS1', 5), ('ABSENT', 'INSPECTOR', 'SUMMONS2', 6), ('HEARD', 'INSPECTOR', 'INT-LHP', 7),
    ('FINDINGS', 'BKPSDM', 'INT-DECIDE', 8), ('DECIDED', 'HR_OFFICER', 'DELIVER', 9), ('DELIVERED', 'BKPSDM', 'EFFECT', 10),
    ('CONTESTED', 'BKPSDM', 'KEBERATAN-DECIDE', 11), ('IN_FORCE', 'HR_OFFICER', NULL, 12), ('CLOSED', '', NULL, NULL)
) stages (stage, turn, step, draw);

CREATE TEMP TABLE draft AS
SELECT i AS id, staff.agency_id, staff.id AS employee_id, staff.category, staff.post, staff.name, opened_at, is_open,
    opened_at::date AS opened_on, stages.stage, stages.turn, stages.step,
    CASE WHEN is_open THEN current_date - 6 + pg_temp.h(i, 23) % 40 END AS due_on,
    CASE WHEN NOT is_open THEN least(opened_at::date + 10 + pg_temp.h(i, 24) % 110, current_date) END AS closed_on,
    CASE WHEN NOT is_open THEN pg_temp.pick('{SANCTION_SERVED,SANCTION_SERVED,SANCTION_SERVED,SANCTION_SERVED,SANCTION_SERVED,COACHED,COACHED,UNFOUNDED,NO_ACTION,ALREADY_HANDLED}', pg_temp.h(i, 25)) ELSE '' END AS closing_reason,
    CASE WHEN staff.category IN ('PNS', 'PPPK') THEN 'DISCIPLINE' ELSE 'CONTRACT' END AS examined_route,
    pg_temp.pick('{Siaran langsung,Video menari,Unggahan keluhan,Komentar,Konten promosi,Swafoto,Ujaran,Foto bersama}', pg_temp.h(i, 26)) || ' '
    || pg_temp.pick('{saat jam layanan,berseragam dinas,di ruang rawat,di ruang kelas,tentang calon bupati,di loket pelayanan,dalam rapat,di mobil dinas}', pg_temp.h(i, 27)) AS title,
    pg_temp.pick('{TIKTOK,TIKTOK,TIKTOK,INSTAGRAM,FACEBOOK,X,YOUTUBE,WHATSAPP}', pg_temp.h(i, 28)) AS platform,
    'akun' || pg_temp.h(i, 29) % 1000000 AS account,
    CASE WHEN pg_temp.h(i, 30) % 10 = 0 THEN 1 + staff.id % (SELECT max(id) FROM staff) END AS second_id
FROM generate_series(1, pg_temp.cases()) i
CROSS JOIN LATERAL (SELECT
    now() - interval '1095 days' * (1 - i::float / (pg_temp.cases() + 1)) AS opened_at,
    pg_temp.h(i, 21) % 1000 < CASE WHEN i > 0.7 * pg_temp.cases() THEN 850 ELSE 64 END AS is_open) age
JOIN staff ON staff.id = 1 + pg_temp.h(i, 20) % (SELECT max(id) FROM staff)
-- A contract is decided with effect on delivery: such a path is neither delivered and waiting, nor contested.
JOIN stages ON stages.draw IS NOT DISTINCT FROM CASE WHEN is_open THEN pg_temp.h(i, 22) % CASE WHEN staff.category IN ('PNS', 'PPPK') THEN 13 ELSE 10 END END;

CREATE TEMP TABLE limits AS
SELECT DISTINCT ON (step) step, slug, statutory FROM regulations_timelimit WHERE in_force_until IS NULL ORDER BY step, category;

INSERT INTO cases_case (id, government_id, agency_id, number, title, level, opened_at, is_demo, source_note, agency_name, stage,
    respondent_count, statutory_due_on, internal_due_on, closed_on, search)
SELECT d.id, 1, d.agency_id, 'KS-' || to_char(opened_at, 'YYYY') || '-' || lpad(d.id::text, 7, '0'), title, 1, opened_at, false, '',
    'Urusan ' || d.agency_id, stage, 1 + (second_id IS NOT NULL)::int, CASE WHEN statutory THEN due_on END,
    CASE WHEN NOT statutory THEN due_on END, closed_on,
    lower(concat_ws(' ', 'KS-' || to_char(opened_at, 'YYYY') || '-' || lpad(d.id::text, 7, '0'), title, 'Dinas Urusan ' || d.agency_id,
        'Urusan ' || d.agency_id, title || ' beredar di ' || platform || ' dan dilaporkan warga.', account, d.name, second.name))
FROM draft d LEFT JOIN limits USING (step) LEFT JOIN staff second ON second.id = second_id ORDER BY d.id;

-- First respondents carry the number of their case; second ones come after them.
CREATE TEMP TABLE paths AS
SELECT id, id AS case_id, agency_id, employee_id, category, post, 'ACTOR' AS part FROM draft
UNION ALL
SELECT pg_temp.cases() + d.id, d.id, s.agency_id, s.id, s.category, s.post, 'UPLOADER' FROM draft d JOIN staff s ON s.id = d.second_id;

INSERT INTO cases_respondent (id, case_id, employee_id, description, part, agency_id, category, category_note, post, status, status_on,
    route, turn, due_on, is_held, closing_reason, version, identity, absences)
SELECT p.id, case_id, p.employee_id, '', part, p.agency_id, p.category, '', p.post, stage, coalesce(closed_on, opened_on),
    CASE WHEN stage = 'COACHING' OR closing_reason = 'COACHED' THEN 'COACHING'
        WHEN stage IN ('REPORTED', 'CLARIFICATION', 'CLARIFIED') OR closing_reason IN ('UNFOUNDED', 'ALREADY_HANDLED') THEN ''
        WHEN closing_reason = 'NO_ACTION' THEN 'NO_ACTION' ELSE d.examined_route END,
    turn, CASE WHEN slug IS NOT NULL AND step <> 'EFFECT' THEN d.due_on END, false, closing_reason, 4, 'UNIT', 0
FROM paths p JOIN draft d ON d.id = p.case_id LEFT JOIN limits USING (step);

INSERT INTO cases_caseagency (case_id, agency_id) SELECT id, agency_id FROM draft UNION SELECT case_id, agency_id FROM paths;

-- Two clocks met, one of six of them late; and one running on each open path.
INSERT INTO cases_deadline (respondent_id, limit_id, level, statutory, is_duty, starts_on, due_on, met_on, paused_days, calendar_version, reminded)
SELECT p.id, slug, 1, statutory, true, opened_on + k * 4, opened_on + k * 4 + 3, opened_on + k * 4 + pg_temp.h(d.id + k, 31) % 5, 0, 'bench', 0
FROM paths p JOIN draft d ON d.id = p.case_id CROSS JOIN (VALUES (0, 'INT-INTAKE'), (1, 'INT-CLARIFY')) done (k, step)
JOIN limits ON limits.step = done.step WHERE stage NOT IN ('REPORTED', 'CLARIFICATION')
UNION ALL
SELECT p.id, slug, 1, statutory, step <> 'EFFECT', d.due_on - 7, d.due_on, NULL, 0, 'bench', 3
FROM paths p JOIN draft d ON d.id = p.case_id JOIN limits USING (step) WHERE is_open;

INSERT INTO cases_incident (id, case_id, agency_id, summary, medium, uniform, place, recorded_by_id, recorded_at)
SELECT id, id, agency_id, title || ' beredar di ' || platform || ' dan dilaporkan warga.', 'VIDEO', 'YES', '', 1, opened_at FROM draft;
INSERT INTO cases_post (incident_id, url, platform, account, part, key, target, target_key)
SELECT id, 'https://example.invalid/' || account || '/' || id, platform, account, 'ORIGINAL', platform || ':' || id, '', '' FROM draft;
INSERT INTO cases_incidentdate (incident_id, kind, precision, earliest_at, source)
SELECT id, 'UPLOADED', 'DAY', opened_at - interval '2 days', 'unggahan' FROM draft;
INSERT INTO cases_evidenceitem (case_id, code, kind, state, title, source, file, original_name, content_type, sha256, added_by_id, added_at)
SELECT id, 'B-01', 'SCREENSHOT', 'SAID_TO_EXIST', 'Tangkapan layar', 'warga', '', '', '', '', 1, opened_at FROM draft;
INSERT INTO cases_clarification (respondent_id, channel, question, requested_on, answered_on, answer)
SELECT p.id, 'LETTER', 'Mohon penjelasan atas unggahan.', opened_on + 1, opened_on + 4, 'Mengakui unggahan.'
FROM paths p JOIN draft d ON d.id = p.case_id WHERE stage NOT IN ('REPORTED', 'CLARIFICATION');
INSERT INTO cases_allegation (id, respondent_id, text) SELECT id, id, 'Mengunggah konten pada jam kerja.' FROM paths;

INSERT INTO cases_auditentry (case_id, respondent_id, act, actor_id, at, "on", from_status, to_status, note)
SELECT d.id, NULL, 'report', 1, opened_at, opened_on, '', '', title FROM draft d
UNION ALL
SELECT case_id, p.id, act, 1, opened_at + interval '1 day' * days, opened_on + days, from_status, to_status, ''
FROM paths p JOIN draft d ON d.id = p.case_id CROSS JOIN (VALUES (1, 'request-clarification', 'REPORTED', 'CLARIFICATION'),
    (4, 'record-clarification', 'CLARIFICATION', 'CLARIFIED')) acts (days, act, from_status, to_status)
WHERE stage NOT IN ('REPORTED', 'CLARIFICATION')
UNION ALL
SELECT case_id, p.id, 'complete', 1, closed_on, closed_on, 'IN_FORCE', 'CLOSED', '' FROM paths p JOIN draft d ON d.id = p.case_id WHERE NOT is_open;

INSERT INTO cases_decision (id, respondent_id, number, decided_on, official, official_name, considerations, competence_note, post_level, departures, departure_reason, state, effective_on, payroll_note)
SELECT p.id, p.id, '800/' || p.id, least(opened_on + 8 + pg_temp.h(p.id, 32) % 80, coalesce(closed_on, current_date)), 'AGENCY_HEAD',
    'Kepala Urusan ' || p.agency_id, 'Terbukti melanggar.', '', '', '', '', 'STANDING', closed_on, ''
FROM paths p JOIN draft d ON d.id = p.case_id
WHERE closing_reason = 'SANCTION_SERVED' OR stage IN ('DECIDED', 'DELIVERED', 'CONTESTED', 'IN_FORCE');
INSERT INTO cases_finding (allegation_id, outcome, reason, impact, impact_reason) SELECT id, 'PROVEN', 'Diakui dan didukung bukti.', '', '' FROM cases_decision;

WITH kinds AS (
    SELECT DISTINCT ON (category, severity) category, severity, slug FROM regulations_sanctiontype, unnest(categories) category
    WHERE kind = 'SANCTION' AND route IN ('DISCIPLINE', 'CONTRACT') ORDER BY category, severity, slug)
INSERT INTO cases_sanction (decision_id, sanction_type_id, severity, agency_id, category, decided_on, event_working_days, is_repeat, starts_on, ends_on, title)
SELECT c.id, slug, severity, d.agency_id, p.category, decided_on, CASE WHEN pg_temp.h(p.id, 34) % 10 > 0 THEN (decided_on - opened_on) * 5 / 7 + 2 END,
    pg_temp.h(p.id, 35) % 12 = 0, d.closed_on, d.closed_on, ''
FROM cases_decision c JOIN paths p ON p.id = c.id JOIN draft d ON d.id = p.case_id JOIN kinds ON kinds.category = p.category
    AND severity = pg_temp.pick(CASE p.category WHEN 'CONTRACT' THEN '{LIGHT,LIGHT,ADMINISTRATIVE,TERMINATION}'::text[]
        ELSE '{LIGHT,LIGHT,LIGHT,MODERATE,MODERATE,SEVERE}' END, pg_temp.h(p.id, 33));

-- One message for ten cases, to each role in turn; one of ten is unread.
INSERT INTO cases_notification (key, kind, recipient_id, case_id, subject, body, path, created_at, read_at, mailed_at, attempts, next_try_at, last_error)
SELECT 'bench:' || id, 'TASK', 1 + id / 10 % 5, id, 'Tugas baru', 'Ada langkah yang menunggu Anda.', '/cases/', opened_at,
    CASE WHEN id / 50 % 10 > 0 THEN opened_at + interval '1 day' END, opened_at, 1, opened_at, '' FROM draft WHERE id % 10 = 0;
