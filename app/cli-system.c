/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-system.h"

#include <string.h>

#include "core/bounds.h"

/* AI systems as the officer states them. */

typedef struct
{
  char  *by;
  char  *values[RC_N_SYSTEM_ATTRIBUTES];
  char **bindings[RC_N_SYSTEM_BINDINGS];
} SystemOptions;

static void
system_options_clear (SystemOptions *self)
{
  g_free (self->by);
  for (guint i = 0; i < RC_N_SYSTEM_ATTRIBUTES; i++)
    g_free (self->values[i]);
  for (guint i = 0; i < RC_N_SYSTEM_BINDINGS; i++)
    g_strfreev (self->bindings[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SystemOptions, system_options_clear)

#define N_ENTRIES (RC_N_SYSTEM_ATTRIBUTES + RC_N_SYSTEM_BINDINGS + 2)

static void
fill_entries (SystemOptions *options,
              GOptionEntry   entries[N_ENTRIES])
{
  static const GOptionEntry bindings[RC_N_SYSTEM_BINDINGS] = {
    { "model", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, "bind: records of this model, or “model/version”", "M" },
    { "endpoint", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, "bind: records of this endpoint", "E" },
    { "log-system", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, "bind: records that name their system so", "S" },
    { "source", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, "bind: records of this source, by number or name", "ID" },
    { "where", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, "bind: only where a field has this value: /product=car-loan, endpoint=prod", "FIELD=VALUE" },
  };
  guint n = 0;

  entries[n++] = (GOptionEntry) { "by", 0, 0, G_OPTION_ARG_STRING, &options->by, "Who states it, if not the auditor of the case", "WHO" };
  for (guint i = 0; i < RC_N_SYSTEM_BINDINGS; i++)
    {
      entries[n] = bindings[i];
      entries[n++].arg_data = &options->bindings[i];
    }
  for (guint i = 0; i < RC_N_SYSTEM_ATTRIBUTES; i++)
    entries[n++] = (GOptionEntry) { rc_system_attribute_to_name (i), 0, 0, G_OPTION_ARG_STRING, &options->values[i], rc_system_attribute_title (i),
                                    rc_system_attribute_is_list (i) ? "A,B…" : "TEXT" };
  entries[n] = (GOptionEntry) G_OPTION_ENTRY_NULL;
}

static int
tell_entry (RcCli      *cli,
            const char *name,
            gint64      entry)
{
  g_autofree char *shown = rc_cli_show (name);

  if (cli->json)
    {
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "id", entry);
      rc_json_writer_member_string (writer, "name", name);
      rc_json_writer_end_object (writer);
      rc_cli_print_json (writer);
      return RC_EXIT_OK;
    }
  rc_cli_print ("Entered as a statement on “%s”: entry %" G_GINT64_FORMAT ".\n", shown, entry);
  return RC_EXIT_OK;
}

/* --- add --- */

static GBytes *
read_file (const char  *path,
           GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char *bytes = NULL;
  gsize length = 0;

  if (stream == NULL)
    return NULL;
  bytes = g_malloc (RC_LIMIT_ENTRY_BYTES + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), bytes, RC_LIMIT_ENTRY_BYTES + 1, &length, NULL, error))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&bytes), length);
}

static int
add_file (RcCli               *cli,
          RcCase              *case_file,
          const char          *path,
          const SystemOptions *options)
{
  GError *error = NULL;
  g_autoptr (GBytes) bytes = read_file (path, &error);
  gint64 entry = 0;

  if (bytes != NULL)
    entry = rc_system_add (case_file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), options->by, &error);
  return entry != 0 ? tell_entry (cli, path, entry) : rc_cli_fail (error);
}

/* --- set --- */

static int
set_values (RcCli               *cli,
            RcCase              *case_file,
            const char          *name,
            const SystemOptions *options)
{
  RcSystemSetting settings[RC_N_SYSTEM_ATTRIBUTES];
  GError *error = NULL;
  guint count = 0;
  gint64 entry;

  for (guint i = 0; i < RC_N_SYSTEM_ATTRIBUTES; i++)
    {
      if (options->values[i] != NULL)
        settings[count++] = (RcSystemSetting) { i, options->values[i] };
    }
  if (count == 0)
    return rc_cli_usage ("system", "nothing is stated: give at least one option such as --provider");
  entry = rc_system_set (case_file, name, settings, count, options->by, &error);
  return entry != 0 ? tell_entry (cli, name, entry) : rc_cli_fail (error);
}

/* --- bind --- */

static RcSystemBinding *
read_binding (RcSystemBindingKind  kind,
              const char          *text)
{
  RcSystemBinding *binding;
  const char *equals = strchr (text, '=');

  if (kind == RC_SYSTEM_BINDING_WHERE && (equals == NULL || equals == text))
    return NULL;
  binding = g_new0 (RcSystemBinding, 1);
  binding->kind = kind;
  binding->value = g_strdup (kind == RC_SYSTEM_BINDING_WHERE ? equals + 1 : text);
  binding->field = kind == RC_SYSTEM_BINDING_WHERE ? g_strndup (text, (gsize) (equals - text)) : NULL;
  return binding;
}

static int
bind (RcCli               *cli,
      RcCase              *case_file,
      const char          *name,
      const SystemOptions *options,
      gboolean             withdraw)
{
  g_autoptr (GPtrArray) bindings = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_system_binding_free);
  GError *error = NULL;
  gint64 entry;

  for (guint kind = 0; kind < RC_N_SYSTEM_BINDINGS; kind++)
    {
      for (guint i = 0; options->bindings[kind] != NULL && options->bindings[kind][i] != NULL; i++)
        {
          RcSystemBinding *binding = read_binding (kind, options->bindings[kind][i]);

          if (binding == NULL)
            return rc_cli_usage ("system", "--where takes FIELD=VALUE, such as /product=car-loan");
          g_ptr_array_add (bindings, binding);
        }
    }
  if (bindings->len == 0)
    return rc_cli_usage ("system", "nothing is bound: give --model, --endpoint, --log-system, --source or --where");
  entry = rc_system_bind (case_file, name, bindings, withdraw, options->by, &error);
  return entry != 0 ? tell_entry (cli, name, entry) : rc_cli_fail (error);
}

/* --- list, show --- */

static int
list_all (RcCli  *cli,
          RcCase *case_file)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (RcSystemCounts) counts = NULL;
  g_autoptr (GPtrArray) systems = NULL;
  gboolean complete = TRUE;
  GError *error = NULL;

  systems = rc_system_list (case_file, reader, &complete, &error);
  if (systems != NULL)
    counts = rc_system_counts_load (case_file, reader, systems, cli->cancellable, &error);
  if (counts == NULL)
    return rc_cli_fail (error);

  for (guint i = 0; i < systems->len; i++)
    rc_cli_tell_system (cli, case_file, g_ptr_array_index (systems, i), &g_array_index (counts->of_system, guint64, i));
  if (systems->len == 0 && !cli->json)
    rc_cli_print ("No system is described yet: by “recount-cli system CASE add FILE”, or in a file that is imported.\n");
  if (!complete && !cli->json)
    rc_cli_print ("Only the newest %u description files were read.\n", RC_LIMIT_SYSTEMS);
  rc_cli_tell_unbound (cli, counts);
  return RC_EXIT_OK;
}

static int
show_one (RcCli      *cli,
          RcCase     *case_file,
          const char *name)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_system_free);
  g_autoptr (RcSystemFilter) filter = NULL;
  g_autoptr (RcSystemCounts) counts = NULL;
  GError *error = NULL;
  RcSystem *system = rc_system_find (case_file, reader, name, &error);

  if (system == NULL)
    return rc_cli_fail (error);
  g_ptr_array_add (one, system);
  filter = rc_system_filter_new (case_file, system, &error);
  if (filter != NULL)
    counts = rc_system_counts_load (case_file, reader, one, cli->cancellable, &error);
  if (counts == NULL)
    return rc_cli_fail (error);

  rc_cli_show_system (cli, case_file, system, filter, g_array_index (counts->of_system, guint64, 0));
  return RC_EXIT_OK;
}

gboolean
rc_cli_open_system (const char      *path,
                    const char      *name,
                    RcCase         **out_case,
                    RcRecordReader **out_reader,
                    RcSystem       **out_system,
                    GError         **error)
{
  *out_case = rc_cli_open_case (path, FALSE, error);
  if (*out_case == NULL)
    return FALSE;

  *out_reader = rc_record_reader_new (rc_case_get_database (*out_case));
  if (name != NULL)
    *out_system = rc_system_find (*out_case, *out_reader, name, error);
  return name == NULL || *out_system != NULL;
}

gboolean
rc_cli_restrict_to_system (RcCase          *case_file,
                           RcEventQuery    *query,
                           RcSystemFilter **out_filter,
                           GError         **error)
{
  g_autoptr (RcRecordReader) reader = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcSystem) system = NULL;

  *out_filter = NULL;
  if (query->system == NULL)
    return TRUE;
  reader = rc_record_reader_new (rc_case_get_database (case_file));
  system = rc_system_find (case_file, reader, query->system, &local_error);
  if (system == NULL && g_error_matches (local_error, RC_SYSTEM_ERROR, RC_SYSTEM_ERROR_NOT_FOUND))
    return TRUE;
  if (system == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  query->system = NULL;
  query->within = *out_filter = rc_system_filter_new (case_file, system, error);
  return *out_filter != NULL;
}

static int
write_act (RcCli               *cli,
           const char          *path,
           const char          *act,
           const char          *what,
           const SystemOptions *options)
{
  g_autoptr (RcCase) case_file = NULL;
  GError *error = NULL;

  case_file = rc_cli_open_case (path, TRUE, &error);
  if (case_file == NULL || !rc_cli_unlock_key (cli, case_file, &error))
    return rc_cli_fail (error);
  if (strcmp (act, "add") == 0)
    return add_file (cli, case_file, what, options);
  if (strcmp (act, "set") == 0)
    return set_values (cli, case_file, what, options);
  return bind (cli, case_file, what, options, strcmp (act, "unbind") == 0);
}

int
rc_cli_system (RcCli *cli,
               int    argc,
               char **argv)
{
  static const char * const writing[] = { "add", "set", "bind", "unbind", NULL };
  g_auto (SystemOptions) options = { 0 };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  GOptionEntry entries[N_ENTRIES];
  GError *error = NULL;
  const char *act;
  int exit_code;

  fill_entries (&options, entries);
  if (!rc_cli_parse (cli, "system", entries, argc, argv, 2, 3, &arguments, &exit_code))
    return exit_code;

  act = arguments[1];
  if (g_strv_contains (writing, act))
    return arguments[2] != NULL ? write_act (cli, arguments[0], act, arguments[2], &options)
                                : rc_cli_usage ("system", strcmp (act, "add") == 0 ? "a file is missing" : "the system's name is missing");
  if (strcmp (act, "list") != 0 && strcmp (act, "show") != 0)
    return rc_cli_usage ("system", "there is no act “%s”: it is add, set, bind, unbind, list or show", act);
  if ((strcmp (act, "show") == 0) != (arguments[2] != NULL))
    return rc_cli_usage ("system", "show takes one system's name, and list none");

  case_file = rc_cli_open_case (arguments[0], FALSE, &error);
  if (case_file == NULL)
    return rc_cli_fail (error);
  return arguments[2] != NULL ? show_one (cli, case_file, arguments[2]) : list_all (cli, case_file);
}
