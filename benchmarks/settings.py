"""The product's settings and one more address: the page that does nothing."""

from conduct.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.floor"
