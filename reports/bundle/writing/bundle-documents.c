/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/writing/bundle-parts.h"

#include <string.h>

#include "core/issued/issued.h"
#include "core/words.h"
#include "reports/bundle/selection/bundle-extract.h"
#include "reports/report.h"
#include "reports/typesetting/pages.h"

/* In a bundle of chosen decisions there are documents of one decision alone, and what they leave out they say. @event: (transfer full). */
static RcDocument *
build (RcBundleWork  *work,
       const char    *kind,
       RcEvent       *event,
       GError       **error)
{
  g_auto (RcBundleExtract) extract = { 0 };

  if (rc_bundle_work_is_full (work))
    return rc_report_build (work->case_file, kind, event, work->terms->language, error);

  rc_bundle_extract_init (&extract, work);
  return strcmp (kind, "sheet") == 0
    ? rc_sheet_build_extract (work->case_file, event, work->terms->language, &extract.extract, error)
    : rc_dossier_build_extract (work->case_file, event, work->terms->language, &extract.extract, error);
}

static gboolean
add_document (RcBundleWork  *work,
              const char    *path,
              const char    *kind,
              gint64         event_id,
              GError       **error)
{
  RcEvent *event = event_id != 0 ? rc_event_load (work->case_file, event_id, error) : NULL;
  g_autoptr (RcDocument) document = NULL;
  g_autoptr (RcPages) pages = NULL;
  g_autoptr (GBytes) pdf = NULL;

  if (event_id != 0 && event == NULL)
    return FALSE;
  if (g_cancellable_set_error_if_cancelled (work->cancellable, error))
    {
      g_clear_pointer (&event, rc_event_free);
      return FALSE;
    }

  document = build (work, kind, event, error);
  pages = document != NULL ? rc_pages_new (document, error) : NULL;
  pdf = pages != NULL ? rc_pages_to_pdf (pages, error) : NULL;
  return pdf != NULL
         && rc_bundle_writer_add (work->writer, path, "application/pdf", rc_report_title (kind), g_bytes_get_data (pdf, NULL),
                                  g_bytes_get_size (pdf), error);
}

/* Of the whole case; they tell of everything in it, and so are in no bundle of chosen decisions. */
static gboolean
add_whole (RcBundleWork  *work,
           GError       **error)
{
  static const char * const kinds[] = { "integrity", "timeline", "findings" };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strdup_printf ("data/documents/%s.pdf", kinds[i]);

      if (!add_document (work, path, kinds[i], 0, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_of_lineages (RcBundleWork  *work,
                 GError       **error)
{
  for (guint i = 0; i < work->lineages->len; i++)
    {
      const RcLineage *lineage = g_ptr_array_index (work->lineages, i);
      g_autofree char *name = rc_bundle_reference (lineage);
      g_autofree char *sheet = g_strdup_printf ("data/documents/%s-sheet.pdf", name);
      g_autofree char *dossier = g_strdup_printf ("data/documents/%s-lineage.pdf", name);

      if (!add_document (work, sheet, "sheet", lineage->event->id, error)
          || !add_document (work, dossier, "lineage", lineage->event->id, error))
        return FALSE;
    }
  return TRUE;
}

/* --- Issued documents: their bytes are sources of the case --- */

static void
write_exhibit (RcBundleWork *work,
               RcJsonWriter *writer,
               const char   *sha256)
{
  g_autofree char *path = NULL;
  gint64 number = 0;
  RcDigest wanted;

  rc_json_writer_member_string (writer, "sha256", sha256);
  if (sha256 != NULL && rc_digest_from_hex (sha256, strlen (sha256), &wanted))
    for (guint i = 0; i < work->sources->len && path == NULL; i++)
      {
        const RcSource *source = g_ptr_array_index (work->sources, i);

        if (!rc_digest_equal (&source->sha256, &wanted))
          continue;
        number = source->id;
        path = rc_bundle_source_path (work, source);
      }
  rc_bundle_write_number (writer, "source", number);
  rc_json_writer_member_string (writer, "path", path);
}

static void
write_files (RcBundleWork   *work,
             RcJsonWriter   *writer,
             const RcIssued *issued)
{
  rc_json_writer_name (writer, "files");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < issued->files->len; i++)
    {
      const RcIssuedFile *file = g_ptr_array_index (issued->files, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "name", file->name);
      rc_json_writer_member_string (writer, "language", file->language);
      rc_json_writer_member_integer (writer, "bytes", (gint64) file->bytes);
      rc_json_writer_member_boolean (writer, "supplement", file->is_supplement);
      write_exhibit (work, writer, file->sha256);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_signatures (RcBundleWork   *work,
                  RcJsonWriter   *writer,
                  const RcIssued *issued)
{
  rc_json_writer_name (writer, "signatures");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < issued->signatures->len; i++)
    {
      const RcIssuedSignature *signature = g_ptr_array_index (issued->signatures, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "file", signature->file);
      rc_json_writer_member_string (writer, "signatory", signature->signatory);
      rc_json_writer_member_string (writer, "function", signature->function);
      rc_json_writer_member_string (writer, "on", signature->on);
      rc_json_writer_member_string (writer, "how", signature->how);
      write_exhibit (work, writer, signature->sha256);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static gboolean
add_issued (RcBundleWork    *work,
            const RcIssued  *issued,
            gboolean        *is_first,
            GError         **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "number", issued->number);
  rc_json_writer_member_string (writer, "kind", issued->kind);
  rc_json_writer_member_string (writer, "subject", issued->subject);
  rc_json_writer_member_string (writer, "title", issued->title);
  rc_json_writer_member_string (writer, "designation", issued->designation);
  rc_json_writer_member_integer (writer, "revision", issued->revision);
  rc_json_writer_member_string (writer, "state", rc_issued_state_to_name (issued->state));
  rc_json_writer_member_string (writer, "evidence_state", issued->evidence_state);
  rc_bundle_write_number (writer, "replaces", issued->replaces);
  rc_bundle_write_number (writer, "replaced_by", issued->replaced_by);
  rc_json_writer_member_integer (writer, "unreadable", issued->unreadable);
  write_files (work, writer, issued);
  write_signatures (work, writer, issued);
  rc_json_writer_end_object (writer);
  return rc_bundle_array_add (work, is_first, writer, error);
}

static gboolean
list_issued (RcBundleWork  *work,
             GError       **error)
{
  g_autoptr (GPtrArray) all = rc_issued_list (work->case_file, error);
  gboolean is_first = TRUE;

  if (all == NULL || !rc_bundle_array_begin (work, "data/documents/issued.json", _("Documents that were issued, with their files"), "issued", error))
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    if (!add_issued (work, g_ptr_array_index (all, i), &is_first, error))
      return FALSE;
  return rc_bundle_array_end (work, error);
}

/**
 * rc_bundle_write_documents:
 *
 * Writes the documents of this evidence state, and which were issued: of chosen decisions the sheet and the dossier of each; of a whole case also what is of
 * the whole case.
 */
gboolean
rc_bundle_write_documents (RcBundleWork  *work,
                           GError       **error)
{
  if (!add_of_lineages (work, error))
    return FALSE;
  return !rc_bundle_work_is_full (work) || (add_whole (work, error) && list_issued (work, error));
}
