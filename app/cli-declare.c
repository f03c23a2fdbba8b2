/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-declaration.h"

#include <string.h>

#include "core/registers/engagement.h"
#include "core/systems/system.h"
#include "reports/declaration/declaration-folder.h"

/* The EU declaration of conformity of a system: what the officer enters for it, and the files. */

typedef struct
{
  char    *output;
  char   **languages;
  char   **values;
  char   **acts;
  char   **withdrawn_acts;
  char   **standards;
  char   **withdrawn_standards;
  char   **checked;
  char    *by;
  gboolean for_signature;
  gboolean sign;
  gboolean replace;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->output);
  g_strfreev (self->languages);
  g_strfreev (self->values);
  g_strfreev (self->acts);
  g_strfreev (self->withdrawn_acts);
  g_strfreev (self->standards);
  g_strfreev (self->withdrawn_standards);
  g_strfreev (self->checked);
  g_free (self->by);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* --- What is entered --- */

/* The parts of "A|B|C"; those that are empty or not there are NULL. */
static char **
split (const char *text,
       guint       n)
{
  char **parts = g_strsplit (text, "|", (int) n);
  char **all = g_new0 (char *, n + 1);

  for (guint i = 0; i < n && parts[i] != NULL; i++)
    all[i] = *parts[i] != '\0' ? g_strdup (parts[i]) : NULL;
  g_strfreev (parts);
  return all;
}

static void
free_parts (char  **parts,
            guint   n)
{
  for (guint i = 0; i < n; i++)
    g_free (parts[i]);
  g_free (parts);
}

#define ACT_PARTS      3
#define STANDARD_PARTS 5

static gboolean
enter_act (RcCase      *case_file,
           const char  *system,
           const char  *text,
           gboolean     withdraw,
           const char  *by,
           GError     **error)
{
  char **parts = split (text, ACT_PARTS);
  const RcDeclarationAct act = { .number = parts[0] != NULL ? parts[0] : (char *) "", .title = parts[1], .amended_by = parts[2] };
  gboolean entered = rc_declaration_add_act (case_file, system, &act, withdraw, by, error);

  free_parts (parts, ACT_PARTS);
  return entered;
}

static gboolean
enter_standard (RcCase      *case_file,
                const char  *system,
                const char  *text,
                gboolean     withdraw,
                const char  *by,
                GError     **error)
{
  char **parts = split (text, STANDARD_PARTS);
  const RcDeclarationStandard standard = {
    .reference = parts[0] != NULL ? parts[0] : (char *) "", .title = parts[1], .dated = parts[2], .oj_reference = parts[3], .oj_date = parts[4],
  };
  gboolean entered = rc_declaration_add_standard (case_file, system, &standard, withdraw, by, error);

  free_parts (parts, STANDARD_PARTS);
  return entered;
}

typedef gboolean (*EnterFunc) (RcCase      *case_file,
                               const char  *system,
                               const char  *text,
                               gboolean     withdraw,
                               const char  *by,
                               GError     **error);

static gboolean
enter_all (RcCase      *case_file,
           const char  *system,
           char       **texts,       /* (nullable) */
           EnterFunc    enter,
           gboolean     withdraw,
           const char  *by,
           GError     **error)
{
  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      if (!enter (case_file, system, texts[i], withdraw, by, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
enter_options (RcCase         *case_file,
               const char     *system,
               const Options  *options,
               const GArray   *settings,
               GError        **error)
{
  const char *by = options->by;

  if (settings->len > 0 &&
      !rc_declaration_set (case_file, system, (const RcDeclarationSetting *) (gconstpointer) settings->data, settings->len, by, error))
    return FALSE;
  return enter_all (case_file, system, options->withdrawn_acts, enter_act, TRUE, by, error) &&
         enter_all (case_file, system, options->acts, enter_act, FALSE, by, error) &&
         enter_all (case_file, system, options->withdrawn_standards, enter_standard, TRUE, by, error) &&
         enter_all (case_file, system, options->standards, enter_standard, FALSE, by, error) &&
         enter_all (case_file, system, options->checked, rc_declaration_confirm_translation, FALSE, by, error);
}

/* --- Of which system --- */

static char *
refuse_choice (GPtrArray  *systems,
               GError    **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  if (systems->len == 0)
    {
      g_set_error_literal (error, RC_SYSTEM_ERROR, RC_SYSTEM_ERROR_NOT_FOUND,
                           "nobody states an AI system in this case; “recount-cli system” enters one, or a description file is imported");
      return NULL;
    }
  for (guint i = 0; i < systems->len; i++)
    {
      g_autofree char *shown = rc_cli_show (((const RcSystem *) g_ptr_array_index (systems, i))->name);

      g_string_append_printf (names, "%s“%s”", i > 0 ? ", " : "", shown);
    }
  g_set_error (error, RC_SYSTEM_ERROR, RC_SYSTEM_ERROR_AMBIGUOUS, "several AI systems are stated; name the one that is declared: %s", names->str);
  return NULL;
}

/* The name of the system that was asked for, else of the only one; (transfer full) (nullable). */
static char *
dup_system (RcCase      *case_file,
            const char  *asked,       /* (nullable) */
            GError     **error)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (GPtrArray) systems = NULL;
  g_autoptr (RcSystem) system = NULL;

  if (asked != NULL)
    {
      system = rc_system_find (case_file, reader, asked, error);
      return system != NULL ? g_strdup (system->name) : NULL;
    }
  systems = rc_system_list (case_file, reader, NULL, error);
  if (systems == NULL)
    return NULL;
  if (systems->len == 1)
    return g_strdup (((const RcSystem *) g_ptr_array_index (systems, 0))->name);
  return refuse_choice (systems, error);
}

/* --- What is told --- */

static void
write_files (RcJsonWriter              *writer,
             const RcDeclarationFolder *folder)
{
  rc_json_writer_name (writer, "files");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < folder->files->len; i++)
    {
      const RcIssuedFile *file = g_ptr_array_index (folder->files, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "name", file->name);
      rc_json_writer_member_string (writer, "language", file->language);
      rc_json_writer_member_integer (writer, "bytes", (gint64) file->bytes);
      rc_json_writer_member_string (writer, "sha256", file->sha256);
      rc_json_writer_member_string (writer, "tree", file->tree);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_missing (RcJsonWriter        *writer,
               const RcDeclaration *declaration)
{
  g_autoptr (GPtrArray) missing = rc_declaration_list_missing (declaration);

  rc_json_writer_name (writer, "missing");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < missing->len; i++)
    rc_json_writer_string (writer, rc_declaration_field_to_name (GPOINTER_TO_UINT (missing->pdata[i])));
  rc_json_writer_end_array (writer);
}

static void
tell_json (const char                *system,
           const Options             *options,
           const RcDeclarationFolder *folder)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autoptr (GPtrArray) obstacles = rc_declaration_folder_list_obstacles (folder);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "system", system);
  rc_json_writer_member_string (writer, "number", rc_declaration_peek (folder->declaration, RC_DECLARATION_NUMBER));
  rc_json_writer_member_string (writer, "revision", rc_declaration_peek (folder->declaration, RC_DECLARATION_REVISION));
  rc_json_writer_member_string (writer, "state", rc_issued_state_to_name (options->for_signature ? RC_ISSUED_FOR_SIGNATURE : RC_ISSUED_DRAFT));
  rc_json_writer_member_string (writer, "folder", options->output);
  write_files (writer, folder);
  write_missing (writer, folder->declaration);
  rc_json_writer_name (writer, "obstacles");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < obstacles->len; i++)
    rc_json_writer_string (writer, g_ptr_array_index (obstacles, i));
  rc_json_writer_end_array (writer);
  rc_cli_write_lints (writer, "lints", folder->lints);
  rc_cli_write_lints (writer, "formal", folder->formal);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
tell_missing (const RcDeclaration *declaration)
{
  g_autoptr (GPtrArray) missing = rc_declaration_list_missing (declaration);

  if (missing->len > 0)
    rc_cli_print ("Still missing:\n");
  for (guint i = 0; i < missing->len; i++)
    {
      RcDeclarationField field = GPOINTER_TO_UINT (missing->pdata[i]);
      guint item = rc_declaration_field_item (field);
      g_autofree char *place = item > 0 ? g_strdup_printf ("item %u", item) : g_strdup ("–");

      rc_cli_print ("  %-7s %-50s %s--set %s=…\n", place, rc_declaration_field_title (field),
                    field == RC_DECLARATION_NO_STANDARDS ? "--standard …, or " : "", rc_declaration_field_to_name (field));
    }
}

static void
tell_remarks (const RcDeclaration *declaration)
{
  for (guint i = 0; i < RC_N_DECLARATION_FIELDS; i++)
    {
      g_autofree char *differs = rc_cli_show (declaration->values[i].differs);

      if (*differs != '\0')
        rc_cli_print ("Otherwise said: %s: %s\n", rc_declaration_field_title (i), differs);
    }
  for (guint i = 0; i < declaration->remarks->len; i++)
    {
      g_autofree char *remark = rc_cli_show (g_ptr_array_index (declaration->remarks, i));

      rc_cli_print ("Remark: %s\n", remark);
    }
}

static guint
count_failed (const RcDeclarationFolder *folder)
{
  guint n = 0;

  for (guint i = 0; i < folder->lints->len; i++)
    n += ((const RcLint *) g_ptr_array_index (folder->lints, i))->outcome == RC_LINT_FAILED;
  for (guint i = 0; i < folder->formal->len; i++)
    n += ((const RcLint *) g_ptr_array_index (folder->formal, i))->outcome == RC_LINT_FAILED;
  return n;
}

static void
tell (const Options             *options,
      const RcDeclarationFolder *folder)
{
  rc_cli_print ("Wrote to %s%s:\n", options->output, options->for_signature ? ", for signature" : " a DRAFT, which is no declaration");
  for (guint i = 0; i < folder->files->len; i++)
    rc_cli_print ("  %s\n", ((const RcIssuedFile *) g_ptr_array_index (folder->files, i))->name);
  tell_missing (folder->declaration);
  for (guint i = 0; i < folder->declaration->languages->len; i++)
    {
      const RcDeclarationLanguage *language = g_ptr_array_index (folder->declaration->languages, i);

      if (rc_declaration_awaits_check (folder->declaration, language->language))
        rc_cli_print ("The fixed words in “%s” await a check against the Official Journal: --translation-checked %s once somebody made it.\n",
                      language->language, language->language);
    }
  tell_remarks (folder->declaration);
  if (options->for_signature)
    return;
  rc_cli_print (count_failed (folder) > 0 ? "Mistakes found so far:\n" : "No mistake that is looked for was found.\n");
  rc_cli_print_lints (folder->lints, RC_LINT_FAILED);
  rc_cli_print_lints (folder->formal, RC_LINT_FAILED);
}

/* --- The verb --- */

static RcDeclarationFolder *
declare (RcCase         *case_file,
         const char     *system,
         const Options  *options,
         GError        **error)
{
  const RcDeclarationOrder order = {
    .system = system,
    .languages = (const char * const *) options->languages,
    .state = options->for_signature ? RC_ISSUED_FOR_SIGNATURE : RC_ISSUED_DRAFT,
    .is_signed = options->sign,
    .by = options->by,
  };
  g_autoptr (RcDeclarationFolder) folder = rc_declaration_folder_make (case_file, &order, error);

  if (folder == NULL || !rc_declaration_folder_write (folder, options->output, options->replace, error) ||
      !rc_declaration_folder_freeze (folder, case_file, &order, error))
    return NULL;
  return g_steal_pointer (&folder);
}

static gboolean
run (RcCli          *cli,
     char          **arguments,
     const Options  *options,
     const GArray   *settings,
     GError        **error)
{
  g_autoptr (RcCase) case_file = rc_case_open (arguments[0], TRUE, error);
  g_autoptr (RcDeclarationFolder) folder = NULL;
  g_autofree char *system = NULL;

  if (case_file == NULL || !rc_engagement_may_declare (case_file, error) ||
      (rc_case_is_writable (case_file) && !rc_cli_unlock_key (cli, case_file, error)))
    return FALSE;
  system = dup_system (case_file, arguments[1], error);
  if (system == NULL || !enter_options (case_file, system, options, settings, error))
    return FALSE;
  if (!rc_case_is_writable (case_file))
    g_printerr ("recount-cli: the case is open for reading only; this draft is not in its custody log\n");
  folder = declare (case_file, system, options, error);
  if (folder == NULL)
    return FALSE;

  if (cli->json)
    tell_json (system, options, folder);
  else
    tell (options, folder);
  return rc_case_close (case_file, error);
}

int
rc_cli_declare (RcCli *cli,
                int    argc,
                char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, "The folder for the files; made where it is not there", "FOLDER" },
    { "language", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.languages, "One of the 24, for each document; the first is the original (default: en)", "L" },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.values, "Enter a value for this declaration; an empty one takes it back", "FIELD=VALUE" },
    { "act", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.acts, "Another Union act that it declares conformity with", "NUMBER|TITLE[|AMENDED-BY]" },
    { "withdraw-act", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.withdrawn_acts, "Take an act back", "NUMBER" },
    { "standard", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.standards,
      "A standard or specification; called harmonised only with reference and date of the Official Journal",
      "REFERENCE[|TITLE[|EDITION[|OJ-REFERENCE|OJ-DATE]]]" },
    { "withdraw-standard", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.withdrawn_standards, "Take a standard back", "REFERENCE" },
    { "translation-checked", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.checked,
      "State that somebody held the fixed words of the language against the Official Journal", "L" },
    { "for-signature", 0, 0, G_OPTION_ARG_NONE, &options.for_signature, "Freeze and number it; refused while something is missing or wrong", NULL },
    { "sign-list", 0, 0, G_OPTION_ARG_NONE, &options.sign, "Sign the digest list with the auditor's key, as minisign does", NULL },
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.by, "Who enters it, if not the auditor of the case", "WHO" },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &options.replace, "Write over files that are there", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GArray) settings = g_array_new (FALSE, FALSE, sizeof (RcDeclarationSetting));
  g_auto (GStrv) arguments = NULL;
  GError *error = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "declare", entries, argc, argv, 1, 2, &arguments, &exit_code))
    return exit_code;
  if (options.output == NULL)
    return rc_cli_usage ("declare", "-o FOLDER is missing");
  if (!rc_cli_parse_settings (options.values, settings, &error))
    {
      exit_code = rc_cli_usage ("declare", "%s", error->message);
      g_error_free (error);
      return exit_code;
    }
  return run (cli, arguments, &options, settings, &error) ? RC_EXIT_OK : rc_cli_fail (error);
}
