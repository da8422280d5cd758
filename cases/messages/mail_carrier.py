"""The mail server of the installation."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from smtplib import SMTPDataError, SMTPNotSupportedError, SMTPRecipientsRefused

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from cases.messages.carrier import Refused
from cases.models import Channel


class MailServer:
    """One connection for a batch of mails."""

    name = Channel.Name.MAIL.value

    @contextmanager
    def connected(self) -> Iterator[Callable[[EmailMessage], None]]:
        with get_connection() as server:
            yield lambda mail: _send(server, mail)


def _send(server: BaseEmailBackend, mail: EmailMessage) -> None:
    try:
        server.send_messages([mail])
    except ValueError as error:  # its address, or its content
        raise Refused(str(error), is_final=True, is_hopeless=True) from error
    except SMTPRecipientsRefused as error:
        codes = [code for code, _text in error.recipients.values()]
        raise Refused(str(error), is_final=all(code >= 500 for code in codes)) from error
    except SMTPDataError as error:
        raise Refused(str(error), is_final=error.smtp_code >= 500) from error
    except SMTPNotSupportedError as error:
        raise Refused(str(error), is_final=True) from error
