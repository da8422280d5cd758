"""Posts that were recorded before the table of addresses get the keys that it gives."""

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from cases import migrations
from cases.models import Post
from tests import factories

pytestmark = pytest.mark.django_db
NAME = next(Path(migrations.__path__[0]).glob("*_post_addresses.py")).stem


@pytest.mark.parametrize(
    ("url", "account", "after"),
    [
        ("https://www.facebook.com/groups/123", "", ("", "FACEBOOK", "")),
        ("https://www.facebook.com/video.php", "@video.php", ("", "FACEBOOK", "")),
        ("https://www.threads.net/@budi/post/CEWrNyrAn6i", "", ("THREADS:CEWrNyrAn6i", "THREADS", "")),
        ("https://vt.tiktok.com/ZSabc12/", "@budi", ("SHORT:vt.tiktok.com/ZSabc12", "TIKTOK", "@budi")),
        ("https://[tidak", "@budi", ("", "OTHER", "@budi")),
    ],
)
def test_posts_are_read_again(sari, dinas_a, url, account, after):
    case = factories.make_case(by=sari, agency=dinas_a, posts=[factories.seen_post(url="https://x.com/a/status/1")])
    Post.objects.update(url=url, account=account, key="URL:old", platform="OTHER")
    import_module(f"cases.migrations.{NAME}").read_again(apps, None)
    post = Post.objects.get(incident__case=case)
    assert (post.key, post.platform, post.account) == after
