/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-context.h"
#include "mlflow-event.h"

#include "core/exception.h"

/*
 * MLflow keeps an assessment that was replaced, with valid = 0, and names it in the one that came after. Both sides of that must fit: what
 * breaks it is an assessment taken out or changed in the database itself.
 */

static gboolean
set_aside (RcSqliteImport   *self,
           const char       *expected,
           const char       *found,
           const char       *message,
           GError          **error)
{
  return rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_REGISTRY_MALFORMED, expected, found, message, error);
}

/* The one that it replaces may be deleted; where it is there, it must not count any more. */
static gboolean
check_replaced (RcSqliteImport   *self,
                const char       *overrides,
                GError          **error)
{
  g_autofree char *valid = NULL;

  if (overrides == NULL)
    return TRUE;
  if (!rc_mlflow_look_up (self, "SELECT valid FROM assessments WHERE assessment_id = ?", overrides, NULL, &valid, error))
    return FALSE;

  return valid == NULL || g_str_equal (valid, "0") ||
         set_aside (self, "an assessment with valid = 0 in the column overrides", "one that still counts",
                    "An assessment replaces another one that is kept as if nothing had replaced it.", error);
}

static gboolean
check_replacement (RcSqliteImport   *self,
                   const char       *id,
                   const char       *trace,
                   GError          **error)
{
  g_autofree char *by = NULL;
  gint64 valid;

  if (!rc_sqlite_row_get_integer (self->row, "valid", &valid) || valid != 0)
    return TRUE;
  if (!rc_mlflow_look_up (self, "SELECT assessment_id FROM assessments WHERE overrides = ? AND trace_id = ?", id, trace, &by, error))
    return FALSE;

  return by != NULL || set_aside (self, "an assessment that replaces the one with valid = 0", "none",
                                  "An assessment was replaced by another one, which the store does not have.", error);
}

static gboolean
add_action (RcSqliteImport   *self,
            const char       *id,
            const char       *trace,
            GError          **error)
{
  RcParsedEvent event = { .kind = RC_EVENT_HUMAN_ACTION };
  gint64 us;

  if (!rc_sqlite_import_read_time (self, "created_timestamp", &event.time, &us, error))
    return FALSE;
  event.has_time = us != RC_TIME_NONE;

  return rc_mlflow_event_set (&self->writer, &event.id, id, error) &&
         rc_mlflow_event_set (&self->writer, &event.target, trace, error) &&
         rc_import_sink_add_event (self->writer.sink, RC_IMPORT_ROWS, self->writer.record, &event, error);
}

/**
 * rc_mlflow_read_assessment:
 *
 * A row of `assessments`. What a person said of a trace is a human action; what a program said of it stays a row.
 */
gboolean
rc_mlflow_read_assessment (RcSqliteImport   *self,
                           GError          **error)
{
  const char *source = rc_sqlite_row_peek_text (self->row, "source_type");
  const char *id;
  const char *trace;

  if (!rc_sqlite_import_require_text (self, "assessment_id", &id, error) || !rc_sqlite_import_require_text (self, "trace_id", &trace, error))
    return FALSE;
  if (id == NULL || trace == NULL)
    return TRUE;

  if (!check_replaced (self, rc_sqlite_row_peek_text (self->row, "overrides"), error) || !check_replacement (self, id, trace, error))
    return FALSE;
  return source == NULL || g_ascii_strcasecmp (source, "HUMAN") != 0 || add_action (self, id, trace, error);
}
