/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-file.h"

#include "core/exception.h"

#include <string.h>

const char *
rc_mlflow_file_peek (const RcMlflowFile *self,
                     const char         *key)
{
  return rc_yaml_document_peek (self->yaml, 0, key);
}

static gint64
offset_of (const RcMlflowFile *self,
           const char         *key)
{
  const RcYamlNode *node = rc_yaml_peek_node (self->yaml, rc_yaml_member (self->yaml, 0, key));

  return node != NULL ? (gint64) node->offset : -1;
}

/**
 * rc_mlflow_file_read_time:
 * @out_time: (optional) (out): the time with its precision
 * @out_us: (out): %RC_TIME_NONE where there is none
 *
 * Milliseconds since 1970, or text with a zone as newer files have it. What is no time, or none that a record of an AI system can have, is
 * set aside.
 */
gboolean
rc_mlflow_file_read_time (RcMlflowFile  *self,
                          const char    *key,
                          RcTimestamp   *out_time,
                          gint64        *out_us,
                          GError       **error)
{
  const char *text = rc_mlflow_file_peek (self, key);
  RcTimestamp time = { 0 };
  gboolean is_number;

  *out_us = RC_TIME_NONE;
  if (text == NULL)
    return TRUE;

  is_number = strspn (text, "0123456789") == strlen (text);
  if (is_number ? !rc_timestamp_from_epoch (text, strlen (text), 1000, &time)
                : !rc_timestamp_parse (text, strlen (text), RC_ZONE_UNKNOWN, 0, &time))
    return rc_registry_writer_set_aside (&self->writer, offset_of (self, key), RC_EXCEPTION_REGISTRY_MALFORMED,
                                         "milliseconds since 1970, or a time as text", text, "A time of the registry is no time.", error);
  if (!rc_timestamp_is_plausible (&time))
    return rc_registry_writer_set_aside (&self->writer, offset_of (self, key), RC_EXCEPTION_TIME_AMBIGUOUS,
                                         "milliseconds since 1970 of a time from 2000 to 2099", text,
                                         "A time of the registry counts other units than MLflow does.", error);

  *out_us = time.from_us;
  if (out_time != NULL)
    *out_time = time;
  return TRUE;
}

/**
 * rc_mlflow_file_require:
 * @out_text: (out): %NULL where it is not there, which is set aside
 */
gboolean
rc_mlflow_file_require (RcMlflowFile  *self,
                        const char    *key,
                        const char   **out_text,
                        GError       **error)
{
  *out_text = rc_mlflow_file_peek (self, key);
  if (*out_text != NULL)
    return TRUE;

  return rc_registry_writer_set_aside (&self->writer, offset_of (self, key), RC_EXCEPTION_REGISTRY_MALFORMED, key, "none",
                                       "A file of the registry does not say what it is about.", error);
}

gboolean
rc_mlflow_file_check_id (RcMlflowFile  *self,
                         const char    *key,
                         const char    *expected,
                         GError       **error)
{
  const char *found = rc_mlflow_file_peek (self, key);

  if (found == NULL || g_str_equal (found, expected))
    return TRUE;

  return rc_registry_writer_set_aside (&self->writer, offset_of (self, key), RC_EXCEPTION_REGISTRY_MALFORMED, expected, found,
                                       "A file of the registry stands in the folder of another thing than it says.", error);
}
