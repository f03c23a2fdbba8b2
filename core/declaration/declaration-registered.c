/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/declaration-registered.h"

#include "core/bounds.h"
#include "core/declaration/declaration-xml.h"

void
rc_declaration_registered_free (RcDeclarationRegistered *self)
{
  if (self == NULL)
    return;

  g_free (self->sha256);
  rc_declaration_free (self->declaration);
  g_free (self->refusal);
  g_free (self);
}

/* Behind blanks and a byte order mark an element or a comment begins. */
static gboolean
is_markup (const char *bytes,
           gsize       length)
{
  gsize at = length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (at < length && g_ascii_isspace (bytes[at]))
    at++;
  return at < length && bytes[at] == '<';
}

static gboolean
read_bytes (RcRecordReader  *reader,
            const RcSource  *source,
            GBytes         **out_bytes,
            GError         **error)
{
  g_autofree char *buffer = g_malloc (source->size + 1);

  if (!rc_vault_read (rc_record_reader_peek_vault (reader), source->start, buffer, (gsize) source->size, error))
    return FALSE;

  *out_bytes = g_bytes_new_take (g_steal_pointer (&buffer), (gsize) source->size);
  return TRUE;
}

/* A file that is no XML, or too large to be one that is read, is for people. */
static gboolean
read_file (RcDeclarationRegistered  *self,
           RcCase                   *case_file,
           RcRecordReader           *reader,
           GError                  **error)
{
  g_autoptr (RcSource) source = rc_source_load (rc_case_get_database (case_file), self->source, error);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) fault = NULL;

  if (source == NULL)
    return FALSE;
  if (source->size > RC_LIMIT_DECLARATION_BYTES)
    return TRUE;
  if (!read_bytes (reader, source, &bytes, error))
    return FALSE;
  if (!is_markup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)))
    return TRUE;

  self->declaration = rc_declaration_from_xml (bytes, &fault);
  if (self->declaration == NULL)
    self->refusal = g_strdup (fault->message);
  return TRUE;
}

GPtrArray *
rc_declaration_registered_list (RcCase          *case_file,
                                RcRecordReader  *reader,
                                GPtrArray       *papers,
                                GError         **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_declaration_registered_free);

  for (guint i = 0; i < papers->len; i++)
    {
      const RcPaper *paper = g_ptr_array_index (papers, i);
      RcDeclarationRegistered *registered;

      if (paper->state != RC_PAPER_SOUND || g_strcmp0 (paper->kind, RC_DECLARATION_EVIDENCE) != 0)
        continue;
      registered = g_new0 (RcDeclarationRegistered, 1);
      registered->source = paper->source;
      registered->sha256 = g_strdup (paper->sha256);
      g_ptr_array_add (list, registered);
      if (!read_file (registered, case_file, reader, error))
        return NULL;
    }
  return g_steal_pointer (&list);
}
