"""Django's migrate, and then the rights of the application's role.

Who holds DATABASE_ADMIN_URL acts as the owner of the tables; the role that gets the rights stands in DATABASE_URL.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import connection, transaction

from lib import database_rights


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if not settings.IS_OWNER or options["plan"] or options["check_unapplied"]:
            return
        tables, told = apps.get_models(include_auto_created=True), settings.APPLICATION_DATABASE
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                database_rights.grant(cursor, tables, role=told["USER"], password=told["PASSWORD"])
        except database_rights.StrongRole as error:
            raise CommandError(str(error)) from None
