"""Requests for evidence and holds become clocks like the others; every clock keeps when it is spoken of next."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

REMINDED = [(0, "belum ada"), (1, "menjelang tenggat"), (2, "pada hari tenggat"), (3, "tenggat lewat")]
LEVELS = [(1, "Perangkat daerah"), (2, "BKPSDM"), (3, "Inspektorat"), (4, "Sekretaris Daerah")]

# The rung of the role that asked; a hold belongs to whose turn it is.
RUNGS = """
UPDATE cases_evidencerequest AS asked
SET level = CASE account.role WHEN 'HR_OFFICER' THEN 1 WHEN 'INSPECTOR' THEN 3 WHEN 'LEADER' THEN 4 ELSE 2 END
FROM cases_user AS account WHERE account.id = asked.asked_by_id;

UPDATE cases_hold AS held
SET level = CASE path.turn WHEN 'HR_OFFICER' THEN 1 WHEN 'INSPECTOR' THEN 3 WHEN 'LEADER' THEN 4 ELSE 2 END,
    due_on = greatest(held.due_on, held.starts_on)
FROM cases_respondent AS path WHERE path.id = held.respondent_id;

UPDATE cases_hold AS held
SET limit_id = (
    SELECT rule.slug FROM regulations_timelimit AS rule WHERE rule.step = 'INT-HOLD'
    ORDER BY (rule.in_force_from <= held.starts_on) DESC, rule.in_force_from DESC LIMIT 1
);
"""

# One working day before the due day, of the region where there is one, but never the day on which the clock began.
DAYS = """
UPDATE {table} AS clock SET next_reminder_on = CASE
    WHEN clock.reminded = 0 AND {first} THEN coalesce((
        SELECT max(day)::date FROM generate_series(clock.starts_on + 1, clock.due_on - 1, '1 day') AS day
        WHERE extract(isodow FROM day) < 6 AND day > clock.due_on - 15
        AND NOT EXISTS (SELECT 1 FROM regulations_holiday AS off
                        WHERE off.date = day::date AND off.region = '' AND off.withdrawn_on IS NULL)
    ), clock.due_on)
    WHEN clock.reminded <= 1 THEN clock.due_on
    WHEN clock.reminded = 2 THEN clock.due_on + {grace}
    WHEN {top} THEN clock.due_on + 8
    END
WHERE clock.met_on IS NULL AND {running};
"""

CLIMB = """
UPDATE cases_deadline AS clock SET escalates_on = due_on + 1
WHERE met_on IS NULL AND cancelled_on IS NULL AND paused_on IS NULL AND is_duty AND level < 4
AND NOT EXISTS (SELECT 1 FROM cases_escalation AS climbed WHERE climbed.deadline_id = clock.id);

UPDATE cases_answerclock AS clock SET escalates_on = due_on + 1
WHERE met_on IS NULL AND level < CASE WHEN letter_id IS NULL THEN 3 ELSE 4 END
AND NOT EXISTS (SELECT 1 FROM cases_answerclock AS above WHERE above.answers_id = clock.id);
"""

STOPPED = "clock.cancelled_on IS NULL AND clock.paused_on IS NULL AND clock.is_duty"
NEXT_DAYS = "".join(
    [
        DAYS.format(table="cases_deadline", first="true", grace=1, top="clock.level = 4", running=STOPPED),
        DAYS.format(
            table="cases_answerclock", first="true", grace=1, running="true",
            top="clock.level = CASE WHEN clock.letter_id IS NULL THEN 3 ELSE 4 END",
        ),
        DAYS.format(table="cases_evidencerequest", first="true", grace=1, top="true", running="true"),
        # Holds were told on their day of review: they go on a week later.
        DAYS.format(table="cases_hold", first="false", grace=7, top="true", running="true"),
    ]
)  # fmt: skip


def text(default: str = "") -> models.CharField:
    return models.CharField(default=default, max_length=64, verbose_name="versi kalender kerja")


def silent(name: str) -> models.CheckConstraint:
    unspoken = Q(("escalates_on__isnull", True), ("next_reminder_on__isnull", True))
    return models.CheckConstraint(condition=Q(("met_on__isnull", True), unspoken, _connector="OR"), name=name)


def in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(("due_on__gte", F("starts_on"))), name=name)


def spoken(model: str) -> list[migrations.AddField]:
    day = models.DateField(blank=True, editable=False, null=True)
    return [migrations.AddField(model, name, day) for name in ("next_reminder_on", "escalates_on")]


def due(model: str) -> migrations.AddIndex:
    index = models.Index(
        condition=Q(("next_reminder_on__isnull", False)), fields=["next_reminder_on", "id"], name=f"{model}_to_remind"
    )
    return migrations.AddIndex(model, index)


def climbing(model: str) -> migrations.AddIndex:
    index = models.Index(
        condition=Q(("escalates_on__isnull", False)), fields=["escalates_on", "id"], name=f"{model}_to_escalate"
    )
    return migrations.AddIndex(model, index)


KINDS = ("deadline", "answerclock", "evidencerequest", "hold")


class Migration(migrations.Migration):
    dependencies = [("cases", "0049_examinations_that_took_place"), ("regulations", "0011_indonesian_plurals")]

    operations = [
        migrations.RemoveConstraint("answerclock", "answer_clock_due_after_start"),
        migrations.RemoveConstraint("evidencerequest", "evidence_request_end_has_day"),
        migrations.RemoveConstraint("hold", "one_open_hold"),
        migrations.AlterModelOptions(
            "evidencerequest",
            {
                "ordering": ["starts_on", "pk"],
                "verbose_name": "permintaan bukti",
                "verbose_name_plural": "permintaan bukti",
            },
        ),
        migrations.AlterModelOptions("hold", {"ordering": ["pk"], "verbose_name": "penahanan"}),
        migrations.RenameField("evidencerequest", "asked_on", "starts_on"),
        migrations.RenameField("evidencerequest", "ended_on", "met_on"),
        migrations.RenameField("hold", "opened_on", "starts_on"),
        migrations.RenameField("hold", "review_on", "due_on"),
        migrations.RenameField("hold", "closed_on", "met_on"),
        migrations.AlterField("evidencerequest", "starts_on", models.DateField(verbose_name="mulai")),
        migrations.AlterField(
            "evidencerequest", "met_on", models.DateField(blank=True, null=True, verbose_name="terpenuhi")
        ),
        migrations.AlterField("hold", "starts_on", models.DateField(verbose_name="mulai")),
        migrations.AlterField("hold", "due_on", models.DateField(verbose_name="tenggat")),
        migrations.AlterField("hold", "met_on", models.DateField(blank=True, null=True, verbose_name="terpenuhi")),
        *[operation for model in KINDS for operation in spoken(model)],
        *[
            migrations.AddField(model, name, field, preserve_default=False)
            for model in ("evidencerequest", "hold")
            for name, field in [
                ("level", models.PositiveSmallIntegerField(choices=LEVELS, default=2, verbose_name="jenjang")),
                ("statutory", models.BooleanField(default=False, verbose_name="wajib hukum")),
                ("calendar_version", text()),
            ]
        ],
        migrations.AddField("hold", "reminded", models.PositiveSmallIntegerField(choices=REMINDED, default=0)),
        migrations.AddField(
            "hold",
            "limit",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regulations.timelimit"
            ),
        ),
        migrations.RunSQL(RUNGS, migrations.RunSQL.noop),
        migrations.RunSQL(NEXT_DAYS, migrations.RunSQL.noop),
        migrations.RunSQL(CLIMB, migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField(
            "hold",
            "limit",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regulations.timelimit"
            ),
        ),
        *[due(model) for model in KINDS],
        climbing("deadline"),
        climbing("answerclock"),
        *[
            migrations.AddConstraint(model, in_order(f"{model}_due_after_start"))
            for model in ("answerclock", "evidencerequest", "hold")
        ],
        *[migrations.AddConstraint(model, silent(f"{model}_silent_once_met")) for model in KINDS],
        migrations.AddConstraint(
            "deadline",
            models.CheckConstraint(
                condition=Q(
                    Q(("cancelled_on__isnull", True), ("paused_on__isnull", True)),
                    Q(("escalates_on__isnull", True), ("next_reminder_on__isnull", True)),
                    _connector="OR",
                ),
                name="deadline_silent_once_stopped",
            ),
        ),
        migrations.AddConstraint(
            "evidencerequest",
            models.CheckConstraint(
                condition=Q(
                    Q(("met_on__isnull", True), ("outcome", "")),
                    Q(Q(("outcome", ""), _negated=True), ("met_on__isnull", False)),
                    _connector="OR",
                ),
                name="evidence_request_end_has_day",
            ),
        ),
        migrations.AddConstraint(
            "hold",
            models.UniqueConstraint(condition=Q(("met_on__isnull", True)), fields=("respondent",), name="one_open_hold"),
        ),
    ]
