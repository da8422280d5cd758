"""The posts that show an incident, before intake writes them as rows."""

import dataclasses

from cases.links.reading import Link
from cases.models import Incident, Post


@dataclasses.dataclass(frozen=True)
class SeenPost:
    """A post with its parsed link; or known data of a post without a link."""

    part: Post.Part = Post.Part.ORIGINAL
    platform: Post.Platform = Post.Platform.OTHER
    account: str = ""
    link: Link | None = None

    @classmethod
    def at(cls, link: Link, part: Post.Part = Post.Part.ORIGINAL) -> "SeenPost":
        """A page of the press always has the part of a press report."""
        part = Post.Part.NEWS if link.platform == Post.Platform.NEWS else part
        return cls(part, link.platform, link.account, link)

    def __str__(self) -> str:
        return self.link.url if self.link else self.account

    @property
    def key(self) -> str:
        """A value that is equal for every spelling of its link; empty without one."""
        return self.link.key if self.link else ""

    def row(self, incident: Incident) -> Post:
        post = Post(incident=incident, part=self.part, platform=self.platform, account=self.account, key=self.key)
        if self.link:
            post.url, post.typed = self.link.url, self.link.typed
        return post
