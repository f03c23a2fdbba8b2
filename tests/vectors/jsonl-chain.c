/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/vectors/vectors.h"

/* Nobody signed any of these: what holds is UNANCHORED at best. */
#define CASE(name, verdict, ...) { name "/2025-03-10.jsonl", name "/", NULL, "chain", "credit-scoring-eu", verdict, __VA_ARGS__ }
#define LIST(name, verdict, ...) { name "/2025-03-10.jsonl", name "/", NULL, "digest-list", "manifest.json", verdict, __VA_ARGS__ }

static const Vector vectors[] = {
  CASE ("valid", "UNANCHORED", NULL, "Rule: aiact-audit-log"),
  CASE ("field-modified", "INVALID", "digest", "record-altered", "C13"),
  CASE ("entry-rehashed-link-broken", "INVALID", "link", "record-rehashed", "C14"),
  CASE ("whole-chain-rebuilt", "UNANCHORED", NULL, NULL, "C15"),
  CASE ("tail-truncated", "UNANCHORED", NULL, "END_NOT_PROVEN", "C16"),
  CASE ("middle-line-removed", "GAP", NULL, "chain-gap", "C17"),
  { "head-missing/2025-03-11.jsonl", "head-missing/", NULL, "chain", "credit-scoring-eu", "UNANCHORED", NULL, "starts at number 4", "C18" },
  { "head-missing/manifest.json", "head-missing/", NULL, "chain", "credit-scoring-eu", "UNANCHORED", NULL, "starts at number 4", "C18" },
  CASE ("reset-at-file-boundary", "GAP", NULL, "chain-restart", "C19"),
  CASE ("fork-same-seq", "FORK", NULL, "chain-fork", "C20"),
  CASE ("line-replayed", "UNANCHORED", NULL, "record-replayed", "C21"),
  CASE ("duplicate-entry-id", "UNANCHORED", NULL, "id-conflict", "C22"),
  CASE ("lines-reordered", "UNANCHORED", NULL, "do not stand in the order", "C23"),
  CASE ("timestamp-goes-back", "UNANCHORED", NULL, "clock-back", "C24"),
  CASE ("timestamp-other-zone", "UNANCHORED", NULL, "clock-back"),
  CASE ("duplicate-json-key", "AMBIGUOUS", NULL, "duplicate-member", "C27"),
  CASE ("number-spelling-changed", "UNANCHORED", NULL, "spelled otherwise", "C28"),
  CASE ("unicode-escape-changed", "UNANCHORED", NULL, "spelled otherwise"),
  CASE ("unicode-nfd", "INVALID", "digest", "record-altered", "C30"),
  CASE ("bom", "UNANCHORED", NULL, "byte order mark", "C31"),
  CASE ("crlf", "UNANCHORED", NULL, "carriage return", "C31"),
  CASE ("partial-last-line", "INCOMPLETE", NULL, "cut off", "C31"),
  CASE ("bidi-and-homoglyph", "UNANCHORED", NULL, "name-deceptive", "C32"),
  CASE ("markup-in-text", "UNANCHORED", NULL, NULL, "C33"),
  LIST ("file-in-manifest-missing", "INCOMPLETE", NULL, "listed-absent"),
  LIST ("file-not-in-manifest", "NOT_COVERED", NULL, "not-listed"),
};

static const Disagreement disagreements[] = {
  { "reset-at-file-boundary/2025-03-10.jsonl",
    "tamper-cases.md C19: two chains, each sound, whose continuity is not shown, are a gap; nothing that was checked failed" },
};

const VectorSet vectors_jsonl_chain = { "jsonl-chain", vectors, G_N_ELEMENTS (vectors), disagreements, G_N_ELEMENTS (disagreements) };
