/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include "core/importer.h"
#include "core/log-sample.h"
#include "core/mapping-draft.h"

#include <string.h>

/* So many records are shown beside what they become. */
#define SHOWN 5u

typedef struct
{
  char   *save;
  char   *id;
  char   *title;
  char   *kind;
  char   *line;
  char   *zone;
  char   *form;
  char  **set;
  char  **unset;
  char  **signs;
  gint64  show;
} Options;

static void
clear_options (Options *self)
{
  g_free (self->save);
  g_free (self->id);
  g_free (self->title);
  g_free (self->kind);
  g_free (self->line);
  g_free (self->zone);
  g_free (self->form);
  g_strfreev (self->set);
  g_strfreev (self->unset);
  g_strfreev (self->signs);
}

/* --- What the auditor decides --- */

static gboolean
fail (GError     **error,
      const char  *option,
      const char  *value,
      const char  *problem)
{
  g_set_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_MAPPING, "%s %s: %s", option, value, problem);
  return FALSE;
}

static gboolean
apply_set (RcMappingDraft *draft,
           char          **pairs,
           GError        **error)
{
  for (guint i = 0; pairs != NULL && pairs[i] != NULL; i++)
    {
      const char *equals = strchr (pairs[i], '=');
      g_autofree char *name = equals != NULL ? g_strndup (pairs[i], (gsize) (equals - pairs[i])) : NULL;
      RcField field;

      if (name == NULL || !rc_field_from_name (name, &field) || equals[1] == '\0')
        return fail (error, "--set", pairs[i], "expected FIELD=PATH with a field such as score");
      rc_mapping_draft_set (draft, field, equals + 1);
    }

  return TRUE;
}

static gboolean
apply_unset (RcMappingDraft *draft,
             char          **names,
             GError        **error)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      RcField field;

      if (!rc_field_from_name (names[i], &field))
        return fail (error, "--unset", names[i], "there is no field of this name");
      rc_mapping_draft_set (draft, field, NULL);
    }

  return TRUE;
}

static void
replace (char       **text,
         const char  *with)
{
  if (with == NULL)
    return;
  g_free (*text);
  *text = g_strdup (with);
}

static gboolean
apply (RcMappingDraft *draft,
       const Options  *options,
       GError        **error)
{
  if (options->zone != NULL && !g_str_equal (options->zone, "utc") && !g_str_equal (options->zone, "assume"))
    return fail (error, "--zone", options->zone, "expected utc, where the format's rule says so, or assume, where the auditor says it at import");

  replace (&draft->id, options->id);
  replace (&draft->title, options->title);
  replace (&draft->zone, options->zone);
  replace (&draft->time_form, options->form);
  if (options->zone != NULL)
    g_clear_pointer (&draft->time_note, g_free);
  for (guint i = 0; options->signs != NULL && options->signs[i] != NULL; i++)
    {
      if (i == 0)
        g_ptr_array_set_size (draft->signs, 0);
      if (strchr (options->signs[i], ' ') == NULL)
        return fail (error, "--sign", options->signs[i], "expected has, equals, begins or lacks, a blank and a path");
      g_ptr_array_add (draft->signs, g_strdup (options->signs[i]));
    }

  return apply_set (draft, options->set, error) && apply_unset (draft, options->unset, error);
}

/* --- Telling --- */

static const char *
looks_to_word (RcMappingLooks looks)
{
  switch (looks)
    {
    case RC_MAPPING_LOOKS_EMPTY:   return "empty";
    case RC_MAPPING_LOOKS_TEXT:    return "text";
    case RC_MAPPING_LOOKS_NUMBER:  return "number";
    case RC_MAPPING_LOOKS_TIME:    return "time";
    case RC_MAPPING_LOOKS_DIGEST:  return "digest";
    case RC_MAPPING_LOOKS_BOOLEAN: return "yes or no";
    case RC_MAPPING_LOOKS_OBJECT:  return "object";
    case RC_MAPPING_LOOKS_LIST:    return "list";
    }
  return "text";
}

static void
print_paths (const RcMappingDraft *draft)
{
  rc_cli_print ("What the sample holds (%u records%s):\n\n", draft->n_records, draft->n_unread > 0 ? ", others could not be read" : "");
  for (guint i = 0; i < draft->paths->len; i++)
    {
      const RcMappingPathInfo *info = g_ptr_array_index (draft->paths, i);
      g_autofree char *path = rc_cli_show (info->path);
      g_autofree char *example = rc_cli_show (info->examples->len > 0 ? g_ptr_array_index (info->examples, 0) : "");

      rc_cli_print ("  %-32s %3u %%  %-9s  %s\n", path, 100 * info->n_present / MAX (draft->n_records, 1), looks_to_word (info->looks), example);
    }
}

static void
print_proposal (const RcMappingDraft *draft)
{
  rc_cli_print ("\nThe mapping:\n\n");
  for (guint field = 0; field < RC_N_FIELDS; field++)
    {
      const char *reason = draft->reasons[field];

      if (draft->fields[field] != NULL)
        rc_cli_print ("  %-16s %-32s %s\n", rc_field_to_name (field), draft->fields[field], reason != NULL ? reason : "as you say");
      else if (reason != NULL)
        rc_cli_print ("  %-16s %-32s %s\n", rc_field_to_name (field), "-", reason);
    }
}

static void
print_preview (const RcMappingPreview *preview)
{
  g_autofree char *raw = rc_cli_show (preview->raw);
  g_autofree char *fault = preview->fault != NULL ? rc_cli_show (preview->fault) : NULL;

  rc_cli_print ("\n  at byte %" G_GUINT64_FORMAT "   %s\n", preview->offset, raw);
  for (guint i = 0; i < preview->events->len; i++)
    {
      const GPtrArray *fields = g_ptr_array_index (preview->events, i);

      rc_cli_print ("    becomes %s\n", rc_event_kind_to_name (g_array_index (preview->kinds, RcEventKind, i)));
      for (guint k = 0; k < fields->len; k++)
        {
          const RcFieldValue *value = g_ptr_array_index (fields, k);
          g_autofree char *shown = rc_cli_show (value->value);

          rc_cli_print ("      %-16s %s\n", rc_field_to_name (value->field), shown);
        }
    }
  if (preview->events->len == 0 && fault == NULL)
    rc_cli_print ("    becomes no event\n");
  if (fault != NULL)
    rc_cli_print ("    %s\n", fault);
}

static void
print_draft (const RcMappingDraft *draft,
             const char           *text,
             GPtrArray            *previews,
             const char           *save)
{
  g_autoptr (GPtrArray) missing = rc_mapping_draft_list_missing (draft);

  print_paths (draft);
  print_proposal (draft);
  rc_cli_print ("\nWhat the first records become; nothing is imported yet:\n");
  for (guint i = 0; i < previews->len; i++)
    print_preview (g_ptr_array_index (previews, i));
  if (missing->len > 0)
    rc_cli_print ("\nWhat such a log will leave open:\n\n");
  for (guint i = 0; i < missing->len; i++)
    rc_cli_print ("  %s\n", (const char *) g_ptr_array_index (missing, i));
  if (save != NULL)
    rc_cli_print ("\nSaved as %s. Import with: recount-cli import CASE FILE --mapping %s\n", save, save);
  else
    rc_cli_print ("\nThe text of the mapping (--save FILE keeps it; --set FIELD=PATH changes it):\n\n%s", text);
}

static void
write_fields (RcJsonWriter         *writer,
              const RcMappingDraft *draft)
{
  rc_json_writer_name (writer, "fields");
  rc_json_writer_begin_array (writer);
  for (guint field = 0; field < RC_N_FIELDS; field++)
    {
      if (draft->fields[field] == NULL && draft->reasons[field] == NULL)
        continue;
      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "field", rc_field_to_name (field));
      rc_json_writer_member_string (writer, "path", draft->fields[field]);
      rc_json_writer_member_string (writer, "reason", draft->reasons[field]);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_paths (RcJsonWriter         *writer,
             const RcMappingDraft *draft)
{
  rc_json_writer_name (writer, "paths");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < draft->paths->len; i++)
    {
      const RcMappingPathInfo *info = g_ptr_array_index (draft->paths, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "path", info->path);
      rc_json_writer_member_integer (writer, "present", info->n_present);
      rc_json_writer_member_string (writer, "looks", looks_to_word (info->looks));
      rc_json_writer_name (writer, "examples");
      rc_json_writer_begin_array (writer);
      for (guint k = 0; k < info->examples->len; k++)
        rc_json_writer_string (writer, g_ptr_array_index (info->examples, k));
      rc_json_writer_end_array (writer);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_preview (RcJsonWriter           *writer,
               const RcMappingPreview *preview)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "offset", (gint64) preview->offset);
  rc_json_writer_member_string (writer, "raw", preview->raw);
  rc_json_writer_member_string (writer, "fault", preview->fault);
  rc_json_writer_name (writer, "events");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < preview->events->len; i++)
    {
      const GPtrArray *fields = g_ptr_array_index (preview->events, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "kind", rc_event_kind_to_name (g_array_index (preview->kinds, RcEventKind, i)));
      for (guint k = 0; k < fields->len; k++)
        {
          const RcFieldValue *value = g_ptr_array_index (fields, k);

          rc_json_writer_member_string (writer, rc_field_to_name (value->field), value->value);
        }
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
}

static void
print_json (const RcMappingDraft *draft,
            const char           *text,
            GPtrArray            *previews,
            const char           *save)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autoptr (GPtrArray) missing = rc_mapping_draft_list_missing (draft);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "records", draft->n_records);
  rc_json_writer_member_integer (writer, "unread", draft->n_unread);
  rc_json_writer_member_string (writer, "framing", draft->framing);
  write_paths (writer, draft);
  write_fields (writer, draft);
  rc_json_writer_name (writer, "preview");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < previews->len; i++)
    write_preview (writer, g_ptr_array_index (previews, i));
  rc_json_writer_end_array (writer);
  rc_json_writer_name (writer, "missing");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < missing->len; i++)
    rc_json_writer_string (writer, g_ptr_array_index (missing, i));
  rc_json_writer_end_array (writer);
  rc_json_writer_member_string (writer, "mapping", text);
  rc_json_writer_member_string (writer, "saved", save);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

/* --- The verb --- */

static int
map (RcCli         *cli,
     const char    *path,
     RcEventKind    kind,
     const Options *options)
{
  const RcMappingMaker *maker = rc_mapping_maker_get ();
  g_autofree char *text = NULL;
  g_autoptr (RcMappingDraft) draft = NULL;
  g_autoptr (GPtrArray) previews = NULL;
  g_autoptr (RcLogSample) sample = NULL;
  GError *error = NULL;
  const char *bytes;
  gsize length;

  sample = rc_log_sample_read_file (path, &error);
  if (sample == NULL)
    return rc_cli_fail (error);
  bytes = g_bytes_get_data (sample->bytes, &length);
  draft = maker->propose (bytes, length, sample->is_whole, kind, options->line, &error);
  if (draft == NULL)
    {
      g_prefix_error (&error, "%s: ", path);
      return rc_cli_fail (error);
    }
  if (!apply (draft, options, &error))
    return rc_cli_fail (error);

  text = rc_mapping_draft_dup_text (draft);
  previews = maker->preview (text, bytes, length, sample->is_whole, sample->name, options->show > 0 ? (guint) options->show : SHOWN, &error);
  if (previews == NULL)
    return rc_cli_fail (error);
  if (options->save != NULL && !g_file_set_contents (options->save, text, -1, &error))
    return rc_cli_fail (error);

  if (cli->json)
    print_json (draft, text, previews, options->save);
  else
    print_draft (draft, text, previews, options->save);
  return RC_EXIT_OK;
}

int
rc_cli_map (RcCli *cli,
            int    argc,
            char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "save", 0, 0, G_OPTION_ARG_FILENAME, &options.save, "Keep the mapping in this file", "FILE" },
    { "id", 0, 0, G_OPTION_ARG_STRING, &options.id, "Its id: small letters, digits, hyphens (default own-log)", "ID" },
    { "title", 0, 0, G_OPTION_ARG_STRING, &options.title, "Its title", "T" },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &options.kind, "What a record tells of: inference (default), human-action, decision …", "K" },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.set, "Where a field stands, e.g. score=/p; may be given again", "FIELD=PATH" },
    { "unset", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.unset, "Take a proposed field out", "FIELD" },
    { "sign", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.signs, "How the format is recognised, e.g. \"equals /schema own/1\"", "SIGN" },
    { "time-form", 0, 0, G_OPTION_ARG_STRING, &options.form, "rfc3339, epoch-ms, \"pattern DD.MM.YYYY hh:mm\" …", "F" },
    { "zone", 0, 0, G_OPTION_ARG_STRING, &options.zone, "Of times without one: utc, or assume (said at import)", "Z" },
    { "line", 0, 0, G_OPTION_ARG_STRING, &options.line, "The file is a text; what a line looks like: \"{time} * {status} {ms}\"", "PATTERN" },
    { "show", 0, 0, G_OPTION_ARG_INT64, &options.show, "How many records to show (default 5)", "N" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  RcEventKind kind = RC_EVENT_INFERENCE;
  int exit_code;

  if (!rc_cli_parse (cli, "map", entries, argc, argv, 1, 1, &arguments, &exit_code))
    {
      clear_options (&options);
      return exit_code;
    }

  if (options.kind != NULL && !rc_event_kind_from_name (options.kind, &kind))
    exit_code = rc_cli_usage ("map", "--kind %s: there is no kind of this name", options.kind);
  else
    exit_code = map (cli, arguments[0], kind, &options);
  clear_options (&options);
  return exit_code;
}
