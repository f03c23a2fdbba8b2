/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "core/checks/check.h"
#include "core/display-text.h"

/*
 * The names of systems, models and endpoints are compared byte by byte; people compare them by eye. A name that looks like another
 * than it is (letters of another script, marks that turn the reading direction or cannot be seen, a spelling that Unicode itself would
 * normalise) is never grouped with the one that it looks like, and is told (tamper-cases.md T24).
 */

static gboolean
is_deceptive (const char *name)
{
  g_autofree char *shown = rc_display_text (name, -1, 0);
  g_autofree char *normal = g_utf8_normalize (name, -1, G_NORMALIZE_NFC);

  return strcmp (shown, name) != 0 || g_strcmp0 (normal, name) != 0;
}

/* Where it stands first. There is no index over names: only a deceptive one is looked for. */
static gboolean
find_place (RcCheckContext  *context,
            gint64           name,
            gint64          *out_source,
            gint64          *out_record,
            GError         **error)
{
  RcDatabase *database = rc_case_get_database (context->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT source, record FROM event WHERE (model = ?1 OR system = ?1 OR endpoint = ?1) "
                                                 "AND id <= ?2 LIMIT 1", error);
  gboolean row = FALSE;

  *out_source = 0;
  *out_record = 0;
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, name);
  sqlite3_bind_int64 (statement, 2, rc_case_get_mark (context->case_file, "event"));
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (row)
    {
      *out_source = sqlite3_column_int64 (statement, 0);
      *out_record = sqlite3_column_int64 (statement, 1);
    }
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
report (RcCheckContext  *context,
        gint64           name,
        const char      *text,
        GError         **error)
{
  g_autofree char *shown = rc_display_text (text, -1, RC_LIMIT_NAME_BYTES);
  g_autofree char *message = NULL;
  gint64 source, record;

  if (!find_place (context, name, &source, &record, error))
    return FALSE;
  if (source == 0)
    return TRUE;

  message = g_strdup_printf ("The name “%s” holds characters that cannot be seen or that look like others: it is not the name that it "
                             "looks like.", shown);
  rc_check_report (context, RC_EXCEPTION_NAME_DECEPTIVE, source, (guint64) record,
                   rc_check_find_cause (context, source, (guint64) record), "a name that looks like what it is", shown, message);
  return TRUE;
}

typedef struct
{
  gint64  id;
  char   *text;
} Name;

static void
name_free (gpointer data)
{
  Name *name = data;

  g_free (name->text);
  g_free (name);
}

static gboolean
collect (RcCheckContext  *context,
         GPtrArray       *names,
         GError         **error)
{
  RcDatabase *database = rc_case_get_database (context->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT id, text FROM name WHERE id <= ?1 ORDER BY id", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, rc_case_get_mark (context->case_file, "name"));
  while (rc_database_step (database, statement, &row, error))
    {
      const char *text = row ? (const char *) sqlite3_column_text (statement, 1) : NULL;
      Name *name;

      if (!row)
        return TRUE;
      if (text == NULL || names->len >= RC_LIMIT_SET_ASIDE_LISTED || !is_deceptive (text))
        continue;

      name = g_new0 (Name, 1);
      name->id = sqlite3_column_int64 (statement, 0);
      name->text = g_strdup (text);
      g_ptr_array_add (names, name);
    }
  return FALSE;
}

/**
 * rc_check_names:
 *
 * Returns: %FALSE with @error where the case could not be read
 */
gboolean
rc_check_names (RcCheckContext  *context,
                GError         **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (name_free);

  if (!collect (context, names, error))
    return FALSE;

  for (guint i = 0; i < names->len; i++)
    {
      const Name *name = g_ptr_array_index (names, i);

      if (!report (context, name->id, name->text, error))
        return FALSE;
    }
  return TRUE;
}
