"""Settings, all from the environment; `docs/operations.md` lists the names.

Production is the default. It does not start, with a one-line message, while a setting is missing or wrong.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from conduct import broker, environment
from conduct.bodies import LARGEST_FORM
from conduct.content_policy import CONTENT_SECURITY_POLICY as CONTENT_SECURITY_POLICY  # of every page
from conduct.environment import env, refuse, setting, switch
from conduct.logs import logging_settings
from conduct.schedule import schedule_of
from conduct.static_headers import weak_etag

BASE_DIR = Path(__file__).resolve().parent.parent

# Environment

ENVIRONMENT = environment.one_of("CONDUCT_ENV", ("development", "production"), "production")
PRODUCTION = ENVIRONMENT == "production"
DEBUG = switch("CONDUCT_DEBUG")
if PRODUCTION and DEBUG:
    raise refuse("CONDUCT_DEBUG is wrong: production never shows its errors to readers")

DATA_DIR = Path(setting("CONDUCT_DATA_DIR", "a directory", str(BASE_DIR / "var"))).resolve()
NOT_A_SECRET = "development only, never a secret: " + "0123456789" * 5
SECRET_KEY = environment.secret_key("SECRET_KEY", None if PRODUCTION else NOT_A_SECRET)
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
BASE_URL = setting("CONDUCT_BASE_URL", "the address of the site", None if PRODUCTION else "http://127.0.0.1:8000")
SCHEMES = ("https",) if PRODUCTION else ("http", "https")
environment.checked_address("CONDUCT_BASE_URL", BASE_URL, SCHEMES, "https://conduct.example.go.id")
BASE_URL = BASE_URL.rstrip("/")
HOSTS = setting("ALLOWED_HOSTS", "host names separated by commas", None if PRODUCTION else "127.0.0.1,localhost")
ALLOWED_HOSTS = [host.strip() for host in HOSTS.split(",") if host.strip()]
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])

# Applications

INSTALLED_APPS = [
    "conduct.administration.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "django_filters",
    "csp",
    "django_linear_migrations",
    "pgtrigger",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "regulations",
    "cases",
]
FIRST_PARTY_APPS = ["regulations", "cases"]  # apps with linear migrations
MIDDLEWARE = [
    "conduct.request_ids.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "conduct.static_headers.without_refused_encodings",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "conduct.middleware.CompressPagesMiddleware",
    "conduct.middleware.PrivatePageMiddleware",
    "csp.middleware.CSPMiddleware",
    "conduct.middleware.ReadableRequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "conduct.middleware.KnownMethodMiddleware",
    "conduct.bodies.BodyLimitMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cases.accounts.language.LanguageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cases.web.refusal_log.RefusalLogMiddleware",
    "cases.web.account_limits.AccountLimitMiddleware",
    "cases.accounts.idle.IdleLockMiddleware",
    "cases.accounts.gate.SecondFactorMiddleware",
    "cases.web.replica.remember_writes",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "conduct.urls"
WSGI_APPLICATION = "conduct.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cases.web.context.frame",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"environment": "conduct.table_rows.environment"},
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # fields are printed by templates/django/forms/

# Database

# A page gives up before its reader does: gunicorn sets 30 seconds, workers and commands have no limit of their own.
STATEMENT_SECONDS = environment.whole_number("CONDUCT_STATEMENT_SECONDS", 0, "a number of seconds")
LOCK_SECONDS = environment.whole_number("CONDUCT_LOCK_SECONDS", 5, "a number of seconds")  # of a migration
# Who holds DATABASE_ADMIN_URL acts as the owner of the tables, and migrations give the role of DATABASE_URL its rights.
APPLICATION_DATABASE = environment.database("DATABASE_URL", STATEMENT_SECONDS)
IS_OWNER = bool(env.str("DATABASE_ADMIN_URL", ""))
DATABASES = {"default": environment.database("DATABASE_ADMIN_URL", 0) if IS_OWNER else APPLICATION_DATABASE}
DATABASES |= environment.replica("DATABASE_REPLICA_URL", STATEMENT_SECONDS)
DATABASE_ROUTERS = ["cases.web.replica.Router"]  # lists and the dashboard read there, if there is one
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in

AUTH_USER_MODEL = "cases.User"
AUTHENTICATION_BACKENDS = ["conduct.accounts.AccountBackend"]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/home/"
LOGOUT_REDIRECT_URL = "/login/"
ACCOUNT_ADAPTER = "cases.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "cases.accounts.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # required by a check; there is no sign-up
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to an address that a visitor typed
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"login": None}  # cases.accounts.limits counts passwords; allauth counts codes and mails
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_ADAPTER = "cases.accounts.adapter.FactorAdapter"
MFA_FORMS = {"authenticate": "cases.accounts.adapter.CodeForm"}
MFA_TOTP_ISSUER = "Conduct"
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds by which a phone's clock may differ
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
# A provider of OpenID Connect; empty: accounts sign in with their password alone (cases.accounts.provider).
SIGN_IN_PROVIDER = environment.sign_in_provider("CONDUCT_OIDC", SCHEMES)
SOCIALACCOUNT_ADAPTER = "cases.accounts.provider.ProviderAdapter"
LAW_NEEDS_SECOND = PRODUCTION  # national law: one account proposes, another confirms (cases.law_desk)
SECOND_FACTOR_FOR_OPERATORS = PRODUCTION  # accounts without a government (cases.accounts.second_factor)
DEVICE_COOKIE_NAME = "__Host-device" if PRODUCTION else "device"
ACTIVE_COOKIE_NAME = "__Host-active" if PRODUCTION else "active"
IDLE_MINUTES = environment.whole_number("CONDUCT_IDLE_MINUTES", 30, "a number of minutes")  # 0: never locked
ACCOUNT_LIMITS = not switch("CONDUCT_UNLIMITED")  # for measurements alone
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60  # also of invitations
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_ENGINE = "conduct.sessions"
SESSION_COOKIE_AGE = CSRF_COOKIE_AGE = 12 * 60 * 60  # a working day
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# Security

if PRODUCTION:
    # With this prefix browsers refuse the cookie from any other host and without TLS.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
if switch("CONDUCT_TLS_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# The number of own proxies that write the visitor's address into X-Forwarded-For.
TRUSTED_PROXIES = environment.whole_number(
    "CONDUCT_TRUSTED_PROXIES", 1 if switch("CONDUCT_TLS_PROXY") else 0, "a number of proxies"
)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST_FORM
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # 300 rows of a hearing as one plain form
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# Language and time

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "conduct.formats"
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

# Files

STATIC_URL = "/static/"
STATIC_ROOT = Path(setting("CONDUCT_STATIC_ROOT", "a directory", str(DATA_DIR / "static")))
WHITENOISE_ADD_HEADERS_FUNCTION = weak_etag
STATICFILES_DIRS = [BASE_DIR / "static"]
FILE_UPLOAD_HANDLERS = ["conduct.bodies.NoUploadHandler"]  # where a view takes files, BodyLimitMiddleware sets its own
DRAFT_DAYS = environment.whole_number("CONDUCT_DRAFT_DAYS", 30, "a number of days")
SIGNATURE_ROOTS = Path(roots) if (roots := env.str("CONDUCT_SIGNATURE_ROOTS", "")) else None  # PEM, e.g. BSrE
TIMESTAMP_URL = env.str("CONDUCT_TSA_URL", "")  # an authority for trusted timestamps (RFC 3161); optional
if TIMESTAMP_URL:
    environment.checked_address("CONDUCT_TSA_URL", TIMESTAMP_URL, ("http", "https"), "https://tsa.example.go.id/tsr")
TIMESTAMP_ROOTS = environment.certificates("CONDUCT_TSA_ROOTS") if TIMESTAMP_URL else None
# Where the heads of the sealed record go: whoever keeps them outside this installation can show tampering.
RECORD_ADDRESS = env.str("CONDUCT_RECORD_ADDRESS", "")
RECORD_FILE = Path(kept) if (kept := env.str("CONDUCT_RECORD_FILE", "")) else None
# Hosts that may be asked where a short link leads; by default none (docs/decisions/0045).
LINK_HOSTS = environment.host_names("CONDUCT_LINK_HOSTS")
# clamd, which examines received files before anybody gets them; empty: nobody does.
CLAMD_URL = environment.socket_address("CLAMD_URL")
MEDIA_ROOT = DATA_DIR / "evidence"  # no address: a view checks every access to evidence
# A directory that several hosts share, for files that arrive in pieces.
STAGING_DIR = Path(shared) if (shared := env.str("CONDUCT_STAGING_DIR", "")) else None
# The location from which nginx sends files of MEDIA_ROOT.
ACCEL_PREFIX = environment.internal_path("CONDUCT_ACCEL_PREFIX")
OBJECT_STORAGE = environment.file_storage("CONDUCT_STORAGE_URL")
if OBJECT_STORAGE and ACCEL_PREFIX:
    raise refuse("CONDUCT_ACCEL_PREFIX is wrong: nginx cannot send files that CONDUCT_STORAGE_URL keeps elsewhere")
PLAIN, HASHED = "django.contrib.staticfiles.storage.StaticFilesStorage", "conduct.static_files.HashedModuleStorage"
STORAGES: dict[str, Any] = {
    "default": OBJECT_STORAGE or {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": PLAIN if DEBUG else HASHED},
}

# An age public key (age1…): backups are encrypted for whoever has its secret half; empty: they are not.
BACKUP_RECIPIENT = environment.age_recipient("CONDUCT_BACKUP_RECIPIENT")

# E-mail

MAIL = environment.mail_server("EMAIL_URL", None if PRODUCTION else f"file://{DATA_DIR / 'mail'}")
EMAIL_BACKEND, EMAIL_FILE_PATH = MAIL["EMAIL_BACKEND"], MAIL["EMAIL_FILE_PATH"]
EMAIL_HOST, EMAIL_PORT = MAIL["EMAIL_HOST"], MAIL["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL["EMAIL_HOST_USER"], MAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL["EMAIL_USE_SSL"], MAIL["EMAIL_USE_TLS"]
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"conduct@{urlsplit(BASE_URL).hostname}")
# Web push to browsers; without a key accounts cannot choose it.
VAPID_KEY, VAPID_PUBLIC_KEY = environment.vapid_keys("CONDUCT_VAPID_KEY")
VAPID_CONTACT = f"mailto:{DEFAULT_FROM_EMAIL}"
PUSH_HOSTS = environment.host_names("CONDUCT_PUSH_HOSTS", environment.PUSH_SERVICES)
GATEWAY_URL, GATEWAY_SECRET = environment.gateway("CONDUCT_GATEWAY_URL", "CONDUCT_GATEWAY_SECRET", SCHEMES)

# Tasks: Celery only starts the sweeps, which find due rows. Losing a task, or running one twice, does no harm.

REDIS_URL = environment.redis("REDIS_URL")
CELERY_BROKER_URL = environment.broker("CONDUCT_BROKER_URL", REDIS_URL)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Data that may be lost at any time: counts of rate limits, shared by all processes; without Redis each has its own.
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL.replace("redis+socket://", "unix://").replace("virtual_host=", "db="),
        "KEY_PREFIX": "conduct",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
CELERY_BROKER_TRANSPORT_OPTIONS = broker.transport_options(CELERY_BROKER_URL)
CELERY_TASK_DEFAULT_QUEUE_TYPE = CELERY_TASK_CREATE_MISSING_QUEUE_TYPE = broker.queue_type(CELERY_BROKER_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
# Delivery has a worker of its own: a mail server that hangs holds up nothing else.
CELERY_TASK_DEFAULT_QUEUE = "celery"
CELERY_TASK_ROUTES = broker.routes("delivery", ("deliver_messages", "deliver_to_phones", "deliver_to_browsers"))
SWEEP_SECONDS = environment.number("CONDUCT_SWEEP_SECONDS", 60.0, "a number of seconds")
CELERY_BEAT_SCHEDULE = schedule_of(SWEEP_SECONDS)

# Log: one line for each event, to stderr
ALARM_ADDRESS = env.str("CONDUCT_ALARM_ADDRESS", "")  # receives faults of the installation
METRICS_TOKEN = env.str("CONDUCT_METRICS_TOKEN", "")  # the token of /metrics; empty: the page does not exist
LOGGING = logging_settings(environment.one_of("CONDUCT_LOG", ("text", "json"), "text"))
if error_service := env.str("SENTRY_DSN", ""):
    from conduct import error_reports

    try:
        error_reports.begin(error_service, ENVIRONMENT)
    except ValueError as error:
        raise refuse(f"SENTRY_DSN is wrong: {error}") from None
