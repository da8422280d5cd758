-- One government with 200 agencies, half as many employees as cases, and an account for each role.
-- Every "random" choice is a hash of the row's number, so that each load gives the same rows.

CREATE FUNCTION pg_temp.h(i bigint, salt int) RETURNS int IMMUTABLE PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT (hashint8extended(i, salt) & 2147483647)::int $$;
CREATE FUNCTION pg_temp.pick(words text[], n int) RETURNS text IMMUTABLE PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT words[1 + n % array_length(words, 1)] $$;
CREATE FUNCTION pg_temp.cases() RETURNS int STABLE LANGUAGE sql AS $$ SELECT current_setting('bench.cases')::int $$;

INSERT INTO cases_government (id, name, region, time_zone, second_factor_grace, two_people_level, two_people_files,
    two_people_from)
VALUES (1, 'Kota Ukur', 'kota-ukur', 'Asia/Jakarta', 14, 'SEVERE', 20, CURRENT_DATE);

-- 40 departments; the other 160 units lie below them.
INSERT INTO cases_agency (id, government_id, parent_id, code, path, name, short_name, kind, time_zone, head_title)
SELECT i, 1, parent, 'unit-' || i, coalesce('unit-' || parent || '/', '') || 'unit-' || i || '/',
    CASE WHEN parent IS NULL THEN 'Dinas ' ELSE 'UPTD ' END || 'Urusan ' || i, 'Urusan ' || i,
    CASE WHEN parent IS NULL THEN 'DEPARTMENT' ELSE 'SCHOOL' END, 'Asia/Jakarta', 'Kepala Urusan ' || i
FROM (SELECT i, CASE WHEN i > 40 THEN 1 + i % 40 END AS parent FROM generate_series(1, 200) i) units;

CREATE TEMP TABLE staff AS
SELECT i AS id,
    pg_temp.pick('{Agus,Budi,Citra,Dewi,Eko,Fitri,Gita,Hadi,Indah,Joko,Kartika,Lestari,Made,Nur,Oka,Putri,Rina,Siti,Tono,Umar,Vina,Wayan,Yusuf,Zahra}', pg_temp.h(i, 1))
    || ' ' || pg_temp.pick('{Santoso,Wijaya,Saputra,Hidayat,Pratama,Nugroho,Siregar,Harahap,Gunawan,Kusuma,Utami,Rahman,Hakim,Permata,Setiawan,Simanjuntak,Maulana,Suryani,Wibowo,Ananda}', pg_temp.h(i, 2))
    || ' ' || pg_temp.pick('{Adi,Bayu,Cahya,Darma,Eka,Fajar,Guna,Harum,Intan,Jaya,Karya,Laksana,Mulya,Nirmala,Praba,Raya,Satya,Tirta,Utama,Yasa}', pg_temp.h(i, 3)) AS name,
    pg_temp.pick('{PNS,PNS,PNS,PNS,PPPK,PPPK,CONTRACT,CONTRACT,CONTRACT,BUMD}', pg_temp.h(i, 4)) AS category,
    -- Skewed: the first agency holds 17 of 100 people, the last one in 600.
    1 + floor(200 * power((pg_temp.h(i, 5) % 100000) / 100000.0, 3))::int AS agency_id,
    pg_temp.pick('{Guru,Perawat,Pranata Komputer,Pengadministrasi,Pramu Kantor,Analis Kebijakan,Petugas Lapangan,Kepala Seksi}', pg_temp.h(i, 6)) AS post
FROM generate_series(1, greatest(pg_temp.cases() / 2, 10)) i;
CREATE UNIQUE INDEX ON staff (id);
ANALYZE staff;

INSERT INTO cases_employee (id, government_id, name, nip, other_number)
SELECT id, 1, name,
    CASE WHEN category IN ('PNS', 'PPPK') THEN
        '19' || 60 + id / 1000 % 40 || lpad((1 + id / 40000 % 12)::text, 2, '0') || lpad((1 + id / 480000 % 28)::text, 2, '0')
        || 2005 + id % 15 || CASE category WHEN 'PPPK' THEN '21' ELSE lpad((1 + id % 12)::text, 2, '0') END
        || 1 + id % 2 || lpad((id % 1000)::text, 3, '0')
    END,
    CASE WHEN category IN ('PNS', 'PPPK') THEN '' ELSE 'K-' || id END
FROM staff;
INSERT INTO cases_employment (employee_id, agency_id, category, post, starts_on, note)
SELECT id, agency_id, category, post, DATE '2015-01-01' + pg_temp.h(id, 7) % 1000, '' FROM staff;

-- hr: the largest agency and its units, 20 of 100 cases; hr-small: a small one, 2 of 100.
INSERT INTO cases_user (id, username, role, government_id, agency_id, password, is_superuser, first_name, last_name, email,
    is_staff, is_active, date_joined, sessions_epoch)
SELECT id, username, role, 1, agency_id, '!', false, username, '', username || '@example.invalid', false, true, now(), 0
FROM (VALUES (1, 'hr', 'HR_OFFICER', 1), (2, 'hr-small', 'HR_OFFICER', 12), (3, 'bkpsdm', 'BKPSDM', NULL),
    (4, 'inspector', 'INSPECTOR', NULL), (5, 'leader', 'LEADER', NULL)) accounts (id, username, role, agency_id);
