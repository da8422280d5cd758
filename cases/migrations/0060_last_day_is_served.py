"""``Sanction.ends_on`` is the last day that is served; what was counted held the day after it."""

from django.db import migrations

TAKE_OFF_A_DAY = """
    UPDATE cases_sanction AS sanction SET ends_on = ends_on - 1
    FROM regulations_sanctiontype AS kind
    WHERE kind.slug = sanction.sanction_type_id AND kind.duration_months > 0
        AND sanction.ends_on = (sanction.starts_on + make_interval(months => kind.duration_months))::date
"""
ADD_A_DAY = """
    UPDATE cases_sanction AS sanction SET ends_on = ends_on + 1
    FROM regulations_sanctiontype AS kind
    WHERE kind.slug = sanction.sanction_type_id AND kind.duration_months > 0
        AND sanction.ends_on = (sanction.starts_on + make_interval(months => kind.duration_months))::date - 1
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0059_back_dated_acts"), ("regulations", "0012_triggers_beside_models")]

    operations = [migrations.RunSQL(TAKE_OFF_A_DAY, ADD_A_DAY)]
