#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the records of a bundle against the digests in it, with the standard library alone: run it in the folder of the bundle."""
import hashlib
import json
import os
import sys

def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

def root_by_proof(leaf, index, size, path):
    """RFC 9162, 2.1.3.2; None where the path leads to no root of a tree of that size."""
    last, root = size - 1, leaf
    for step in path:
        if last == 0:
            return None
        if index & 1 or index == last:
            root = sha(b"\1", step, root)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            root = sha(b"\1", root, step)
        index, last = index >> 1, last >> 1
    return root if last == 0 else None

def read_source(path):
    """SHA-256 of the file, and the root of the tree over its lines (RFC 9162, 2.1.1): stack holds whole subtrees and their numbers of leaves."""
    digest, stack = hashlib.sha256(), []
    with open(path, "rb") as lines:
        for line in lines:
            digest.update(line)
            node, leaves = sha(b"\0", line), 1
            while stack and stack[-1][1] == leaves:
                node, leaves = sha(b"\1", stack.pop()[0], node), 2 * leaves
            stack.append((node, leaves))
    node = stack.pop()[0] if stack else sha()
    while stack:
        node = sha(b"\1", stack.pop()[0], node)
    return digest.hexdigest(), node.hex()

failures = []
sources = {s["id"]: s for s in json.load(open("data/sources.json", encoding="utf-8"))["sources"]}
if os.path.exists("data/records.json"):
    records = json.load(open("data/records.json", encoding="utf-8"))["records"]
    for r in records:
        leaf, source, fits = sha(b"\0", open(r["file"], "rb").read()), sources[r["source"]], 0 <= r["index"] < r["size"]
        root = fits and root_by_proof(leaf, r["index"], r["size"], [bytes.fromhex(step) for step in r["path"]])
        if not root or {root.hex(), r["root"]} != {source["root"]} or r["size"] != source["records"] or leaf.hex() != r["leaf_sha256"]:
            failures.append(r["file"])
    print("records with a proof:", len(records))
else:
    held = [(s, read_source(s["path"])) for s in sources.values() if s.get("path")]
    lines = [s for s, found in held if s["framing"] == "lines"]
    failures += [s["path"] for s, found in held if found[0] != s["sha256"] or s["framing"] == "lines" and found[1] != s["root"]]
    print("sources with their bytes: %d\nof these, of lines, with their root: %d" % (len(held), len(lines)))
print("failures:", len(failures), *failures)
sys.exit(1 if failures else 0)
