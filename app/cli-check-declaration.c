/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-declaration.h"

#include <string.h>

#include "core/bounds.h"
#include "core/declaration/declaration-keyed.h"
#include "core/declaration/declaration-xml.h"
#include "core/digest.h"
#include "core/words.h"
#include "reports/archival/carried.h"
#include "reports/declaration/declaration-document.h"
#include "reports/typesetting/pages.h"

/* A declaration of conformity that was received: from its twin in XML, from a PDF that carries it, or keyed in beside the page. */

#define TWIN_NAME   "declaration.xml"
#define RECORD_NAME "record.json"

typedef struct
{
  char    *case_path;
  char    *output;
  char    *language;
  char   **values;
  gboolean signed_seen;
  gboolean replace;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->case_path);
  g_free (self->output);
  g_free (self->language);
  g_strfreev (self->values);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/**
 * Received:
 * @from: "xml", "pdf", "keyed"
 * @sha256: (nullable): of the twin
 * @notes: (element-type utf8): how it came, in words of the reader
 */
typedef struct
{
  const char    *from;
  char          *sha256;
  RcDeclaration *declaration;
  GPtrArray     *notes;
  GPtrArray     *lints;
  GPtrArray     *formal;
} Received;

static void
received_clear (Received *self)
{
  g_free (self->sha256);
  g_clear_pointer (&self->declaration, rc_declaration_free);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->lints, g_ptr_array_unref);
  g_clear_pointer (&self->formal, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Received, received_clear)

/* --- Reading it --- */

static GBytes *
read_file (const char  *path,
           GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char *bytes = NULL;
  gsize length;

  if (stream == NULL)
    return NULL;
  bytes = g_malloc (RC_LIMIT_CARRIED_PDF_BYTES + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), bytes, RC_LIMIT_CARRIED_PDF_BYTES + 1, &length, NULL, error))
    return NULL;
  return g_bytes_new (bytes, length);
}

static char *
dup_sha256 (GBytes *bytes)
{
  RcDigest digest;
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  rc_digest_compute (data, length, &digest);
  return rc_digest_dup_hex (&digest);
}

static gboolean
begins_with (GBytes     *bytes,
             const char *prefix)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length >= strlen (prefix) && memcmp (data, prefix, strlen (prefix)) == 0;
}

/* The first character that is no blank, without a byte order mark. */
static char
peek_first (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isspace (data[i]))
        return data[i];
    }
  return '\0';
}

static void
note (Received *self,
      char     *words)       /* (transfer full) */
{
  g_ptr_array_add (self->notes, words);
}

/* The language of the document whose tree has this digest; (nullable). */
static const char *
find_tree (const RcDeclaration *declaration,
           const char          *sha256)
{
  for (guint i = 0; i < declaration->languages->len; i++)
    {
      const RcDeclarationLanguage *language = g_ptr_array_index (declaration->languages, i);

      if (g_strcmp0 (language->tree, sha256) == 0)
        return language->language;
    }
  return NULL;
}

/* The record of the pages that the PDF carries, and the twin, name each other by digests. */
static void
note_record (Received *self,
             GBytes   *pdf)
{
  g_autoptr (GBytes) record = rc_carried_read (pdf, RECORD_NAME, NULL);
  g_autofree char *sha256 = record != NULL ? dup_sha256 (record) : NULL;
  const char *language = sha256 != NULL ? find_tree (self->declaration, sha256) : NULL;

  if (language != NULL)
    note (self, g_strdup_printf (_("The record of its text that the PDF carries has the digest that the twin names for the language “%s”."), language));
  else if (sha256 != NULL)
    note (self, g_strdup (_("The record of its text that the PDF carries has a digest that the twin does not name: they are not of one declaration.")));
  else
    note (self, g_strdup (_("The PDF carries no record of its text that could be held against the twin.")));
}

static gboolean
take_xml (Received    *self,
          GBytes      *xml,
          GError     **error)
{
  self->sha256 = dup_sha256 (xml);
  self->declaration = rc_declaration_from_xml (xml, error);
  return self->declaration != NULL;
}

static gboolean
take_pdf (Received  *self,
          GBytes    *pdf,
          GError   **error)
{
  g_autoptr (GBytes) xml = rc_carried_read (pdf, TWIN_NAME, error);

  self->from = "pdf";
  if (xml == NULL || !take_xml (self, xml, error))
    return FALSE;
  note (self, g_strdup_printf (_("Read from the twin in XML that the PDF carries. What is printed on its pages was not read: compare it by eye, and that the "
                                 "page prints this SHA-256 of the twin: %s"), self->sha256));
  note_record (self, pdf);
  return TRUE;
}

static gboolean
take_bytes (Received  *self,
            GBytes    *bytes,
            GError   **error)
{
  if (begins_with (bytes, "%PDF-"))
    return take_pdf (self, bytes, error);
  if (peek_first (bytes) == '{')
    {
      self->declaration = rc_declaration_from_keyed (bytes, error);
      return self->declaration != NULL;
    }

  self->from = "xml";
  if (!take_xml (self, bytes, error))
    return FALSE;
  note (self, g_strdup_printf (_("Read from its twin in XML, SHA-256 %s. That the signed page says the same is to be compared by eye."), self->sha256));
  return TRUE;
}

static gboolean
take_file (Received    *self,
           const char  *path,
           GError     **error)
{
  g_autoptr (GBytes) bytes = read_file (path, error);

  if (bytes == NULL)
    return FALSE;
  if (take_bytes (self, bytes, error))
    return TRUE;
  g_prefix_error (error, "%s: ", path);
  return FALSE;
}

/* What was keyed in stands over what was read: the page says it. */
static gboolean
key_in (Received      *self,
        const GArray  *settings,
        GError       **error)
{
  for (guint i = 0; i < settings->len; i++)
    {
      const RcDeclarationSetting *setting = &g_array_index (settings, RcDeclarationSetting, i);

      if (!rc_declaration_key_in (self->declaration, setting->field, setting->value, error))
        return FALSE;
    }
  if (settings->len > 0 || strcmp (self->from, "keyed") == 0)
    note (self, g_strdup (_("Keyed in beside the page by a person: the program read nothing of the page.")));
  return TRUE;
}

static gboolean
receive (Received      *self,
         const char    *path,          /* (nullable) */
         const GArray  *settings,
         GError       **error)
{
  self->from = "keyed";
  self->notes = g_ptr_array_new_with_free_func (g_free);
  if (path == NULL)
    self->declaration = rc_declaration_new (TRUE);
  else if (!take_file (self, path, error))
    return FALSE;
  return key_in (self, settings, error);
}

/* --- Checking it --- */

static gboolean
check (Received       *self,
       RcCase         *case_file,       /* (nullable) */
       const Options  *options,
       GError        **error)
{
  g_autoptr (RcRecordReader) reader = case_file != NULL ? rc_record_reader_new (rc_case_get_database (case_file)) : NULL;

  self->lints = rc_declaration_lint (self->declaration, case_file, reader, options->signed_seen, error);
  if (self->lints == NULL)
    return FALSE;
  self->formal = rc_declaration_lint_formal (self->declaration, case_file, reader, options->signed_seen, error);
  return self->formal != NULL;
}

/* All its words in one language. */
static gboolean
examine (Received       *self,
         RcCase         *case_file,
         const char     *path,
         const Options  *options,
         const GArray   *settings,
         const char     *language,
         GError        **error)
{
  gboolean done;

  rc_words_push (language);
  done = receive (self, path, settings, error) && check (self, case_file, options, error);
  rc_words_pop ();
  return done;
}

static gboolean
write_result (RcCase         *case_file,
              const char     *path,
              const Options  *options,
              const GArray   *settings,
              GError        **error)
{
  const char *language = options->language != NULL ? options->language : "en";
  g_auto (Received) self = { 0 };
  g_autoptr (RcDocument) document = NULL;

  if (options->output == NULL)
    return TRUE;
  if (!examine (&self, case_file, path, options, settings, language, error))
    return FALSE;
  document = rc_declaration_check_build (case_file, self.declaration, self.lints, self.formal, self.notes, language, error);
  return document != NULL && rc_document_write (document, options->output, options->replace, error);
}

static guint
count (const Received *self,
       RcLintOutcome   outcome)
{
  guint n = 0;

  for (guint i = 0; i < self->lints->len; i++)
    n += ((const RcLint *) g_ptr_array_index (self->lints, i))->outcome == outcome;
  for (guint i = 0; i < self->formal->len; i++)
    n += ((const RcLint *) g_ptr_array_index (self->formal, i))->outcome == outcome;
  return n;
}

/* The worst: 1 a mistake, 3 something that could not be checked, else 0. */
static int
find_exit_code (const Received *self)
{
  if (count (self, RC_LINT_FAILED) > 0)
    return 1;
  return count (self, RC_LINT_NOT_CHECKED) > 0 ? 3 : 0;
}

/* --- Telling it --- */

static void
tell_json (const Received *self,
           const char     *path)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "file", path);
  rc_json_writer_member_string (writer, "from", self->from);
  rc_json_writer_member_string (writer, "sha256", self->sha256);
  rc_json_writer_member_string (writer, "system", rc_declaration_peek (self->declaration, RC_DECLARATION_SYSTEM_NAME));
  rc_json_writer_member_string (writer, "number", rc_declaration_peek (self->declaration, RC_DECLARATION_NUMBER));
  rc_json_writer_name (writer, "notes");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < self->notes->len; i++)
    rc_json_writer_string (writer, g_ptr_array_index (self->notes, i));
  rc_json_writer_end_array (writer);
  rc_cli_write_lints (writer, "lints", self->lints);
  rc_cli_write_lints (writer, "formal", self->formal);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
tell_outcome (const Received *self,
              RcLintOutcome   outcome)
{
  guint n = count (self, outcome);

  if (n == 0)
    return;
  rc_cli_print ("%s (%u):\n", rc_lint_outcome_words (outcome), n);
  rc_cli_print_lints (self->lints, outcome);
  rc_cli_print_lints (self->formal, outcome);
}

static void
tell (const Received *self)
{
  for (guint i = 0; i < self->notes->len; i++)
    rc_cli_print ("%s\n", (const char *) g_ptr_array_index (self->notes, i));
  tell_outcome (self, RC_LINT_FAILED);
  tell_outcome (self, RC_LINT_NOT_CHECKED);
  tell_outcome (self, RC_LINT_PASSED);
  tell_outcome (self, RC_LINT_NOT_APPLICABLE);
  rc_cli_print ("A mistake that was not found is no more than that; whether the system is in conformity was not examined.\n");
}

/* --- The verb --- */

static gboolean
run (RcCli          *cli,
     const char     *path,
     const Options  *options,
     const GArray   *settings,
     Received       *received,
     GError        **error)
{
  g_autoptr (RcCase) case_file = options->case_path != NULL ? rc_cli_open_case (options->case_path, FALSE, error) : NULL;

  if ((options->case_path != NULL && case_file == NULL) || !examine (received, case_file, path, options, settings, "en", error) ||
      !write_result (case_file, path, options, settings, error))
    return FALSE;
  if (cli->json)
    tell_json (received, path);
  else
    tell (received);
  return TRUE;
}

static int
refuse (const Options *options,
        const char    *path)
{
  if (path == NULL && options->values == NULL)
    return rc_cli_usage ("check-declaration", "a file is missing, or values that were keyed in with --set");
  if (options->language != NULL && !g_strv_contains (rc_words_list_languages (), options->language))
    return rc_cli_usage ("check-declaration", "results are written in en, de or fr, not in “%s”", options->language);
  if (options->output != NULL && !g_str_has_suffix (options->output, ".pdf") && !g_str_has_suffix (options->output, ".txt"))
    return rc_cli_usage ("check-declaration", "-o FILE does not end in .pdf or .txt");
  return RC_EXIT_OK;
}

int
rc_cli_check_declaration (RcCli *cli,
                          int    argc,
                          char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "case", 0, 0, G_OPTION_ARG_FILENAME, &options.case_path, "Hold it against what this case has", "CASE" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, "Write the result on one page: .pdf or .txt", "FILE" },
    { "language", 0, 0, G_OPTION_ARG_STRING, &options.language, "The result's language: en (default), de, fr", "L" },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.values, "A value that was keyed in beside the page", "FIELD=VALUE" },
    { "signed-seen", 0, 0, G_OPTION_ARG_NONE, &options.signed_seen, "A person saw a signature on it", NULL },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &options.replace, "Write over a file that is there", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GArray) settings = g_array_new (FALSE, FALSE, sizeof (RcDeclarationSetting));
  g_auto (GStrv) arguments = NULL;
  g_auto (Received) received = { 0 };
  GError *error = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "check-declaration", entries, argc, argv, 0, 1, &arguments, &exit_code))
    return exit_code;
  exit_code = refuse (&options, arguments[0]);
  if (exit_code != RC_EXIT_OK)
    return exit_code;
  if (!rc_cli_parse_settings (options.values, settings, &error))
    {
      exit_code = rc_cli_usage ("check-declaration", "%s", error->message);
      g_error_free (error);
      return exit_code;
    }
  return run (cli, arguments[0], &options, settings, &received, &error) ? find_exit_code (&received) : rc_cli_fail (error);
}
