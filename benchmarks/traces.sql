-- On top of the loaded cases: a file with its fingerprint for each case, and how it looks.
-- Pictures come in 5,000 families that share most of their bits, as screenshots of the same apps do; one in ten is mostly even.

CREATE FUNCTION pg_temp.h64(i bigint, salt int) RETURNS bigint IMMUTABLE LANGUAGE sql AS $$ SELECT hashint8extended(i, salt) $$;
CREATE FUNCTION pg_temp.band(bits bigint, n int) RETURNS int IMMUTABLE LANGUAGE sql
    AS $$ SELECT sum(((bits >> (n + 4 * k)) & 1) << k)::int FROM generate_series(0, 15) k $$;

INSERT INTO cases_evidenceitem (case_id, code, kind, state, title, source, file, original_name, content_type, size, sha256, added_by_id, added_at)
SELECT id, 'B-02', 'SCREENSHOT', 'HELD', 'Tangkapan layar', '', id || '/berkas', 'layar.png', 'image/png', 400000,
    encode(sha256(id::text::bytea), 'hex'), 1, opened_at FROM cases_case;

INSERT INTO cases_picturefingerprint (item_id, bits, band_1, band_2, band_3, band_4)
SELECT item_id, bits, pg_temp.band(bits, 0), pg_temp.band(bits, 1), pg_temp.band(bits, 2), pg_temp.band(bits, 3)
FROM (SELECT id AS item_id, CASE WHEN case_id % 10 = 0
          THEN pg_temp.h64(case_id, 1) & pg_temp.h64(case_id, 2)
          ELSE pg_temp.h64(case_id % 5000, 4) # (pg_temp.h64(case_id, 5) & pg_temp.h64(case_id, 6)) END AS bits
      FROM cases_evidenceitem WHERE sha256 <> '') looks;
