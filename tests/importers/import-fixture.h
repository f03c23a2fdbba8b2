/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/import.h"
#include "core/record.h"
#include "core/verify.h"

G_BEGIN_DECLS

/* A folder of its own with a folder of evidence and a case: what tests of imports do again and again. */

typedef struct
{
  char   *folder;
  char   *path;        /* of the case */
  char   *evidence;    /* the folder `evidence` beside it */
  RcCase *case_file;   /* (nullable): open for writing */
} ImportFixture;

void            import_fixture_set_up     (ImportFixture         *self,
                                           gconstpointer          data);
void            import_fixture_tear_down  (ImportFixture         *self,
                                           gconstpointer          data);
/* The same, after everything was verified again: whatever the evidence is like, the case's own bytes must be sound. */
void            import_fixture_verify_and_tear_down (ImportFixture *self,
                                           gconstpointer          data);
void            import_fixture_assert_untouched (ImportFixture   *self);
void            import_fixture_remove_tree (const char           *folder);
/* A limit of memory, as this build can keep it. */
guint           import_fixture_scale_memory (guint                limit);
/* Closes the case and opens it again; asserts that nothing stands beside it between. */
void            import_fixture_reopen     (ImportFixture         *self);
void            import_fixture_close      (ImportFixture         *self);
/* Writes a file of the evidence; folders of @name are made. */
void            import_fixture_put        (ImportFixture         *self,
                                           const char            *name,
                                           const void            *bytes,
                                           gssize                 length);   /* -1: a text */
void            import_fixture_put_bytes  (ImportFixture         *self,
                                           const char            *name,
                                           GBytes                *bytes);
char           *import_fixture_dup_path   (ImportFixture         *self,
                                           const char            *name);     /* (nullable): the folder `evidence` itself */
/* Writes the demonstration's evidence; `evidence` is its folder from then on. */
void            import_fixture_put_demo   (ImportFixture         *self,
                                           guint64                inferences,
                                           guint64                seed,
                                           gboolean               faults);
void            import_fixture_accept_key (ImportFixture         *self);     /* the demonstration's */
/* Imports a file of the evidence, or with NULL all of it; no error is expected. */
RcImportResult *import_fixture_import     (ImportFixture         *self,
                                           const char            *name);
RcImportResult *import_fixture_import_with (ImportFixture        *self,
                                           const char            *name,
                                           const RcImportOptions *options);
/* The first source of that name; asserts that there is one. */
const RcSource *import_fixture_find       (const RcImportResult  *result,
                                           const char            *name);
/* The name of a source of the case, or "-". */
char           *import_fixture_dup_name   (ImportFixture         *self,
                                           gint64                 source);
/* Events in the list of a kind, without occurrences. */
guint           import_fixture_count_events (ImportFixture       *self,
                                           RcEventKind            kind);
gint64          import_fixture_query      (ImportFixture         *self,
                                           const char            *static_sql);
char           *import_fixture_query_text (ImportFixture         *self,
                                           const char            *sql);      /* rows parted by '\n', columns by '|' */
/* The rows of `set_aside` of one kind: "record|offset" of each, parted by blanks. */
char           *import_fixture_list_faults (ImportFixture        *self,
                                           const char            *kind);
/* Digests of every table but `holder`, one a line. */
char           *import_fixture_dup_state  (RcCase                *case_file);
/* Rows of the pending kind must be none, and SQLite's own check must hold. */
void            import_fixture_assert_sound (RcCase              *case_file);
RcJudgement    *import_fixture_verify     (ImportFixture         *self);
/* Changes the closed case with plain SQLite, as the sqlite3 tool would. */
void            import_fixture_edit       (ImportFixture         *self,
                                           const char            *sql);
/* One line of a decision log that the built-in mapping reads, with its line end. */
char           *import_fixture_dup_line   (guint                  number,
                                           const char            *score);
/* Lines @first to @last of such a log. */
GString        *import_fixture_make_log   (guint                  first,
                                           guint                  last);

G_END_DECLS
