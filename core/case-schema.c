/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case-schema.h"

#include <string.h>

#define REMOVE_BATCH_ROWS 4096

/* schema.sql as a C text; made by the build, so that no file is looked for at run time. */
static const char schema[] =
#include "core/schema.sql.inc"
  ;

/* What stands above a mark, table by table; ?1 is the mark, ?2 the number of rows at a time. */
static const struct
{
  const char *item;
  const char *sql;
} unpublished[] = {
  { "source", "DELETE FROM source WHERE id IN (SELECT id FROM source WHERE id > ?1 LIMIT ?2)" },
  { "source", "DELETE FROM tile WHERE (source, first_record) IN "
              "(SELECT source, first_record FROM tile WHERE source > ?1 LIMIT ?2)" },
  { "source", "DELETE FROM excerpt WHERE (source, record) IN (SELECT source, record FROM excerpt WHERE source > ?1 LIMIT ?2)" },
  { "event", "DELETE FROM event WHERE id IN (SELECT id FROM event WHERE id > ?1 LIMIT ?2)" },
  { "event", "DELETE FROM occurrence WHERE event IN (SELECT event FROM occurrence WHERE event > ?1 OR event < 0 LIMIT ?2)" },
  { "block", "DELETE FROM block WHERE id IN (SELECT id FROM block WHERE id > ?1 LIMIT ?2)" },
  { "stream", "DELETE FROM block WHERE id IN (SELECT id FROM block WHERE start >= ?1 LIMIT ?2)" },
  { "name", "DELETE FROM name WHERE id IN (SELECT id FROM name WHERE id > ?1 LIMIT ?2)" },
  { "entity", "DELETE FROM entity WHERE id IN (SELECT id FROM entity WHERE id > ?1 LIMIT ?2)" },
  { "claim", "DELETE FROM claim WHERE id IN (SELECT id FROM claim WHERE id > ?1 LIMIT ?2)" },
  { "key_run", "DELETE FROM key_run WHERE id IN (SELECT id FROM key_run WHERE id > ?1 LIMIT ?2)" },
  { "set_aside", "DELETE FROM set_aside WHERE id IN (SELECT id FROM set_aside WHERE id > ?1 LIMIT ?2)" },
  { "mapping", "DELETE FROM mapping WHERE id IN (SELECT id FROM mapping WHERE id > ?1 LIMIT ?2)" },
};

static const char *const items[] = {
  "source", "event", "block", "stream", "name", "entity", "claim", "key_run", "occurrence", "set_aside", "mapping",
};

static gboolean
insert_marks (RcDatabase  *database,
              GError     **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (items); i++)
    {
      sqlite3_stmt *statement = rc_database_prepare (database, "INSERT INTO published VALUES (?, 0)", error);

      if (statement == NULL)
        return FALSE;
      rc_database_bind_text (statement, 1, items[i]);
      if (!rc_database_run (database, statement, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rc_case_schema_create:
 * @database: new, within a transaction
 *
 * Makes every table, and each mark at 0.
 */
gboolean
rc_case_schema_create (RcDatabase  *database,
                       GError     **error)
{
  g_autofree char *version = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                              RC_CASE_APPLICATION_ID, RC_CASE_SCHEMA_VERSION);

  return rc_database_exec (database, version, error) &&
         rc_database_exec (database, schema, error) &&
         insert_marks (database, error);
}

static void
append_quoted (GString     *out,
               const char **cursor)
{
  char quote = **cursor;

  do
    g_string_append_c (out, *(*cursor)++);
  while (**cursor != '\0' && **cursor != quote);
  if (**cursor != '\0')
    g_string_append_c (out, *(*cursor)++);
}

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_' || (guchar) c >= 0x80;
}

/* Blanks and comments may differ between builds and steps, and mean nothing; whatever is quoted is kept as it stands. */
static void
append_normalised (GString    *out,
                   const char *sql)
{
  gboolean apart = FALSE;

  while (*sql != '\0')
    {
      if (g_ascii_isspace (*sql))
        {
          apart = TRUE;
          sql++;
          continue;
        }
      if (sql[0] == '-' && sql[1] == '-')
        {
          while (*sql != '\0' && *sql != '\n')
            sql++;
          continue;
        }

      if (apart && out->len > 0 && is_word (out->str[out->len - 1]) && is_word (*sql))
        g_string_append_c (out, ' ');
      apart = FALSE;
      if (*sql == '\'' || *sql == '"')
        append_quoted (out, &sql);
      else
        g_string_append_c (out, *sql++);
    }
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* (element-type utf8) (transfer full): one text for each thing in the schema, sorted: type, name, table and SQL. */
static GPtrArray *
list_schema (RcDatabase  *database,
             GError     **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT type, name, tbl_name, sql FROM sqlite_schema", error);
  gboolean row;

  if (statement == NULL)
    return NULL;

  for (;;)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        break;
      for (int column = 0; column < 4; column++)
        {
          const char *value = (const char *) sqlite3_column_text (statement, column);

          append_normalised (text, value == NULL ? "" : value);
          g_string_append_c (text, '\n');
        }
      g_ptr_array_add (list, g_string_free (g_steal_pointer (&text), FALSE));
    }

  g_ptr_array_sort (list, compare_texts);
  return g_steal_pointer (&list);
}

/* @steps: those that go back from the current version to the one that is expected, the newest first. */
static GPtrArray *
list_expected_schema (const RcCaseMigration * const *steps,
                      gsize                          n_steps,
                      GError                       **error)
{
  g_autoptr (RcDatabase) memory = NULL;
  sqlite3 *connection = NULL;

  if (sqlite3_open_v2 (":memory:", &connection,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_MEMORY, NULL) != SQLITE_OK)
    {
      g_set_error_literal (error, RC_CASE_ERROR, RC_CASE_ERROR_SYSTEM, sqlite3_errmsg (connection));
      sqlite3_close (connection);
      return NULL;
    }

  memory = rc_database_new (connection);
  if (!rc_database_exec (memory, schema, error))
    return NULL;
  for (gsize i = 0; i < n_steps; i++)
    if (!rc_database_exec (memory, steps[i]->before, error))
      return NULL;
  return list_schema (memory, error);
}

/* Type and name of an entry, in words; (transfer full). */
static char *
describe_schema_entry (const char *entry)
{
  g_auto (GStrv) parts = g_strsplit (entry, "\n", 3);
  g_autofree char *printable = g_strescape (g_strv_length (parts) > 1 ? parts[1] : "", NULL);

  return g_strdup_printf ("%s “%s”", parts[0] == NULL || *parts[0] == '\0' ? "an entry" : parts[0], printable);
}

static gboolean
refuse_schema (const char  *path,
               const char  *entry,
               const char  *expected,
               const char  *found,
               GError     **error)
{
  g_autofree char *words = describe_schema_entry (entry);

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED,
               "%s is damaged: its tables are not those of a case: expected %s%s, found %s", path, expected, words, found);
  return FALSE;
}

static gboolean
compare_schemas (GPtrArray   *expected,
                 GPtrArray   *found,
                 const char  *path,
                 GError     **error)
{
  for (guint i = 0; i < MAX (expected->len, found->len); i++)
    {
      const char *wanted = i < expected->len ? g_ptr_array_index (expected, i) : NULL;
      const char *got = i < found->len ? g_ptr_array_index (found, i) : NULL;
      g_autofree char *wanted_words = NULL;
      g_autofree char *got_words = NULL;

      if (g_strcmp0 (wanted, got) == 0)
        continue;
      wanted_words = wanted != NULL ? describe_schema_entry (wanted) : NULL;
      got_words = got != NULL ? describe_schema_entry (got) : NULL;
      if (g_strcmp0 (wanted_words, got_words) == 0)
        return refuse_schema (path, wanted, "", "it made otherwise", error);
      /* Both lists are sorted: what comes first is what the other lacks. */
      if (got == NULL || (wanted != NULL && strcmp (wanted, got) < 0))
        return refuse_schema (path, wanted, "", "none", error);
      return refuse_schema (path, got, "no ", "one", error);
    }

  return TRUE;
}

static gboolean
check (RcDatabase                    *database,
       const char                    *path,
       const RcCaseMigration * const *steps,
       gsize                          n_steps,
       GError                       **error)
{
  g_autoptr (GPtrArray) expected = list_expected_schema (steps, n_steps, error);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) reason = NULL;

  if (expected == NULL)
    return FALSE;

  found = list_schema (database, &reason);
  if (found != NULL)
    return compare_schemas (expected, found, path, error);

  if (!g_error_matches (reason, RC_DATABASE_ERROR, RC_DATABASE_ERROR_CORRUPT))
    g_propagate_error (error, g_steal_pointer (&reason));
  else
    g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED,
                 "%s is damaged: expected the tables of a case, found what SQLite cannot read (%s)", path, reason->message);
  return FALSE;
}

/**
 * rc_case_schema_check:
 * @path: for messages
 *
 * A case handed over may hold triggers or views of another's making, or tables without their constraints.
 */
gboolean
rc_case_schema_check (RcDatabase  *database,
                      const char  *path,
                      GError     **error)
{
  return check (database, path, NULL, 0, error);
}

/* NULL: not known. */
static const RcCaseMigration *
find_step (const RcCaseMigration *steps,
           gsize                  n_steps,
           gint64                 from)
{
  for (gsize i = 0; i < n_steps; i++)
    if (steps[i].from == from)
      return &steps[i];

  return NULL;
}

/**
 * rc_case_schema_check_older:
 * @path: for messages
 * @version: of the case, older than %RC_CASE_SCHEMA_VERSION
 * @out_readable: (out): whether rc_case_schema_adapt() can show it as one of the current version
 *
 * As rc_case_schema_check(), against the tables of that version.
 */
gboolean
rc_case_schema_check_older (RcDatabase             *database,
                            const char             *path,
                            const RcCaseMigration  *steps,
                            gsize                   n_steps,
                            gint64                  version,
                            gboolean               *out_readable,
                            GError                **error)
{
  g_autoptr (GPtrArray) back = g_ptr_array_new ();
  const RcCaseMigration *oldest = find_step (steps, n_steps, version);

  *out_readable = oldest != NULL && oldest->reading != NULL;
  for (gint64 from = RC_CASE_SCHEMA_VERSION - 1; *out_readable && from >= version; from--)
    {
      const RcCaseMigration *step = find_step (steps, n_steps, from);

      *out_readable = step != NULL && step->before != NULL;
      if (*out_readable)
        g_ptr_array_add (back, (gpointer) step);
    }

  return !*out_readable || check (database, path, (const RcCaseMigration * const *) back->pdata, back->len, error);
}

/**
 * rc_case_schema_adapt:
 * @database: that only reads
 *
 * Does nothing to a case of the current version, nor to one of a version that can only be brought forward.
 */
gboolean
rc_case_schema_adapt (RcDatabase             *database,
                      const RcCaseMigration  *steps,
                      gsize                   n_steps,
                      GError                **error)
{
  const RcCaseMigration *step;
  g_autofree char *sql = NULL;
  gint64 version;

  if (!rc_database_get_integer (database, "PRAGMA user_version", &version, error))
    return FALSE;

  step = find_step (steps, n_steps, version);
  if (version == RC_CASE_SCHEMA_VERSION || step == NULL || step->reading == NULL)
    return TRUE;

  /* The connection cannot write the case in any event; what it makes here lives in memory and goes with it. */
  sql = g_strdup_printf ("PRAGMA temp_store = MEMORY; PRAGMA query_only = OFF; %s; PRAGMA query_only = ON", step->reading);
  return rc_database_exec (database, sql, error);
}

static gboolean
run_step (RcDatabase             *database,
          const char             *path,
          const RcCaseMigration  *steps,
          gsize                   n_steps,
          gint64                  from,
          GError                **error)
{
  g_autofree char *version = g_strdup_printf ("PRAGMA user_version = %" G_GINT64_FORMAT, from + 1);
  const RcCaseMigration *step = find_step (steps, n_steps, from);

  if (step != NULL)
    return rc_database_exec (database, step->sql, error) && rc_database_exec (database, version, error);

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_A_CASE,
               "%s is no Recount case: expected a version from 1 to %d, found version %" G_GINT64_FORMAT, path,
               RC_CASE_SCHEMA_VERSION, from);
  return FALSE;
}

/**
 * rc_case_schema_migrate:
 * @database: within a transaction, which is to be rolled back where this fails
 * @path: for messages
 * @steps: (array length=n_steps): what is known of older versions
 * @target: the version wanted
 */
gboolean
rc_case_schema_migrate (RcDatabase             *database,
                        const char             *path,
                        const RcCaseMigration  *steps,
                        gsize                   n_steps,
                        gint64                  target,
                        GError                **error)
{
  gint64 version;

  if (!rc_database_get_integer (database, "PRAGMA user_version", &version, error))
    return FALSE;

  for (; version < target; version++)
    if (!run_step (database, path, steps, n_steps, version, error))
      return FALSE;

  return TRUE;
}

static gboolean
remove_above_mark (RcDatabase  *database,
                   gsize        index,
                   gboolean    *out_more,
                   GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT mark FROM published WHERE item = ?", error);
  gint64 mark = 0;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  rc_database_bind_text (statement, 1, unpublished[index].item);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (row)
    mark = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);

  statement = rc_database_prepare (database, unpublished[index].sql, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, mark);
  sqlite3_bind_int64 (statement, 2, REMOVE_BATCH_ROWS);
  if (!rc_database_run (database, statement, error))
    return FALSE;
  if (sqlite3_changes (rc_database_peek (database)) >= REMOVE_BATCH_ROWS)
    *out_more = TRUE;
  return TRUE;
}

static gboolean
remove_batch (RcDatabase  *database,
              gboolean    *out_more,
              GError     **error)
{
  *out_more = FALSE;
  if (!rc_database_exec (database, "BEGIN IMMEDIATE", error))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (unpublished); i++)
    if (!remove_above_mark (database, i, out_more, error))
      goto failed;
  if (rc_database_exec (database, "COMMIT", error))
    return TRUE;

failed:
  sqlite3_exec (rc_database_peek (database), "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

/**
 * rc_case_schema_remove_unpublished:
 *
 * Removes every row above the marks of `published`, in batches that each stand for themselves: what a broken-off run
 * leaves is still above the marks and goes the next time.
 */
gboolean
rc_case_schema_remove_unpublished (RcDatabase  *database,
                                   GError     **error)
{
  gboolean more = TRUE;

  while (more)
    if (!remove_batch (database, &more, error))
      return FALSE;

  return TRUE;
}
