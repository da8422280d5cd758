"""The part that a pasted link plays in the incident."""

from cases.links.reading import Link
from cases.models import Post


def post_of(link: Link, part: Post.Part) -> Post:
    """A link as a post; the press reports, whatever the form says."""
    part = Post.Part.NEWS if link.platform == Post.Platform.NEWS else part
    return Post(url=link.url, typed=link.typed, platform=link.platform, account=link.account, part=part, key=link.key)
