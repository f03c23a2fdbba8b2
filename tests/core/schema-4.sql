-- SPDX-License-Identifier: GPL-3.0-or-later
-- The tables of a case of version 4, as the program made them then: for tests that bring such a case forward.
-- The case file, version 4. One engagement is one file; see design.md sections 3 and 4.
--
-- Three kinds of tables:
--   entered   what people said or decided: setting, anchor, mapping, elsewhere, identity_link, entry. Digested whole into every custody entry.
--   derived   what an import read from the evidence. Each row belongs to a source; ids only grow. A digest of the rows of
--             each source stands in `source` and in the custody entry of the import.
--   judged    what the last `verify` found: seal, seal_proof, seal_carrier, seal_cover, exception. Digested whole like the entered tables.
--   kept      what `verify` remembers from one run to the next: log_head, expectation. Rows are added and replaced by better ones, and
--             outlive the removal of the source that they came with; digested whole, and no part of the evidence state.
--
-- Rows above the marks in `published` are of an import that did not end: readers pass them over, the next writer removes them.

CREATE TABLE setting (
  key   TEXT PRIMARY KEY,          -- case.id, case.title, case.type, auditor.name, ...
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE published (
  item TEXT PRIMARY KEY,           -- source, event, block, stream, name, entity, claim, key_run, run, occurrence, set_aside, mapping
  mark INTEGER NOT NULL            -- highest id (for `stream`: the length) that a finished import left
) STRICT, WITHOUT ROWID;

CREATE TABLE holder (              -- who has the case open for writing; empty once closed
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  user     TEXT NOT NULL,
  host     TEXT NOT NULL,
  process  INTEGER NOT NULL,
  since_us INTEGER NOT NULL
) STRICT;

CREATE TABLE block (               -- the vault: one append-only stream of compressed blocks
  id     INTEGER PRIMARY KEY,
  start  INTEGER NOT NULL UNIQUE,  -- place of the first byte in the stream
  length INTEGER NOT NULL,         -- raw bytes
  data   BLOB NOT NULL             -- one zstd frame
) STRICT;

CREATE TABLE source (
  id          INTEGER PRIMARY KEY,
  parent      INTEGER,             -- the source it was taken out of
  derivation  TEXT NOT NULL,       -- 'file', 'member of', 'stored in', 'gunzip of', 'unzstd of', 'rows of', 'same as'
  name        TEXT NOT NULL,       -- as found, made valid UTF-8 (each other byte as \xNN)
  kind        TEXT NOT NULL,       -- 'file', 'folder', 'container', 'rows'
  size        INTEGER NOT NULL,
  sha256      BLOB NOT NULL,
  start       INTEGER NOT NULL,    -- place in the vault's stream
  framing     TEXT NOT NULL,       -- 'lines', 'whole', 'fixed'
  importer    TEXT,                -- NULL: understood by none
  mapping     INTEGER,             -- mapping.id
  controller  TEXT,                -- who controls it, as the auditor said
  obtained    TEXT,                -- how it was obtained, as the auditor said
  imported_us INTEGER NOT NULL,
  records     INTEGER NOT NULL,
  events      INTEGER NOT NULL,
  set_aside   INTEGER NOT NULL,
  root        BLOB NOT NULL,       -- RFC 6962 tree over the records
  rows_digest BLOB NOT NULL,       -- over the derived rows of this source
  first_event INTEGER NOT NULL,    -- events of the source are first_event .. first_event + event_rows - 1
  event_rows  INTEGER NOT NULL,
  state       TEXT NOT NULL,       -- 'pending', 'published', 'removed'
  removed_for TEXT,                -- the reason given when it was removed
  as_of_us    INTEGER,             -- the time at which what it says stood so; NULL: not known
  as_of_how   TEXT                 -- 'auditor', 'inside' or 'file': who says so
) STRICT;
CREATE INDEX source_by_digest ON source (sha256) WHERE derivation <> 'same as';
CREATE INDEX source_repeat_by_name ON source (name) WHERE derivation = 'same as';
CREATE INDEX source_by_parent ON source (parent);

CREATE TABLE tile (                -- up to 256 records of a source that follow each other
  source       INTEGER NOT NULL,
  first_record INTEGER NOT NULL,   -- records are numbered from 1; for a source of lines that is the line number
  start        INTEGER NOT NULL,   -- place of the first byte in the source
  lengths      BLOB NOT NULL,      -- LEB128 length of each record, line end included
  hash         BLOB NOT NULL,      -- root of the RFC 6962 tree over these leaves
  PRIMARY KEY (source, first_record)
) STRICT, WITHOUT ROWID;

CREATE TABLE name (                -- interned texts
  id   INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE event (
  id        INTEGER PRIMARY KEY,
  source    INTEGER NOT NULL,
  record    INTEGER NOT NULL,
  row       INTEGER NOT NULL,      -- 0, or the row within a record that holds several
  kind      INTEGER NOT NULL,      -- RcEventKind
  time_us   INTEGER,               -- earliest instant; NULL where the record has no time
  span_us   INTEGER NOT NULL,      -- latest minus earliest instant
  system    INTEGER,               -- name.id
  model     INTEGER,               -- name.id of "name/version"
  endpoint  INTEGER                -- name.id
) STRICT;
CREATE INDEX event_by_time ON event (kind, time_us, id);

CREATE TABLE key_run (             -- sorted runs of (hash of an id, event): see core/event-index.h
  id    INTEGER PRIMARY KEY,
  run   INTEGER NOT NULL,
  key   INTEGER NOT NULL,          -- RcEventKey
  first INTEGER NOT NULL,          -- smallest hash of the run's part, as a signed 64-bit number
  count INTEGER NOT NULL,
  data  BLOB NOT NULL              -- count times (8 bytes hash, 8 bytes event id), big-endian, ascending
) STRICT;
CREATE INDEX key_run_by_first ON key_run (run, key, first);

CREATE TABLE occurrence (          -- an event row that is not another event: see core/occurrence.h
  event INTEGER PRIMARY KEY,       -- the row; negative while the import that found it is not published
  of    INTEGER NOT NULL           -- the event, met already elsewhere; negative: the one whose record replaced it
) STRICT;

CREATE TABLE entity (
  id     INTEGER PRIMARY KEY,
  kind   TEXT NOT NULL,            -- rc_entity_kind_to_name()
  scope  TEXT NOT NULL,            -- the registry it is named in: digest of its source, or '' for names of the world
  name   TEXT NOT NULL,            -- as the registry names it, e.g. 'kreditcheck/4'
  UNIQUE (kind, scope, name)
) STRICT;
CREATE INDEX entity_by_name ON entity (kind, name);

CREATE TABLE claim (
  id       INTEGER PRIMARY KEY,
  source   INTEGER NOT NULL,
  record   INTEGER NOT NULL,
  locator  TEXT NOT NULL,          -- JSON Pointer, 'table/key', 'front matter /datasets/0'
  entity   INTEGER NOT NULL,
  property TEXT NOT NULL,          -- rc_property_to_name()
  value    TEXT,                   -- what is claimed, as written
  target   INTEGER,                -- the entity it links to
  from_us  INTEGER,                -- valid from; NULL: not said
  to_us    INTEGER,                -- valid to; NULL: not said or still valid
  recorded_us INTEGER              -- when it was recorded, as far as the source says
) STRICT;
CREATE INDEX claim_by_entity ON claim (entity, property);
CREATE INDEX claim_by_target ON claim (target, property) WHERE target IS NOT NULL;
CREATE INDEX claim_by_value ON claim (property, value);
CREATE INDEX claim_by_source ON claim (source);

CREATE TABLE set_aside (           -- what an import could not read, or wishes to say about a place
  id       INTEGER PRIMARY KEY,
  source   INTEGER NOT NULL,
  record   INTEGER,
  offset   INTEGER,                -- in the source
  kind     TEXT NOT NULL,          -- exception kind, see core/exception.h
  expected TEXT NOT NULL,
  found    TEXT NOT NULL,
  message  TEXT NOT NULL
) STRICT;
CREATE INDEX set_aside_by_source ON set_aside (source);

CREATE TABLE mapping (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL,
  sha256   BLOB NOT NULL UNIQUE,
  text     TEXT NOT NULL
) STRICT;

CREATE TABLE anchor (              -- accepted keys; never from inside the evidence
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL,       -- rc_anchor_kinds()
  material    TEXT NOT NULL,
  key_id      TEXT NOT NULL,
  fingerprint BLOB NOT NULL,
  owner       TEXT NOT NULL,
  purpose     TEXT NOT NULL,
  from_us     INTEGER,
  to_us       INTEGER,
  how         TEXT NOT NULL,
  added_us    INTEGER NOT NULL,
  label       TEXT,                -- the id in trust-anchors.json; NULL: made from kind and fingerprint
  identities  TEXT,                -- JSON array of 'name=value'; NULL: not constrained
  revoked_us  INTEGER,
  revoked_for TEXT,
  threshold_group TEXT,            -- keys of one group vouch together
  threshold   INTEGER,             -- how many different ones must sign
  obtained_by TEXT,
  obtained_us INTEGER,
  UNIQUE (fingerprint, kind, key_id)
) STRICT;

CREATE TABLE log_head (            -- of each log and key the largest verified head ever seen, and every two of one size that differ
  id      INTEGER PRIMARY KEY,
  origin  TEXT NOT NULL,           -- what the log calls itself in what it signs
  key     BLOB NOT NULL,           -- fingerprint of the accepted key
  size    INTEGER NOT NULL,
  root    BLOB NOT NULL,
  source  INTEGER NOT NULL,        -- where it stood
  seen_us INTEGER NOT NULL,        -- when a verification met it first
  UNIQUE (origin, key, size, root)
) STRICT;

CREATE TABLE expectation (         -- how sources of one kind and name were protected, the first time and ever since at best
  importer   TEXT NOT NULL,
  name       TEXT NOT NULL,        -- file name with each run of digits as '#'
  protection TEXT NOT NULL,        -- rc_expectation_level_to_name()
  source     INTEGER NOT NULL,     -- the first one so protected
  PRIMARY KEY (importer, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE elsewhere (           -- checks that people did outside the program
  id            INTEGER PRIMARY KEY,
  subject       BLOB NOT NULL,     -- which seal: see core/elsewhere.h
  kind          TEXT NOT NULL,     -- of the seal
  name          TEXT NOT NULL,
  done_by       TEXT NOT NULL,
  done_on       TEXT NOT NULL,     -- YYYY-MM-DD
  tool          TEXT NOT NULL,
  output_name   TEXT NOT NULL,
  output        BLOB NOT NULL,
  output_sha256 BLOB NOT NULL,
  added_us      INTEGER NOT NULL,
  withdrawn_for TEXT               -- the reason given; NULL: it counts
) STRICT;

CREATE TABLE identity_link (       -- things that people say are one thing; never deleted
  id            INTEGER PRIMARY KEY,
  entity        INTEGER NOT NULL,  -- the smaller number of the two
  other         INTEGER NOT NULL,
  reason        TEXT NOT NULL,
  linked_by     TEXT NOT NULL,     -- who says so
  added_us      INTEGER NOT NULL,
  withdrawn_for TEXT,              -- the reason given when it was taken back; NULL: it counts
  withdrawn_us  INTEGER
) STRICT;
CREATE INDEX identity_link_by_entity ON identity_link (entity);
CREATE INDEX identity_link_by_other ON identity_link (other);

CREATE TABLE entry (               -- what people enter, in one list; never changed: see core/entry.h
  id       INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL,
  number   INTEGER NOT NULL,       -- 1, 2, 3 ... among those of its kind, or of its thread
  about    INTEGER NOT NULL,       -- the entry that it adds to; 0: none
  body     TEXT NOT NULL,          -- RFC 8785 JSON
  sha256   BLOB NOT NULL,          -- of the body
  private  INTEGER NOT NULL,       -- 1: the body leaves the case in no copy
  by       TEXT NOT NULL,
  added_us INTEGER NOT NULL,
  UNIQUE (kind, about, number)
) STRICT;
CREATE INDEX entry_by_about ON entry (about, number) WHERE about <> 0;

CREATE TABLE clock (               -- how long the open question of an exercise has run; no evidence, and in no digest
  exercise   INTEGER PRIMARY KEY,  -- entry.id
  question   TEXT NOT NULL,
  elapsed_us INTEGER NOT NULL,
  at_us      INTEGER NOT NULL      -- when it was last noted
) STRICT;

CREATE TABLE seal (
  id           INTEGER PRIMARY KEY,
  kind         TEXT NOT NULL,      -- 'digest-list', 'chain', 'minisign'
  name         TEXT NOT NULL,      -- what it stands over, in words
  sources      TEXT NOT NULL,      -- JSON array of source ids
  integrity    TEXT NOT NULL,
  signature    TEXT NOT NULL,
  anchor       TEXT NOT NULL,
  completeness TEXT NOT NULL,
  worst        TEXT NOT NULL,
  reason       TEXT,
  checked      INTEGER NOT NULL,
  total        INTEGER NOT NULL,
  notes        TEXT NOT NULL       -- JSON array of texts
) STRICT;

CREATE TABLE seal_proof (          -- of a seal that an accepted key fits: what somebody else needs to check it again
  seal            INTEGER PRIMARY KEY,
  algorithm       TEXT,            -- NULL: a list of keys
  key_fingerprint TEXT NOT NULL,
  anchor          INTEGER NOT NULL,
  signed_sha256   TEXT,            -- of exactly the bytes that are signed
  time_us         INTEGER,         -- signed not later than; NULL: not established
  time_by         TEXT
) STRICT;

CREATE TABLE seal_carrier (        -- the sources in which it stands what a seal says
  seal   INTEGER NOT NULL,
  source INTEGER NOT NULL,
  up_to_source INTEGER,            -- NULL: it speaks of all that the seal covers; else, in the order of the seal's sources, up to
  up_to_record INTEGER,            -- this record of that source
  PRIMARY KEY (seal, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE seal_cover (          -- which records a seal covers
  id           INTEGER PRIMARY KEY,
  seal         INTEGER NOT NULL,
  source       INTEGER NOT NULL,
  first_record INTEGER NOT NULL,
  last_record  INTEGER NOT NULL,
  protection   TEXT NOT NULL       -- the verdict for these records: integrity, signature and anchor taken together
) STRICT;
CREATE INDEX seal_cover_by_source ON seal_cover (source, first_record);

CREATE TABLE exception (
  id        INTEGER PRIMARY KEY,
  kind      TEXT NOT NULL,
  caused_by INTEGER,               -- exception.id of the root cause
  source    INTEGER,
  record    INTEGER,
  offset    INTEGER,
  expected  TEXT NOT NULL,
  found     TEXT NOT NULL,
  message   TEXT NOT NULL
) STRICT;
CREATE INDEX exception_by_place ON exception (source, record);

CREATE TABLE custody (             -- what was done: hash-chained, signed as soon as a key is at hand
  id        INTEGER PRIMARY KEY,   -- 1, 2, 3 ...
  time_us   INTEGER NOT NULL,
  act       TEXT NOT NULL,
  detail    TEXT NOT NULL,         -- RFC 8785 JSON
  previous  BLOB NOT NULL,         -- hash of the entry before; 32 zero bytes before the first
  hash      BLOB NOT NULL,         -- SHA-256 of the entry's canonical JSON, see core/custody.c
  signature BLOB,                  -- Ed25519 over hash; NULL: done without the key
  signer    BLOB                   -- the public key
) STRICT;
