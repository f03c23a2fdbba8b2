/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "demo-case.h"

#include <glib/gstdio.h>

#include "core/trust.h"
#include "core/verify.h"
#include "importers/demo/demo.h"
#include "importers/importers.h"

#define SEED 7

static void
remove_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_all (path);
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
register_once (void)
{
  static gsize is_registered = 0;

  if (!g_once_init_enter (&is_registered))
    return;
  rc_importers_register_all ();
  g_once_init_leave (&is_registered, 1);
}

static void
fill (const DemoCase *self,
      RcCase         *case_file,
      DemoCaseFlags   flags)
{
  g_autofree char *evidence = g_build_filename (self->folder, "evidence", NULL);
  const char * const paths[] = { evidence, NULL };
  RcImportOptions options = { .controller = "Nordhafen Bank" };
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcJudgement) judgement = NULL;
  g_autoptr (GError) error = NULL;

  result = rc_import_paths (case_file, paths, &options, NULL, &error);
  g_assert_no_error (error);
  if (!(flags & DEMO_CASE_VERIFIED))
    return;

  rc_trust_add (case_file, self->key, "Nordhafen Bank", "any", RC_TIME_NONE, RC_TIME_NONE, "by hand", &error);
  g_assert_no_error (error);
  judgement = rc_verify_case (case_file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

DemoCase *
demo_case_new (guint64       inferences,
               DemoCaseFlags flags)
{
  DemoCase *self = g_new0 (DemoCase, 1);
  RcCaseDescription description = { .title = "KreditCheck 2026", .auditor = "A. Keller", .is_unsigned = TRUE };
  RcDemoOptions options = { .inferences = inferences, .seed = SEED, .faults = (flags & DEMO_CASE_FAULTS) != 0 };
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (GError) error = NULL;

  register_once ();
  self->folder = g_dir_make_tmp ("demo-case-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "case.recount", NULL);
  self->key = g_build_filename (self->folder, "keys", "nordhafen-log.pub", NULL);
  options.folder = self->folder;
  rc_demo_write (&options, &error);
  g_assert_no_error (error);

  case_file = rc_case_create (self->path, &description, &error);
  g_assert_no_error (error);
  if (!(flags & DEMO_CASE_EMPTY))
    fill (self, case_file, flags);
  rc_case_close (case_file, &error);
  g_assert_no_error (error);
  return self;
}

RcCase *
demo_case_open (const DemoCase *self,
                gboolean        for_writing)
{
  g_autoptr (GError) error = NULL;
  RcCase *case_file = rc_case_open (self->path, for_writing, &error);

  g_assert_no_error (error);
  return case_file;
}

void
demo_case_free (DemoCase *self)
{
  remove_all (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->key);
  g_free (self);
}
