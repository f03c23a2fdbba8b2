/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-event.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

gboolean
rc_mlflow_event_set (RcRegistryWriter  *writer,
                     RcSlice           *slice,
                     const char        *text,
                     GError           **error)
{
  *slice = (RcSlice) { text, text != NULL ? strlen (text) : 0 };
  if (slice->length <= RC_LIMIT_NAME_BYTES)
    return TRUE;

  *slice = (RcSlice) { NULL, 0 };
  return rc_registry_writer_set_aside (writer, -1, RC_EXCEPTION_LIMIT, "a name of at most 4096 bytes (RC_LIMIT_NAME_BYTES)", "more",
                                       "A name in the registry is longer than the program reads.", error);
}

/**
 * rc_mlflow_read_epoch:
 * @digits: since 1970, UTC
 * @out_time: (out): set where the answer is %TRUE
 *
 * Seconds of our time have ten digits, and each finer unit three more; no instant of this century fits two of them.
 */
gboolean
rc_mlflow_read_epoch (const char  *digits,
                      RcTimestamp *out_time)
{
  static const struct
  {
    gsize  most_digits;
    gint64 units;
  } rungs[] = {
    { 11, 1 }, { 14, 1000 }, { 17, 1000000 }, { 20, 1000000000 },
  };
  gsize length = strlen (digits);

  if (length == 0 || strspn (digits, "0123456789") != length || digits[0] == '0')
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (rungs); i++)
    if (length <= rungs[i].most_digits)
      return rc_timestamp_from_epoch (digits, length, rungs[i].units, out_time);
  return FALSE;
}

const RcFieldValue *
rc_mlflow_peek_field (const GPtrArray *fields,
                      RcField          field)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const RcFieldValue *value = g_ptr_array_index (fields, i);

      if (value->field == field)
        return value;
    }
  return NULL;
}

const char *
rc_mlflow_name_action (gboolean is_override)
{
  return is_override ? "override" : "annotate";
}
