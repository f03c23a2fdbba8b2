/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-act.h"

#include <glib/gstdio.h>

#include "core/bounds.h"
#include "core/registers/acquisition.h"

typedef struct
{
  char  *from;
  char  *to;
  char  *place;
  char  *on;
  char  *medium;
  char  *serial;
  char  *label;
  char  *seal;
  char  *malware_scan;
  char  *legal_basis;
  char  *list;
  char **declared;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->from);
  g_free (self->to);
  g_free (self->place);
  g_free (self->on);
  g_free (self->medium);
  g_free (self->serial);
  g_free (self->label);
  g_free (self->seal);
  g_free (self->malware_scan);
  g_free (self->legal_basis);
  g_free (self->list);
  g_strfreev (self->declared);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* --- Telling --- */

static void
write_match (RcJsonWriter             *writer,
             const RcAcquisitionMatch *match)
{
  rc_json_writer_member_boolean (writer, "compared", match->is_compared);
  rc_json_writer_member_integer (writer, "files", match->files);
  rc_json_writer_member_integer (writer, "declared_and_present", match->n_matched);
  rc_cli_write_texts (writer, "declared_but_absent", match->absent);
  rc_json_writer_name (writer, "present_but_not_declared");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < match->not_declared->len; i++)
    {
      const RcSource *source = g_ptr_array_index (match->not_declared, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "source", source->id);
      rc_json_writer_member_string (writer, "name", source->name);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_acquisition (const RcAcquisition      *acquisition,
                   const RcAcquisitionMatch *match)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_ACQUISITION, acquisition->number);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "id", number);
  rc_json_writer_member_string (writer, "name", acquisition->medium != NULL ? acquisition->medium : acquisition->handed_by);
  rc_json_writer_member_string (writer, "from", acquisition->handed_by);
  rc_json_writer_member_string (writer, "to", acquisition->handed_to);
  rc_json_writer_member_string (writer, "on", acquisition->on);
  rc_json_writer_member_string (writer, "place", acquisition->place);
  rc_json_writer_member_string (writer, "medium", acquisition->medium);
  rc_json_writer_member_string (writer, "serial", acquisition->serial);
  rc_json_writer_member_string (writer, "label", acquisition->label);
  rc_json_writer_member_string (writer, "seal_number", acquisition->seal_number);
  rc_json_writer_member_string (writer, "malware_scan", acquisition->malware_scan);
  rc_json_writer_member_string (writer, "legal_basis", acquisition->legal_basis);
  rc_cli_write_texts (writer, "declared", acquisition->declared);
  write_match (writer, match);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
print_match (const RcAcquisition      *acquisition,
             const RcAcquisitionMatch *match)
{
  if (!match->is_compared)
    {
      rc_cli_print (acquisition->declared->len == 0 ? "  No content was declared: nothing can be called absent.\n"
                                                    : "  No exhibit is linked to it yet: “recount-cli acquisition CASE link” does that.\n");
      return;
    }

  rc_cli_print ("  %u of %u declared names came; %u files came.\n", match->n_matched, acquisition->declared->len, match->files);
  for (guint i = 0; i < match->absent->len; i++)
    rc_cli_print_labelled ("absent", g_ptr_array_index (match->absent, i));
  for (guint i = 0; i < match->not_declared->len; i++)
    rc_cli_print_labelled ("not declared", ((const RcSource *) g_ptr_array_index (match->not_declared, i))->name);
}

static void
print_acquisition (const RcAcquisition      *acquisition,
                   const RcAcquisitionMatch *match,
                   gboolean                  in_full)
{
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_ACQUISITION, acquisition->number);
  g_autofree char *from = rc_cli_show (acquisition->handed_by);
  g_autofree char *to = rc_cli_show (acquisition->handed_to);
  g_autofree char *on = rc_cli_show (acquisition->on);

  rc_cli_print ("%s  %s  from %s to %s\n", number, on, from, to);
  if (in_full)
    {
      rc_cli_print_labelled ("place", acquisition->place);
      rc_cli_print_labelled ("medium", acquisition->medium);
      rc_cli_print_labelled ("serial number", acquisition->serial);
      rc_cli_print_labelled ("label", acquisition->label);
      rc_cli_print_labelled ("seal number", acquisition->seal_number);
      rc_cli_print_labelled ("malware scan", acquisition->malware_scan);
      rc_cli_print_labelled ("legal basis", acquisition->legal_basis);
    }
  print_match (acquisition, match);
}

static gboolean
tell (RcCliCall            *call,
      const RcAcquisition  *acquisition,
      gboolean              in_full,
      GError              **error)
{
  g_autoptr (RcAcquisitionMatch) match = rc_acquisition_match (acquisition, call->case_file, error);

  if (match == NULL)
    return FALSE;

  if (call->cli->json)
    write_acquisition (acquisition, match);
  else
    print_acquisition (acquisition, match, in_full);
  return TRUE;
}

static gboolean
tell_number (RcCliCall  *call,
             gint64      number,
             GError    **error)
{
  g_autoptr (RcAcquisition) acquisition = rc_acquisition_find (call->case_file, number, error);

  return acquisition != NULL && tell (call, acquisition, TRUE, error);
}

/* --- Acts --- */

static gboolean
list (RcCliCall  *call,
      GError    **error)
{
  g_autoptr (GPtrArray) acquisitions = rc_acquisition_list (call->case_file, error);

  for (guint i = 0; acquisitions != NULL && i < acquisitions->len; i++)
    {
      if (!tell (call, g_ptr_array_index (acquisitions, i), FALSE, error))
        return FALSE;
    }
  if (acquisitions != NULL && acquisitions->len == 0 && !call->cli->json)
    rc_cli_print ("No handover is entered.\n");
  return acquisitions != NULL;
}

static gboolean
show (RcCliCall  *call,
      GError    **error)
{
  gint64 number;

  return rc_cli_parse_number (RC_ENTRY_ACQUISITION, call->arguments[0], &number, error) && tell_number (call, number, error);
}

static gboolean
read_list (const char  *path,
           char       **out_text,
           GError     **error)
{
  GStatBuf status;

  if (g_stat (path, &status) == 0 && status.st_size <= RC_LIMIT_ENTRY_BYTES)
    return g_file_get_contents (path, out_text, NULL, error);

  g_set_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_FILE, "%s: expected a list of at most %u bytes, one name a line", path,
               RC_LIMIT_ENTRY_BYTES);
  return FALSE;
}

/* The list of contents: one name a line; lines that begin with "#" and empty ones are none. (transfer full) */
static char **
read_declared (const Options  *options,
               GError        **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  for (gsize i = 0; options->declared != NULL && options->declared[i] != NULL; i++)
    g_strv_builder_add (builder, options->declared[i]);
  if (options->list != NULL)
    {
      if (!read_list (options->list, &text, error))
        return NULL;
      lines = g_strsplit (text, "\n", -1);
    }
  for (gsize i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);

      if (*line != '\0' && *line != '#')
        g_strv_builder_add (builder, line);
    }
  return g_strv_builder_end (builder);
}

static gboolean
add (RcCliCall  *call,
     GError    **error)
{
  const Options *options = call->options;
  g_autofree char *today = rc_register_dup_day (g_get_real_time ());
  g_auto (GStrv) declared = read_declared (options, error);
  const RcAcquisitionTerms terms = {
    .handed_by = options->from,
    .handed_to = options->to,
    .place = options->place,
    .on = options->on != NULL ? options->on : today,
    .medium = options->medium,
    .serial = options->serial,
    .label = options->label,
    .seal_number = options->seal,
    .malware_scan = options->malware_scan,
    .legal_basis = options->legal_basis,
    .declared = (const char * const *) declared,
  };
  gint64 number = declared != NULL ? rc_acquisition_add (call->case_file, &terms, error) : 0;

  return number != 0 && tell_number (call, number, error);
}

static gboolean
link_sources (RcCliCall  *call,
              GError    **error)
{
  g_autofree char *last_text = call->arguments[2] != NULL ? g_strdup (call->arguments[2]) : g_strdup (call->arguments[1]);
  gint64 number, first, last;

  return rc_cli_parse_number (RC_ENTRY_ACQUISITION, call->arguments[0], &number, error) &&
         rc_cli_parse_exhibit (call->arguments[1], &first, error) && rc_cli_parse_exhibit (last_text, &last, error) &&
         rc_acquisition_link (call->case_file, number, first, last, error) && tell_number (call, number, error);
}

static const RcCliAct acts[] = {
  { "list", FALSE, 0, 0, list },
  { "show", FALSE, 1, 1, show },
  { "add", TRUE, 0, 0, add },
  { "link", TRUE, 2, 3, link_sources },
};

int
rc_cli_acquisition (RcCli *cli,
                    int    argc,
                    char **argv)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, "Who handed it over", "WHO" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, "To whom", "WHO" },
    { "place", 0, 0, G_OPTION_ARG_STRING, &options.place, "Where", "PLACE" },
    { "on", 0, 0, G_OPTION_ARG_STRING, &options.on, "On which day; today unless said", "DATE" },
    { "medium", 0, 0, G_OPTION_ARG_STRING, &options.medium, "On what: a USB stick, a download", "M" },
    { "serial", 0, 0, G_OPTION_ARG_STRING, &options.serial, "Its serial number", "N" },
    { "label", 0, 0, G_OPTION_ARG_STRING, &options.label, "What stands on it", "TEXT" },
    { "seal", 0, 0, G_OPTION_ARG_STRING, &options.seal, "Number of the seal on its bag", "N" },
    { "malware-scan", 0, 0, G_OPTION_ARG_STRING, &options.malware_scan, "With what it was scanned, and what came out", "TEXT" },
    { "legal-basis", 0, 0, G_OPTION_ARG_STRING, &options.legal_basis, "On what legal basis it was handed over", "TEXT" },
    { "list", 0, 0, G_OPTION_ARG_FILENAME, &options.list, "A file with the declared names, one a line", "F" },
    { "declared", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.declared, "One declared name, several times; a folder ends with /", "NAME" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "acquisition", entries, argc, argv, 1, 5, &arguments, &exit_code))
    return exit_code;
  return rc_cli_run_act (cli, "acquisition", acts, G_N_ELEMENTS (acts), arguments, &options);
}
