/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bundle-case.h"

#include <string.h>

#include "core/auditor-key.h"
#include "tests/core/case-fixture.h"

#define PASSPHRASE "a passphrase for tests"
#define INFERENCES 200
#define SEED 7

int
bundle_case_run (void)
{
  char *folder = case_fixture_own_data_folder ();
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_true (rc_auditor_key_unlock (PASSPHRASE, strlen (PASSPHRASE), NULL, &error));
  g_assert_no_error (error);
  status = g_test_run ();
  rc_auditor_key_lock ();
  case_fixture_remove_data_folder (folder);
  return status;
}

void
bundle_case_set_up (ImportFixture *self,
                    gconstpointer  data)
{
  import_fixture_set_up (self, data);
  import_fixture_put_demo (self, INFERENCES, SEED, TRUE);
  report_case_import (self);
}

char *
bundle_case_dup_path (ImportFixture *self,
                      const char    *name)
{
  return g_build_filename (self->folder, name, NULL);
}

RcBundleResult *
bundle_case_export_with (ImportFixture       *self,
                         const char          *name,
                         const RcBundleTerms *terms)
{
  g_autofree char *path = bundle_case_dup_path (self, name);
  g_autoptr (GError) error = NULL;
  RcBundleResult *result = rc_bundle_export (self->case_file, path, terms, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  return result;
}

RcBundleResult *
bundle_case_export (ImportFixture      *self,
                    const char         *name,
                    const char * const *events)
{
  const RcBundleTerms terms = { .events = events, .language = "en" };

  return bundle_case_export_with (self, name, &terms);
}

char *
bundle_case_dup_event (ImportFixture *self)
{
  g_autofree char *id = report_case_find_action (self, "override");
  g_autoptr (RcLineage) lineage = report_case_lineage (self, id);

  return g_strdup (lineage->reference);
}
