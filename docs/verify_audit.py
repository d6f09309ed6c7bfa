"""Checks an export of the audit trail: python3 verify_audit.py audit.jsonl (of everything, not of a part)."""
import hashlib, json, sys

FIELDS = ["id", "at", "actor", "session", "network", "request", "action", "object_kind", "object",
          "subject", "release", "version_before", "version_after", "words"]

def field(value):
    if value is None:
        return b"\xff" * 4
    data = str(value).encode()
    return len(data).to_bytes(4, "big") + data

with open(sys.argv[1], encoding="utf-8") as file:
    records = sorted((r for r in map(json.loads, file) if "number" in r), key=lambda r: r["number"])
seal = bytes(32)
for number, record in enumerate(records, 1):
    sealed = b"holdpoint audit 1" + seal + number.to_bytes(8, "big") + b"".join(field(record[f]) for f in FIELDS)
    seal = hashlib.sha256(sealed).digest()
    if (record["number"], record["hash"]) != (number, seal.hex()):
        sys.exit(f"it does not fit at seal {number}")
print(f"{len(records)} records fit together; the end is {seal.hex()}")
