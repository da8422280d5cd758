"""Every address of the product."""

from django.contrib.auth import views as auth
from django.urls import path
from django.views.generic import RedirectView

from cases.aftermath import views as handover
from cases.casefile.views import acts
from cases.casefile.views import listing as cases
from cases.dashboard import views as dashboard
from cases.evidence.views import detail as evidence
from cases.hearing_room.views import calendar, room, snippets
from cases.hearing_room.views import docket as hearings
from cases.intake.views import drafts as report_drafts
from cases.intake.views import employees as person_picker
from cases.intake.views import incidents, share, working_hours
from cases.law_desk.views import desk as law
from cases.law_desk.views import edit as law_edit
from cases.law_desk.views import working_calendar as law_calendar
from cases.letters.views import letterheads, letters, wordings
from cases.messages import views as notifications
from cases.minutes.views import minutes
from cases.minutes.views import reading_back as reading
from cases.past_cases import views as past_imports
from cases.people import views as staff_imports
from cases.register.views import circulars, publications, receipts, regulations
from cases.register.views import in_force as inforce
from cases.reports.views import citizen_page as report_page
from cases.reports.views import incoming, reporters
from cases.staff_record.views import clearance, people
from cases.work import views as work

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="home"), name="root"),
    path("home/", work.home, name="home"),
    path("login/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("work/", work.queue, name="work"),
    path("incidents/new/", incidents.new, name="incident-new"),
    path("incidents/similar/", incidents.similar, name="incident-similar"),
    path("incidents/drafts/key/", report_drafts.key, name="incident-key"),
    path("incidents/drafts/<uuid:key>/", report_drafts.draft, name="incident-draft"),
    path("incidents/drafts/<uuid:key>/discard/", report_drafts.discard, name="incident-draft-discard"),
    path("incidents/drafts/<uuid:key>/files/<uuid:file>/", report_drafts.file, name="incident-file"),
    path("incidents/hours/", working_hours.hours, name="incident-hours"),
    path("manifest.webmanifest", share.manifest, name="manifest"),
    path("incidents/worker.js", share.worker, name="incident-worker"),
    path("incidents/share/", share.share, name="incident-share"),
    path("incidents/people/", person_picker.people, name="incident-people"),
    path("lapor/", report_page.start, name="report-start"),
    path("lapor/ikuti/", report_page.follow, name="report-follow"),
    path("lapor/<slug:region>/", report_page.new, name="report-new"),
    path("incoming/", incoming.listing, name="incoming"),
    path("incoming/import/", incoming.take_in, name="incoming-import"),
    path("incoming/<int:pk>/", incoming.detail, name="incoming-report"),
    path("incoming/<int:pk>/accept/", incoming.accept, name="incoming-accept"),
    path("incoming/files/<int:pk>/", incoming.file, name="incoming-file"),
    path("reporters/readings/", reporters.readings, name="reporter-readings"),
    path("reporters/<int:pk>/", reporters.identity, name="reporter"),
    path("cases/", cases.listing, name="cases"),
    path("cases/<str:number>/", cases.detail, name="case"),
    path("cases/<str:number>/history/", cases.history, name="case-history"),
    path("cases/<str:number>/evidence/", evidence.package, name="evidence-package"),
    path("cases/<str:number>/letters/", letters.listing, name="case-letters"),
    path("cases/<str:number>/letters/new/", letters.new, name="letter-new"),
    path("cases/<str:number>/<slug:act>/", acts.on_case, name="case-act"),
    path("respondents/<int:pk>/room/", room.open_room, name="room-open"),
    path("rooms/snippets/", snippets.edit, name="snippets"),
    path("rooms/<int:pk>/", room.room, name="room"),
    path("rooms/<int:pk>/changes/", room.changes, name="room-changes"),
    path("rooms/<int:pk>/key/", room.key, name="room-key"),
    path("rooms/<int:pk>/record/", room.record_room, name="room-record"),
    path("respondents/<int:pk>/<slug:act>/", acts.on_respondent, name="respondent-act"),
    path("instructions/<int:pk>/answer/", acts.answer_instruction, name="instruction-answer"),
    path("outside-reports/<int:pk>/answer/", acts.answer_outside_report, name="outside-answer"),
    path("restorations/<int:pk>/", acts.restore, name="restoration"),
    path("evidence/<int:pk>/", evidence.detail, name="evidence"),
    path("evidence/<int:pk>/original/", evidence.original, name="evidence-original"),
    path("evidence/copies/<int:pk>/", evidence.copy, name="evidence-copy"),
    path("deadlines/<int:pk>/", work.deadline, name="deadline"),
    path("hearings/", hearings.docket, name="hearings"),
    path("hearings/calendar/", calendar.month, name="calendar"),
    path("hearings/calendar/link/", calendar.link, name="calendar-link"),
    path("hearings/calendar/<str:token>.ics", calendar.answer, name="calendar-feed"),
    path("hearings/<int:pk>/", hearings.record, name="hearing"),
    path("hearings/<int:pk>/read/", reading.read_back, name="hearing-read"),
    path("hearings/<int:pk>/minutes/", minutes.overview, name="minutes"),
    path("hearings/<int:pk>/minutes/<slug:verb>/", minutes.change, name="minutes-change"),
    path("minutes/<int:pk>/<slug:kind>/", minutes.file, name="minutes-file"),
    path("minutes/signed/copies/<int:pk>/", minutes.signed_copy, name="signed-copy"),
    path("respondents/<int:pk>/statement/blank/", minutes.statement, name="statement-blank"),
    path("respondents/<int:pk>/minutes/blank/", minutes.blank, name="minutes-blank"),
    path("respondents/<int:pk>/handover/overview/", handover.overview, name="handover"),
    path("respondents/<int:pk>/handover/<slug:kind>/file/", handover.file, name="handover-file"),
    path("letters/<int:pk>/", letters.download, name="letter"),
    path("letters/<int:pk>/word/", letters.as_word, name="letter-word"),
    path("letters/check/<uuid:key>/", letters.check, name="letter-check"),
    path("letters/jobs/<uuid:key>/", letters.job, name="letter-job"),
    path("letters/<int:pk>/reissue/", letters.reissue, name="letter-reissue"),
    path("letters/heads/", letterheads.listing, name="letterheads"),
    path("letters/heads/general/", letterheads.detail, name="letterhead-general"),
    path("letters/heads/<int:agency>/", letterheads.detail, name="letterhead"),
    path("letters/heads/logos/<int:pk>/", letterheads.logo, name="letterhead-logo"),
    path("letters/forms/", wordings.listing, name="letter-forms"),
    path("letters/forms/<slug:code>/", wordings.detail, name="letter-form"),
    path("dashboard/", dashboard.overview, name="dashboard"),
    path("dashboard/metric/<slug:code>/", dashboard.metric, name="metric"),
    path("people/", people.listing, name="people"),
    path("people/imports/", staff_imports.listing, name="staff-imports"),
    path("people/imports/template/", staff_imports.template, name="staff-import-template"),
    path("people/imports/<int:pk>/", staff_imports.detail, name="staff-import"),
    path("people/imports/<int:pk>/rejects/", staff_imports.rejects, name="staff-import-rejects"),
    path("people/past-cases/", past_imports.listing, name="past-imports"),
    path("people/past-cases/template/", past_imports.template, name="past-import-template"),
    path("people/past-cases/<int:pk>/", past_imports.detail, name="past-import"),
    path("people/past-cases/<int:pk>/rejects/", past_imports.rejects, name="past-import-rejects"),
    path("people/access/", people.access, name="people-access"),
    path("people/sanctions/", clearance.import_history, name="sanction-history"),
    path("people/<int:pk>/", people.detail, name="person"),
    path("people/<int:pk>/clearance/", clearance.issue, name="clearance-new"),
    path("clearance/<int:pk>/", clearance.download, name="clearance"),
    path("clearance/<int:pk>/withdraw/", clearance.withdraw, name="clearance-withdraw"),
    path("verify/<uuid:code>/", clearance.verify, name="verify"),
    path("documents/", regulations.listing, name="regulations"),
    path("documents/new/", circulars.new, name="circular-new"),
    path("documents/in-force/", inforce.in_force, name="in-force"),
    path("documents/files/<int:pk>/", circulars.document, name="regulation-document"),
    path("documents/<slug:slug>/publish/", publications.publish, name="publish"),
    path("publications/", publications.listing, name="publications"),
    path("publications/<int:pk>/", publications.report, name="publication"),
    path("publications/<int:pk>/agencies/<int:agency>/", publications.people, name="publication-people"),
    path("publications/<int:pk>/agencies/<int:agency>/sheet/", publications.sheet, name="publication-sheet"),
    path("publications/<int:pk>/links/", publications.links, name="publication-links"),
    path("receipts/<str:token>/", receipts.receipt, name="receipt"),
    path("receipts/<str:token>/document/", receipts.document, name="receipt-document"),
    path("documents/<slug:slug>/correct/", circulars.correct, name="circular-correct"),
    path("documents/<slug:slug>/attach/", circulars.attach, name="regulation-attach"),
    path("documents/<slug:slug>/", regulations.detail, name="regulation"),
    path("regulations/", law.desk, name="law-desk"),
    path("regulations/changes/", law.changes, name="law-changes"),
    path("regulations/calendar/<int:year>/", law_calendar.year, name="law-calendar"),
    path("regulations/calendar/<int:year>/decree/", law_calendar.adopt, name="law-decree"),
    path("regulations/calendar/<int:year>/add/", law_calendar.add, name="law-day-off"),
    path("regulations/calendar/<slug:slug>/withdraw/", law_calendar.withdraw, name="law-withdraw"),
    path("regulations/readings/<slug:slug>/own/", law_edit.own_reading, name="law-own-reading"),
    path("regulations/<slug:kind>/", law.catalogue, name="law-catalogue"),
    path("regulations/<slug:kind>/new/", law_edit.new_rule, name="law-new"),
    path("regulations/<slug:kind>/<slug:slug>/", law.row, name="law-row"),
    path("regulations/<slug:kind>/<slug:slug>/version/", law_edit.new_version, name="law-version"),
    path("regulations/<slug:kind>/<slug:slug>/wording/", law_edit.reword, name="law-reword"),
    path("notifications/", notifications.inbox, name="notifications"),
    path("notifications/<int:pk>/", notifications.follow, name="notification"),
]
