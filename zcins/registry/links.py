"""Links by proof: which enterprise a name and code as written mean.

A row links by itself on proof only (definitions: Links): the code of one register entry, the
normalised name of exactly one entry that neither code nor town contradicts, or a remembered
decision. Everything else waits for a person.
"""

import json
from collections import defaultdict
from collections.abc import Collection
from operator import itemgetter
from typing import Any

from zcins.registry.hits import Hits, Kinship, Register, Written
from zcins.store import Write

Link = tuple[int, str]
_NAMED = """
SELECT p.id, name_key, uscc, project_key FROM json_each(?) k CROSS JOIN party p ON p.id = k.value
"""
_NEWER = """
SELECT id FROM party WHERE id > ?
AND NOT EXISTS (SELECT 1 FROM link WHERE party = party.id AND link.id > ?)
"""
_PLACED = "SELECT DISTINCT party FROM party_town WHERE import = ? AND party <= ?"
# Of names and codes that nobody has looked at yet: the code and the name of one and the same entry.
_PLAINLY = """
INSERT INTO link (party, enterprise, how, event)
SELECT p.id, min(v.record), 'by_code', :event
FROM party p CROSS JOIN enterprise_version v ON v.uscc = p.uscc
WHERE p.id > :newer_than AND p.uscc <> '' AND p.project_key = ''
AND v.ended_by IS NULL AND v.project_key = ''
AND NOT EXISTS (SELECT 1 FROM link WHERE party = p.id AND ended_by IS NULL)
AND NOT EXISTS (SELECT 1 FROM decision WHERE party = p.id AND ended_by IS NULL)
GROUP BY p.id HAVING min(v.record) = max(v.record) AND max(EXISTS (
    SELECT 1 FROM enterprise_version n WHERE n.name_key = p.name_key
    AND n.ended_by IS NULL AND n.record = v.record AND n.project_key = ''
))
"""
# So many are looked at together: all those of a large ledger would fill the memory.
_AT_ONCE = 20_000


def relink(write: Write, *, newer_than: int = 0, parties: Collection[int] | None = None) -> None:
    """Bring the links in line with the register and the decisions as they stand in this event.

    Only names and codes entered after the number `newer_than` are looked at, or of which this
    event's ledger names the town, or only those of `parties`; by default all.
    """
    kinship = Kinship(write.connection)
    meant = list(parties) if parties is not None else _open(write, newer_than)
    for start in range(0, len(meant), _AT_ONCE):
        _relink(write, kinship, meant[start : start + _AT_ONCE])


def _open(write: Write, newer_than: int) -> list[int]:
    """Link what is proved plainly, by far the most, in one go; gives the numbers of the rest."""
    last = write.connection.execute("SELECT coalesce(max(id), 0) FROM link").fetchone()[0]
    write.connection.execute(_PLAINLY, {"event": write.event, "newer_than": newer_than})
    found = write.connection.execute(_NEWER, (newer_than, last)).fetchall()
    if newer_than:
        found += write.connection.execute(_PLACED, (write.event, newer_than)).fetchall()
    return [number for (number,) in found]


def _relink(write: Write, kinship: Kinship, parties: list[int]) -> None:
    numbers = json.dumps(parties)
    rows = write.connection.execute(_NAMED, (numbers,))
    written = {row[0]: Written(*row[1:]) for row in rows}
    current = {
        party: (link, (enterprise, how))
        for link, party, enterprise, how in write.connection.execute(
            "SELECT link.id, party, enterprise, how FROM json_each(?) k CROSS JOIN link"
            " ON party = k.value WHERE ended_by IS NULL",
            (numbers,),
        )
    }
    wanted = _proofs(write, Register(write.connection, kinship, written, numbers), numbers)
    ended, new = [], []
    for party in written:
        link, old = current.get(party, (None, None))
        proof = wanted.get(party)
        if old == proof:
            continue
        if link is not None:
            ended.append(link)
        if proof is not None:
            new.append((party, *proof))
    # In the order of an index that would be walked at random; the parties lie together anyway.
    write.set_links(ended, sorted(new, key=itemgetter(1)))


def _proofs(write: Write, register: Register, numbers: str) -> dict[int, Link]:
    accepted, rejected = _decisions(write, numbers)
    alive = register.alive(accepted.values())
    found: dict[int, Link] = {}
    open_ones = []
    for party in register.written:
        if party in accepted:
            if accepted[party] in alive:
                found[party] = (accepted[party], "by_alias")
        elif None not in rejected.get(party, ()):
            open_ones.append(party)
    strong = register.strong(open_ones)
    weak_ones = [party for party in open_ones if not strong[party].any]
    weak = register.weak(weak_ones)
    for party in open_ones:
        hits = (weak if party in weak else strong)[party]
        proof = _proof(register, party, hits.without(rejected.get(party, ())))
        if proof:
            found[party] = proof
    return found


def _proof(register: Register, party: int, hits: Hits) -> Link | None:
    """Give what a name and code prove; contradictions prove nothing."""
    codes, names = register.one_heir(hits.codes), register.one_heir(hits.names)
    if len(codes) == 1:
        entry = next(iter(codes))
        # The name of another entry alone makes it wait; a name that several share does not.
        other = hits.names and entry not in hits.names and entry not in names
        return None if other else (entry, "by_code")
    if len(names) == 1:
        entry = next(iter(names))
        contradicted = (codes and entry not in codes) or register.contradicts(party, entry)
        return None if contradicted else (entry, "by_name")
    return None


def _decisions(write: Write, numbers: str) -> tuple[dict[int, int], dict[int, set[Any]]]:
    accepted: dict[int, int] = {}
    rejected: dict[int, set[int | None]] = defaultdict(set)
    for party, enterprise, verdict in write.connection.execute(
        "SELECT party, enterprise, verdict FROM json_each(?) k CROSS JOIN decision"
        " ON party = k.value WHERE ended_by IS NULL ORDER BY decision.id",
        (numbers,),
    ):
        if verdict == "accept":
            accepted[party] = enterprise
        else:
            rejected[party].add(enterprise)
    return accepted, rejected
