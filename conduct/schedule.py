"""How often Celery beat wakes each task; losing a wake-up, or waking twice, does no harm."""

from typing import Any

from celery.schedules import crontab

EVERY_NIGHT = crontab(hour=1, minute=30)


def schedule_of(sweep_seconds: float) -> dict[str, Any]:
    """The schedule for sweeps of that many seconds."""
    tasks: list[tuple[str, float | crontab]] = [
        ("deliver_messages", sweep_seconds),
        ("deliver_to_phones", sweep_seconds),
        ("deliver_to_browsers", sweep_seconds),
        ("raise_reminders", sweep_seconds),
        ("remind_of_holds", sweep_seconds),
        ("tell_leaders", sweep_seconds),
        ("escalate_overdue", sweep_seconds),
        ("watch_answers", sweep_seconds),
        ("bring_into_force", sweep_seconds),
        ("work_off_staff_imports", sweep_seconds),
        ("work_off_past_imports", sweep_seconds),
        ("end_serving", sweep_seconds),
        ("make_previews", sweep_seconds),
        ("read_chats", sweep_seconds),
        ("look_at_pictures", sweep_seconds),
        ("make_film_copies", sweep_seconds),
        ("remind_of_requests", sweep_seconds),
        ("remind_of_duties", sweep_seconds),
        ("remind_officials", sweep_seconds),
        ("stamp_evidence", sweep_seconds),
        ("seal_entries", sweep_seconds),
        ("hand_out_heads", sweep_seconds),
        ("follow_short_links", sweep_seconds),
        ("write_letters", min(sweep_seconds, 5.0)),  # somebody watches the progress
        ("write_exports", min(sweep_seconds, 5.0)),
        ("watch_views", max(sweep_seconds, 900.0)),
        ("remind_readers", sweep_seconds),
        ("scan_files", min(sweep_seconds, 15.0)),  # nobody opens a file before
        ("verify_evidence", sweep_seconds),
        ("watch_health", sweep_seconds),
        ("warn_of_calendar", EVERY_NIGHT),
        ("purge_drafts", EVERY_NIGHT),
        ("take_agency_names", EVERY_NIGHT),
        ("propose_disposals", EVERY_NIGHT),
        ("check_cases", EVERY_NIGHT),
        ("check_tallies", EVERY_NIGHT),
        ("begin_evidence_check", EVERY_NIGHT),
        ("sign_heads", EVERY_NIGHT),
        ("verify_record", EVERY_NIGHT),
    ]
    return {name.replace("_", " "): {"task": f"cases.tasks.{name}", "schedule": often} for name, often in tasks}
