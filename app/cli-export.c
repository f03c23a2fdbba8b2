/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include "core/words.h"
#include "reports/bundle/bundle.h"

typedef struct
{
  char    *output;
  char   **events;
  char   **lineages;
  char    *language;
  char   **redact;
  gboolean unsealed;
  char    *ssh_key;
  char    *officer_key;
  int      officer_passphrase_fd;
  char   **readers;
  int      reader_passphrase_fd;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->output);
  g_strfreev (self->events);
  g_strfreev (self->lineages);
  g_free (self->language);
  g_strfreev (self->redact);
  g_free (self->ssh_key);
  g_free (self->officer_key);
  g_strfreev (self->readers);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* TRUE without a key where none was named. */
static gboolean
open_officer_key (const Options  *options,
                  RcSigningKey  **out_key,
                  GError        **error)
{
  g_autoptr (GBytes) file = NULL;
  char *passphrase;

  *out_key = NULL;
  if (options->officer_key == NULL)
    return TRUE;

  file = rc_cli_read_key_file (options->officer_key, error);
  passphrase = file != NULL ? rc_cli_read_passphrase (options->officer_passphrase_fd, error) : NULL;
  if (passphrase != NULL)
    *out_key = rc_signing_key_open (file, passphrase, g_get_real_time (), error);
  rc_cli_free_passphrase (passphrase);
  return *out_key != NULL;
}

/* To whom the bundle is closed; nobody is named: to none. @out_passphrase: to be wiped. */
static gboolean
read_envelope (const Options    *options,
               RcEnvelopeTerms  *out_terms,
               char            **out_passphrase,
               GError          **error)
{
  *out_passphrase = NULL;
  out_terms->readers = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_certificate_unref);
  for (guint i = 0; options->readers != NULL && options->readers[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) found = rc_envelope_read_certificates (options->readers[i], g_get_real_time (), error);

      if (found == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (out_terms->readers, g_steal_pointer (&found));
    }
  if (options->reader_passphrase_fd >= 0)
    *out_passphrase = rc_cli_read_passphrase (options->reader_passphrase_fd, error);
  out_terms->passphrase = *out_passphrase;
  return options->reader_passphrase_fd < 0 || *out_passphrase != NULL;
}

static void
tell (RcCli                *cli,
      const Options        *options,
      const RcBundleResult *result)
{
  if (cli->json)
    {
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "file", options->output);
      rc_json_writer_member_string (writer, "id", result->id);
      rc_json_writer_member_string (writer, "kind", options->events != NULL ? "selective" : "full");
      rc_json_writer_member_string (writer, "sha256", result->sha256);
      rc_json_writer_member_string (writer, "envelope_sha256", result->envelope_sha256);
      rc_json_writer_member_integer (writer, "bytes", (gint64) result->bytes);
      rc_json_writer_member_integer (writer, "files", result->files);
      rc_json_writer_member_integer (writer, "records", result->records);
      rc_json_writer_member_boolean (writer, "sealed", result->is_sealed);
      rc_json_writer_end_object (writer);
      rc_cli_print_json (writer);
      return;
    }

  rc_cli_print ("Wrote %s: %u files, %s.\nSHA-256 %s\n", options->output, result->files,
                result->is_sealed ? "sealed by the auditor's key" : "not sealed", result->sha256);
  if (result->envelope_sha256 != NULL)
    rc_cli_print ("It lies in an envelope that only its readers open: %s\nSHA-256 of the envelope %s\n",
                  options->readers != NULL ? "with the key of their certificate" : "with the passphrase, which must reach them by another way",
                  result->envelope_sha256);
}

static gboolean
export (RcCli          *cli,
        const char     *case_path,
        const Options  *options,
        GError        **error)
{
  g_autoptr (RcCase) case_file = rc_cli_open_case (case_path, TRUE, error);
  g_autoptr (RcSigningKey) officer_key = NULL;
  g_autoptr (RcBundleResult) result = NULL;
  char *passphrase = NULL;
  RcBundleTerms terms = {
    .events = (const char * const *) options->events,
    .lineages = (const char * const *) options->lineages,
    .language = options->language != NULL ? options->language : "en",
    .redact = (const char * const *) options->redact,
    .unsealed = options->unsealed,
    .ssh_key_path = options->ssh_key,
    .progress = cli->json ? NULL : rc_cli_progress (),
  };

  if (case_file == NULL || !rc_cli_unlock_key (cli, case_file, error) || !open_officer_key (options, &officer_key, error))
    return FALSE;

  terms.officer_key = officer_key;
  if (read_envelope (options, &terms.envelope, &passphrase, error))
    result = rc_bundle_export (case_file, options->output, &terms, cli->cancellable, error);
  rc_cli_progress_end ();
  rc_cli_free_passphrase (passphrase);
  g_ptr_array_unref (terms.envelope.readers);
  if (result == NULL)
    return FALSE;

  tell (cli, options, result);
  return rc_case_close (case_file, error);
}

static int
refuse (const Options *options)
{
  if (options->output == NULL)
    return rc_cli_usage ("export", "-o BUNDLE is missing: where the bundle is to be written");
  if (options->events != NULL && options->lineages != NULL)
    return rc_cli_usage ("export", "--event and --lineage exclude each other: a bundle of chosen decisions has their lineages, and no others");
  if ((options->officer_key != NULL) != (options->officer_passphrase_fd >= 0))
    return rc_cli_usage ("export", "--officer-key and --officer-passphrase-fd go together");
  if (options->readers != NULL && options->reader_passphrase_fd >= 0)
    return rc_cli_usage ("export", "--to and --reader-passphrase-fd exclude each other");
  if (options->language != NULL && !g_strv_contains (rc_words_list_languages (), options->language))
    return rc_cli_usage ("export", "documents are not written in “%s”", options->language);
  return RC_EXIT_OK;
}

int
rc_cli_export (RcCli *cli,
               int    argc,
               char **argv)
{
  g_auto (Options) options = { .officer_passphrase_fd = -1, .reader_passphrase_fd = -1 };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, "The bundle to write; nothing may be there", "BUNDLE" },
    { "event", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.events, "Only what this decision rests on; may be repeated", "ID" },
    { "lineage", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.lineages, "With the lineage of this decision too; may be repeated", "ID" },
    { "language", 0, 0, G_OPTION_ARG_STRING, &options.language, "Of its pages and documents: en (default), de, fr", "L" },
    { "redact", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.redact, "Leave this field of records out, where their scheme lets it be", "POINTER" },
    { "unsealed", 0, 0, G_OPTION_ARG_NONE, &options.unsealed, "Without a seal; every page says so", NULL },
    { "ssh-key", 0, 0, G_OPTION_ARG_FILENAME, &options.ssh_key, "A second seal, by this OpenSSH key", "FILE" },
    { "officer-key", 0, 0, G_OPTION_ARG_FILENAME, &options.officer_key, "Sign START-HERE.pdf with this PKCS#12 file", "FILE" },
    { "officer-passphrase-fd", 0, 0, G_OPTION_ARG_INT, &options.officer_passphrase_fd, "Read its passphrase from this descriptor", "N" },
    { "to", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.readers,
      "Encrypt it to the certificates in this file, as CMS; may be repeated", "FILE" },
    { "reader-passphrase-fd", 0, 0, G_OPTION_ARG_INT, &options.reader_passphrase_fd,
      "Encrypt it by a passphrase from this descriptor, as a zip", "N" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  GError *error = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "export", entries, argc, argv, 1, 1, &arguments, &exit_code))
    return exit_code;
  exit_code = refuse (&options);
  if (exit_code != RC_EXIT_OK)
    return exit_code;

  return export (cli, arguments[0], &options, &error) ? RC_EXIT_OK : rc_cli_fail (error);
}
