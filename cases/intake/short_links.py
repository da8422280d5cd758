"""Resolves the short links of new reports, if the installation allows it (docs/decisions/0045)."""

import datetime as dt
import http.client
import logging
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from cases.links import reading as links
from cases.links.following import Follower
from cases.models import Post

log = logging.getLogger(__name__)
POSTS_CONSIDERED = 500  # posts of one run; older ones keep their short link
LINKS_PER_ROUND = 20  # links of one run: even without any response it ends before a task is stopped
RECENT = dt.timedelta(days=7)
AGAIN = dt.timedelta(hours=1)  # time to the next attempt after a failure
validate_url = URLValidator(schemes=["https"])


def follow_short_links(now: dt.datetime, follower: Follower) -> int:
    """Store for each short link of the last days the post that it leads to; a ``follower`` without hosts asks none.

    Saving a report never waits for this. The typed link stays; a target counts only if its address names a post.
    Returns the number of resolved links.
    """
    found = 0
    for post in list(_waiting(now))[:LINKS_PER_ROUND] if follower.hosts else ():
        target = _target(post.url, follower)
        post.asked_at = now
        if target is not None:
            found += 1
            post.target, post.target_key = target.url, target.key
            post.account = post.account or target.account
        post.save(update_fields=["asked_at", "target", "target_key", "account"])
    return found


def _waiting(now: dt.datetime) -> Iterator[Post]:
    for post in Post.objects.select_related("incident").exclude(url="").order_by("-pk")[:POSTS_CONSIDERED]:
        is_due = post.asked_at is None or post.asked_at <= now - AGAIN
        if is_due and not post.target and post.incident.recorded_at > now - RECENT and links.read(post.url).is_short:
            yield post


def _target(url: str, follower: Follower) -> links.Link | None:
    """The post to which a link leads; None, with a line in the log, if it cannot be found."""
    try:
        address = follower.target_of(url)
        validate_url(address)
        link = links.read(address)
    except (OSError, http.client.HTTPException, ValueError, ValidationError) as why:
        log.warning("a short link was not followed: %s", why)
        return None
    return link if link.is_post else None
