"""The tables of what the office does about findings; a part of the first migration."""

# What the office did about what the audit found. A finding is named by its id; `seen` holds the
# spans of nights in which it stood, `ended_by` being the first night without it.
FINDINGS = """
CREATE TABLE audited (
    id INTEGER PRIMARY KEY REFERENCES event(id),
    day TEXT NOT NULL
) STRICT;
CREATE TABLE seen (
    id INTEGER PRIMARY KEY,
    finding TEXT NOT NULL,
    rule TEXT NOT NULL,
    severity TEXT NOT NULL,
    enterprise INTEGER REFERENCES enterprise(id),
    department TEXT,
    message TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES event(id),
    ended_by INTEGER REFERENCES event(id)
) STRICT;
CREATE INDEX seen_finding ON seen(finding);
CREATE INDEX seen_open ON seen(finding) WHERE ended_by IS NULL;
CREATE TABLE waiver (
    id INTEGER PRIMARY KEY,
    finding TEXT NOT NULL,
    reason TEXT NOT NULL,
    until TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES event(id),
    ended_by INTEGER REFERENCES event(id)
) STRICT;
CREATE TABLE answer (
    id INTEGER PRIMARY KEY,
    finding TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('handled', 'objection')),
    text TEXT NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    sheet TEXT NOT NULL,
    row INTEGER NOT NULL,
    event INTEGER NOT NULL REFERENCES event(id),
    ended_by INTEGER REFERENCES event(id)
) STRICT;
CREATE TABLE complaint (
    id INTEGER PRIMARY KEY REFERENCES event(id),
    enterprise INTEGER REFERENCES enterprise(id),
    insurer TEXT,
    made_on TEXT NOT NULL,
    text TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES event(id),
    ended_by INTEGER REFERENCES event(id),
    outcome TEXT,
    CHECK (enterprise IS NOT NULL OR insurer IS NOT NULL)
) STRICT;
CREATE TABLE letter (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    finding TEXT NOT NULL,
    enterprise INTEGER NOT NULL REFERENCES enterprise(id),
    sent_on TEXT NOT NULL,
    file TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES event(id)
) STRICT;
CREATE INDEX letter_finding ON letter(finding);
"""
