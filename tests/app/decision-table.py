#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lineage of five decisions of the demonstration, read out of its files with nothing of the program.

    python3 decision-table.py DEMO-FOLDER >decision-table.tsv

One line for each answer: decision, question, how the question is known, by what it was led to, how the answer is known, the answer, and
where it stands (file, record, place in it; a row of the registry by its table and key). Eight hexadecimal digits of a mask are left out:
they are of each case. Where nothing answers, the line ends after "led to by". The rules are those of the design, put down here anew.
"""

import json
import os
import sqlite3
import sys
from datetime import datetime, timedelta

DECISIONS = [
    ("KA-2026-001700", "nothing out of the ordinary"),
    ("KA-2026-000153", "a reviewer decided otherwise"),
    ("KA-2026-001221", "before the card of its version was dated"),
    ("KA-2026-001030", "two deployments at once, and an anomaly within a day"),
    ("KA-2026-000826", "its record was altered"),
]
MASK = "••••"


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def time(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


class Evidence:
    def __init__(self, folder):
        self.folder = os.path.join(folder, "evidence")
        self.faults = json.load(open(os.path.join(folder, "FAULTS.json"), encoding="utf-8"))
        self.logs = {name: lines(os.path.join(self.folder, "log", name))
                     for name in sorted(os.listdir(os.path.join(self.folder, "log"))) if name.endswith(".jsonl")}
        self.deployments = self.read("operations/deployments.jsonl")
        self.approvals = self.read("operations/approvals.jsonl")
        self.anomalies = self.read("monitoring/anomalies.jsonl")
        self.actions = self.read("oversight/actions.jsonl")
        self.bank = self.read("core-banking/decisions.jsonl")
        self.registry = sqlite3.connect(os.path.join(self.folder, "registry/mlflow.db"))

    def read(self, path):
        return lines(os.path.join(self.folder, path))

    def find(self, application):
        for name, records in self.logs.items():
            for number, record in enumerate(records, 1):
                if record["application"] == application:
                    return "log/" + name, number, record
        raise KeyError(application)

    def rows(self, query, *values):
        return self.registry.execute(query, values).fetchall()

    def is_altered(self, name, number):
        return any(fault["kind"] == "record-altered" and fault["source"] == "evidence/" + name and
                   fault["place"] == {"record": number} for fault in self.faults)

    def segment(self, name, number):
        """The stretch of the chain around a record: its breaks are told by FAULTS.json."""
        first, last = 1, len(self.logs[name[len("log/"):]])
        for fault in self.faults:
            if fault["source"] != "evidence/" + name:
                continue
            at = fault["place"].get("record")
            before, after = {"chain-fork": (at - 2, at + 1), "record-rehashed": (at - 1, at + 1), "record-altered": (at - 1, at + 1),
                             "chain-gap": (at - 1, at)}.get(fault["kind"], (None, None))
            if before is not None and number <= before:
                last = min(last, before)
            if after is not None and number >= after:
                first = max(first, after)
        return first, last

    def is_vouched(self, name, first, last):
        """Whether a head with a signature of the bank's key lies in the segment."""
        log = self.logs[name[len("log/"):]]
        spoiled = {fault["source"] for fault in self.faults if fault["kind"] in ("head-unsigned", "key-unknown", "chain-tail-missing")}
        heads = os.path.join(self.folder, "log/heads")
        for head in os.listdir(heads):
            if not head.endswith(".json") or "evidence/log/heads/" + head in spoiled:
                continue
            stated = json.load(open(os.path.join(heads, head), encoding="utf-8"))
            if stated["file"] == name[len("log/"):] and log[first - 1]["seq"] <= stated["seq"] <= log[last - 1]["seq"]:
                return True
        return False


class Lineage:
    def __init__(self, evidence, application):
        self.evidence = evidence
        self.application = application
        self.name, self.number, self.record = evidence.find(application)
        self.version = self.record["model"]["version"]
        self.digest = self.record["model"]["artifact_sha256"]
        self.at = time(self.record["timestamp"])
        self.lines = []

    def own(self, *places):
        return [(self.name, self.number, place) for place in places]

    def is_sound(self, name, number):
        """All files are on a signed list of digests; only a record that its own chain contradicts has lost its protection.
        What begins at such a record, or rests on one beside others, is no better protected."""
        return not self.evidence.is_altered(name, number)

    def known(self, voices):
        """voices: (citation, whether a digest or nothing at all leads there)."""
        sound = self.is_sound(self.name, self.number) and all(self.is_sound(name, number) for (name, number, _), _ in voices)
        if sound and any(strong for _, strong in voices):
            return "SEALED"
        return "CONSISTENT" if len({name for (name, _, _), _ in voices}) > 1 else "SINGLE"

    def say(self, slot, rung, answers, single=True, disagree=False):
        """answers: (value, voices)."""
        order = ["SEALED", "AGREED", "CONSISTENT", "SINGLE"]
        each = [self.known(voices) for _, voices in answers]
        if disagree or (single and len(answers) > 1):
            standing = "DISAGREE"
        else:
            standing = max(each, key=order.index) if each else "NOTHING"
        if not answers:
            self.lines.append([self.application, slot, standing, rung])
        for (value, voices), known in zip(answers, each):
            places = " ; ".join(("%s %s" % (name if number is None else "%s:%d" % (name, number), place)).rstrip()
                                for (name, number, place), _ in voices)
            self.lines.append([self.application, slot, standing, rung, known, value, places])

    def voices(self, places, strong):
        return [(place, strong) for place in places]

    def registry(self, locator):
        return ("registry/mlflow.db!rows", None, locator)

    # --- The questions, in their order ---

    def tell(self):
        record, evidence = self.record, self.evidence
        self.say("input", "in the record",
                 [("%d fields, input schema %s; the input itself is held (%s)" % (len(record["input"]["fields"]), record["input"]["schema"], MASK),
                   self.voices(self.own("/input/fields", "/input/schema"), True))])
        self.say("subject", "in the record", [(MASK, self.voices(self.own("/applicant"), True))])
        number, action = next(((number, action) for number, action in enumerate(evidence.actions, 1)
                               if action["event_id"] == record["event_id"]), (None, None))
        output = self.voices(self.own("/output/proposal"), True)
        if action and action["original_output"]["proposal"] == record["output"]["proposal"]:
            output.append((("oversight/actions.jsonl", number, "/original_output/proposal"), False))
        self.say("output", "in the record", [(record["output"]["proposal"], output)])
        self.say("score", "in the record", [("%s against a threshold of %s" % (record["output"]["score"], record["output"]["threshold"]),
                                             self.voices(self.own("/output/score", "/output/threshold"), True))])
        self.say("endpoint", "in the record", [("%s, endpoint %s" % (record["system"], record["endpoint"]),
                                                self.voices(self.own("/system", "/endpoint"), True))])
        self.tell_deployment()
        self.tell_origin()
        self.tell_approval()
        self.tell_card()
        self.tell_oversight(number, action)
        self.tell_anomalies()
        self.say("incident", "", [])
        self.tell_reliance()
        self.tell_retention()

    def running(self):
        return [(number, deployment) for number, deployment in enumerate(self.evidence.deployments, 1)
                if time(deployment["from"]) <= self.at and (deployment["to"] is None or self.at < time(deployment["to"]))]

    def tell_deployment(self):
        name, answers, versions, files = "operations/deployments.jsonl", [], {}, {}
        own = "kreditcheck/" + self.version
        versions[own] = self.voices(self.own("/model/name", "/model/version"), True)
        files[self.digest] = self.voices(self.own("/model/artifact_sha256"), True)
        tag = self.evidence.rows("SELECT version, value FROM model_version_tags WHERE key = 'artifact_sha256' AND value = ?", self.digest)
        for version, _ in tag:
            versions[own].append((self.registry("model_version_tags/artifact_sha256/kreditcheck/%d" % version), True))
        for number, deployment in self.running():
            strong = deployment["model"]["artifact_sha256"] == self.digest
            until = "to %s" % deployment["to"] if deployment["to"] else None
            value = "%s: kreditcheck/%s at %s, from %s%s" % (deployment["deployment_id"], deployment["model"]["version"], deployment["endpoint"],
                                                            deployment["from"], " " + until if until else ", no end recorded")
            places = ["/deployment_id", "/endpoint", "/model/name", "/model/version", "/from"] + (["/to"] if until else [])
            answers.append((value, self.voices([(name, number, place) for place in places], strong)))
            versions.setdefault("kreditcheck/" + deployment["model"]["version"], []).extend(
                self.voices([(name, number, "/model/name"), (name, number, "/model/version")], strong))
            files.setdefault(deployment["model"]["artifact_sha256"], []).append(((name, number, "/model/artifact_sha256"), strong))
        for (value,) in self.evidence.rows("SELECT value FROM model_version_tags WHERE key = 'artifact_sha256' AND version = ?", int(self.version)):
            files.setdefault(value, []).append((self.registry("model_version_tags/artifact_sha256/kreditcheck/" + self.version),
                                                value == self.digest))
        self.say("deployment", "deployment record valid at the instant", answers)
        self.say("model-version", "explicit version in the record", list(versions.items()))
        self.say("artefact", "artefact digest in the record", list(files.items()))
        self.strong = bool(tag)

    def tell_origin(self):
        rows, strong = self.evidence.rows, self.strong
        rung = "registry entry with the artefact digest of the record" if strong else "registry entry of the same name and version"
        ((run,),) = rows("SELECT run_id FROM model_versions WHERE version = ?", int(self.version))
        self.say("run", rung, [(run, self.voices([self.registry("model_versions/kreditcheck/" + self.version),
                                                  self.registry("tags/mlflow.log-model.history/" + run)], strong))])
        ((source, dataset, digest, experiment, edge),) = rows(
            "SELECT d.dataset_uuid, d.name, d.digest, d.experiment_id, i.input_uuid FROM inputs i JOIN datasets d "
            "ON d.dataset_uuid = i.source_id WHERE i.destination_id = ?", run)
        self.say("dataset", rung, [("%s@%s" % (dataset, digest), self.voices(
            [self.registry("inputs/DATASET/%s/RUN/%s" % (source, run)), self.registry("datasets/%d/%s/%s" % (experiment, dataset, digest)),
             self.registry("input_tags/%s/mlflow.data.context" % edge)], strong))], single=False)
        tags = dict(rows("SELECT key, value FROM tags WHERE run_uuid = ?", run))
        self.say("commit", rung, [(tags["mlflow.source.git.commit"], self.voices([self.registry("tags/mlflow.source.git.commit/" + run)], strong))])
        python = json.loads(tags["mlflow.log-model.history"])[0]["flavors"]["python_function"]["python_version"]
        self.say("environment", rung, [
            (tags["mlflow.docker.image.id"], self.voices([self.registry("tags/mlflow.docker.image.id/" + run)], strong)),
            (tags["mlflow.docker.image.uri"], self.voices([self.registry("tags/mlflow.docker.image.uri/" + run)], strong)),
            ("Python " + python, self.voices([self.registry("tags/mlflow.log-model.history/" + run)], strong))], single=False)
        metrics = rows("SELECT key, value FROM latest_metrics WHERE run_uuid = ? ORDER BY key", run)
        self.say("evaluation", rung, [("%s = %s" % (key, value), self.voices([self.registry("latest_metrics/%s/%s" % (key, run))], strong))
                                      for key, value in metrics], single=False)

    def tell_approval(self):
        name = "operations/approvals.jsonl"
        start = min(time(deployment["from"]) for _, deployment in self.running() if deployment["model"]["version"] == self.version)
        found = [(number, approval) for number, approval in enumerate(self.evidence.approvals, 1)
                 if approval["model"]["artifact_sha256"] == self.digest]
        late = all(time(approval["approved_at"]) > start for _, approval in found)
        answers, documentation = [], []
        for number, approval in found:
            value = "%s by %s, %s, %s; on evaluation %s; documentation %s; conditions: %s" % (
                approval["decision"], MASK, approval["role"], approval["approved_at"], approval["evaluation"], approval["documentation"],
                approval["conditions"])
            answers.append((value, self.voices([(name, number, place) for place in (
                "/model/version", "/decision", "/approved_by", "/role", "/approved_at", "/evaluation", "/documentation", "/conditions")], True)))
            if time(approval["approved_at"]) <= self.at:
                documentation.append((approval["documentation"], self.voices([(name, number, "/documentation")], False)))
        answers.append(("the registry names %s as approver; it does not tell when" % MASK,
                        self.voices([self.registry("model_version_tags/approved_by/kreditcheck/" + self.version)], self.strong)))
        self.say("approval", "approval of the same artefact", answers, single=False, disagree=late)
        system = json.load(open(os.path.join(self.evidence.folder, "system/system-description.json"), encoding="utf-8"))
        rung = "named by the approval of the version" if documentation else "newest description of the system before the instant"
        documentation.append(("system description as of %s; provider %s; deployer %s; purpose: %s" % (
            system["as_of"], system["provider"]["name"], system["deployer"]["name"], system["purpose"]),
            self.voices([("system/system-description.json", 1, place) for place in (
                "/system", "/as_of", "/provider/name", "/deployer/name", "/purpose")], False)))
        self.say("documentation", rung, documentation, single=False)

    def tell_card(self):
        cards = []
        for card in sorted(os.listdir(os.path.join(self.evidence.folder, "cards"))):
            head = open(os.path.join(self.evidence.folder, "cards", card), encoding="utf-8").read().split("---")[1]
            fields = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line and not line.startswith(" "))
            day = time(fields["date"] + "T00:00:00Z")
            if fields["version"].strip('"') == self.version and day + timedelta(days=1) <= self.at:
                cards.append((day, card, fields))
        if not cards:
            self.say("card", "", [])
            return
        _, card, fields = max(cards)
        self.say("card", "date that the card gives itself", [
            ("card %s of kreditcheck/%s, dated %s" % (fields["card_version"].strip('"'), self.version, fields["date"]),
             self.voices([("cards/" + card, 1, "front matter " + place) for place in ("/model_name", "/date", "/card_version")], False))])

    def tell_oversight(self, number, action):
        name, answers, final, rung = "oversight/actions.jsonl", [], {}, "the business's own list of decisions"
        if action:
            value = "%s by %s, %s, %s: from %s to %s; a reason is given" % (
                action["action"], MASK, action["role"], action["acted_at"], action["original_output"]["proposal"], action["final"])
            answers = [(value, self.voices([(name, number, place) for place in (
                "/event_id", "/application", "/actor", "/role", "/action", "/original_output/proposal", "/final", "/reason", "/acted_at")], False))]
            final[action["final"]] = self.voices([(name, number, "/final")], False)
            rung = "record of the human action"
        self.say("human-action", "record that names the inference" if action else "", answers, single=False)
        for line, decision in enumerate(self.evidence.bank, 1):
            if decision["application"] == self.application:
                final.setdefault(decision["final"], []).append((("core-banking/decisions.jsonl", line, "/final"), False))
        self.say("final-decision", rung, list(final.items()))

    def tell_anomalies(self):
        answers = []
        for number, anomaly in enumerate(self.evidence.anomalies, 1):
            raised = time(anomaly["raised_at"])
            if abs(raised - self.at) > timedelta(days=1) or anomaly["model"]["version"] != self.version:
                continue
            value = "%s: %s %s = %s against %s, severity %s, %s, %.1f hours %s" % (
                anomaly["anomaly_id"], anomaly["state"], anomaly["metric"], anomaly["value"], anomaly["threshold"], anomaly["severity"],
                anomaly["raised_at"], abs(raised - self.at) / timedelta(hours=1), "after" if raised > self.at else "before")
            if time(anomaly["window_from"]) <= self.at <= time(anomaly["window_to"]):
                value += "; the inference lies within the window that it reports"
            answers.append((value, self.voices([("monitoring/anomalies.jsonl", number, place) for place in (
                "/anomaly_id", "/state", "/metric", "/value", "/threshold", "/severity", "/raised_at")], False)))
        self.say("anomaly", "within 24 hours on the same system or model" if answers else "", answers, single=False)

    def tell_reliance(self):
        first, last = self.evidence.segment(self.name, self.number)
        records = len(self.evidence.logs[self.name[len("log/"):]])
        chain = "The chain of the records of “KreditCheck”, for this record"
        if self.evidence.is_altered(self.name, self.number):
            chain += ": Check failed: changed after it was protected, or copied or converted on the way in a manner that changes bytes"
        else:
            chain += " among records %d to %d of its file: %s" % (first, last, "Check passed, known key" if self.evidence.is_vouched(
                self.name, first, last) else "Consistent in itself; nobody outside vouches for it")
        whole = self.voices(self.own(""), True)
        self.say("reliance", "integrity protection judged by the last check",
                 [("The list of digests “evidence/SHA256SUMS”, for this record among records 1 to %d of its file: Check passed, known key" % records,
                   whole), (chain, whole)], single=False)

    def tell_retention(self):
        rule = json.load(open(os.path.join(self.evidence.folder, "policy/retention.json"), encoding="utf-8"))
        months = int(rule["retention"].strip("PM"))
        until = self.at.replace(year=self.at.year + months // 12)
        self.say("retention", "newest rule before the instant", [
            ("%s for %s; counted from the inference, until %s" % (rule["retention"], rule["records"], until.strftime("%Y-%m-%d")),
             self.voices([("policy/retention.json", 1, place) for place in ("/retention", "/records", "/from")], False))], single=False)


def main():
    evidence = Evidence(sys.argv[1])
    for application, character in DECISIONS:
        lineage = Lineage(evidence, application)
        lineage.tell()
        for line in lineage.lines:
            print("\t".join(line))


main()
