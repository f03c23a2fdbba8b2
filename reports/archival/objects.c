/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/archival/objects.h"

#include "core/words.h"

#include <stdlib.h>

G_DEFINE_QUARK (rc-archival-error-quark, rc_archival_error)

gboolean
rc_objects_refuse (GError     **error,
                   const char  *detail,
                   ...)
{
  g_autofree char *words = NULL;
  va_list arguments;

  va_start (arguments, detail);
  words = g_strdup_vprintf (detail, arguments);
  va_end (arguments);
  g_set_error (error, RC_ARCHIVAL_ERROR, RC_ARCHIVAL_ERROR_DRAWING,
               _("The pages were drawn, but are not fit to be kept, and nothing was written: %s"), words);
  return FALSE;
}

gboolean
rc_objects_check (RcQpdf   *pdf,
                  GError  **error)
{
  qpdf_error fault = NULL;

  if (qpdf_has_error (pdf))
    fault = qpdf_get_error (pdf);
  else if (qpdf_more_warnings (pdf))
    fault = qpdf_next_warning (pdf);
  return fault == NULL || rc_objects_refuse (error, "%s", qpdf_get_error_message_detail (pdf, fault));
}

/**
 * rc_objects_open:
 *
 * A file that has to be repaired to be read is refused.
 */
RcQpdf *
rc_objects_open (GBytes  *bytes,
                 GError **error)
{
  RcQpdf *pdf = qpdf_init ();

  qpdf_silence_errors (pdf);
  qpdf_set_suppress_warnings (pdf, QPDF_TRUE);
  qpdf_set_attempt_recovery (pdf, QPDF_FALSE);
  (void) qpdf_read_memory (pdf, "PDF", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL);
  if (!rc_objects_check (pdf, error))
    {
      /* An error that nobody took is printed by the library when the file is closed. */
      (void) qpdf_get_error (pdf);
      g_clear_pointer (&pdf, rc_objects_close);
    }
  return pdf;
}

void
rc_objects_close (RcQpdf *pdf)
{
  qpdf_data data = pdf;

  if (data != NULL)
    qpdf_cleanup (&data);
}

void
rc_objects_put (RcQpdf     *pdf,
                qpdf_oh     dictionary,
                const char *key,
                qpdf_oh     value)
{
  qpdf_oh_replace_key (pdf, dictionary, key, value);
  qpdf_oh_release (pdf, value);
}

void
rc_objects_append (RcQpdf  *pdf,
                   qpdf_oh  array,
                   qpdf_oh  value)
{
  qpdf_oh_append_item (pdf, array, value);
  qpdf_oh_release (pdf, value);
}

qpdf_oh
rc_objects_indirect (RcQpdf  *pdf,
                     qpdf_oh  object)
{
  qpdf_oh reference = qpdf_make_indirect_object (pdf, object);

  qpdf_oh_release (pdf, object);
  return reference;
}

qpdf_oh
rc_objects_stream (RcQpdf     *pdf,
                   const void *bytes,
                   gsize       length)
{
  qpdf_oh stream = qpdf_oh_new_stream (pdf), none = qpdf_oh_new_null (pdf);

  qpdf_oh_replace_stream_data (pdf, stream, bytes, length, none, none);
  qpdf_oh_release (pdf, none);
  return stream;
}

void
rc_objects_put_stream (RcQpdf     *pdf,
                       qpdf_oh     stream,
                       const char *key,
                       qpdf_oh     value)
{
  qpdf_oh dictionary = qpdf_oh_get_dict (pdf, stream);

  rc_objects_put (pdf, dictionary, key, value);
  qpdf_oh_release (pdf, dictionary);
}

/* qpdf_oh_get_key_if_dict() warns of all that is neither a dictionary nor null. */
qpdf_oh
rc_objects_key (RcQpdf     *pdf,
                qpdf_oh     object,
                const char *key)
{
  return qpdf_oh_is_dictionary (pdf, object) ? qpdf_oh_get_key (pdf, object, key) : qpdf_oh_new_null (pdf);
}

gboolean
rc_objects_has_name (RcQpdf     *pdf,
                     qpdf_oh     dictionary,
                     const char *key,
                     const char *name)
{
  qpdf_oh value = rc_objects_key (pdf, dictionary, key);
  gboolean fits = qpdf_oh_is_name_and_equals (pdf, value, name);

  qpdf_oh_release (pdf, value);
  return fits;
}

int
rc_objects_id (RcQpdf     *pdf,
               qpdf_oh     dictionary,
               const char *key)
{
  qpdf_oh value = rc_objects_key (pdf, dictionary, key);
  int id = qpdf_oh_get_object_id (pdf, value);

  qpdf_oh_release (pdf, value);
  return id;
}

int
rc_objects_number (RcQpdf     *pdf,
                   qpdf_oh     dictionary,
                   const char *key)
{
  qpdf_oh value = rc_objects_key (pdf, dictionary, key);
  int number = -1;

  if (qpdf_oh_is_integer (pdf, value))
    number = qpdf_oh_get_int_value_as_int (pdf, value);
  qpdf_oh_release (pdf, value);
  return number >= 0 ? number : -1;
}

GBytes *
rc_objects_read_stream (RcQpdf  *pdf,
                        qpdf_oh  stream)
{
  unsigned char *bytes = NULL;
  size_t length = 0;
  QPDF_BOOL filtered = QPDF_FALSE;

  if (!qpdf_oh_is_stream (pdf, stream))
    return NULL;
  (void) qpdf_oh_get_stream_data (pdf, stream, qpdf_dl_specialized, &filtered, &bytes, &length);
  if (qpdf_has_error (pdf) || !filtered)
    {
      free (bytes);
      return NULL;
    }
  return g_bytes_new_with_free_func (bytes, length, free, bytes);
}
