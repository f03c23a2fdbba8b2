/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"

G_BEGIN_DECLS

/* A folder of its own for one case, and what tests of cases do again and again. */

typedef struct
{
  char *folder;
  char *path;      /* where the case is, or will be */
} CaseFixture;

typedef int (*CaseChildFunc) (CaseFixture *fixture,
                              int          to_parent,     /* descriptors of pipes */
                              int          from_parent);

typedef struct
{
  int pid;
  int to_child;
  int from_child;
} CaseChild;

void      case_fixture_set_up     (CaseFixture   *fixture,
                                   gconstpointer  data);
void      case_fixture_tear_down  (CaseFixture   *fixture,
                                   gconstpointer  data);
/* With RECOUNT_TEST_PROTECTED in the environment every case that these two make is protected at rest, and opens again without a question. */
RcCase   *case_fixture_create     (CaseFixture   *fixture);
RcCase   *case_fixture_try_create (CaseFixture   *fixture,
                                   const RcCaseDescription *description,
                                   GError       **error);
RcCase   *case_fixture_open       (CaseFixture   *fixture,
                                   gboolean       for_writing);
void      case_fixture_close      (RcCase        *case_file);    /* (transfer full) */
guint     case_fixture_count      (CaseFixture   *fixture);      /* files in the folder */
/* Changes the case with plain SQLite, as the sqlite3 tool would. */
void      case_fixture_edit       (CaseFixture   *fixture,
                                   const char    *sql);
gint64    case_fixture_query      (RcCase        *case_file,
                                   const char    *static_sql);
/* Runs @run in a process of its own. */
void      case_fixture_fork       (CaseFixture   *fixture,
                                   CaseChildFunc  run,
                                   CaseChild     *out_child);
void      case_fixture_wait_ready (CaseChild     *child);        /* until it wrote a byte */
void      case_fixture_let_go     (CaseChild     *child);        /* gives it a byte */
int       case_fixture_join       (CaseChild     *child);        /* its exit code; minus the signal that ended it */
/* For a child of root: becomes a user without rights. FALSE where it may not. */
gboolean  case_fixture_drop_rights (void);

/* A data folder of this test program alone, for the auditor's key; to be called before anything asks for it. G_TEST_OPTION_ISOLATE_DIRS would do
 * the same, but GLib 2.74 leaks there, which the address sanitizer counts against the test. (transfer full) */
char     *case_fixture_own_data_folder    (void);
void      case_fixture_remove_data_folder (char          *folder);       /* (transfer full) */

G_END_DECLS
