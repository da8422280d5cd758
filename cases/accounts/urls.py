"""The addresses of this room; allauth asks for the names with account_, mfa_ and usersessions_."""

from allauth.account import views as account
from allauth.mfa.webauthn import views as keys
from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from cases.accounts.provider import KEY
from cases.accounts.views import break_glass, desk, provider
from cases.accounts.views import own as views


class Base36(StringConverter):
    """The number of an account in links to a new password."""

    regex = "[0-9A-Za-z]+"


register_converter(Base36, "base36")

urlpatterns = [
    path("login/", views.login, name="login"),
    path("login/", views.login, name="account_login"),
    path("login/provider/", provider.begin, {"provider_id": KEY}, name="openid_connect_login"),
    path("login/provider/callback/", provider.arrive, {"provider_id": KEY}, name="openid_connect_callback"),
    path("logout/", views.logout, name="logout"),
    path("logout/", views.logout, name="account_logout"),
    path("accounts/", views.profile, name="profile"),
    path("accounts/provider/release/", provider.release, name="provider-release"),
    path("accounts/language/", views.language, name="language"),
    path("accounts/theme/", views.theme, name="theme"),
    path("accounts/password/", account.password_change, name="account_change_password"),
    path("accounts/password/set/", account.password_set, name="account_set_password"),
    path("accounts/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/reset/", views.reset, name="account_reset_password"),
    path("accounts/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    path("accounts/reset/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("accounts/reset/<base36:uidb36>-<str:key>/", views.choose, name="account_reset_password_from_key"),
    path("accounts/second-factor/", include("allauth.mfa.base.urls")),
    path("accounts/second-factor/totp/", include("allauth.mfa.totp.urls")),
    path("accounts/second-factor/recovery-codes/", include("allauth.mfa.recovery_codes.urls")),
    path("accounts/second-factor/keys/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("accounts/second-factor/keys/add/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("accounts/second-factor/keys/confirm/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("accounts/second-factor/keys/<int:pk>/remove/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("accounts/second-factor/keys/<int:pk>/edit/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("accounts/unlock/", views.unlock, name="unlock"),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
    # Not below accounts/, whose pages are open before the second factor is set up.
    path("administration/break-glass/", break_glass.openings, name="break-glass"),
    path("administration/break-glass/<int:pk>/end/", break_glass.end, name="break-glass-end"),
    path("administration/accounts/", desk.accounts, name="account-desk"),
    path("administration/accounts/invite/", desk.invite, name="account-invite"),
    path("administration/accounts/<int:pk>/", desk.change, name="account-change"),
    path("administration/accounts/<int:pk>/invite/", desk.invite_again, name="account-invite-again"),
]
