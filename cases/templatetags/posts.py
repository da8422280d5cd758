"""What the address of a post tells about it."""

import datetime as dt

from django import template

from cases.links import reading as links
from cases.models import Post

register = template.Library()


@register.filter
def upload_estimate(post: Post) -> dt.datetime | None:
    """The upload time that the platform's number of the post contains, if any; an estimate, never the time of the
    act."""
    try:
        return links.read(post.target or post.url).uploaded_at if post.url else None
    except ValueError:  # rows from before addresses were parsed
        return None
