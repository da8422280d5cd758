"""The posts that show an incident, as somebody saw them; intake makes rows of them."""

import dataclasses

from cases.links.reading import Link
from cases.models import Incident, Post


@dataclasses.dataclass(frozen=True)
class SeenPost:
    """A post with its link, read once; or what is known of a post without a link."""

    part: Post.Part = Post.Part.ORIGINAL
    platform: Post.Platform = Post.Platform.OTHER
    account: str = ""
    link: Link | None = None

    @classmethod
    def at(cls, link: Link, part: Post.Part = Post.Part.ORIGINAL) -> "SeenPost":
        """The press reports, whatever the form says."""
        part = Post.Part.NEWS if link.platform == Post.Platform.NEWS else part
        return cls(part, link.platform, link.account, link)

    def __str__(self) -> str:
        return self.link.url if self.link else self.account

    @property
    def key(self) -> str:
        """Equal for every spelling of its link; empty without one."""
        return self.link.key if self.link else ""

    def row(self, incident: Incident) -> Post:
        post = Post(incident=incident, part=self.part, platform=self.platform, account=self.account, key=self.key)
        if self.link:
            post.url, post.typed = self.link.url, self.link.typed
        return post
