"""Secrets of second factors that were set up before are encrypted as the new ones are."""

from django.db import migrations

from cases.accounts.factor_secrets import encrypt

SECRET_OF = {"totp": "secret", "recovery_codes": "seed"}


def encrypt_secrets(apps, schema_editor):
    factors = apps.get_model("mfa", "Authenticator").objects.filter(type__in=SECRET_OF)
    for factor in factors:
        name = SECRET_OF[factor.type]
        if name in factor.data:
            factor.data[name] = encrypt(factor.data[name])
            factor.save(update_fields=["data"])


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0070_account_desk"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(encrypt_secrets, migrations.RunPython.noop)]
