/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/writing/bundle-parts.h"

#include <unistd.h>

#include <glib/gstdio.h>

#include "core/custody.h"
#include "core/words.h"

void
rc_bundle_result_free (RcBundleResult *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->sha256);
  g_free (self->envelope_sha256);
  g_free (self);
}

/* --- The parts --- */

/* All below data/; the manifest is not written yet. */
gboolean
rc_bundle_write_payload (RcBundleWork  *work,
                         GError       **error)
{
  return rc_bundle_write_data (work, error)
         && rc_bundle_write_records (work, error)
         && rc_bundle_write_prov (work, error)
         && rc_bundle_write_documents (work, error)
         && rc_bundle_write_schemas (work, error);
}

/* RFC 8493 section 2.2.2: the length of the payload in octets, a dot, and the number of its files. */
static char *
dup_oxum (RcBundleWork *work)
{
  const GPtrArray *files = rc_bundle_writer_list (work->writer);
  guint64 bytes = 0;
  guint n = 0;

  for (guint i = 0; i < files->len; i++)
    {
      const RcBundleFile *file = g_ptr_array_index (files, i);

      if (!g_str_has_prefix (file->path, "data/"))
        continue;
      bytes += file->bytes;
      n++;
    }
  return g_strdup_printf ("%" G_GUINT64_FORMAT ".%u", bytes, n);
}

/* A text of a case in one line: a line end in it would begin an element of its own. */
static void
add_element (GString    *text,
             const char *name,
             const char *value)
{
  g_autofree char *line = NULL;

  if (value == NULL || *value == '\0')
    return;
  line = g_strdelimit (g_strdup (value), "\r\n", ' ');
  g_string_append_printf (text, "%s: %s\n", name, line);
}

gboolean
rc_bundle_write_info (RcBundleWork  *work,
                      GError       **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GDateTime) changed = g_date_time_new_from_unix_utc (work->changed_us / G_USEC_PER_SEC);
  g_autofree char *day = changed != NULL ? g_date_time_format (changed, "%Y-%m-%d") : NULL;
  g_autofree char *oxum = dup_oxum (work);
  g_autofree char *organisation = rc_case_dup_setting (work->case_file, "case.organisation");
  g_autofree char *title = rc_case_dup_setting (work->case_file, "case.title");
  g_autofree char *auditor = rc_case_dup_setting (work->case_file, "auditor.name");

  add_element (text, "Source-Organization", organisation);
  add_element (text, "Contact-Name", auditor);
  add_element (text, "External-Description", title);
  add_element (text, "External-Identifier", work->id);
  add_element (text, "Bagging-Date", day);
  add_element (text, "Payload-Oxum", oxum);
  add_element (text, "Bag-Software-Agent", "Recount " PACKAGE_VERSION);
  return rc_bundle_writer_add (work->writer, "bag-info.txt", "text/plain", _("About this bag"), text->str, text->len, error);
}

static gboolean
write_tags (RcBundleWork  *work,
            GError       **error)
{
  g_autoptr (GBytes) tag_manifest = NULL;

  if (!rc_bundle_write_pages (work, error)
      || !rc_bundle_write_info (work, error)
      || !rc_bundle_write_seal_key (work, error)
      || !rc_bundle_write_crate (work, error))
    return FALSE;

  tag_manifest = rc_bundle_writer_close_tags (work->writer, error);
  return tag_manifest != NULL && rc_bundle_write_seals (work, tag_manifest, error);
}

/* --- The custody log --- */

/* To whom it can be read, as far as it is closed. */
static void
write_envelope (RcJsonWriter          *writer,
                const RcEnvelopeTerms *terms,
                const RcBundleResult  *result)
{
  if (result->envelope_sha256 == NULL)
    return;

  rc_json_writer_name (writer, "envelope");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "kind", terms->passphrase != NULL ? "passphrase" : "certificates");
  rc_json_writer_member_string (writer, "sha256", result->envelope_sha256);
  rc_json_writer_name (writer, "readers");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; terms->passphrase == NULL && i < terms->readers->len; i++)
    {
      const RcCertificate *reader = g_ptr_array_index (terms->readers, i);
      g_autofree char *hex = NULL;
      RcDigest fingerprint;

      rc_certificate_fingerprint (reader, &fingerprint);
      hex = rc_digest_dup_hex (&fingerprint);
      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "subject", rc_certificate_get_subject (reader));
      rc_json_writer_member_string (writer, "sha256", hex);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
}

static char *
describe (const RcBundleWork   *work,
          const RcBundleResult *result)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "id", result->id);
  rc_json_writer_member_string (writer, "kind", rc_bundle_work_is_full (work) ? "full" : "selective");
  rc_json_writer_member_string (writer, "sha256", result->sha256);
  rc_json_writer_member_integer (writer, "bytes", (gint64) result->bytes);
  rc_json_writer_name (writer, "events");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; !rc_bundle_work_is_full (work) && i < work->lineages->len; i++)
    rc_json_writer_string (writer, ((const RcLineage *) g_ptr_array_index (work->lineages, i))->reference);
  rc_json_writer_end_array (writer);
  rc_json_writer_member_string (writer, "language", work->terms->language);
  rc_json_writer_member_boolean (writer, "sealed", result->is_sealed);
  write_envelope (writer, &work->terms->envelope, result);
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}

/* The file and its entry, both or none: what cannot be undone, the end of the transaction, comes last. */
static gboolean
publish (RcBundleWork          *work,
         const char            *path,
         const RcBundleResult  *result,
         GError               **error)
{
  g_autofree char *detail = describe (work, result);

  if (!rc_case_begin (work->case_file, error))
    return FALSE;
  if (rc_custody_append (work->case_file, "export", detail, error) && rc_bundle_writer_publish (work->writer, error))
    {
      if (rc_case_commit (work->case_file, error))
        return TRUE;
      (void) g_unlink (path);
    }
  rc_case_rollback (work->case_file);
  return FALSE;
}

static gboolean
close_to_others (RcBundleWork    *work,
                 RcBundleResult  *result,
                 GError         **error)
{
  g_autofree char *name = g_strdup_printf ("recount-%.16s.zip", work->id);
  RcDigest sha256;

  if (!rc_envelope_is_wanted (&work->terms->envelope))
    return TRUE;
  if (!rc_bundle_writer_seal (work->writer, &work->terms->envelope, name, work->cancellable, &sha256, error))
    return FALSE;
  result->envelope_sha256 = rc_digest_dup_hex (&sha256);
  return TRUE;
}

static RcBundleResult *
write_bundle (RcBundleWork  *work,
              const char    *path,
              GError       **error)
{
  g_autoptr (RcBundleResult) result = g_new0 (RcBundleResult, 1);
  g_autofree char *folder = g_strdup_printf ("recount-%.16s", work->id);
  RcDigest sha256;

  work->writer = rc_bundle_writer_new (path, folder, work->changed_us, error);
  if (work->writer == NULL || !rc_bundle_write_payload (work, error)
      || !rc_bundle_writer_close_payload (work->writer, &work->manifest, error) || !write_tags (work, error)
      || !rc_bundle_writer_finish (work->writer, &sha256, &result->bytes, error))
    return NULL;

  result->id = g_strdup (work->id);
  result->sha256 = rc_digest_dup_hex (&sha256);
  result->files = rc_bundle_writer_list (work->writer)->len;
  result->records = work->selection != NULL ? rc_bundle_selection_count (work->selection) : 0;
  result->is_sealed = !work->terms->unsealed;
  return close_to_others (work, result, error) && publish (work, path, result, error) ? g_steal_pointer (&result) : NULL;
}

/**
 * rc_bundle_export:
 * @case_file: open for writing
 * @path: where the bundle is to stand; nothing may be there
 *
 * Returns: (transfer full) (nullable): what was written
 */
RcBundleResult *
rc_bundle_export (RcCase               *case_file,
                  const char           *path,
                  const RcBundleTerms  *terms,
                  GCancellable         *cancellable,
                  GError              **error)
{
  RcBundleResult *result = NULL;
  RcBundleWork work;

  if (rc_bundle_work_begin (&work, case_file, terms, cancellable, error))
    {
      rc_words_push (terms->language);
      result = write_bundle (&work, path, error);
      rc_words_pop ();
    }
  rc_bundle_work_clear (&work);
  return result;
}
