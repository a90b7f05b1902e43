"""The store's schema, as a row of named steps; each says why it is there.

A step and the record of it are one transaction. `PRAGMA user_version` counts the steps, so that
a command need not load sqlite-utils to learn that nothing is to be done.
"""

import sqlite3
from typing import TYPE_CHECKING

from zcins.store import layouts, subsidies
from zcins.store.acts_schema import FINDINGS

if TYPE_CHECKING:
    from sqlite_utils import Database

LATEST = 1

# Every version of a record carries the same provenance. `ended_by` is the event from which it no
# longer holds; undoing that event brings a copy back, so that no past answer ever changes.
_VERSION = """
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES {table}(id),
    event INTEGER NOT NULL REFERENCES event(id),
    ended_by INTEGER REFERENCES event(id),
    import INTEGER REFERENCES import(id),
    sheet TEXT,
    row INTEGER,
    period TEXT NOT NULL,"""

_LEDGER = """
CREATE TABLE scheme_text (digest TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    kind TEXT NOT NULL,
    what TEXT NOT NULL,
    scheme TEXT NOT NULL REFERENCES scheme_text(digest),
    settings TEXT
) STRICT;
CREATE TABLE import (
    id INTEGER PRIMARY KEY REFERENCES event(id),
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    kind TEXT NOT NULL,
    insurer TEXT,
    period TEXT NOT NULL,
    period_end TEXT NOT NULL,
    sheets TEXT NOT NULL,
    receipt TEXT NOT NULL,
    corrects INTEGER REFERENCES import(id),
    undone_by INTEGER REFERENCES event(id)
) STRICT;
CREATE INDEX import_sha256 ON import(sha256);
CREATE TABLE sighting (
    import INTEGER NOT NULL REFERENCES import(id),
    kind TEXT NOT NULL,
    record INTEGER NOT NULL,
    sheet TEXT NOT NULL,
    row INTEGER NOT NULL
) STRICT;
CREATE INDEX sighting_record ON sighting(kind, record);
CREATE INDEX sighting_import ON sighting(import);
CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY,
    import INTEGER NOT NULL REFERENCES import(id),
    sheet TEXT NOT NULL,
    row INTEGER NOT NULL,
    key TEXT,
    name_key TEXT,
    uscc TEXT,
    insurer TEXT,
    policy_no TEXT,
    inception TEXT,
    expiry TEXT,
    cells TEXT NOT NULL,
    problems TEXT NOT NULL,
    origin INTEGER REFERENCES quarantine(id)
) STRICT;
CREATE INDEX quarantine_import ON quarantine(import);
CREATE INDEX quarantine_origin ON quarantine(origin) WHERE origin IS NOT NULL;
CREATE INDEX quarantine_key ON quarantine(key);
CREATE TABLE settlement (
    id INTEGER PRIMARY KEY,
    quarantine INTEGER NOT NULL REFERENCES quarantine(id),
    event INTEGER NOT NULL REFERENCES event(id),
    ended_by INTEGER REFERENCES event(id),
    how TEXT NOT NULL CHECK (how IN ('corrected', 'superseded', 'dismissed')),
    reason TEXT
) STRICT;
CREATE INDEX settlement_quarantine ON settlement(quarantine);
"""

_IDENTITY = """
CREATE TABLE party (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    uscc TEXT NOT NULL,
    project_key TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX party_written
    ON party(name_key || char(31) || uscc || char(31) || project_key);
CREATE TABLE party_town (
    party INTEGER NOT NULL REFERENCES party(id),
    town TEXT NOT NULL,
    import INTEGER NOT NULL REFERENCES import(id),
    PRIMARY KEY (party, town, import)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_town_import ON party_town(import);
CREATE TABLE link (
    id INTEGER PRIMARY KEY,
    party INTEGER NOT NULL REFERENCES party(id),
    enterprise INTEGER NOT NULL REFERENCES enterprise(id),
    how TEXT NOT NULL CHECK (how IN ('by_code', 'by_name', 'by_alias')),
    event INTEGER NOT NULL REFERENCES event(id),
    ended_by INTEGER REFERENCES event(id)
) STRICT;
CREATE INDEX link_party ON link(party);
CREATE INDEX link_enterprise ON link(enterprise);
CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    party INTEGER NOT NULL REFERENCES party(id),
    enterprise INTEGER REFERENCES enterprise(id),
    verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'reject')),
    reason TEXT,
    event INTEGER NOT NULL REFERENCES event(id),
    ended_by INTEGER REFERENCES event(id)
) STRICT;
CREATE INDEX decision_party ON decision(party);
"""

# What a person enters beside the ledgers, and the words by which people look for enterprises.
_BY_HAND = """
CREATE TABLE hand_entry (
    event INTEGER PRIMARY KEY REFERENCES event(id),
    reason TEXT NOT NULL
) STRICT;
CREATE TABLE hand_policy (
    id INTEGER PRIMARY KEY,
    enterprise INTEGER NOT NULL REFERENCES enterprise(id),
    insurer TEXT NOT NULL,
    policy_no TEXT NOT NULL,
    inception TEXT NOT NULL,
    expiry TEXT NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES event(id),
    ended_by INTEGER REFERENCES event(id)
) STRICT;
CREATE INDEX hand_policy_enterprise ON hand_policy(enterprise);
CREATE VIRTUAL TABLE enterprise_search USING fts5(names, initials, codes, tokenize = 'unicode61');
"""

# What the nights brought, and where the pilot stands by its notice.
_OFFICE_WORK = """
CREATE TABLE run (
    id INTEGER PRIMARY KEY REFERENCES event(id),
    as_of TEXT NOT NULL,
    summary TEXT NOT NULL
) STRICT;
CREATE TABLE pilot_done (
    id INTEGER PRIMARY KEY,
    step TEXT NOT NULL,
    done_on TEXT NOT NULL,
    note TEXT,
    event INTEGER NOT NULL REFERENCES event(id),
    ended_by INTEGER REFERENCES event(id)
) STRICT;
CREATE TABLE meeting (
    id INTEGER PRIMARY KEY REFERENCES event(id),
    held_on TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
"""

_RECORDS = {
    "enterprise": """
    valid_from TEXT NOT NULL,
    name TEXT NOT NULL, uscc TEXT, town TEXT, sectors TEXT, department TEXT,
    employees INTEGER, status TEXT, opened_on TEXT, closed_on TEXT, included_on TEXT,
    address TEXT, project_name TEXT, contract_cost INTEGER, completion_on TEXT,
    risk_grade TEXT, standardization_grade TEXT, standardization_certificate TEXT,
    standardization_until TEXT, dual_prevention INTEGER, toxic_exposure INTEGER,
    registration_no TEXT, former_names TEXT, bank_name TEXT,
    bank_account TEXT, merged_into INTEGER REFERENCES enterprise(id),
    name_key TEXT NOT NULL, core_key TEXT, former_keys TEXT, project_key TEXT NOT NULL,
    by_hand INTEGER REFERENCES event(id)""",
    "policy": """
    insurer TEXT NOT NULL, policy_no TEXT NOT NULL, party INTEGER NOT NULL REFERENCES party(id),
    product TEXT, inception TEXT NOT NULL, expiry TEXT, signed_on TEXT, paid_on TEXT,
    premium INTEGER NOT NULL, premium_received INTEGER, insured_headcount INTEGER,
    limit_per_person INTEGER, limit_per_accident INTEGER, aggregate_limit INTEGER,
    third_party_limit INTEGER, terms TEXT, cancelled_on TEXT, project_name TEXT,
    contract_cost INTEGER, completion_on TEXT, accrued INTEGER""",
    "endorsement": """
    insurer TEXT NOT NULL, policy_no TEXT NOT NULL, party INTEGER NOT NULL REFERENCES party(id),
    endorsement_no TEXT, endorsement_kind TEXT NOT NULL, effective_on TEXT NOT NULL,
    signed_on TEXT, premium INTEGER, premium_received INTEGER, headcount_change INTEGER,
    headcount_after INTEGER, premium_after INTEGER, premium_received_after INTEGER,
    limit_per_person INTEGER, expiry TEXT, accrued INTEGER""",
    "claim": """
    insurer TEXT NOT NULL, case_no TEXT NOT NULL, line TEXT, policy_no TEXT,
    party INTEGER REFERENCES party(id), loss_on TEXT, notified_on TEXT, settled_on TEXT,
    deaths INTEGER, injured INTEGER, paid INTEGER, outstanding INTEGER, advance INTEGER,
    advance_on TEXT, cause TEXT""",
    "prevention": """
    insurer TEXT, voucher_no TEXT, policy_no TEXT, party INTEGER REFERENCES party(id),
    spent_on TEXT, month TEXT, accrued INTEGER, spent INTEGER, category TEXT, payee TEXT,
    purpose TEXT""",
    "accident": """
    case_no TEXT, party INTEGER NOT NULL REFERENCES party(id), happened_on TEXT NOT NULL,
    deaths INTEGER, injured INTEGER, loss INTEGER, description TEXT""",
}

# A ledger's codes and names are looked up by the first two without a look at the versions.
_LOOKUPS = """
CREATE INDEX enterprise_version_uscc ON enterprise_version(uscc, ended_by, record, project_key);
CREATE INDEX enterprise_version_name
    ON enterprise_version(name_key, ended_by, record, project_key);
CREATE INDEX enterprise_version_core ON enterprise_version(core_key);
CREATE INDEX enterprise_version_registration ON enterprise_version(registration_no)
    WHERE registration_no IS NOT NULL;
CREATE INDEX enterprise_version_merged ON enterprise_version(merged_into)
    WHERE merged_into IS NOT NULL;
CREATE INDEX enterprise_version_former ON enterprise_version(record, former_keys)
    WHERE former_keys IS NOT NULL;
CREATE INDEX policy_version_party ON policy_version(party);
CREATE INDEX claim_version_party ON claim_version(party);
CREATE INDEX prevention_version_party ON prevention_version(party);
"""


def _schema() -> str:
    parts = [_LEDGER]
    for table, columns in _RECORDS.items():
        parts.append(
            f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, key TEXT NOT NULL) STRICT;\n"
            f"CREATE {'' if table == 'enterprise' else 'UNIQUE '}INDEX {table}_key"
            f" ON {table}(key);\n"
            f"CREATE TABLE {table}_version ({_VERSION.format(table=table)}{columns}\n) STRICT;\n"
            f"CREATE INDEX {table}_version_record ON {table}_version(record);\n"
            f"CREATE INDEX {table}_version_ended ON {table}_version(ended_by)"
            " WHERE ended_by IS NOT NULL;\n"
            f"CREATE VIEW {table}_current AS SELECT * FROM {table}_version"
            " WHERE ended_by IS NULL;\n"
        )
    parts += [
        _BY_HAND,
        _IDENTITY,
        _LOOKUPS,
        _OFFICE_WORK,
        FINDINGS,
        layouts.SCHEMA,
        subsidies.SCHEMA,
    ]
    return "".join(parts)


def _run(db: "Database", script: str) -> None:
    # executescript() would commit the transaction that holds the step and its record together.
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the store's schema up to date, each step in a transaction of its own."""
    from sqlite_utils import Database  # noqa: PLC0415 - heavy: it loads pandas
    from sqlite_utils.migrations import Migrations  # noqa: PLC0415

    steps = Migrations("zcins")

    @steps()
    def m001_the_first_store(db: Database) -> None:
        """Hold records with versions and provenance, imports, quarantine, identity, events."""
        _run(db, _schema())
        db.execute("PRAGMA user_version = 1")

    steps.apply(Database(connection))
