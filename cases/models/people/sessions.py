"""What ends the sessions of an account, and what counts as its second factor."""

import pgtrigger

SECOND_FACTORS = ("totp", "webauthn")  # recovery codes are created with them and are no factor by themselves


class EndSessions(pgtrigger.Trigger):
    """Increases ``sessions_epoch`` when an account is switched off or on, whatever code writes the row.

    Every session is bound to this number, so no session is valid again when the account is switched on.
    """

    name = "end_sessions"
    when = pgtrigger.Before
    operation = pgtrigger.Update
    condition = pgtrigger.AnyChange("is_active")
    func = "NEW.sessions_epoch = OLD.sessions_epoch + 1; RETURN NEW;"
