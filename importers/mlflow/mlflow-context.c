/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-context.h"

#include "core/bounds.h"
#include "core/digest.h"
#include "core/exception.h"

#include <string.h>

/* The one workspace of stores that have no other; it is not part of a model's name. */
#define DEFAULT_WORKSPACE "default"

void
rc_mlflow_context_init (RcMlflowContext *self,
                        RcImportSink    *sink,
                        RcSqliteReader  *reader)
{
  *self = (RcMlflowContext) { .sink = sink, .reader = reader };
  self->evaluations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
rc_mlflow_context_clear (RcMlflowContext *self)
{
  g_clear_pointer (&self->locator, g_free);
  g_clear_pointer (&self->evaluations, g_hash_table_unref);
}

/**
 * rc_mlflow_set_aside:
 *
 * Tells a fault in the row being read.
 */
gboolean
rc_mlflow_set_aside (RcMlflowContext  *self,
                     const char       *kind,
                     const char       *expected,
                     const char       *found,
                     const char       *message,
                     GError          **error)
{
  return rc_import_sink_set_aside (self->sink, RC_IMPORT_ROWS, self->record, -1, kind, expected, found, message, error);
}

static const char *
storage_name (const RcSqliteValue *value)
{
  static const char * const names[] = { "nothing", "an integer", "a real number", "a text", "a blob" };

  return value != NULL ? names[value->storage] : "no such column";
}

/**
 * rc_mlflow_require_text:
 * @out_text: (out) (nullable): the text; %NULL where the column has none, which is then set aside
 */
gboolean
rc_mlflow_require_text (RcMlflowContext  *self,
                        const char       *column,
                        const char      **out_text,
                        GError          **error)
{
  g_autofree char *expected = NULL;

  *out_text = rc_sqlite_row_peek_text (self->row, column);
  if (*out_text != NULL)
    return TRUE;

  expected = g_strdup_printf ("a text in the column %s", column);
  return rc_mlflow_set_aside (self, RC_EXCEPTION_REGISTRY_MALFORMED, expected,
                              storage_name (rc_sqlite_row_peek (self->row, column)),
                              "A row of the registry does not say what it is about.", error);
}

/**
 * rc_mlflow_read_time:
 * @out_time: (optional) (out): the time with its precision
 * @out_us: (out): microseconds since 1970, UTC; %RC_TIME_NONE where the column has no time
 *
 * MLflow stores milliseconds since 1970, UTC. A number that is no such time is set aside.
 */
gboolean
rc_mlflow_read_time (RcMlflowContext  *self,
                     const char       *column,
                     RcTimestamp      *out_time,
                     gint64           *out_us,
                     GError          **error)
{
  const RcSqliteValue *value = rc_sqlite_row_peek (self->row, column);
  g_autofree char *expected = NULL;
  RcTimestamp time = { RC_TIME_NONE, RC_TIME_NONE, 0, RC_ZONE_RULE };
  char digits[32] = "";
  gint64 milliseconds;

  *out_us = RC_TIME_NONE;
  if (value == NULL || value->storage == RC_SQLITE_NULL_VALUE)
    return TRUE;

  if (rc_sqlite_row_get_integer (self->row, column, &milliseconds))
    {
      int length = g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, milliseconds);

      if (milliseconds > 0 && rc_timestamp_from_epoch (digits, (gsize) length, 1000, &time))
        {
          *out_us = time.from_us;
          if (out_time != NULL)
            *out_time = time;
          return TRUE;
        }
    }

  expected = g_strdup_printf ("milliseconds since 1970 in the column %s", column);
  return rc_mlflow_set_aside (self, RC_EXCEPTION_REGISTRY_MALFORMED, expected,
                              digits[0] != '\0' ? digits : storage_name (value), "A time of the registry is no time.", error);
}

/**
 * rc_mlflow_add_entity:
 * @out_entity: (out): its id; 0 where the name is too long, which is then set aside
 *
 * Adds a thing that this registry names. A commit whose whole hash is given is named so by everyone.
 */
gboolean
rc_mlflow_add_entity (RcMlflowContext  *self,
                      RcEntityKind      kind,
                      const char       *name,
                      gint64           *out_entity,
                      GError          **error)
{
  gsize length = strlen (name);
  gboolean is_hash = (length == 40 || length == 64) && strspn (name, "0123456789abcdef") == length;

  *out_entity = 0;
  if (length > RC_LIMIT_NAME_BYTES)
    return rc_mlflow_set_aside (self, RC_EXCEPTION_LIMIT, "a name of at most 4096 bytes (RC_LIMIT_NAME_BYTES)", "more",
                                "A name in the registry is longer than the program reads.", error);

  *out_entity = rc_import_sink_add_entity (self->sink, kind, kind == RC_ENTITY_COMMIT && is_hash ? "" : NULL, name, error);
  return *out_entity != 0;
}

/**
 * rc_mlflow_add_claim:
 * @entity: 0 for none, and then nothing is claimed
 * @value: (nullable):
 * @target: 0 for none; nothing is claimed where there is no value either
 *
 * Adds what the row being read says. A value too long for a claim stays in its row, which is said.
 */
gboolean
rc_mlflow_add_claim (RcMlflowContext  *self,
                     gint64            entity,
                     RcProperty        property,
                     const char       *value,
                     gint64            target,
                     gint64            from_us,
                     gint64            recorded_us,
                     GError          **error)
{
  RcClaim claim = {
    .record = self->record,
    .locator = self->locator,
    .entity = entity,
    .property = property,
    .value = (char *) value,
    .target = target,
    .from_us = from_us,
    .to_us = RC_TIME_NONE,
    .recorded_us = recorded_us,
  };

  if (entity == 0 || (value == NULL && target == 0))
    return TRUE;
  if (value != NULL && strlen (value) > RC_LIMIT_NAME_BYTES)
    return rc_mlflow_set_aside (self, RC_EXCEPTION_LIMIT, "a value of at most 4096 bytes (RC_LIMIT_NAME_BYTES)", "more",
                                "A value in the registry is too long to be listed; it stands in its row.", error);

  return rc_import_sink_add_claim (self->sink, RC_IMPORT_ROWS, &claim, error);
}

/**
 * rc_mlflow_add_tag:
 * @value: (nullable): nothing is claimed for none
 */
gboolean
rc_mlflow_add_tag (RcMlflowContext  *self,
                   gint64            entity,
                   const char       *key,
                   const char       *value,
                   gint64            recorded_us,
                   GError          **error)
{
  g_autofree char *tag = NULL;

  if (value == NULL)
    return TRUE;

  tag = g_strdup_printf ("%s = %s", key, value);
  return rc_mlflow_add_claim (self, entity, RC_PROPERTY_TAG, tag, 0, RC_TIME_NONE, recorded_us, error);
}

/**
 * rc_mlflow_add_created:
 * @column: of the time
 */
gboolean
rc_mlflow_add_created (RcMlflowContext  *self,
                       gint64            entity,
                       const char       *column,
                       GError          **error)
{
  g_autofree char *text = NULL;
  gint64 us;

  if (!rc_mlflow_read_time (self, column, NULL, &us, error))
    return FALSE;
  if (us == RC_TIME_NONE)
    return TRUE;

  text = rc_time_format_utc (us);
  return rc_mlflow_add_claim (self, entity, RC_PROPERTY_CREATED, text, 0, us, RC_TIME_NONE, error);
}

/**
 * rc_mlflow_add_person:
 * @name: (nullable): nothing is claimed for none
 */
gboolean
rc_mlflow_add_person (RcMlflowContext  *self,
                      gint64            entity,
                      RcProperty        property,
                      const char       *name,
                      gint64            from_us,
                      GError          **error)
{
  gint64 person;

  if (name == NULL)
    return TRUE;
  if (!rc_mlflow_add_entity (self, RC_ENTITY_PERSON, name, &person, error))
    return FALSE;

  return rc_mlflow_add_claim (self, entity, property, name, person, from_us, RC_TIME_NONE, error);
}

/* Whether one more evaluation may be claimed for the thing; all further ones are read from their rows on demand. */
static gboolean
count_evaluation (RcMlflowContext *self,
                  const char      *thing)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->evaluations, thing));

  if (n == 0 && g_hash_table_size (self->evaluations) >= RC_LIMIT_REGISTRY_COUNTED)
    self->is_full = TRUE;
  if (n >= RC_MLFLOW_EVALUATIONS || (n == 0 && self->is_full))
    return FALSE;

  g_hash_table_replace (self->evaluations, g_strdup (thing), GUINT_TO_POINTER (n + 1));
  return TRUE;
}

static char *
dup_metric_value (RcMlflowContext *self,
                  const char      *column)
{
  const RcSqliteValue *value = rc_sqlite_row_peek (self->row, column);
  gint64 is_nan;
  char number[32];

  /* MLflow stores 0 for what is not a number, and says so beside it. */
  if (rc_sqlite_row_get_integer (self->row, "is_nan", &is_nan) && is_nan != 0)
    return g_strdup ("NaN");
  if (value == NULL)
    return NULL;

  switch (value->storage)
    {
    case RC_SQLITE_REAL_VALUE:
      rc_sqlite_format_real (value->real, number);
      return g_strdup (number);
    case RC_SQLITE_INTEGER_VALUE:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
    case RC_SQLITE_TEXT_VALUE:
      return value->is_utf8 ? g_strndup (value->bytes, value->length) : NULL;
    case RC_SQLITE_NULL_VALUE:
    case RC_SQLITE_BLOB_VALUE:
    default:
      return NULL;
    }
}

/**
 * rc_mlflow_add_evaluation:
 * @thing: name of the run or model version that was evaluated
 * @value_column: of the metric's value
 * @time_column: of the time at which it was recorded
 * @dataset: (nullable): name of the data set version that it was evaluated on
 */
gboolean
rc_mlflow_add_evaluation (RcMlflowContext  *self,
                          RcEntityKind      kind,
                          const char       *thing,
                          const char       *metric,
                          const char       *value_column,
                          const char       *time_column,
                          const char       *dataset,
                          GError          **error)
{
  g_autofree char *value = dup_metric_value (self, value_column);
  g_autofree char *text = NULL;
  gint64 entity;
  gint64 target = 0;
  gint64 recorded_us;

  if (value == NULL || !count_evaluation (self, thing))
    return TRUE;
  if (!rc_mlflow_read_time (self, time_column, NULL, &recorded_us, error) ||
      !rc_mlflow_add_entity (self, kind, thing, &entity, error))
    return FALSE;
  if (dataset != NULL && !rc_mlflow_add_entity (self, RC_ENTITY_DATASET, dataset, &target, error))
    return FALSE;

  text = g_strdup_printf ("%s = %s", metric, value);
  return rc_mlflow_add_claim (self, entity, RC_PROPERTY_EVALUATION, text, target, RC_TIME_NONE, recorded_us, error);
}

/**
 * rc_mlflow_is_digest_tag:
 *
 * Returns: whether a tag gives the SHA-256 of the file that runs, in one of the spellings in use
 */
gboolean
rc_mlflow_is_digest_tag (const char *key,
                         const char *value)
{
  static const char * const keys[] = { "artifact_sha256", "model_sha256", "sha256", NULL };
  RcDigest digest;

  return g_strv_contains (keys, key) && rc_digest_from_hex (value, strlen (value), &digest);
}

/**
 * rc_mlflow_dup_model_name:
 * @name: of a registered model, as its row gives it
 *
 * Returns: (transfer full): @name, with the workspace before it where the row stands in another than the default one; two workspaces
 *   may use one name for different models
 */
char *
rc_mlflow_dup_model_name (RcMlflowContext *self,
                          const char      *name)
{
  const char *workspace = rc_sqlite_row_peek_text (self->row, "workspace");

  if (workspace == NULL || g_str_equal (workspace, DEFAULT_WORKSPACE))
    return g_strdup (name);
  return g_strdup_printf ("%s:%s", workspace, name);
}
