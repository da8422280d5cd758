"""Letters as rows that are never changed, absences with what follows, teams with history and declarations.

What stood before is brought into the new shape: a letter's own order says whether it was the first or the second summons, and an
absence without a recorded cause counts as it did.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


FILL = """
UPDATE cases_panelmember SET joined_on = formed_on FROM cases_panel WHERE cases_panel.id = panel_id;
UPDATE cases_summons SET ordinal = LEAST(sequence, 2), issued_at = letter_on, changed_at = letter_on,
    absence = CASE WHEN missed_on IS NULL THEN '' ELSE 'NO_NEWS' END,
    consequence = CASE WHEN missed_on IS NULL THEN '' WHEN sequence = 1 THEN 'SECOND' ELSE 'EVIDENCE' END;
UPDATE cases_respondent SET absences = (
    SELECT count(*) FROM cases_summons
    WHERE respondent_id = cases_respondent.id AND missed_on IS NOT NULL
        AND letter_on >= COALESCE(cases_respondent.reopened_on, letter_on));
"""

KEEP = """
CREATE TRIGGER cases_conflictdeclaration_append_only BEFORE UPDATE OR DELETE ON cases_conflictdeclaration
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER cases_summons_never_deleted BEFORE DELETE ON cases_summons FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER cases_summons_letter_unchanged BEFORE UPDATE ON cases_summons FOR EACH ROW
    WHEN ((OLD.respondent_id, OLD.sequence, OLD.ordinal, OLD.letter_number, OLD.letter_on, OLD.hearing_at, OLD.minutes,
           OLD.place, OLD.is_online, OLD.examiner_id, OLD.replaces_id, OLD.issued_by_id, OLD.issued_at)
        IS DISTINCT FROM
          (NEW.respondent_id, NEW.sequence, NEW.ordinal, NEW.letter_number, NEW.letter_on, NEW.hearing_at, NEW.minutes,
           NEW.place, NEW.is_online, NEW.examiner_id, NEW.replaces_id, NEW.issued_by_id, NEW.issued_at))
    EXECUTE FUNCTION refuse_change();
"""
LET_GO = """
DROP TRIGGER cases_summons_letter_unchanged ON cases_summons;
DROP TRIGGER cases_summons_never_deleted ON cases_summons;
DROP TRIGGER cases_conflictdeclaration_append_only ON cases_conflictdeclaration;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0018_letters'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('created_at', models.DateTimeField(verbose_name='dibuat')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='dicabut')),
            ],
            options={
                'verbose_name': 'tautan kalender',
            },
        ),
        migrations.CreateModel(
            name='ConflictDeclaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('NONE', 'Tidak ada benturan kepentingan'), ('CONFLICT', 'Ada benturan kepentingan')], max_length=8, verbose_name='pernyataan')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='keterangan')),
                ('declared_on', models.DateField(verbose_name='tanggal')),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'pernyataan benturan kepentingan',
                'ordering': ['pk'],
            },
        ),
        migrations.AlterModelOptions(
            name='panelmember',
            options={'ordering': ['pk'], 'verbose_name': 'anggota tim'},
        ),
        migrations.AddField(
            model_name='employment',
            name='grade',
            field=models.CharField(blank=True, choices=[('I/a', 'I/a'), ('I/b', 'I/b'), ('I/c', 'I/c'), ('I/d', 'I/d'), ('II/a', 'II/a'), ('II/b', 'II/b'), ('II/c', 'II/c'), ('II/d', 'II/d'), ('III/a', 'III/a'), ('III/b', 'III/b'), ('III/c', 'III/c'), ('III/d', 'III/d'), ('IV/a', 'IV/a'), ('IV/b', 'IV/b'), ('IV/c', 'IV/c'), ('IV/d', 'IV/d'), ('IV/e', 'IV/e')], max_length=5, verbose_name='golongan ruang'),
        ),
        migrations.AddField(
            model_name='employment',
            name='post_level',
            field=models.CharField(blank=True, choices=[('JPT_MADYA', 'JPT madya'), ('JPT_PRATAMA', 'JPT pratama'), ('ADMINISTRATOR', 'Administrator'), ('SUPERVISOR', 'Pengawas'), ('EXECUTIVE', 'Pelaksana'), ('FUNCTIONAL_MAIN', 'Fungsional ahli utama'), ('FUNCTIONAL', 'Fungsional lain')], max_length=15, verbose_name='jenjang jabatan'),
        ),
        migrations.AddField(
            model_name='panel',
            name='decree_on',
            field=models.DateField(blank=True, null=True, verbose_name='tanggal keputusan'),
        ),
        migrations.AddField(
            model_name='panelmember',
            name='joined_on',
            field=models.DateField(null=True, verbose_name='sejak'),
        ),
        migrations.AddField(
            model_name='panelmember',
            name='leaving_reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='alasan berhenti'),
        ),
        migrations.AddField(
            model_name='panelmember',
            name='left_on',
            field=models.DateField(blank=True, null=True, verbose_name='sampai'),
        ),
        migrations.AddField(
            model_name='panelmember',
            name='part',
            field=models.CharField(choices=[('CHAIR', 'Ketua'), ('SECRETARY', 'Sekretaris'), ('MEMBER', 'Anggota')], default='MEMBER', max_length=9, verbose_name='kedudukan'),
        ),
        migrations.AddField(
            model_name='panelmember',
            name='replaces',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='cases.panelmember', verbose_name='mengganti'),
        ),
        migrations.AddField(
            model_name='respondent',
            name='absences',
            field=models.PositiveSmallIntegerField(default=0, help_text='panggilan sejak jalur dibuka yang tidak dipenuhi tanpa alasan sah', verbose_name='tidak hadir'),
        ),
        migrations.AddField(
            model_name='summons',
            name='absence',
            field=models.CharField(blank=True, choices=[('NO_NEWS', 'Tidak ada kabar'), ('REFUSED', 'Menolak hadir'), ('ILL', 'Sakit'), ('ON_LEAVE', 'Cuti'), ('ON_DUTY', 'Tugas dinas'), ('FORCE_MAJEURE', 'Keadaan memaksa (bencana, duka)'), ('NOT_RECEIVED', 'Surat panggilan tidak diterima')], max_length=13, verbose_name='sebab tidak hadir'),
        ),
        migrations.AddField(
            model_name='summons',
            name='changed_at',
            field=models.DateTimeField(null=True, verbose_name='diubah'),
        ),
        migrations.AddField(
            model_name='summons',
            name='consequence',
            field=models.CharField(blank=True, choices=[('SECOND', 'Dipanggil kedua kali'), ('EVIDENCE', 'Diputus atas bukti yang ada'), ('REPEAT', 'Panggilan diulang')], max_length=8, verbose_name='akibat'),
        ),
        migrations.AddField(
            model_name='summons',
            name='ended_on',
            field=models.DateField(blank=True, null=True, verbose_name='berakhir'),
        ),
        migrations.AddField(
            model_name='summons',
            name='ended_reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='alasan'),
        ),
        migrations.AddField(
            model_name='summons',
            name='examiner',
            field=models.ForeignKey(blank=True, help_text='kosong: tim pemeriksa', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.employee', verbose_name='menghadap kepada'),
        ),
        migrations.AddField(
            model_name='summons',
            name='is_online',
            field=models.BooleanField(default=False, verbose_name='daring'),
        ),
        migrations.AddField(
            model_name='summons',
            name='issued_at',
            field=models.DateTimeField(null=True, verbose_name='dibuat'),
        ),
        migrations.AddField(
            model_name='summons',
            name='issued_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='summons',
            name='minutes',
            field=models.PositiveSmallIntegerField(default=120, verbose_name='lama (menit)'),
        ),
        migrations.AddField(
            model_name='summons',
            name='ordinal',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='panggilan ke-'),
        ),
        migrations.AddField(
            model_name='summons',
            name='receipt_evidence',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.evidenceitem', verbose_name='bukti terima'),
        ),
        migrations.AddField(
            model_name='summons',
            name='receipt_method',
            field=models.CharField(blank=True, choices=[('IN_PERSON', 'Diserahkan langsung'), ('VIA_SUPERIOR', 'Lewat atasan'), ('POST', 'Pos atau kurir tercatat'), ('ELECTRONIC', 'Elektronik')], max_length=12, verbose_name='cara'),
        ),
        migrations.AddField(
            model_name='summons',
            name='replaces',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='cases.summons', verbose_name='mengganti'),
        ),
        migrations.AddField(
            model_name='summons',
            name='state',
            field=models.CharField(choices=[('STANDING', 'Berlaku'), ('POSTPONED', 'Ditunda'), ('WITHDRAWN', 'Ditarik')], default='STANDING', max_length=9, verbose_name='keadaan'),
        ),
        migrations.AlterField(
            model_name='auditentry',
            name='act',
            field=models.CharField(choices=[('identify', 'Kenali terlapor'), ('allege', 'Catat dugaan pelanggaran'), ('request-clarification', 'Minta klarifikasi'), ('record-clarification', 'Isi hasil klarifikasi'), ('choose-route', 'Tentukan jalur'), ('form-panel', 'Bentuk tim pemeriksa'), ('replace-member', 'Ganti anggota tim'), ('declare-conflict', 'Catat pernyataan benturan kepentingan'), ('summon', 'Buat surat panggilan'), ('postpone-hearing', 'Tunda pemeriksaan'), ('replace-summons', 'Ganti surat panggilan yang keliru'), ('record-receipt', 'Catat penerimaan surat'), ('record-absence', 'Catat ketidakhadiran'), ('hold-hearing', 'Catat pemeriksaan'), ('report-findings', 'Susun hasil pemeriksaan'), ('decide', 'Tetapkan keputusan'), ('miss-delivery', 'Catat tidak hadir saat penyampaian SK'), ('send-decision', 'Catat pengiriman SK ke alamat'), ('deliver', 'Catat penyerahan SK'), ('take-effect', 'Keputusan mulai berlaku'), ('file-remedy', 'Catat keberatan atau banding'), ('answer-appeal', 'Catat tanggapan PPK atas banding'), ('uphold', 'Catat putusan: dikuatkan'), ('change', 'Catat putusan: diubah'), ('annul', 'Catat putusan: dibatalkan'), ('overturn', 'Catat putusan lembaga di atasnya: diganti'), ('send-payroll-note', 'Catat nota kepada pengelola gaji'), ('record-coaching', 'Catat pembinaan selesai'), ('complete', 'Catat pelaksanaan selesai'), ('close-early', 'Selesaikan tanpa pemeriksaan'), ('resign', 'Catat pengunduran diri'), ('reopen', 'Buka kembali'), ('hold', 'Tahan, menunggu pihak lain'), ('resume', 'Lanjutkan'), ('impose-interim', 'Catat tindakan sementara'), ('record-fact', 'Tambah catatan'), ('report', 'Catat kejadian'), ('add-respondent', 'Tambah terlapor'), ('add-evidence', 'Tambah bukti'), ('record-date', 'Catat atau perbaiki waktu kejadian'), ('add-claim', 'Tambah keterangan waktu'), ('instruct', 'Beri perintah'), ('answer-instruction', 'Laporkan pelaksanaan perintah'), ('recuse', 'Mundur karena benturan kepentingan'), ('record-outside-report', 'Catat laporan pihak luar'), ('record-statement', 'Catat pernyataan publik'), ('link-regulation', 'Kaitkan surat edaran'), ('restore', 'Laporkan pemulihan selesai'), ('link-case', 'Kaitkan kasus'), ('attach-report', 'Tambahkan laporan ke kasus yang sudah ada'), ('merge-case', 'Gabungkan ke kasus lain'), ('undo-merge', 'Batalkan penggabungan'), ('issue-letter', 'Terbitkan surat'), ('escalate', 'Eskalasi'), ('return-level', 'Kembali ke perangkat daerah')], max_length=24, verbose_name='tindakan'),
        ),
        migrations.AlterField(
            model_name='panelmember',
            name='employee',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='cases.employee'),
        ),
        migrations.AlterField(
            model_name='summons',
            name='absence_reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='keterangan tidak hadir'),
        ),
        migrations.AlterField(
            model_name='summons',
            name='sequence',
            field=models.PositiveSmallIntegerField(verbose_name='surat ke-'),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField("panelmember", "joined_on", models.DateField(verbose_name="sejak")),
        migrations.AlterField("summons", "issued_at", models.DateTimeField(verbose_name="dibuat")),
        migrations.AlterField("summons", "changed_at", models.DateTimeField(verbose_name="diubah")),
        migrations.AddIndex(
            model_name='summons',
            index=models.Index(fields=['hearing_at'], name='summons_day'),
        ),
        migrations.AddConstraint(
            model_name='panelmember',
            constraint=models.UniqueConstraint(condition=models.Q(('left_on__isnull', True), ('part', 'CHAIR')), fields=('panel',), name='panel_has_one_chair'),
        ),
        migrations.AddConstraint(
            model_name='panelmember',
            constraint=models.UniqueConstraint(condition=models.Q(('left_on__isnull', True)), fields=('panel', 'employee'), name='panel_member_sits_once'),
        ),
        migrations.AddConstraint(
            model_name='panelmember',
            constraint=models.CheckConstraint(condition=models.Q(('left_on__isnull', True), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='panel_member_leaves_after_joining'),
        ),
        migrations.AddConstraint(
            model_name='summons',
            constraint=models.CheckConstraint(condition=models.Q(('ordinal__in', (1, 2))), name='summons_is_first_or_second'),
        ),
        migrations.AddConstraint(
            model_name='summons',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('consequence', ''), ('missed_on__isnull', True)), models.Q(('missed_on__isnull', False), models.Q(('consequence', ''), _negated=True)), _connector='OR'), name='summons_absence_has_consequence'),
        ),
        migrations.AddConstraint(
            model_name='summons',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', True), ('state', 'STANDING')), models.Q(models.Q(('state', 'STANDING'), _negated=True), ('ended_on__isnull', False)), _connector='OR'), name='summons_ends_on_a_day'),
        ),
        migrations.AddField(
            model_name='calendarlink',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calendar_links', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='conflictdeclaration',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='cases.panelmember'),
        ),
        migrations.AddField(
            model_name='conflictdeclaration',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='calendarlink',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('user',), name='one_calendar_link_per_account'),
        ),
        migrations.RunSQL(KEEP, LET_GO),
    ]
