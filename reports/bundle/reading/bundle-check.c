/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/reading/bundle-opening.h"

#include <string.h>

#include "core/bounds.h"
#include "core/words.h"

#define READ_BYTES (64u << 10)

void
rc_bundle_check_free (RcBundleCheck *self)
{
  if (self == NULL)
    return;

  g_free (self->object);
  g_free (self->reason);
  g_free (self->expected);
  g_free (self->found);
  g_free (self->message);
  g_free (self);
}

void
rc_bundle_check_add (RcBundleOpenWork *work,
                     const char       *object,
                     RcVerdict         verdict,
                     const char       *reason,
                     const char       *expected,
                     const char       *found,
                     const char       *format,
                     ...)
{
  RcBundleCheck *check = g_new0 (RcBundleCheck, 1);
  va_list arguments;

  check->object = g_utf8_make_valid (object, -1);
  check->verdict = verdict;
  check->reason = g_strdup (reason);
  check->expected = expected != NULL ? g_utf8_make_valid (expected, -1) : NULL;
  check->found = found != NULL ? g_utf8_make_valid (found, -1) : NULL;
  va_start (arguments, format);
  check->message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (work->opening->checks, check);
}

void
rc_bundle_check_good (RcBundleOpenWork *work,
                      const char       *object,
                      guint64           n,
                      const char       *message)
{
  g_autofree char *found = g_strdup_printf ("%" G_GUINT64_FORMAT, n);

  rc_bundle_check_add (work, object, RC_VERDICT_VALID, NULL, NULL, found, "%s", message);
}

gboolean
rc_bundle_check_read_json (RcBundleOpenWork  *work,
                           const char        *path,
                           RcJson            *json,
                           GBytes           **out_bytes)
{
  g_autoptr (GError) error = NULL;
  RcJsonFault fault;
  gsize length;
  const char *text;

  *out_bytes = rc_bundle_reader_read (work->reader, path, RC_LIMIT_RECORD_BYTES, &error);
  if (*out_bytes == NULL)
    {
      gboolean there = rc_bundle_reader_has (work->reader, path);

      rc_bundle_check_add (work, path, there ? RC_VERDICT_MALFORMED : RC_VERDICT_INCOMPLETE, there ? NULL : "missing", N_("a JSON file"),
                           there ? error->message : N_("none"), _("A file that every bundle has cannot be read."));
      return FALSE;
    }

  text = g_bytes_get_data (*out_bytes, &length);
  if (rc_json_parse (json, text, length, &fault) && !json->has_duplicate && json->nodes[0].type == RC_JSON_OBJECT)
    return TRUE;
  rc_bundle_check_add (work, path, json->has_duplicate ? RC_VERDICT_AMBIGUOUS : RC_VERDICT_MALFORMED, NULL,
                       N_("one JSON object, with no member twice"), json->has_duplicate ? N_("a member twice") : rc_json_fault_code (fault.kind),
                       _("A file of the bundle is not what such a file is."));
  return FALSE;
}

/* --- Files of lines --- */

typedef struct
{
  RcBundleOpenWork *work;
  const char       *path;
  RcBundleLineFunc  func;
  gpointer          user_data;
  RcJson            json;
  guint64           n;
  gboolean          is_told;     /* one line that is none speaks for the others */
} Lines;

static gboolean
take_line (Lines       *self,
           const char  *text,
           gsize        length,
           GError     **error)
{
  RcJsonFault fault;

  self->n++;
  if (rc_json_parse (&self->json, text, length, &fault) && !self->json.has_duplicate && self->json.nodes[0].type == RC_JSON_OBJECT)
    return self->func (self->work, &self->json, self->n, self->user_data, error);
  if (!self->is_told)
    {
      g_autofree char *object = g_strdup_printf ("%s line %" G_GUINT64_FORMAT, self->path, self->n);

      rc_bundle_check_add (self->work, object, self->json.has_duplicate ? RC_VERDICT_AMBIGUOUS : RC_VERDICT_MALFORMED, NULL,
                           N_("one JSON object, with no member twice"), self->json.has_duplicate ? N_("a member twice") : rc_json_fault_code (fault.kind),
                           _("A line of a file of the bundle is not what such a line is."));
    }
  self->is_told = TRUE;
  return TRUE;
}

static gboolean
take_lines (Lines       *self,
            GByteArray  *buffer,
            gboolean     is_end,
            GError     **error)
{
  guint start = 0;

  for (guint at = 0; at < buffer->len; at++)
    {
      if (buffer->data[at] != '\n')
        continue;
      if (!take_line (self, (const char *) buffer->data + start, at - start, error))
        return FALSE;
      start = at + 1;
    }
  if (is_end && start < buffer->len && !take_line (self, (const char *) buffer->data + start, buffer->len - start, error))
    return FALSE;
  g_byte_array_remove_range (buffer, 0, start);
  return TRUE;
}

static gboolean
read_lines (Lines       *self,
            RcStream    *content,
            GError     **error)
{
  g_autoptr (GByteArray) buffer = g_byte_array_new ();
  g_autoptr (GError) local_error = NULL;
  g_autofree guint8 *part = g_malloc (READ_BYTES);
  gssize n;

  while ((n = rc_stream_read (content, part, READ_BYTES, &local_error)) > 0)
    {
      g_byte_array_append (buffer, part, (guint) n);
      if (!take_lines (self, buffer, FALSE, error) || g_cancellable_set_error_if_cancelled (self->work->cancellable, error))
        return FALSE;
      if (buffer->len > RC_LIMIT_RECORD_BYTES)
        {
          rc_bundle_check_add (self->work, self->path, RC_VERDICT_UNVERIFIABLE, "limit", N_("lines of at most 64 MiB"), N_("a longer one"),
                               _("A line of a file of the bundle is longer than such a line may be."));
          return TRUE;
        }
    }
  if (n == 0)
    return take_lines (self, buffer, TRUE, error);
  rc_bundle_check_add (self->work, self->path, RC_VERDICT_MALFORMED, NULL, N_("a file that can be read"), local_error->message,
                       _("A file of the bundle cannot be read."));
  return TRUE;
}

gboolean
rc_bundle_check_lines (RcBundleOpenWork  *work,
                       const char        *path,
                       RcBundleLineFunc   func,
                       gpointer           user_data,
                       GError           **error)
{
  Lines lines = { .work = work, .path = path, .func = func, .user_data = user_data };
  g_autoptr (RcStream) content = NULL;
  gboolean good;

  if (!rc_bundle_reader_has (work->reader, path))
    {
      rc_bundle_check_add (work, path, RC_VERDICT_INCOMPLETE, "missing", N_("the file"), N_("none"), _("A file that every bundle has is missing."));
      return TRUE;
    }
  content = rc_bundle_reader_stream (work->reader, path, error);
  if (content == NULL)
    return FALSE;
  rc_json_init (&lines.json);
  good = read_lines (&lines, content, error);
  rc_json_clear (&lines.json);
  return good;
}
