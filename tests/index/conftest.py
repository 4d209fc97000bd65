"""The ledgers that services are tested with are also asked about."""

from tests.services.conftest import desk, full

__all__ = ["desk", "full"]
