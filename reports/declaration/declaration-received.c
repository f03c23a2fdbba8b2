/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/declaration/declaration-received.h"

#include <string.h>

#include <gio/gio.h>

#include "core/bounds.h"
#include "core/declaration/declaration-keyed.h"
#include "core/declaration/declaration-xml.h"
#include "core/digest.h"
#include "core/words.h"
#include "reports/archival/carried.h"

#define TWIN_NAME   "declaration.xml"
#define RECORD_NAME "record.json"

void
rc_declaration_received_free (RcDeclarationReceived *self)
{
  if (self == NULL)
    return;

  g_free (self->sha256);
  g_clear_pointer (&self->declaration, rc_declaration_free);
  g_ptr_array_unref (self->notes);
  g_clear_pointer (&self->lints, g_ptr_array_unref);
  g_clear_pointer (&self->formal, g_ptr_array_unref);
  g_free (self);
}

/* --- Reading it --- */

GBytes *
rc_declaration_received_read (const char  *path,
                              GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  /* A pipe that nobody writes to would be waited for without an end. */
  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_SPECIAL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _("%s: is no file that has an end"), path);
      return NULL;
    }
  stream = g_file_read (file, NULL, error);
  if (stream == NULL)
    return NULL;
  bytes = g_malloc (RC_LIMIT_CARRIED_PDF_BYTES + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), bytes, RC_LIMIT_CARRIED_PDF_BYTES + 1, &length, NULL, error))
    return NULL;
  return g_bytes_new (bytes, length);
}

static char *
dup_sha256 (GBytes *bytes)
{
  RcDigest digest;
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  rc_digest_compute (data, length, &digest);
  return rc_digest_dup_hex (&digest);
}

static gboolean
begins_with (GBytes     *bytes,
             const char *prefix)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length >= strlen (prefix) && memcmp (data, prefix, strlen (prefix)) == 0;
}

/* The first character that is no blank, without a byte order mark. */
static char
peek_first (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isspace (data[i]))
        return data[i];
    }
  return '\0';
}

static void
note (RcDeclarationReceived *self,
      char                  *words)       /* (transfer full) */
{
  g_ptr_array_add (self->notes, words);
}

/* The language of the document whose tree has this digest; (nullable). */
static const char *
find_tree (const RcDeclaration *declaration,
           const char          *sha256)
{
  for (guint i = 0; i < declaration->languages->len; i++)
    {
      const RcDeclarationLanguage *language = g_ptr_array_index (declaration->languages, i);

      if (g_strcmp0 (language->tree, sha256) == 0)
        return language->language;
    }
  return NULL;
}

/* The record of the pages that the PDF carries, and the twin, name each other by digests. */
static void
note_record (RcDeclarationReceived *self,
             GBytes                *pdf)
{
  g_autoptr (GBytes) record = rc_carried_read (pdf, RECORD_NAME, NULL);
  g_autofree char *sha256 = record != NULL ? dup_sha256 (record) : NULL;
  const char *language = sha256 != NULL ? find_tree (self->declaration, sha256) : NULL;

  if (language != NULL)
    note (self, g_strdup_printf (_("The record of its text that the PDF carries has the digest that the twin names for the language “%s”."), language));
  else if (sha256 != NULL)
    note (self, g_strdup (_("The record of its text that the PDF carries has a digest that the twin does not name: they are not of one declaration.")));
  else
    note (self, g_strdup (_("The PDF carries no record of its text that could be held against the twin.")));
}

static gboolean
take_xml (RcDeclarationReceived  *self,
          GBytes                 *xml,
          GError                **error)
{
  self->sha256 = dup_sha256 (xml);
  self->declaration = rc_declaration_from_xml (xml, error);
  return self->declaration != NULL;
}

static gboolean
take_pdf (RcDeclarationReceived  *self,
          GBytes                 *pdf,
          GError                **error)
{
  g_autoptr (GBytes) xml = rc_carried_read (pdf, TWIN_NAME, error);

  self->from = "pdf";
  if (xml == NULL || !take_xml (self, xml, error))
    return FALSE;
  note (self, g_strdup_printf (_("Read from the twin in XML that the PDF carries. What is printed on its pages was not read: compare it by eye, and that the "
                                 "page prints this SHA-256 of the twin: %s"), self->sha256));
  note_record (self, pdf);
  return TRUE;
}

static gboolean
take_bytes (RcDeclarationReceived  *self,
            GBytes                 *bytes,
            GError                **error)
{
  if (begins_with (bytes, "%PDF-"))
    return take_pdf (self, bytes, error);
  if (peek_first (bytes) == '{')
    {
      self->declaration = rc_declaration_from_keyed (bytes, error);
      return self->declaration != NULL;
    }

  self->from = "xml";
  if (!take_xml (self, bytes, error))
    return FALSE;
  note (self, g_strdup_printf (_("Read from its twin in XML, SHA-256 %s. That the signed page says the same is to be compared by eye."), self->sha256));
  return TRUE;
}

/* What was keyed in stands over what was read: the page says it. */
static gboolean
key_in (RcDeclarationReceived       *self,
        const RcDeclarationSetting  *settings,
        guint                        n_settings,
        GError                     **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < n_settings; i++)
    {
      const RcDeclarationSetting *setting = &settings[i];

      if (!rc_declaration_key_in (self->declaration, setting->field, setting->value, error))
        return FALSE;
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", rc_declaration_field_title (setting->field));
    }
  if (strcmp (self->from, "keyed") == 0)
    note (self, g_strdup (_("Keyed in beside the page by a person: the program read nothing of the page.")));
  else if (n_settings > 0)
    note (self, g_strdup_printf (_("Keyed in beside the page by a person, in place of what the twin says: %s."), names->str));
  return TRUE;
}

RcDeclarationReceived *
rc_declaration_receive_bytes (GBytes                      *bytes,
                              const RcDeclarationSetting  *settings,
                              guint                        n_settings,
                              GError                     **error)
{
  g_autoptr (RcDeclarationReceived) self = g_new0 (RcDeclarationReceived, 1);

  self->from = "keyed";
  self->notes = g_ptr_array_new_with_free_func (g_free);
  if (bytes == NULL)
    self->declaration = rc_declaration_new (TRUE);
  else if (!take_bytes (self, bytes, error))
    return NULL;
  return key_in (self, settings, n_settings, error) ? g_steal_pointer (&self) : NULL;
}

RcDeclarationReceived *
rc_declaration_receive (const char                  *path,
                        const RcDeclarationSetting  *settings,
                        guint                        n_settings,
                        GError                     **error)
{
  g_autoptr (GBytes) bytes = path != NULL ? rc_declaration_received_read (path, error) : NULL;
  RcDeclarationReceived *received = NULL;

  if (path != NULL && bytes == NULL)
    return NULL;
  received = rc_declaration_receive_bytes (bytes, settings, n_settings, error);
  if (received == NULL && path != NULL)
    g_prefix_error (error, "%s: ", path);
  return received;
}

gboolean
rc_declaration_received_check (RcDeclarationReceived  *self,
                               RcCase                 *case_file,
                               gboolean                is_signed,
                               GError                **error)
{
  g_autoptr (RcRecordReader) reader = case_file != NULL ? rc_record_reader_new (rc_case_get_database (case_file)) : NULL;

  g_clear_pointer (&self->lints, g_ptr_array_unref);
  g_clear_pointer (&self->formal, g_ptr_array_unref);
  self->lints = rc_declaration_lint (self->declaration, case_file, reader, is_signed, error);
  if (self->lints == NULL)
    return FALSE;
  self->formal = rc_declaration_lint_formal (self->declaration, case_file, reader, is_signed, error);
  return self->formal != NULL;
}

static guint
count (GPtrArray     *lints,
       RcLintOutcome  outcome)
{
  guint n = 0;

  for (guint i = 0; lints != NULL && i < lints->len; i++)
    n += ((const RcLint *) g_ptr_array_index (lints, i))->outcome == outcome;
  return n;
}

guint
rc_declaration_received_count (const RcDeclarationReceived *self,
                               RcLintOutcome                outcome)
{
  return count (self->lints, outcome) + count (self->formal, outcome);
}
