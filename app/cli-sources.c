/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include <string.h>

#include "core/life/vault-erase.h"
#include "core/occurrence.h"
#include "core/source-controller.h"
#include "core/source-schema.h"
#include "core/timestamp.h"

/* Rows of the source that are no events of their own. */
typedef struct
{
  guint64 repeated;
  guint64 superseded;
} Repeats;

static void
write_members (RcJsonWriter   *writer,
               const RcSource *source,
               const Repeats  *repeats)
{
  g_autofree char *sha256 = rc_digest_dup_hex (&source->sha256);
  g_autofree char *root = rc_digest_dup_hex (&source->root);
  g_autofree char *imported = rc_time_format_utc (source->imported_us);

  rc_json_writer_member_integer (writer, "id", source->id);
  rc_json_writer_member_string (writer, "name", source->name);
  if (source->parent != 0)
    rc_json_writer_member_integer (writer, "parent", source->parent);
  rc_json_writer_member_string (writer, "derivation", source->derivation);
  rc_json_writer_member_string (writer, "kind", source->kind);
  rc_json_writer_member_string (writer, "importer", source->importer);
  rc_json_writer_member_integer (writer, "bytes", (gint64) source->size);
  rc_json_writer_member_string (writer, "sha256", sha256);
  rc_json_writer_member_string (writer, "tree_root", root);
  rc_json_writer_member_string (writer, "framing", rc_framing_to_name (source->framing));
  rc_json_writer_member_integer (writer, "records", (gint64) source->records);
  if (rc_source_is_incomplete (source))
    rc_json_writer_member_integer (writer, "here", (gint64) source->excerpts);
  rc_json_writer_member_integer (writer, "events", (gint64) source->events);
  rc_json_writer_member_integer (writer, "repeated", (gint64) repeats->repeated);
  rc_json_writer_member_integer (writer, "superseded", (gint64) repeats->superseded);
  rc_json_writer_member_integer (writer, "set_aside", (gint64) source->set_aside);
  rc_json_writer_member_string (writer, "controller", source->controller);
  rc_json_writer_member_string (writer, "obtained", source->obtained);
  if (source->as_of_us != RC_TIME_NONE)
    {
      g_autofree char *as_of = rc_time_format_utc (source->as_of_us);

      rc_json_writer_member_string (writer, "as_of", as_of);
      rc_json_writer_member_string (writer, "as_of_how", source->as_of_how);
    }
  rc_json_writer_member_string (writer, "imported", imported);
  rc_json_writer_member_string (writer, "state", source->state);
}

/* When the source stood so and who says so; (transfer full). */
static char *
dup_as_of (const RcSource *source)
{
  static const struct { const char *how; const char *words; } ways[] = {
    { RC_AS_OF_AUDITOR, "as the auditor said" },
    { RC_AS_OF_INSIDE, "the newest time in it" },
    { RC_AS_OF_FILE, "when the file was changed last" },
  };
  g_autofree char *time = source->as_of_us != RC_TIME_NONE ? rc_time_format_utc (source->as_of_us) : NULL;

  for (gsize i = 0; time != NULL && i < G_N_ELEMENTS (ways); i++)
    {
      if (g_strcmp0 (source->as_of_how, ways[i].how) == 0)
        return g_strdup_printf ("%s, %s", time, ways[i].words);
    }
  return g_strdup ("not known");
}

/* (transfer full): what stands beside the events; empty where there is nothing. */
static char *
dup_repeats (const Repeats *repeats)
{
  if (repeats->repeated == 0 && repeats->superseded == 0)
    return g_strdup ("");

  return g_strdup_printf ("  — superseded %" G_GUINT64_FORMAT ", repeated %" G_GUINT64_FORMAT, repeats->superseded, repeats->repeated);
}

/* What was taken out of every answer stands in no list but this one. */
static gboolean
list_removed (RcCli   *cli,
              RcCase  *case_file,
              GError **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT id, name, size, lower (hex (sha256)), removed_for FROM source "
                                                 "WHERE state = 'removed' ORDER BY id", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
      g_autofree char *name = NULL, *reason = NULL;
      guint64 erased;
      gint64 id;

      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      id = sqlite3_column_int64 (statement, 0);
      name = rc_database_column_dup (statement, 1);
      reason = rc_database_column_dup (statement, 4);
      if (!rc_vault_count_erased (database, id, &erased, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
      if (cli->json)
        {
          rc_json_writer_begin_object (writer);
          rc_json_writer_member_integer (writer, "id", id);
          rc_json_writer_member_string (writer, "name", name);
          rc_json_writer_member_integer (writer, "bytes", sqlite3_column_int64 (statement, 2));
          rc_json_writer_member_string (writer, "sha256", (const char *) sqlite3_column_text (statement, 3));
          rc_json_writer_member_string (writer, "removed_for", reason);
          rc_json_writer_member_integer (writer, "erased", (gint64) erased);
          rc_json_writer_end_object (writer);
          rc_cli_print_json (writer);
        }
      else
        {
          g_autofree char *shown = rc_cli_show (name);
          g_autofree char *why = rc_cli_show (reason);

          rc_cli_print ("%5" G_GINT64_FORMAT "  %s: %s%s\n", id, shown, why, erased > 0 ? " (its bytes were erased)" : "");
        }
    }
}

int
rc_cli_sources (RcCli *cli,
                int    argc,
                char **argv)
{
  gboolean removed = FALSE;
  const GOptionEntry entries[] = {
    { "removed", 0, 0, G_OPTION_ARG_NONE, &removed, "Those that were taken out, and why", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (GPtrArray) sources = NULL;
  GError *error = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "sources", entries, argc, argv, 1, 1, &arguments, &exit_code))
    return exit_code;

  case_file = rc_cli_open_case (arguments[0], FALSE, &error);
  if (case_file != NULL && removed)
    return list_removed (cli, case_file, &error) ? RC_EXIT_OK : rc_cli_fail (error);
  sources = case_file != NULL ? rc_source_list (case_file, &error) : NULL;
  if (sources == NULL)
    return rc_cli_fail (error);

  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);
      g_autofree char *name = rc_cli_show (source->name);
      Repeats repeats;

      if (!rc_occurrence_count (case_file, source->id, &repeats.repeated, &repeats.superseded, &error))
        return rc_cli_fail (error);
      if (cli->json)
        {
          g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

          rc_json_writer_begin_object (writer);
          write_members (writer, source, &repeats);
          rc_json_writer_end_object (writer);
          rc_cli_print_json (writer);
        }
      else
        {
          g_autofree char *records = rc_cli_group_digits (source->records);
          g_autofree char *events = rc_cli_group_digits (source->events);
          g_autofree char *as_of = dup_as_of (source);
          g_autofree char *more = dup_repeats (&repeats);

          if (rc_source_is_incomplete (source))
            {
              g_autofree char *rest = g_steal_pointer (&more);

              more = g_strdup_printf ("%s (only %" G_GUINT64_FORMAT " of its records are in this copy)", rest, source->excerpts);
            }
          rc_cli_print ("%5" G_GINT64_FORMAT "  %-24s %12s %-7s %12s %-6s  %s  (as of: %s)%s\n", source->id,
                        source->importer != NULL ? source->importer : "(not understood)", records, source->records == 1 ? "record" : "records",
                        events, source->events == 1 ? "event" : "events", name, as_of, more);
        }
    }
  return RC_EXIT_OK;
}

static gboolean
parse_id (const char *text,
          gint64     *out_id)
{
  return g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, out_id, NULL);
}

static void
print_source (const RcSource *source,
              gint64          schema,
              const Repeats  *repeats)
{
  g_autofree char *more = dup_repeats (repeats);
  g_autofree char *name = rc_cli_show (source->name);
  g_autofree char *controller = rc_cli_show (source->controller);
  g_autofree char *obtained = rc_cli_show (source->obtained);
  g_autofree char *sha256 = rc_digest_dup_hex (&source->sha256);
  g_autofree char *root = rc_digest_dup_hex (&source->root);
  g_autofree char *imported = rc_time_format_utc (source->imported_us);
  g_autofree char *as_of = dup_as_of (source);

  rc_cli_print ("Source %" G_GINT64_FORMAT "\n  Name        %s\n", source->id, name);
  if (source->parent != 0)
    rc_cli_print ("  Taken from  source %" G_GINT64_FORMAT " (%s)\n", source->parent, source->derivation);
  rc_cli_print ("  Read by     %s\n  Bytes       %" G_GUINT64_FORMAT "\n  SHA-256     %s\n  Tree root   %s\n",
                source->importer != NULL ? source->importer : "nobody: kept, not understood", source->size, sha256, root);
  rc_cli_print ("  Records     %" G_GUINT64_FORMAT " (%s)\n  Events      %" G_GUINT64_FORMAT "%s\n  Set aside   %" G_GUINT64_FORMAT "\n",
                source->records, rc_framing_to_name (source->framing), source->events, more, source->set_aside);
  if (schema != 0)
    rc_cli_print ("  Schema      source %" G_GINT64_FORMAT ", as the auditor said\n", schema);
  rc_cli_print ("  Controlled  %s\n  Obtained    %s\n  As of       %s\n  Imported    %s\n  State       %s\n", controller, obtained, as_of,
                imported, source->state);
}

/* (transfer full) (nullable): NULL: it was not removed. */
static char *
dup_removed_for (RcCase   *case_file,
                 gint64    source)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT removed_for FROM source WHERE id = ?1", NULL);
  char *reason = NULL;
  gboolean row;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, source);
  if (rc_database_step (database, statement, &row, NULL) && row)
    {
      reason = rc_database_column_dup (statement, 0);
      sqlite3_reset (statement);
    }
  return reason;
}

static void
print_removed (const char *reason,
               guint64     erased)
{
  g_autofree char *shown = rc_cli_show (reason);
  g_autofree char *bytes = rc_cli_group_digits (erased);

  rc_cli_print ("  Removed     %s\n", shown);
  if (erased > 0)
    rc_cli_print ("  Erased      %s of its bytes, when the case was compacted\n", bytes);
}

static gboolean
tell_source (RcCli           *cli,
             RcCase          *case_file,
             const RcSource  *source,
             GError         **error)
{
  g_autoptr (RcJsonWriter) writer = NULL;
  g_autofree char *removed_for = dup_removed_for (case_file, source->id);
  gint64 schema = rc_source_schema_get (case_file, source->id);
  Repeats repeats;
  guint64 erased;

  if (!rc_occurrence_count (case_file, source->id, &repeats.repeated, &repeats.superseded, error) ||
      !rc_vault_count_erased (rc_case_get_database (case_file), source->id, &erased, error))
    return FALSE;
  if (!cli->json)
    {
      g_autofree char *coverage = rc_cli_dup_coverage (case_file, source->id, 0, error);

      if (coverage == NULL)
        return FALSE;
      print_source (source, schema, &repeats);
      if (removed_for != NULL)
        print_removed (removed_for, erased);
      rc_cli_print ("%s", coverage);
      return TRUE;
    }

  writer = rc_json_writer_new ();
  rc_json_writer_begin_object (writer);
  write_members (writer, source, &repeats);
  rc_json_writer_member_string (writer, "removed_for", removed_for);
  rc_json_writer_member_integer (writer, "erased", (gint64) erased);
  rc_json_writer_name (writer, "schema");
  if (schema != 0)
    rc_json_writer_integer (writer, schema);
  else
    rc_json_writer_null (writer);
  if (!rc_cli_write_coverage (writer, case_file, source->id, 0, error))
    return FALSE;
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
  return TRUE;
}

static gboolean
set_controller (RcCli       *cli,
                const char  *path,
                gint64       id,
                const char  *controller,
                GError     **error)
{
  g_autoptr (RcCase) case_file = rc_cli_open_case (path, TRUE, error);

  return case_file != NULL && rc_cli_unlock_key (cli, case_file, error) &&
         rc_source_set_controller (case_file, id, controller, error) && rc_case_close (case_file, error);
}

/* "none" takes back what was said. */
static gboolean
set_schema (RcCli       *cli,
            const char  *path,
            gint64       id,
            gint64       schema,
            GError     **error)
{
  g_autoptr (RcCase) case_file = rc_cli_open_case (path, TRUE, error);

  return case_file != NULL && rc_cli_unlock_key (cli, case_file, error) &&
         rc_source_schema_set (case_file, id, schema, error) && rc_case_close (case_file, error);
}

int
rc_cli_source (RcCli *cli,
               int    argc,
               char **argv)
{
  g_autofree char *controller = NULL;
  g_autofree char *schema = NULL;
  const GOptionEntry entries[] = {
    { "controller", 0, 0, G_OPTION_ARG_STRING, &controller,
      "Say who controls it: provider, deployer, cloud, third-party, public, unknown, or a name", "WHO" },
    { "schema", 0, 0, G_OPTION_ARG_STRING, &schema,
      "Say which source is the JSON Schema that its records should follow, or “none”; verify checks them", "ID" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcSource) source = NULL;
  GError *error = NULL;
  gint64 id;
  gint64 schema_id = 0;
  int exit_code;

  if (!rc_cli_parse (cli, "source", entries, argc, argv, 2, 2, &arguments, &exit_code))
    return exit_code;
  if (!parse_id (arguments[1], &id))
    return rc_cli_usage ("source", "“%s” is no number of a source", arguments[1]);
  if (schema != NULL && strcmp (schema, "none") != 0 && !parse_id (schema, &schema_id))
    return rc_cli_usage ("source", "“%s” is no number of a source", schema);
  if (schema != NULL && !set_schema (cli, arguments[0], id, schema_id, &error))
    return rc_cli_fail (error);
  if (controller != NULL && !set_controller (cli, arguments[0], id, controller, &error))
    return rc_cli_fail (error);

  case_file = rc_cli_open_case (arguments[0], FALSE, &error);
  source = case_file != NULL ? rc_source_load (rc_case_get_database (case_file), id, &error) : NULL;
  if (source == NULL)
    return rc_cli_fail (error);

  return tell_source (cli, case_file, source, &error) ? RC_EXIT_OK : rc_cli_fail (error);
}

int
rc_cli_remove (RcCli *cli,
               int    argc,
               char **argv)
{
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, "Why; stands in the custody log", "R" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  GError *error = NULL;
  gint64 id;
  int exit_code;

  if (!rc_cli_parse (cli, "remove", entries, argc, argv, 2, 2, &arguments, &exit_code))
    return exit_code;
  if (!parse_id (arguments[1], &id))
    return rc_cli_usage ("remove", "“%s” is no number of a source", arguments[1]);
  if (reason == NULL || *reason == 0)
    return rc_cli_usage ("remove", "--reason is missing");

  case_file = rc_cli_open_case (arguments[0], TRUE, &error);
  if (case_file == NULL || !rc_cli_unlock_key (cli, case_file, &error)
      || !rc_import_remove (case_file, id, reason, &error) || !rc_case_close (case_file, &error))
    return rc_cli_fail (error);

  if (cli->json)
    {
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "removed", id);
      rc_json_writer_end_object (writer);
      rc_cli_print_json (writer);
    }
  else
    {
      rc_cli_print ("Source %" G_GINT64_FORMAT " is out of every answer; its bytes stay in the case.\n", id);
    }
  return RC_EXIT_OK;
}
