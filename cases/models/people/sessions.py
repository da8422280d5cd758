"""What ends the sessions of an account, and what counts as its second factor."""

import pgtrigger

SECOND_FACTORS = ("totp", "webauthn")  # recovery codes are created with them and are no factor by themselves


class EndSessions(pgtrigger.Trigger):
    """Raises ``sessions_epoch`` when an account is switched off or on or its rights change, whoever writes the row.

    Every session is bound to that number: none is valid again when the account is switched on or gets its rights back.
    """

    name = "end_sessions"
    when = pgtrigger.Before
    operation = pgtrigger.Update
    func = """
        NEW.sessions_epoch = OLD.sessions_epoch + CASE WHEN
            (OLD.is_active, OLD.role, OLD.government_id, OLD.agency_id, OLD.employee_id, OLD.is_staff, OLD.is_superuser)
            IS DISTINCT FROM
            (NEW.is_active, NEW.role, NEW.government_id, NEW.agency_id, NEW.employee_id, NEW.is_staff, NEW.is_superuser)
            THEN 1 ELSE 0 END;
        RETURN NEW;
    """
