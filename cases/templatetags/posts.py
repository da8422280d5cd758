"""What a post tells by its address alone."""

import datetime as dt

from django import template

from cases.links import reading as links
from cases.models import Post

register = template.Library()


@register.filter
def upload_estimate(post: Post) -> dt.datetime | None:
    """When the platform numbered the post, where its scheme tells; an estimate, never the time of the act."""
    try:
        return links.read(post.target or post.url).uploaded_at if post.url else None
    except ValueError:  # rows from before addresses were read
        return None
