/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case-schema.h"

/*
 * Version 2: accepted keys have a label, identities, revocation, a group and who obtained them; the same certificate may be accepted as
 * different kinds of anchor; verifications remember heads of logs and how sources were protected, and say in which sources a seal stands;
 * people record checks that they did outside the program.
 */

/*
 * Version 3: a source says at which time what it holds stood so; people link things that are one thing under two names.
 */

/*
 * Version 4: people enter systems, documents, requests, findings, draws and exercises.
 */

/*
 * Version 5: of a source only some records may be here, and what the maker of a bundle says of the others is kept as that.
 */

#define ANCHOR_OF_1 \
  "CREATE TABLE anchor (" \
  "  id          INTEGER PRIMARY KEY," \
  "  kind        TEXT NOT NULL," \
  "  material    TEXT NOT NULL," \
  "  key_id      TEXT NOT NULL," \
  "  fingerprint BLOB NOT NULL UNIQUE," \
  "  owner       TEXT NOT NULL," \
  "  purpose     TEXT NOT NULL," \
  "  from_us     INTEGER," \
  "  to_us       INTEGER," \
  "  how         TEXT NOT NULL," \
  "  added_us    INTEGER NOT NULL" \
  ") STRICT;"

#define ANCHOR \
  "CREATE TABLE anchor (" \
  "  id          INTEGER PRIMARY KEY," \
  "  kind        TEXT NOT NULL," \
  "  material    TEXT NOT NULL," \
  "  key_id      TEXT NOT NULL," \
  "  fingerprint BLOB NOT NULL," \
  "  owner       TEXT NOT NULL," \
  "  purpose     TEXT NOT NULL," \
  "  from_us     INTEGER," \
  "  to_us       INTEGER," \
  "  how         TEXT NOT NULL," \
  "  added_us    INTEGER NOT NULL," \
  "  label       TEXT," \
  "  identities  TEXT," \
  "  revoked_us  INTEGER," \
  "  revoked_for TEXT," \
  "  threshold_group TEXT," \
  "  threshold   INTEGER," \
  "  obtained_by TEXT," \
  "  obtained_us INTEGER," \
  "  UNIQUE (fingerprint, kind, key_id)" \
  ") STRICT;"

#define LOG_HEAD(create) \
  create " log_head (" \
  "  id      INTEGER PRIMARY KEY," \
  "  origin  TEXT NOT NULL," \
  "  key     BLOB NOT NULL," \
  "  size    INTEGER NOT NULL," \
  "  root    BLOB NOT NULL," \
  "  source  INTEGER NOT NULL," \
  "  seen_us INTEGER NOT NULL," \
  "  UNIQUE (origin, key, size, root)" \
  ") STRICT;"

#define EXPECTATION(create) \
  create " expectation (" \
  "  importer   TEXT NOT NULL," \
  "  name       TEXT NOT NULL," \
  "  protection TEXT NOT NULL," \
  "  source     INTEGER NOT NULL," \
  "  PRIMARY KEY (importer, name)" \
  ") STRICT, WITHOUT ROWID;"

#define SEAL_PROOF(create) \
  create " seal_proof (" \
  "  seal            INTEGER PRIMARY KEY," \
  "  algorithm       TEXT," \
  "  key_fingerprint TEXT NOT NULL," \
  "  anchor          INTEGER NOT NULL," \
  "  signed_sha256   TEXT," \
  "  time_us         INTEGER," \
  "  time_by         TEXT" \
  ") STRICT;"

#define ELSEWHERE(create) \
  create " elsewhere (" \
  "  id            INTEGER PRIMARY KEY," \
  "  subject       BLOB NOT NULL," \
  "  kind          TEXT NOT NULL," \
  "  name          TEXT NOT NULL," \
  "  done_by       TEXT NOT NULL," \
  "  done_on       TEXT NOT NULL," \
  "  tool          TEXT NOT NULL," \
  "  output_name   TEXT NOT NULL," \
  "  output        BLOB NOT NULL," \
  "  output_sha256 BLOB NOT NULL," \
  "  added_us      INTEGER NOT NULL," \
  "  withdrawn_for TEXT" \
  ") STRICT;"

#define SEAL_CARRIER(create) \
  create " seal_carrier (" \
  "  seal   INTEGER NOT NULL," \
  "  source INTEGER NOT NULL," \
  "  up_to_source INTEGER," \
  "  up_to_record INTEGER," \
  "  PRIMARY KEY (seal, source)" \
  ") STRICT, WITHOUT ROWID;"

#define TABLES(create) LOG_HEAD (create) EXPECTATION (create) SEAL_PROOF (create) ELSEWHERE (create) SEAL_CARRIER (create)

#define ABSENT_OF_1 "NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL"

#define SOURCE_COLUMNS_OF_1 \
  "id, parent, derivation, name, kind, size, sha256, start, framing, importer, mapping, controller, obtained, imported_us, records, events, " \
  "set_aside, root, rows_digest, first_event, event_rows, state, removed_for"

#define IDENTITY_LINK(create) \
  create " identity_link (" \
  "  id            INTEGER PRIMARY KEY," \
  "  entity        INTEGER NOT NULL," \
  "  other         INTEGER NOT NULL," \
  "  reason        TEXT NOT NULL," \
  "  linked_by     TEXT NOT NULL," \
  "  added_us      INTEGER NOT NULL," \
  "  withdrawn_for TEXT," \
  "  withdrawn_us  INTEGER" \
  ") STRICT;"

#define ENTRY(create) \
  create " entry (" \
  "  id       INTEGER PRIMARY KEY," \
  "  kind     TEXT NOT NULL," \
  "  number   INTEGER NOT NULL," \
  "  about    INTEGER NOT NULL," \
  "  body     TEXT NOT NULL," \
  "  sha256   BLOB NOT NULL," \
  "  private  INTEGER NOT NULL," \
  "  by       TEXT NOT NULL," \
  "  added_us INTEGER NOT NULL," \
  "  UNIQUE (kind, about, number)" \
  ") STRICT;"

#define CLOCK(create) \
  create " clock (" \
  "  exercise   INTEGER PRIMARY KEY," \
  "  question   TEXT NOT NULL," \
  "  elapsed_us INTEGER NOT NULL," \
  "  at_us      INTEGER NOT NULL" \
  ") STRICT;"

#define EXCERPT(create) \
  create " excerpt (" \
  "  source INTEGER NOT NULL," \
  "  record INTEGER NOT NULL," \
  "  offset INTEGER NOT NULL," \
  "  length INTEGER NOT NULL," \
  "  path   BLOB NOT NULL," \
  "  PRIMARY KEY (source, record)" \
  ") STRICT, WITHOUT ROWID;"

#define STATED(create) \
  create " stated (" \
  "  id     INTEGER PRIMARY KEY," \
  "  bundle TEXT NOT NULL," \
  "  kind   TEXT NOT NULL," \
  "  number INTEGER NOT NULL," \
  "  body   TEXT NOT NULL," \
  "  UNIQUE (bundle, kind, number)" \
  ") STRICT;"

#define READING_OF_5 EXCERPT ("CREATE TEMP TABLE") STATED ("CREATE TEMP TABLE")

#define READING_OF_4 ENTRY ("CREATE TEMP TABLE") CLOCK ("CREATE TEMP TABLE") READING_OF_5

/* A case of version 1 or 2 that is only read: when its sources stood so is not known, and nobody linked anything. */
#define READING_OF_3 \
  "CREATE TEMP VIEW source (" SOURCE_COLUMNS_OF_1 ", as_of_us, as_of_how) AS " \
  "SELECT " SOURCE_COLUMNS_OF_1 ", NULL, NULL FROM main.source;" \
  IDENTITY_LINK ("CREATE TEMP TABLE") \
  READING_OF_4

static const RcCaseMigration migrations[] = {
  {
    .from = 1,
    .sql = "ALTER TABLE anchor RENAME TO anchor_of_1;"
           ANCHOR
           "INSERT INTO anchor SELECT *, " ABSENT_OF_1 " FROM anchor_of_1;"
           "DROP TABLE anchor_of_1;"
           TABLES ("CREATE TABLE"),
    /* Where another program brings the case forward meanwhile, limits on keys that it adds would not be seen: no key counts then. */
    .reading = "CREATE TEMP VIEW anchor (id, kind, material, key_id, fingerprint, owner, purpose, from_us, to_us, how, added_us, label, "
               "identities, revoked_us, revoked_for, threshold_group, threshold, obtained_by, obtained_us) AS "
               "SELECT id, kind, material, key_id, fingerprint, owner, purpose, from_us, to_us, how, added_us, " ABSENT_OF_1 " "
               "FROM main.anchor WHERE (SELECT user_version FROM pragma_user_version) = 1;"
               TABLES ("CREATE TEMP TABLE")
               READING_OF_3,
    .before = "DROP TABLE log_head; DROP TABLE expectation; DROP TABLE seal_proof; DROP TABLE elsewhere; "
              "DROP TABLE seal_carrier; DROP TABLE anchor;"
              ANCHOR_OF_1,
  },
  {
    .from = 2,
    .sql = "ALTER TABLE source ADD COLUMN as_of_us INTEGER;"
           "ALTER TABLE source ADD COLUMN as_of_how TEXT;"
           IDENTITY_LINK ("CREATE TABLE")
           "CREATE INDEX identity_link_by_entity ON identity_link (entity);"
           "CREATE INDEX identity_link_by_other ON identity_link (other);",
    .reading = READING_OF_3,
    /* The last column first: SQLite takes out the text from the comma before it, and the comments have none. */
    .before = "DROP TABLE identity_link;"
              "ALTER TABLE source DROP COLUMN as_of_how;"
              "ALTER TABLE source DROP COLUMN as_of_us;",
  },
  {
    .from = 3,
    .sql = ENTRY ("CREATE TABLE")
           "CREATE INDEX entry_by_about ON entry (about, number) WHERE about <> 0;"
           CLOCK ("CREATE TABLE"),
    .reading = READING_OF_4,
    .before = "DROP TABLE entry; DROP TABLE clock;",
  },
  {
    .from = 4,
    .sql = EXCERPT ("CREATE TABLE") STATED ("CREATE TABLE"),
    .reading = READING_OF_5,
    .before = "DROP TABLE excerpt; DROP TABLE stated;",
  },
};

G_STATIC_ASSERT (G_N_ELEMENTS (migrations) == RC_CASE_SCHEMA_VERSION - 1);

const RcCaseMigration *
rc_case_schema_migrations (gsize *out_n_steps)
{
  *out_n_steps = G_N_ELEMENTS (migrations);
  return migrations;
}
