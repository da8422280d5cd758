"""The product's settings with one additional address: the empty page."""

from conduct.settings import *  # noqa: F403 - the settings of the product, then a few of our own

ROOT_URLCONF = "benchmarks.floor"
ACCOUNT_LIMITS = False  # one account asks as often as it can
