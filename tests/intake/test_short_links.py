"""Short links: followed only where an installation allows it, between named hosts, never to the inside of a network."""

import datetime as dt
import http.server
import socket
import ssl
import threading

import pytest

from cases.intake import duplicates
from cases.intake.short_links import follow_short_links
from cases.links import reading as links
from cases.links.following import Follower, PrivateAddress, public_addresses
from cases.models import Post
from tests import factories
from tests.samples.timestamp_authority import openssl

SHORT = "https://vt.tiktok.com/ZSabc123/"
LONG = "https://www.tiktok.com/@peragaan/video/7312345678901234567"
NAMES = ("vt.tiktok.com", "www.tiktok.com", "t.co")


class Platform:
    """A web server on loopback that answers for all of ``NAMES``; ``leads``: path to Location."""

    def __init__(self, folder):
        self.leads, self.asked, self.status = {}, [], 302
        key, certificate = folder / "key.pem", folder / "certificate.pem"
        names = "subjectAltName=" + ",".join(f"DNS:{name}" for name in NAMES)
        new = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=uji", "-addext", names]
        openssl(*new, "-keyout", key, "-out", certificate)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.trusted = ssl.create_default_context(cafile=certificate)

    def _handler(platform):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_HEAD(self):
                host = self.headers["Host"].partition(":")[0]
                platform.asked.append((host, self.path, self.headers.get("Cookie")))
                there = platform.leads.get((host, self.path))
                self.send_response(platform.status if there else 200)
                if there:
                    self.send_header("Location", there)
                self.end_headers()

            def log_message(self, *_words):
                """Nothing on the terminal of the tests."""

        return Handler

    def follower(self, *hosts, **over):
        told = {"addresses": lambda _host: ["127.0.0.1"], "port": self.server.server_port, "tls": self.trusted}
        return Follower(frozenset(hosts), **told | over)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    platform = Platform(tmp_path_factory.mktemp("platform"))
    yield platform
    platform.close()


@pytest.fixture
def platform(built):
    built.asked.clear()
    built.status = 302
    built.leads = {("vt.tiktok.com", "/ZSabc123/"): f"{LONG}?_r=1&_t=8x"}
    return built


@pytest.fixture
def post(sari, dinas_a, now):
    case = factories.make_case(by=sari, agency=dinas_a, at=now, posts=[factories.seen_post(SHORT)])
    return Post.objects.get(incident__case=case)


def test_nobody_is_asked_unless_hosts_are_allowed(platform, post, now):
    assert follow_short_links(now, platform.follower()) == 0
    post.refresh_from_db()
    assert platform.asked == [] and post.asked_at is None


def test_a_short_link_gets_the_post_it_leads_to_beside_it(platform, post, now, client, sari):
    assert follow_short_links(now, platform.follower("vt.tiktok.com")) == 1
    post.refresh_from_db()
    assert (post.url, post.target, post.target_key) == (SHORT, LONG, links.read(LONG).key)
    assert (post.account, post.asked_at) == ("@peragaan", now)
    assert platform.asked == [("vt.tiktok.com", "/ZSabc123/", None)]  # the platform's own page was not opened
    client.force_login(sari)
    page = client.get(f"/cases/{post.incident.case.number}/evidence/").text
    assert LONG in page and "menurut pengalihannya" in page and "perkiraan dari nomor unggahan" in page


@pytest.mark.parametrize("pasted", [SHORT, LONG])
def test_the_short_and_the_long_form_are_seen_to_be_one_post(platform, post, now, sari, pasted):
    follow_short_links(now, platform.follower("vt.tiktok.com"))
    traces = duplicates.Traces(keys={links.read(pasted).key})
    (found,) = duplicates.find(user=sari, at=now, traces=traces)
    assert (found.case, found.reasons) == (post.incident.case, ["post"])
    assert links.read(LONG).key in duplicates.traces_of(found.case).keys


def test_it_is_asked_once_and_again_an_hour_after_an_answer_that_did_not_help(platform, post, now):
    platform.leads = {}
    follower = platform.follower("vt.tiktok.com")
    assert follow_short_links(now, follower) == 0
    assert follow_short_links(now + dt.timedelta(minutes=59), follower) == 0
    assert len(platform.asked) == 1
    platform.leads = {("vt.tiktok.com", "/ZSabc123/"): LONG}
    assert follow_short_links(now + dt.timedelta(hours=1), follower) == 1
    assert follow_short_links(now + dt.timedelta(hours=9), follower) == 0
    assert len(platform.asked) == 2


def test_an_old_report_keeps_its_short_link(platform, post, now):
    assert follow_short_links(now + dt.timedelta(days=8), platform.follower("vt.tiktok.com")) == 0
    assert platform.asked == []


@pytest.mark.attack
@pytest.mark.parametrize(
    "there",
    [
        "javascript:alert(1)",
        "http://www.tiktok.com/@a/video/7312345678901234567",  # not the way a platform answers
        "https://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "https://www.tiktok.com/@peragaan",  # names an account and no post
        "https://[::1",
        "https://evil.example/" + "a" * 2000,
    ],
)
def test_what_a_redirect_says_is_not_opened_and_kept_only_where_it_names_a_post(platform, post, now, there):
    platform.leads = {("vt.tiktok.com", "/ZSabc123/"): there}
    assert follow_short_links(now, platform.follower("vt.tiktok.com")) == 0
    post.refresh_from_db()
    assert (post.target, post.target_key) == ("", "") and post.asked_at == now
    assert len(platform.asked) == 1


@pytest.mark.attack
def test_redirects_are_followed_between_allowed_hosts_and_come_to_an_end(platform):
    platform.leads = {("t.co", "/a"): "https://vt.tiktok.com/b", ("vt.tiktok.com", "/b"): "https://t.co/a"}
    assert platform.follower("t.co", "vt.tiktok.com").target_of("https://t.co/a") == "https://t.co/a"
    assert len(platform.asked) == 4
    assert platform.follower("t.co").target_of("https://t.co/a") == "https://vt.tiktok.com/b"
    assert len(platform.asked) == 5


@pytest.mark.attack
@pytest.mark.parametrize(
    "url",
    [
        "http://t.co/a",
        "https://t.co:8443/a",
        "https://user@t.co/a",
        "https://t.co.evil.example/a",
        "https://evil.example/?https://t.co/a",
    ],
)
def test_only_the_named_host_is_asked_by_its_plain_https_address(platform, url):
    assert platform.follower("t.co").target_of(url) == url
    assert platform.asked == []


def test_the_port_of_https_may_be_written(platform):
    assert platform.follower("vt.tiktok.com").target_of("https://vt.tiktok.com:443/ZSabc123/").startswith(LONG)


@pytest.mark.parametrize(("status", "is_redirect"), [(299, False), (300, True), (399, True), (400, False)])
def test_only_a_redirect_leads_anywhere(platform, status, is_redirect):
    platform.status = status
    target = platform.follower("vt.tiktok.com").target_of(SHORT)
    assert (target != SHORT) is is_redirect


def answering(*addresses):
    """A resolver that knows these addresses for every host."""

    def answers(_host, port, *_rest):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return answers


def test_a_host_with_public_addresses_is_asked_at_each_of_them_once(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", answering("93.184.216.35", "93.184.216.34", "93.184.216.34"))
    assert public_addresses("t.co") == ["93.184.216.34", "93.184.216.35"]


@pytest.mark.attack
@pytest.mark.parametrize("beside", [(), ("93.184.216.34",)], ids=["alone", "beside a public one"])
@pytest.mark.parametrize(
    "inside",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"],
)
def test_a_host_with_a_private_address_is_refused_even_if_it_also_has_a_public_one(
    monkeypatch, platform, inside, beside
):
    monkeypatch.setattr(socket, "getaddrinfo", answering(*beside, inside))
    with pytest.raises(PrivateAddress):
        public_addresses("t.co")
    with pytest.raises(PrivateAddress):
        platform.follower("t.co", addresses=public_addresses).target_of("https://t.co/a")
    assert platform.asked == []


@pytest.mark.attack
def test_a_server_with_a_wrong_certificate_is_refused(platform, post, now):
    follower = platform.follower("vt.tiktok.com", tls=ssl.create_default_context())
    assert follow_short_links(now, follower) == 0
    assert platform.asked == []


def test_a_server_that_does_not_answer_stops_nothing(post, now, platform):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        follower = platform.follower("vt.tiktok.com", port=silent.getsockname()[1])
        assert follow_short_links(now, follower) == 0
    post.refresh_from_db()
    assert post.asked_at == now
