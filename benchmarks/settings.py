"""The product's settings and one more address: the page that does nothing."""

from conduct.settings import *  # noqa: F403 - the settings of the product, then a few of our own

ROOT_URLCONF = "benchmarks.floor"
