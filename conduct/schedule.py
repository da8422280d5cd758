"""How often Celery beat wakes each task; losing a wake-up, or waking twice, does no harm."""

from typing import Any

from celery.schedules import crontab

EVERY_NIGHT = crontab(hour=1, minute=30)
EACH_SWEEP = (
    "deliver_messages",
    "deliver_to_phones",
    "deliver_to_browsers",
    "raise_reminders",
    "remind_of_holds",
    "tell_leaders",
    "escalate_overdue",
    "watch_answers",
    "bring_into_force",
    "work_off_staff_imports",
    "work_off_past_imports",
    "end_serving",
    "make_previews",
    "read_chats",
    "look_at_pictures",
    "make_film_copies",
    "remind_of_requests",
    "remind_of_duties",
    "remind_officials",
    "stamp_evidence",
    "seal_entries",
    "hand_out_heads",
    "follow_short_links",
    "remind_readers",
    "verify_evidence",
    "watch_health",
)


def schedule_of(sweep_seconds: float) -> dict[str, Any]:
    """The schedule for sweeps of that many seconds."""
    tasks: list[tuple[str, float | crontab]] = [
        *((name, sweep_seconds) for name in EACH_SWEEP),
        ("write_letters", min(sweep_seconds, 5.0)),  # somebody watches the progress
        ("write_exports", min(sweep_seconds, 5.0)),
        ("watch_views", max(sweep_seconds, 900.0)),
        ("scan_files", min(sweep_seconds, 15.0)),  # nobody opens a file before
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
