"""The tasks that Celery beat starts.

Each reads the time of the database once and makes one call; the sweep finds its work in the database.
"""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from cases.aftermath import serving
from cases.aftermath.effect import bring_into_force as bring_into_force_there
from cases.casefile import exports, saved_views
from cases.dashboard import tally_check as tallies
from cases.dashboard import weekly
from cases.deadlines import forgotten
from cases.deadlines.escalation import escalate
from cases.deadlines.reminders import remind
from cases.evidence import chats, picture_copies, recording_copies
from cases.evidence import timestamping as timestamps
from cases.intake import drafts as report_drafts
from cases.intake import short_links
from cases.law_desk import working_calendar as law_calendar
from cases.letters import batches as letter_jobs
from cases.links.following import Follower
from cases.messages import browsers, delivery, phones
from cases.messages.gateway import Gateway
from cases.messages.outbox import NOTIFICATIONS
from cases.messages.push_services import PushServices
from cases.models import AnswerClock, AskedOfficial, Deadline, EvidenceRequest, Hold, ImposedDuty
from cases.operations import alarms
from cases.operations.database_clock import sweep_time
from cases.organisation import agencies
from cases.past_cases import importing as past_import
from cases.people import staff_import
from cases.register import reading_reminders
from cases.register.receipt_mails import RECEIPT_MAILS
from cases.reports import malware_scan, vault_check
from cases.reports import picture_checks as report_pictures
from cases.retention import schedule as retention
from cases.sealing import heads, links, outside, verifying


@shared_task
def deliver_messages() -> None:
    delivery.drain([NOTIFICATIONS, RECEIPT_MAILS], sweep_time)


@shared_task
def deliver_to_phones() -> None:
    """Without a gateway there is nothing to carry."""
    if settings.GATEWAY_URL:
        phones.pick(sweep_time())
        delivery.drain([phones.PHONES], sweep_time, carrier=Gateway())


@shared_task
def deliver_to_browsers() -> None:
    """Without a key of this installation no push service listens."""
    if settings.VAPID_KEY:
        browsers.pick(sweep_time())
        delivery.drain([browsers.BROWSERS], sweep_time, carrier=PushServices())


@shared_task
def scan_files() -> None:
    """Without a scanner there is nobody to ask."""
    malware_scan.scan(sweep_time())


@shared_task
def raise_reminders() -> None:
    remind(Deadline, sweep_time())


@shared_task
def remind_of_holds() -> None:
    remind(Hold, sweep_time())


@shared_task
def tell_leaders() -> None:
    weekly.tell_leaders(sweep_time())


@shared_task
def escalate_overdue() -> None:
    escalate(Deadline, sweep_time())


@shared_task
def watch_answers() -> None:
    remind(AnswerClock, sweep_time())
    escalate(AnswerClock, sweep_time())


@shared_task
def bring_into_force() -> None:
    bring_into_force_there(sweep_time())


@shared_task
def work_off_staff_imports() -> None:
    staff_import.work_off(sweep_time())


@shared_task
def work_off_past_imports() -> None:
    past_import.work_off(sweep_time())


@shared_task
def end_serving() -> None:
    serving.end_serving(sweep_time())


@shared_task
def make_previews() -> None:
    picture_copies.make_previews(sweep_time())


@shared_task
def read_chats() -> None:
    chats.read_chats(sweep_time())


@shared_task
def look_at_pictures() -> None:
    report_pictures.hash_pictures(sweep_time())


@shared_task
def make_film_copies() -> None:
    recording_copies.make_copies(sweep_time())


@shared_task
def remind_of_requests() -> None:
    remind(EvidenceRequest, sweep_time())


@shared_task
def remind_of_duties() -> None:
    remind(ImposedDuty, sweep_time())


@shared_task
def remind_officials() -> None:
    remind(AskedOfficial, sweep_time())


@shared_task
def follow_short_links() -> None:
    short_links.follow_short_links(sweep_time(), Follower(settings.LINK_HOSTS))


@shared_task
def stamp_evidence() -> None:
    timestamps.stamp_evidence(sweep_time())


@shared_task
def begin_evidence_check() -> None:
    vault_check.begin(sweep_time())


@shared_task
def verify_evidence() -> None:
    vault_check.go_on(sweep_time())


@shared_task
def seal_entries() -> None:
    links.seal_waiting(sweep_time())


@shared_task
def sign_heads() -> None:
    now = sweep_time()
    links.seal_waiting(now)
    heads.sign_heads(now)


@shared_task
def hand_out_heads() -> None:
    outside.stamp_heads(sweep_time())
    outside.hand_out_heads(sweep_time())


@shared_task
def verify_record() -> None:
    verifying.check(sweep_time())


@shared_task
def remind_readers() -> None:
    reading_reminders.remind_readers(sweep_time())


@shared_task
def warn_of_calendar() -> None:
    law_calendar.warn_of_calendar(sweep_time())


@shared_task
def purge_drafts() -> None:
    report_drafts.purge_drafts(sweep_time())


@shared_task
def check_cases() -> None:
    forgotten.check(sweep_time())


@shared_task
def check_tallies() -> None:
    tallies.check_tallies()


@shared_task
def write_letters() -> None:
    letter_jobs.write_letters(sweep_time())


@shared_task
def watch_health() -> None:
    alarms.watch(timezone.now())  # alarms are also sent if the clock is wrong


@shared_task
def propose_disposals() -> None:
    retention.propose_disposals(sweep_time())


@shared_task
def take_agency_names() -> None:
    agencies.take_effect(sweep_time())


@shared_task
def write_exports() -> None:
    exports.write_exports(sweep_time())


@shared_task
def watch_views() -> None:
    saved_views.watch_views(sweep_time())
