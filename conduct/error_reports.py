"""Reports failures to a service with Sentry's protocol, if the installation names one (``SENTRY_DSN``)."""

from typing import Any

import sentry_sdk


def begin(address: str, environment: str) -> None:
    """Report failures from now on: without account, visitor's address, body, or values of variables.

    Raises ValueError for an invalid address.
    """
    sentry_sdk.init(
        dsn=address,
        environment=environment,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        before_send=without_personal_data,
    )


def without_personal_data(event: Any, hint: dict[str, Any]) -> Any:
    """The failure without its request's query, cookies and headers, because searches contain names."""
    request = event.get("request")
    if request is not None:
        event["request"] = {name: request[name] for name in ("method", "url") if name in request}
        event["request"]["url"] = request.get("url", "").partition("?")[0]
    event.pop("user", None)
    event.pop("breadcrumbs", None)
    return event
