#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A short check of a bag after RFC 8493 (BagIt 1.0) and its forerunners 0.93 to 0.97, which has nothing of the program that it judges.

    bagit-check.py FOLDER

The first line says "valid", "warning" (valid, and worth a word), "incomplete" (what fetch.txt names is still to be fetched; it is never fetched) or
"invalid"; the reasons follow, one a line. Exit status: 0, 0, 3, 1.
"""
import codecs
import hashlib
import os
import re
import sys
import unicodedata

SYSTEM_FILES = {".ds_store", "thumbs.db", "desktop.ini"}


class Bag:
    def __init__(self, folder):
        self.folder = os.fsencode(folder)
        self.faults, self.holes, self.warnings = [], [], []
        self.version, self.encoding = (1, 0), "utf-8"
        self.fetched = set()

    def read(self, name):
        with open(os.path.join(self.folder, os.fsencode(name)), "rb") as file:
            return file.read()

    def read_lines(self, name, encoding):
        try:
            text = self.read(name).decode(encoding)
        except (UnicodeDecodeError, LookupError) as error:
            self.faults.append(f"{name}: {error}")
            return []
        return [line for line in re.split(r"\r\n|\r|\n", text) if line]

    def list_files(self):
        """Paths below the folder; links are told, and followed nowhere."""
        found = set()
        for folder, folders, files in os.walk(self.folder):
            for name in folders + files:
                path = os.path.join(folder, name)
                shown = os.fsdecode(os.path.relpath(path, self.folder))
                if os.path.islink(path):
                    self.faults.append(f"{shown}: a link")
                elif name in files:
                    found.add(shown)
        return found

    # --- Section 2.1.1: the declaration, two lines and no byte order mark ---

    def check_declaration(self):
        try:
            data = self.read("bagit.txt")
        except OSError:
            self.faults.append("bagit.txt: not there")
            return
        if data.startswith(codecs.BOM_UTF8):
            self.faults.append("bagit.txt: begins with a byte order mark")
        lines = self.read_lines("bagit.txt", "utf-8")
        version = re.fullmatch(r"BagIt-Version: (\d+)\.(\d+)", lines[0].lstrip("\ufeff")) if lines else None
        encoding = re.fullmatch(r"Tag-File-Character-Encoding: (\S+)", lines[1]) if len(lines) == 2 else None
        if version is None:
            self.faults.append("bagit.txt: no version of two numbers")
        else:
            self.version = int(version[1]), int(version[2])
        if encoding is None:
            self.faults.append("bagit.txt: does not say how the tag files are encoded, or says more")
        else:
            self.encoding = encoding[1]

    # --- Sections 2.1.3 and 2.2.1: the lists of digests ---

    def decode_path(self, path):
        signs = {"%0a": "\n", "%0d": "\r"}
        if self.version >= (1, 0):
            signs["%25"] = "%"
        return re.sub("%0[aAdD]|%25", lambda match: signs.get(match[0].lower(), match[0]), path)

    def is_inside(self, path):
        return not (path.startswith(("/", "~")) or re.match(r"[A-Za-z]:", path) or ".." in re.split(r"[/\\]+", path))

    def read_manifest(self, name):
        """Path -> digest; None where there is no such method."""
        method = re.fullmatch(r"(?:tag)?manifest-([a-z0-9]+)\.txt", name)[1]
        if method not in hashlib.algorithms_available:
            self.warnings.append(f"{name}: a method that is not known here")
            return None, None
        listed = {}
        for line in self.read_lines(name, self.encoding):
            match = re.fullmatch(r"([0-9A-Fa-f]+)[ \t]+(\*?)(.+)", line, re.DOTALL)
            if match is None:
                self.faults.append(f"{name}: a line that is none: {line!r}")
                continue
            digest, star, path = match[1].lower(), match[2], self.decode_path(match[3])
            if star:
                self.warnings.append(f"{name}: an asterisk, as md5sum writes it")
            if path.startswith("./"):
                self.warnings.append(f"{name}: a path that begins with ./")
                path = path[2:]
            if not self.is_inside(path):
                self.faults.append(f"{name}: leads out of the bag: {path!r}")
                continue
            if path.startswith("data/") != name.startswith("manifest-"):
                self.faults.append(f"{name}: {path!r} does not belong into this list")
            if listed.get(path, digest) != digest:
                self.faults.append(f"{name}: twice with different digests: {path!r}")
            elif path in listed:
                (self.faults if self.version >= (1, 0) else self.warnings).append(f"{name}: twice: {path!r}")
            listed[path] = digest
        return method, listed

    def find(self, path, files):
        if path in files:
            return path
        key = unicodedata.normalize("NFC", path).casefold()
        others = [other for other in files if unicodedata.normalize("NFC", other).casefold() == key]
        if others:
            self.warnings.append(f"{path!r}: there under a name that differs in capitals or in its form of Unicode")
            return others[0]
        return None

    def check_manifest(self, name, files):
        method, listed = self.read_manifest(name)
        for path, digest in (listed or {}).items():
            there = self.find(path, files)
            if there is None:
                (self.holes if path in self.fetched else self.faults).append(f"{name}: not there: {path!r}")
                continue
            if hashlib.new(method, self.read(there)).hexdigest() != digest:
                self.faults.append(f"{name}: another digest: {path!r}")
            if os.path.basename(path).lower() in SYSTEM_FILES:
                self.warnings.append(f"{path!r}: a file of an operating system")
        return set(listed) if listed is not None else None

    def check_manifests(self, files):
        payload = {path for path in files if path.startswith("data/")}
        lists = [self.check_manifest(name, files) for name in sorted(files) if re.fullmatch(r"manifest-[a-z0-9]+\.txt", name)]
        if not lists:
            self.faults.append("no manifest")
        lists = [listed for listed in lists if listed is not None]
        named = [{self.find(path, files) or path for path in listed} for listed in lists]
        for path in sorted(payload):
            if not any(path in listed for listed in named) or self.version >= (1, 0) and not all(path in listed for listed in named):
                self.faults.append(f"{path!r}: not listed in every manifest that must")
        for name in sorted(files):
            if re.fullmatch(r"tagmanifest-[a-z0-9]+\.txt", name):
                self.check_manifest(name, files)
        return payload

    # --- Sections 2.2.2 and 2.2.3 ---

    def check_oxum(self, files, payload):
        if "bag-info.txt" not in files:
            return
        for line in self.read_lines("bag-info.txt", self.encoding):
            match = re.fullmatch(r"Payload-Oxum[ \t]*:[ \t]*(\d+)\.(\d+)[ \t]*", line, re.IGNORECASE)
            if match:
                octets = sum(os.path.getsize(os.path.join(self.folder, os.fsencode(path))) for path in payload)
                if (octets, len(payload)) != (int(match[1]), int(match[2])) and not self.holes:
                    self.faults.append(f"bag-info.txt: the payload has {octets}.{len(payload)}, not {match[1]}.{match[2]}")

    def read_fetch(self, files):
        for line in self.read_lines("fetch.txt", self.encoding) if "fetch.txt" in files else []:
            match = re.fullmatch(r"(\S+)[ \t]+(\d+|-)[ \t]+(.+)", line)
            if match is None:
                self.faults.append(f"fetch.txt: a line that is none: {line!r}")
                continue
            path = self.decode_path(match[3])
            if not self.is_inside(path) or not path.startswith("data/"):
                self.faults.append(f"fetch.txt: leads out of the payload: {path!r}")
            self.fetched.add(path)

    def check(self):
        files = self.list_files()
        self.check_declaration()
        if not os.path.isdir(os.path.join(self.folder, b"data")):
            self.faults.append("data: not there")
        self.read_fetch(files)
        payload = self.check_manifests(files)
        self.check_oxum(files, payload)
        if self.faults:
            return "invalid", 1
        if self.holes:
            return "incomplete", 3
        return ("warning" if self.warnings else "valid"), 0


def main():
    if len(sys.argv) != 2:
        sys.exit("bagit-check.py FOLDER")
    bag = Bag(sys.argv[1])
    word, status = bag.check()
    print(word)
    for reason in dict.fromkeys(bag.faults + bag.holes + bag.warnings):
        print(reason.encode("utf-8", "backslashreplace").decode("utf-8"))
    sys.exit(status)


main()
