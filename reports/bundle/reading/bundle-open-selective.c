/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/reading/bundle-selective.h"

#include <string.h>

#include "core/canonical.h"
#include "core/custody.h"
#include "core/judgement-json.h"
#include "core/verify.h"
#include "core/words.h"
#include "reports/bundle/reading/bundle-restore.h"

/*
 * Of a selective bundle a case is made that holds the records that are in it, with the numbers that they have in the maker's case, and says of the others that
 * they are withheld. What can be read again from a record is; the rest is kept as the maker's word.
 */

static gboolean
fill_sources (RcBundleSelective  *selective,
              RcImportAct        *act,
              GError            **error)
{
  for (guint i = 0; i < selective->sources->len; i++)
    {
      const RcBundleSelectiveSource *source = selective->sources->pdata[i];

      if (!rc_bundle_selective_fill (selective, act, source, source->records, source->source->id, source->source->parent, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill (RcBundleSelective  *selective,
      RcCase             *case_file,
      GError            **error)
{
  const RcBundleOpenWork *work = selective->work;
  const RcImportOptions options = { .progress = work->terms->progress, .progress_data = work->terms->progress_data };
  RcImportAct act;
  gboolean good = rc_import_act_begin (&act, case_file, &options, work->cancellable, error);

  act.bundle = work->opening->id;
  good = good && fill_sources (selective, &act, error)
    && rc_bundle_selective_state (selective, act.database, NULL, error) && rc_import_act_publish (&act, error);

  rc_import_act_end (&act);
  return good;
}

static char *
describe (const RcBundleOpenWork  *work,
          const RcBundleSelective *selective)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  const RcBundleOpening *opening = work->opening;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "bundle", opening->id);
  rc_json_writer_member_string (writer, "kind", opening->kind);
  rc_json_writer_member_string (writer, "sha256", opening->sha256);
  rc_json_writer_member_string (writer, "seal_key", opening->seal_fingerprint);
  rc_json_writer_member_string (writer, "checks", rc_verdict_to_code (rc_bundle_opening_worst (opening)));
  rc_json_writer_member_integer (writer, "records", (gint64) selective->n_records);
  rc_json_writer_member_integer (writer, "differing", (gint64) opening->n_differing);
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}

/* What people said has no other source than the bundle. The maker's custody log is kept as stated: where acts are withheld it cannot stand before an entry. */
static gboolean
enter (RcBundleSelective  *selective,
       RcCase             *case_file,
       GError            **error)
{
  RcBundleOpenWork *work = selective->work;
  g_autofree char *detail = NULL;

  if (!rc_case_begin (case_file, error))
    return FALSE;
  detail = describe (work, selective);
  if (rc_bundle_restore_words (work, case_file, error) && rc_bundle_restore_entries (work, case_file, error)
      && rc_custody_append (case_file, "open-bundle", detail, error) && rc_case_commit (case_file, error))
    return TRUE;

  rc_case_rollback (case_file);
  return FALSE;
}

/* The log of this case begins with its own making: it is another one than the maker's. */
static gboolean
begin_log (const RcBundleOpenWork  *work,
           RcCase                  *case_file,
           GError                 **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "bundle", work->opening->id);
  rc_json_writer_member_string (writer, "title", work->opening->case_title);
  rc_json_writer_end_object (writer);
  return rc_custody_append (case_file, "new", rc_json_writer_peek (writer), error);
}

static gboolean
restore_settings (RcBundleOpenWork  *work,
                  RcCase            *case_file,
                  GError           **error)
{
  if (!rc_case_begin (case_file, error))
    return FALSE;
  if (rc_bundle_restore_settings (work, case_file, error) && begin_log (work, case_file, error) && rc_case_commit (case_file, error))
    return TRUE;

  rc_case_rollback (case_file);
  return FALSE;
}

static gboolean
judge (RcBundleOpenWork  *work,
       RcCase            *case_file,
       GError           **error)
{
  RcBundleOpening *opening = work->opening;
  g_autoptr (RcUncovered) uncovered = NULL;
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *found = NULL;
  const char *text;

  opening->judgement = rc_verify_case (case_file, work->terms->progress, work->terms->progress_data, work->cancellable, error);
  if (opening->judgement == NULL)
    return FALSE;
  uncovered = rc_uncovered_new (case_file, opening->judgement, error);
  if (uncovered == NULL)
    return FALSE;
  rc_judgement_write_json (opening->judgement, uncovered, writer);
  text = rc_json_writer_peek (writer);
  opening->verification = rc_canonical_dup (text, strlen (text));

  found = g_strdup_printf ("%" G_GUINT64_FORMAT " of them are not here", opening->judgement->records_withheld);
  rc_bundle_check_add (work, N_("evidence state"), RC_VERDICT_UNVERIFIABLE, "payload-withheld", N_("all records of the maker's case"), found,
                       _("The other records of the maker's case are withheld: what stands on them is the maker's word, and could not be checked here."));
  return TRUE;
}

gboolean
rc_bundle_open_selective (RcBundleOpenWork  *work,
                          GError           **error)
{
  const RcCaseDescription description = { .title = "", .type = RC_CASE_TYPE_EXTERNAL, .is_unsigned = TRUE };
  g_autoptr (RcBundleSelective) selective = rc_bundle_selective_read (work, error);
  g_autoptr (RcCase) case_file = selective != NULL ? rc_case_create (work->case_path, &description, error) : NULL;

  return case_file != NULL && restore_settings (work, case_file, error) && fill (selective, case_file, error) && enter (selective, case_file, error)
    && judge (work, case_file, error) && rc_bundle_selective_events (work, case_file, error)
    && rc_bundle_selective_compare (work, case_file, error) && rc_case_close (case_file, error);
}
