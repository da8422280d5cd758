"""The addresses of this room."""

from django.urls import path

from cases.letters.views import agenda, approvals, letterheads, letters, signed_copies, tab, wordings

urlpatterns = [
    path("cases/<str:number>/letters/", tab.listing, name="case-letters"),
    path("cases/<str:number>/letters/new/", letters.new, name="letter-new"),
    path("letters/<int:pk>/", letters.download, name="letter"),
    path("letters/<int:pk>/word/", letters.as_word, name="letter-word"),
    path("letters/<int:pk>/signed/", signed_copies.of_letter, name="letter-signed"),
    path("letters/signed/<int:pk>/", signed_copies.file, name="signed-copy"),
    path("letters/check/<uuid:key>/", letters.check, name="letter-check"),
    path("letters/jobs/<uuid:key>/", letters.job, name="letter-job"),
    path("letters/<int:pk>/withdraw/", letters.withdraw, name="letter-withdraw"),
    path("letters/<int:pk>/reissue/", letters.reissue, name="letter-reissue"),
    path("letters/drafts/<uuid:key>/", approvals.draft, name="letter-draft"),
    path("letters/approvals/", approvals.chains, name="letter-chains"),
    path("letters/heads/", letterheads.listing, name="letterheads"),
    path("letters/heads/general/", letterheads.detail, name="letterhead-general"),
    path("letters/heads/<int:agency>/", letterheads.detail, name="letterhead"),
    path("letters/heads/logos/<int:pk>/", letterheads.logo, name="letterhead-logo"),
    path("letters/agenda/", agenda.page, name="letter-agenda"),
    path("letters/forms/", wordings.listing, name="letter-forms"),
    path("letters/forms/<slug:code>/", wordings.detail, name="letter-form"),
]
