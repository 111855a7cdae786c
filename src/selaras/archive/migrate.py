"""Bring an archive's tables up to date. The only place that knows Alembic.

Everything happens within the caller's transaction: an archive is on a schema or on the one before,
never in between.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from selaras.archive.schema import HEAD
from selaras.model import UsageRefused

MIGRATIONS = Path(__file__).with_name("migrations")
VERSION_TABLE = "alembic_version"


def schema_version(connection: Connection) -> str | None:
    """Return the archive's schema version, None for a database without tables.

    Raises UsageRefused for a database that is not an archive of Selaras.
    """
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if not {VERSION_TABLE, "reports"} <= tables:
        raise UsageRefused("it is a database, but not an archive of Selaras")
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
    return str(found)


def upgrade(connection: Connection) -> None:
    """Run what migrations are missing. Raises UsageRefused for an archive of a newer Selaras."""
    current = schema_version(connection)
    if current == HEAD:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise UsageRefused(
            f"it was made by a newer Selaras (schema {current}; this one knows up to {HEAD}); update Selaras"
        )
    command.upgrade(config, "head")
