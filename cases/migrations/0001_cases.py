"""The tables that the law needs to know: governments, agencies, employees and accounts."""

import cases.models.people.folded_name
import django.contrib.auth.models
import django.contrib.auth.validators
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
import lib.sheets.nip
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


# Called by the triggers AppendOnly. They fire for rows, not for TRUNCATE: the flush of transactional tests truncates, and
# the application's role has no right to (lib/database_rights.py).
REFUSE_CHANGE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        TrigramExtension(),
        migrations.RunSQL(REFUSE_CHANGE, "DROP FUNCTION refuse_change()"),
        migrations.CreateModel(
            name='Government',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('PROVINCE', 'Provinsi'), ('REGENCY', 'Kabupaten'), ('CITY', 'Kota')], db_default='CITY', default='CITY', max_length=8, verbose_name='jenis')),
                ('six_day_week', models.BooleanField(db_default=False, default=False, help_text='Sabtu juga hari kerja: dipakai semua tenggat dalam hari kerja', verbose_name='enam hari kerja seminggu')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='nama')),
                ('region', models.SlugField(help_text='dipakai kalender kerja dan peraturan daerah', unique=True, verbose_name='kode wilayah')),
                ('time_zone', models.CharField(choices=[('Asia/Jakarta', 'WIB'), ('Asia/Makassar', 'WITA'), ('Asia/Jayapura', 'WIT')], default='Asia/Jakarta', max_length=20, verbose_name='zona waktu')),
                ('reports_from', models.DateField(blank=True, help_text='kosong: warga tidak dapat melapor di sini', null=True, verbose_name='halaman pelaporan dibuka')),
                ('reports_until', models.DateField(blank=True, null=True, verbose_name='halaman pelaporan ditutup')),
                ('second_factor_from', models.DateField(blank=True, help_text='bagi BKPSDM, Inspektorat, pimpinan, dan administrator; kosong: tidak wajib', null=True, verbose_name='faktor kedua wajib sejak')),
                ('second_factor_grace', models.PositiveSmallIntegerField(default=14, help_text='hari kalender', verbose_name='tenggang memasang faktor kedua')),
            ],
            options={
                'verbose_name': 'pemerintah daerah',
                'verbose_name_plural': 'pemerintah daerah',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reports_until__isnull', True), models.Q(('reports_from__isnull', False), ('reports_until__gte', models.F('reports_from'))), _connector='OR'), name='government_reports_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, verbose_name='kode')),
                ('path', models.CharField(editable=False, max_length=255)),
                ('name', models.CharField(max_length=160, verbose_name='nama')),
                ('short_name', models.CharField(max_length=60, verbose_name='nama singkat')),
                ('kind', models.CharField(choices=[('SECRETARIAT', 'Sekretariat daerah'), ('COUNCIL_SECRETARIAT', 'Sekretariat DPRD'), ('INSPECTORATE', 'Inspektorat'), ('DEPARTMENT', 'Dinas'), ('BOARD', 'Badan'), ('HOSPITAL', 'RSUD/puskesmas'), ('SCHOOL', 'Sekolah'), ('DISTRICT', 'Kecamatan'), ('WARD', 'Kelurahan'), ('COMPANY', 'BUMD'), ('VILLAGE', 'Desa/kampung')], max_length=24, verbose_name='jenis')),
                ('time_zone', models.CharField(choices=[('Asia/Jakarta', 'WIB'), ('Asia/Makassar', 'WITA'), ('Asia/Jayapura', 'WIT')], max_length=20, verbose_name='zona waktu')),
                ('head_title', models.CharField(help_text='disebut bila tenggat lewat, mis. Kepala Dinas Pendidikan', max_length=120, verbose_name='sebutan kepala')),
                ('six_day_week', models.BooleanField(blank=True, help_text='kosong: seperti pemerintah daerahnya; unit di bawahnya diisi sendiri', null=True, verbose_name='enam hari kerja seminggu')),
                ('week_basis', models.CharField(blank=True, db_default='', default='', help_text='peraturan daerah yang menetapkannya', max_length=200, verbose_name='dasar hari kerja')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='cases.agency')),
                ('government', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agencies', to='cases.government')),
            ],
            options={
                'verbose_name': 'perangkat daerah',
                'verbose_name_plural': 'perangkat daerah',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('government', 'path'), name='agency_path_unique'), models.CheckConstraint(condition=models.Q(('path__endswith', '/')), name='agency_path_ends_with_slash'), models.CheckConstraint(condition=models.Q(('six_day_week__isnull', True), models.Q(('week_basis', ''), _negated=True), _connector='OR'), name='agency_week_has_basis', violation_error_message='Sebut peraturan yang menetapkan hari kerja unit ini.')],
                'indexes': [models.Index(fields=['government', 'path'], name='agency_subtree', opclasses=['int8_ops', 'varchar_pattern_ops'])],
            },
        ),
        migrations.CreateModel(
            name='Employee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160, verbose_name='nama')),
                ('folded', models.GeneratedField(db_persist=True, expression=cases.models.people.folded_name.Trimmed(cases.models.people.folded_name.Without(cases.models.people.folded_name.Without(cases.models.people.folded_name.Without(cases.models.people.folded_name.Without(cases.models.people.folded_name.Plain(cases.models.people.folded_name.Without(models.F('name'), models.Value("[̀-ͯ'’‘ʼʻ`´′\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"), models.Value(''), models.Value('g'))), models.Value("[̀-ͯ'’‘ʼʻ`´′\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"), models.Value(''), models.Value('g')), models.Value('^[ .]*(?:(?:drs|dra|dr|drg|drh|ir|prof|h|hj|kh|apt|ns|tn|ny|bpk|bapak|ibu|sdr|sdri|saudara|saudari)[. ]+)+'), models.Value(''), models.Value('')), models.Value('(?:,[ .]*(?:s[. ]*e|s[. ]*e[. ]*i|s[. ]*h|s[. ]*h[. ]*i|s[. ]*t|s[. ]*t[. ]*p|s[. ]*p|s[. ]*p[. ]*i|s[. ]*i[. ]*p|s[. ]*sos|s[. ]*sos[. ]*i|s[. ]*kom|s[. ]*i[. ]*kom|s[. ]*pd|s[. ]*pd[. ]*i|s[. ]*pd[. ]*k|s[. ]*ag|s[. ]*k[. ]*m|s[. ]*kep|s[. ]*farm|s[. ]*psi|s[. ]*si|s[. ]*hut|s[. ]*pt|s[. ]*s[. ]*t[. ]*p|s[. ]*s[. ]*t|s[. ]*tr|s[. ]*tr[. ]*keb|s[. ]*tr[. ]*kep|s[. ]*ked|s[. ]*k[. ]*g|s[. ]*k[. ]*h|s[. ]*th|s[. ]*th[. ]*i|s[. ]*sn|s[. ]*s|s[. ]*ds|s[. ]*in|s[. ]*an|s[. ]*ars|s[. ]*gz|s[. ]*stat|s[. ]*mat|s[. ]*akun|s[. ]*ak|m[. ]*m|m[. ]*h|m[. ]*t|m[. ]*p|m[. ]*si|m[. ]*pd|m[. ]*pd[. ]*i|m[. ]*kom|m[. ]*i[. ]*kom|m[. ]*a[. ]*p|m[. ]*kes|m[. ]*ag|m[. ]*kn|m[. ]*hum|m[. ]*sc|m[. ]*a|m[. ]*b[. ]*a|m[. ]*p[. ]*h|m[. ]*ak|m[. ]*ars|m[. ]*sos|m[. ]*i[. ]*p|m[. ]*s[. ]*e|m[. ]*t[. ]*p|m[. ]*tr|m[. ]*kep|m[. ]*epid|m[. ]*ec[. ]*dev|m[. ]*eng|m[. ]*sn|m[. ]*th|m[. ]*e[. ]*i|a[. ]*md|a[. ]*md[. ]*keb|a[. ]*md[. ]*kep|a[. ]*md[. ]*kom|a[. ]*ma|a[. ]*ma[. ]*pd|a[. ]*m[. ]*k|a[. ]*m[. ]*g|a[. ]*p|b[. ]*a|b[. ]*sc|b[. ]*eng|d[. ]*e[. ]*a|ph[. ]*d|sp[. ]*a|sp[. ]*b|sp[. ]*m|sp[. ]*an|sp[. ]*og|sp[. ]*pd|sp[. ]*pk|sp[. ]*tht|sp[. ]*kj|sp[. ]*p|sp[. ]*jp|sp[. ]*rad|apt|ners|ns|dipl[. ]*ing|c[. ]*h[. ]*t)[. ]*|[ ](?:s[.][. ]*e|s[.][. ]*e[. ]*i|s[.][. ]*h|s[.][. ]*h[. ]*i|s[.][. ]*t|s[.][. ]*t[. ]*p|s[.][. ]*p|s[.][. ]*p[. ]*i|s[.][. ]*i[. ]*p|s[.][. ]*sos|s[.][. ]*sos[. ]*i|s[.][. ]*kom|s[.][. ]*i[. ]*kom|s[.][. ]*pd|s[.][. ]*pd[. ]*i|s[.][. ]*pd[. ]*k|s[.][. ]*ag|s[.][. ]*k[. ]*m|s[.][. ]*kep|s[.][. ]*farm|s[.][. ]*psi|s[.][. ]*si|s[.][. ]*hut|s[.][. ]*pt|s[.][. ]*s[. ]*t[. ]*p|s[.][. ]*s[. ]*t|s[.][. ]*tr|s[.][. ]*tr[. ]*keb|s[.][. ]*tr[. ]*kep|s[.][. ]*ked|s[.][. ]*k[. ]*g|s[.][. ]*k[. ]*h|s[.][. ]*th|s[.][. ]*th[. ]*i|s[.][. ]*sn|s[.][. ]*s|s[.][. ]*ds|s[.][. ]*in|s[.][. ]*an|s[.][. ]*ars|s[.][. ]*gz|s[.][. ]*stat|s[.][. ]*mat|s[.][. ]*akun|s[.][. ]*ak|m[.][. ]*m|m[.][. ]*h|m[.][. ]*t|m[.][. ]*p|m[.][. ]*si|m[.][. ]*pd|m[.][. ]*pd[. ]*i|m[.][. ]*kom|m[.][. ]*i[. ]*kom|m[.][. ]*a[. ]*p|m[.][. ]*kes|m[.][. ]*ag|m[.][. ]*kn|m[.][. ]*hum|m[.][. ]*sc|m[.][. ]*a|m[.][. ]*b[. ]*a|m[.][. ]*p[. ]*h|m[.][. ]*ak|m[.][. ]*ars|m[.][. ]*sos|m[.][. ]*i[. ]*p|m[.][. ]*s[. ]*e|m[.][. ]*t[. ]*p|m[.][. ]*tr|m[.][. ]*kep|m[.][. ]*epid|m[.][. ]*ec[. ]*dev|m[.][. ]*eng|m[.][. ]*sn|m[.][. ]*th|m[.][. ]*e[. ]*i|a[.][. ]*md|a[.][. ]*md[. ]*keb|a[.][. ]*md[. ]*kep|a[.][. ]*md[. ]*kom|a[.][. ]*ma|a[.][. ]*ma[. ]*pd|a[.][. ]*m[. ]*k|a[.][. ]*m[. ]*g|a[.][. ]*p|b[.][. ]*a|b[.][. ]*sc|b[.][. ]*eng|d[.][. ]*e[. ]*a|ph[.][. ]*d|sp[.][. ]*a|sp[.][. ]*b|sp[.][. ]*m|sp[.][. ]*an|sp[.][. ]*og|sp[.][. ]*pd|sp[.][. ]*pk|sp[.][. ]*tht|sp[.][. ]*kj|sp[.][. ]*p|sp[.][. ]*jp|sp[.][. ]*rad|dipl[.][. ]*ing|c[.][. ]*h[. ]*t)[. ]*)+,?$'), models.Value(''), models.Value('')), models.Value('[^a-z0-9]+'), models.Value(' '), models.Value('g'))), output_field=models.TextField())),
                ('nip', models.CharField(blank=True, max_length=18, null=True, unique=True, validators=[lib.sheets.nip.validate_nip], verbose_name='NIP')),
                ('other_number', models.CharField(blank=True, help_text='nomor kontrak, NIK pegawai BUMD, atau nomor perangkat desa', max_length=40, verbose_name='nomor lain')),
                ('email', models.EmailField(blank=True, db_default='', default='', help_text='untuk surat edaran; bukan akun', max_length=254, verbose_name='surel')),
                ('government', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='employees', to='cases.government')),
            ],
            options={
                'verbose_name': 'pegawai',
                'verbose_name_plural': 'pegawai',
                'ordering': ['name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('nip__isnull', True), ('nip__regex', '^[0-9]{18}$'), _connector='OR'), name='employee_nip_18_digits'), models.UniqueConstraint(condition=models.Q(('other_number', ''), _negated=True), fields=('government', 'other_number'), name='employee_other_number_unique')],
                'indexes': [models.Index(fields=['folded'], name='employee_folded'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('folded', name='gin_trgm_ops'), name='employee_folded_trigram')],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('role', models.CharField(choices=[('HR_OFFICER', 'Pengelola kepegawaian perangkat daerah'), ('BKPSDM', 'BKPSDM'), ('INSPECTOR', 'Inspektorat'), ('LEADER', 'Pimpinan'), ('ADMINISTRATOR', 'Administrator')], default='ADMINISTRATOR', max_length=16, verbose_name='peran')),
                ('sessions_epoch', models.PositiveIntegerField(default=0, editable=False)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='users', to='cases.agency')),
                ('employee', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='account', to='cases.employee')),
                ('government', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='users', to='cases.government')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('role', 'HR_OFFICER'), _negated=True), ('agency__isnull', False), _connector='OR'), name='hr_officer_has_agency'), models.CheckConstraint(condition=models.Q(('role', 'ADMINISTRATOR'), ('government__isnull', False), _connector='OR'), name='user_has_government'), models.CheckConstraint(condition=models.Q(('government__isnull', False), ('is_superuser', True), _negated=True), name='superuser_of_no_government')],
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
    ]
