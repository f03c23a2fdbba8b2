/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-file.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <math.h>
#include <string.h>

/* Of a metric the value of the last step is claimed, as MLflow shows it: the greatest step, then time, then value. */
typedef struct
{
  char    *dataset;     /* (nullable): name of the data set version that was measured on */
  char    *value;       /* as written: "nan" and "inf" are values */
  double   number;
  gint64   step;
  char    *time;        /* digits */
  gint64   milliseconds;
  guint    line;
} Latest;

typedef struct
{
  RcMlflowFile *file;
  GPtrArray    *latest;     /* of Latest, one for each data set, in the order of the lines */
  GHashTable   *by_dataset; /* utf8 → Latest, borrowed */
  gboolean      of_model;
  guint         line;
  guint         n_faults;
} Metric;

static void
latest_free (gpointer data)
{
  Latest *self = data;

  g_free (self->dataset);
  g_free (self->value);
  g_free (self->time);
  g_free (self);
}

static gboolean
refuse (Metric      *self,
        gsize        offset,
        const char  *found,
        GError     **error)
{
  RcRegistryWriter *writer = &self->file->writer;

  if (self->n_faults++ > RC_LIMIT_REGISTRY_FAULTS)
    return TRUE;
  if (self->n_faults > RC_LIMIT_REGISTRY_FAULTS)
    return rc_registry_writer_set_aside (writer, (gint64) offset, RC_EXCEPTION_LIMIT,
                                         "at most 16 lines told one by one (RC_LIMIT_REGISTRY_FAULTS)", "more",
                                         "More lines of a metric cannot be read.", error);
  return rc_registry_writer_set_aside (writer, (gint64) offset, RC_EXCEPTION_UNREADABLE_RECORD,
                                       self->of_model ? "time, value, step and run, and perhaps a data set's name and digest"
                                                      : "time and value, and perhaps step, data set's name and digest",
                                       found, "A line of a metric cannot be read.", error);
}

static gboolean
read_number (const char *text,
             double     *out_number)
{
  char *end;

  if (*text == '\0' || g_ascii_isspace (*text))
    return FALSE;
  *out_number = g_ascii_strtod (text, &end);
  return *end == '\0';
}

static gboolean
read_integer (const char *text,
              gint64     *out_number)
{
  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, out_number, NULL);
}

static int
compare (const Latest *a,
         const Latest *b)
{
  if (a->step != b->step)
    return a->step < b->step ? -1 : 1;
  if (a->milliseconds != b->milliseconds)
    return a->milliseconds < b->milliseconds ? -1 : 1;
  if (isnan (a->number) || isnan (b->number))
    return isnan (a->number) ? -1 : 1;
  return a->number < b->number ? -1 : a->number > b->number;
}

static void
keep (Metric *self,
      Latest *line)
{
  const char *key = line->dataset != NULL ? line->dataset : "";
  Latest *before = g_hash_table_lookup (self->by_dataset, key);

  if (before == NULL)
    {
      g_ptr_array_add (self->latest, line);
      g_hash_table_insert (self->by_dataset, g_strdup (key), line);
      return;
    }

  if (compare (before, line) <= 0)
    {
      Latest kept = *before;

      *before = *line;
      *line = kept;
    }
  latest_free (line);
}

/* Columns of a run: 2 in the oldest stores, 3, or 5 with a data set; of a logged model 4, or 6 with one. */
static gboolean
read_columns (Metric  *self,
              char   **columns,
              Latest  *line)
{
  guint n = g_strv_length (columns);
  guint before_dataset = self->of_model ? 4 : 3;

  if (!(n == before_dataset || n == before_dataset + 2 || (n == 2 && !self->of_model)))
    return FALSE;
  if (!read_integer (columns[0], &line->milliseconds) || !read_number (columns[1], &line->number) ||
      (n > 2 && !read_integer (columns[2], &line->step)))
    return FALSE;

  line->time = g_strdup (columns[0]);
  line->value = g_strdup (columns[1]);
  line->line = self->line;
  if (n == before_dataset + 2)
    line->dataset = rc_mlflow_dup_dataset_name (columns[before_dataset], columns[before_dataset + 1]);
  return TRUE;
}

static gboolean
read_line (Metric      *self,
           const char  *text,
           gsize        length,
           gsize        offset,
           GError     **error)
{
  g_autofree char *line = NULL;
  g_auto (GStrv) columns = NULL;
  Latest *latest;

  self->line++;
  if (length > RC_LIMIT_NAME_BYTES)
    return refuse (self, offset, "a longer line", error);
  line = g_strndup (text, length);
  g_strstrip (line);
  if (*line == '\0')
    return TRUE;

  columns = g_strsplit (line, " ", 8);
  latest = g_new0 (Latest, 1);
  if (read_columns (self, columns, latest))
    {
      keep (self, latest);
      return TRUE;
    }
  latest_free (latest);
  return refuse (self, offset, line, error);
}

static gboolean
read_lines (Metric  *self,
            GError **error)
{
  const char *text = self->file->text;
  gsize length = strlen (text);

  for (gsize offset = 0; offset < length;)
    {
      gsize n = strcspn (text + offset, "\n");

      if (!read_line (self, text + offset, n, offset, error))
        return FALSE;
      offset += n + 1;
    }

  return TRUE;
}

/* The oldest stores counted seconds: read as milliseconds, they lie in 1970. */
static gboolean
read_time (Metric        *self,
           const Latest  *latest,
           gint64        *out_us,
           GError       **error)
{
  RcTimestamp time = { 0 };

  *out_us = RC_TIME_NONE;
  if (rc_timestamp_from_epoch (latest->time, strlen (latest->time), 1000, &time) && rc_timestamp_is_plausible (&time))
    {
      *out_us = time.from_us;
      return TRUE;
    }

  return rc_registry_writer_set_aside (&self->file->writer, -1, RC_EXCEPTION_TIME_AMBIGUOUS,
                                       "milliseconds since 1970 of a time from 2000 to 2099", latest->time,
                                       "A time of the registry counts other units than MLflow does.", error);
}

static gboolean
add_latest (Metric  *self,
            GError **error)
{
  RcMlflowFile *file = self->file;
  RcEntityKind kind = self->of_model ? RC_ENTITY_MODEL_VERSION : RC_ENTITY_RUN;
  gint64 us;

  for (guint i = 0; i < self->latest->len && i < RC_REGISTRY_EVALUATIONS; i++)
    {
      const Latest *latest = g_ptr_array_index (self->latest, i);

      rc_registry_writer_at (&file->writer, "line %u", latest->line);
      if (!read_time (self, latest, &us, error) ||
          !rc_registry_writer_add_evaluation (&file->writer, kind, file->path.id, file->path.key, latest->value, latest->dataset, us, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rc_mlflow_file_read_metric:
 *
 * A metric of a run or of a logged model, one line a step. A line that cannot be read is set aside, and the others are read.
 */
gboolean
rc_mlflow_file_read_metric (RcMlflowFile  *self,
                            GError       **error)
{
  g_autoptr (GPtrArray) latest = g_ptr_array_new_with_free_func (latest_free);
  g_autoptr (GHashTable) by_dataset = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Metric metric = {
    .file = self,
    .latest = latest,
    .by_dataset = by_dataset,
    .of_model = self->path.kind == RC_MLFLOW_PATH_LOGGED_MODEL_METRIC,
  };
  gint64 entity;

  return rc_registry_writer_add_entity (&self->writer, metric.of_model ? RC_ENTITY_MODEL_VERSION : RC_ENTITY_RUN, self->path.id, &entity,
                                        error) &&
         read_lines (&metric, error) && add_latest (&metric, error);
}
