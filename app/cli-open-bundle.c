/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include <string.h>

#include "core/bounds.h"
#include "core/display-text.h"
#include "core/judgement-json.h"
#include "core/stream.h"
#include "core/verify.h"
#include "reports/bundle/reading/bundle-open.h"
#include "reports/typesetting/shape.h"

/* --- What is printed --- */

static void
print_line (const char *label,
            const char *text)
{
  g_autofree char *shown = text != NULL ? rc_cli_show (text) : NULL;

  if (shown != NULL)
    rc_cli_print ("      %s %s\n", label, shown);
}

/* Of what no key stands behind it must not be said that it was checked with one. */
static const char *
peek_word (const RcBundleCheck *check,
           RcVerdict            verdict)
{
  gboolean is_of_key = g_str_has_prefix (check->object, "seal") || strcmp (check->object, "time stamp") == 0;

  return verdict == RC_VERDICT_VALID && !is_of_key ? "As it should be" : rc_verdict_word (verdict);
}

static void
print_check (const RcBundleCheck *check,
             gboolean             is_vouched)
{
  RcVerdict verdict = rc_bundle_check_verdict (check, is_vouched);
  g_autofree char *object = rc_cli_show (check->object);
  g_autofree char *message = rc_display_text (check->message, -1, 0);

  rc_cli_print ("%s %s: %s", rc_shape_letter (rc_shape_of_verdict (verdict)), object, peek_word (check, verdict));
  if (check->reason != NULL)
    rc_cli_print (" (%s)", check->reason);
  rc_cli_print ("\n    %s\n", message);
  if (check->verdict != RC_VERDICT_VALID)
    print_line ("expected:", check->expected);
  print_line (check->verdict != RC_VERDICT_VALID ? "found:   " : "", check->found);
}

/* A line for each kind, in the order in which they were noticed: a bare number would only worry. */
static void
print_exceptions (const RcJudgement *judgement)
{
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);
      guint n = 0;

      if (!g_hash_table_add (told, (gpointer) exception->kind))
        continue;
      for (guint k = i; k < judgement->exceptions->len; k++)
        n += strcmp (((const RcException *) g_ptr_array_index (judgement->exceptions, k))->kind, exception->kind) == 0 ? 1 : 0;
      rc_cli_print ("  %u × %s\n", n, rc_exception_kind_title (exception->kind));
    }
}

static void
print_text (const RcBundleOpening *opening,
            const char            *case_path)
{
  g_autofree char *title = opening->case_title != NULL ? rc_cli_show (opening->case_title) : g_strdup ("-");
  gboolean is_vouched = rc_bundle_opening_is_vouched (opening);
  g_autofree char *version = opening->maker_version != NULL ? rc_cli_show (opening->maker_version) : g_strdup ("-");

  rc_cli_print ("%s, of the case “%s”, made by Recount %s.\nBundle %s\nFile   %s (SHA-256)\n\n",
                strcmp (opening->kind, "full") == 0 ? "A whole case" : "Chosen decisions of a case", title, version, opening->id, opening->sha256);
  for (guint i = 0; i < opening->checks->len; i++)
    print_check (g_ptr_array_index (opening->checks, i), is_vouched);

  rc_cli_print ("\nHeld against what the bundle says: %" G_GUINT64_FORMAT "; different: %" G_GUINT64_FORMAT ".\n", opening->n_compared,
                opening->n_differing);
  if (opening->judgement != NULL)
    {
      rc_cli_print ("The evidence itself was checked again: %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " records, %u seals, %u exceptions.\n",
                    opening->judgement->records_checked, opening->judgement->records_total, opening->judgement->seals->len,
                    opening->judgement->exceptions->len);
      print_exceptions (opening->judgement);
    }
  if (opening->seal_fingerprint != NULL)
    rc_cli_print ("Key of the seal: %s.%s\n", opening->seal_fingerprint,
                  is_vouched ? "" : " Confirm it with its owner, on another way than the bundle came.");
  if (case_path != NULL && opening->case_file != NULL)
    rc_cli_print ("The case stands in %s, for reading.\n", case_path);
}

static void
write_checks (const GPtrArray *checks,
              RcJsonWriter    *writer)
{
  rc_json_writer_name (writer, "checks");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < checks->len; i++)
    {
      const RcBundleCheck *check = g_ptr_array_index (checks, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "object", check->object);
      rc_json_writer_member_string (writer, "verdict", rc_verdict_to_code (check->verdict));
      rc_json_writer_member_string (writer, "reason", check->reason);
      rc_json_writer_member_string (writer, "expected", check->expected);
      rc_json_writer_member_string (writer, "found", check->found);
      rc_json_writer_member_string (writer, "message", check->message);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_bundle (const RcBundleOpening *opening,
              RcJsonWriter          *writer)
{
  rc_json_writer_name (writer, "bundle");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "id", opening->id);
  rc_json_writer_member_string (writer, "kind", opening->kind);
  rc_json_writer_member_string (writer, "sha256", opening->sha256);
  rc_json_writer_member_string (writer, "format", opening->format);
  rc_json_writer_member_string (writer, "case", opening->case_title);
  rc_json_writer_member_string (writer, "case_id", opening->case_id);
  rc_json_writer_member_string (writer, "evidence_state", opening->state);
  rc_json_writer_member_string (writer, "maker_version", opening->maker_version);
  rc_json_writer_end_object (writer);
}

/* The verdicts in the words of `verify --json`. */
static gboolean
write_verification (const RcBundleOpening *opening,
                    RcJsonWriter          *writer,
                    GError               **error)
{
  g_autoptr (RcUncovered) uncovered = NULL;

  rc_json_writer_name (writer, "verification");
  if (opening->judgement == NULL || opening->case_file == NULL)
    {
      rc_json_writer_null (writer);
      return TRUE;
    }
  uncovered = rc_uncovered_new (opening->case_file, opening->judgement, error);
  if (uncovered == NULL)
    return FALSE;
  rc_judgement_write_json (opening->judgement, uncovered, writer);
  return TRUE;
}

static gboolean
print_json (const RcBundleOpening  *opening,
            GError                **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  const RcBundleCheck *seal = rc_bundle_opening_find_seal (opening);

  rc_json_writer_begin_object (writer);
  write_bundle (opening, writer);
  rc_json_writer_name (writer, "seal");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "verdict", seal != NULL ? rc_verdict_to_code (seal->verdict) : NULL);
  rc_json_writer_member_string (writer, "reason", seal != NULL ? seal->reason : NULL);
  rc_json_writer_member_string (writer, "fingerprint", opening->seal_fingerprint);
  rc_json_writer_end_object (writer);
  write_checks (opening->checks, writer);
  rc_json_writer_member_integer (writer, "compared", (gint64) opening->n_compared);
  rc_json_writer_member_integer (writer, "differing", (gint64) opening->n_differing);
  if (!write_verification (opening, writer, error))
    return FALSE;
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
  return TRUE;
}

/* --- The act --- */

static char *
read_key (const char  *path,
          GError     **error)
{
  g_autoptr (RcStream) file = rc_stream_new_file (path, error);
  g_autofree char *text = g_malloc (RC_LIMIT_KEY_BYTES + 1);
  gsize n;

  if (file == NULL || !rc_stream_read_full (file, text, RC_LIMIT_KEY_BYTES, &n, error))
    return NULL;
  text[n] = '\0';
  return g_steal_pointer (&text);
}

typedef struct
{
  char *path;
  int   passphrase_fd;
  int   reader_passphrase_fd;
} KeyOptions;

static void
key_options_clear (KeyOptions *self)
{
  g_free (self->path);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KeyOptions, key_options_clear)

/* TRUE without keys where none were named. @out_passphrase: to be wiped. */
static gboolean
read_envelope_keys (const KeyOptions  *options,
                    RcKeyFile        **out_key,
                    char             **out_passphrase,
                    GError           **error)
{
  if (options->path != NULL)
    {
      g_autoptr (GBytes) file = rc_cli_read_key_file (options->path, error);
      char *passphrase = file != NULL ? rc_cli_read_passphrase (options->passphrase_fd, error) : NULL;

      *out_key = passphrase != NULL ? rc_key_file_open (file, passphrase, error) : NULL;
      rc_cli_free_passphrase (passphrase);
      if (*out_key == NULL)
        return FALSE;
    }
  if (options->reader_passphrase_fd >= 0)
    *out_passphrase = rc_cli_read_passphrase (options->reader_passphrase_fd, error);
  return options->reader_passphrase_fd < 0 || *out_passphrase != NULL;
}

static int
tell_exit_code (const RcBundleOpening *opening)
{
  int code = opening->n_differing > 0 ? 1 : 0;

  for (guint i = 0; i < opening->checks->len; i++)
    code = rc_exit_code_worst (code, rc_verdict_exit_code (((const RcBundleCheck *) g_ptr_array_index (opening->checks, i))->verdict));
  return opening->judgement != NULL ? rc_exit_code_worst (code, rc_judgement_exit_code (opening->judgement)) : code;
}

int
rc_cli_open_bundle (RcCli *cli,
                    int    argc,
                    char **argv)
{
  g_autofree char *case_path = NULL;
  g_autofree char *key_path = NULL;
  g_autofree char *trust = NULL;
  g_autofree char *stamp = NULL;
  g_autofree char *key = NULL;
  g_auto (KeyOptions) keys = { NULL, -1, -1 };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &case_path, "Where the case is to stand; without it nothing stays", "CASE" },
    { "key", 0, 0, G_OPTION_ARG_FILENAME, &key_path, "The maker's public key, as you have it from elsewhere (minisign or OpenSSH)", "FILE" },
    { "trust", 0, 0, G_OPTION_ARG_FILENAME, &trust, "Keys that you accept yourself, as trust export writes them", "FILE" },
    { "reader-key", 0, 0, G_OPTION_ARG_FILENAME, &keys.path, "A bundle encrypted to your certificate: your PKCS#12 file", "FILE" },
    { "reader-key-passphrase-fd", 0, 0, G_OPTION_ARG_INT, &keys.passphrase_fd, "Read the passphrase of that file from this descriptor", "N" },
    { "reader-passphrase-fd", 0, 0, G_OPTION_ARG_INT, &keys.reader_passphrase_fd,
      "A bundle encrypted by a passphrase: read it from this descriptor", "N" },
    { "stamp", 0, 0, G_OPTION_ARG_FILENAME, &stamp, "A time stamp over the list of files, where it came apart", "FILE" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcBundleOpening) opening = NULL;
  g_autoptr (RcKeyFile) key_file = NULL;
  char *passphrase = NULL;
  RcBundleOpenTerms terms = { 0 };
  GError *error = NULL;
  int exit_code;

  if (!rc_cli_parse (cli, "open-bundle", entries, argc, argv, 1, 1, &arguments, &exit_code))
    return exit_code;
  if ((keys.path != NULL) != (keys.passphrase_fd >= 0))
    return rc_cli_usage ("open-bundle", "--reader-key and --reader-key-passphrase-fd go together");

  if (key_path != NULL && (key = read_key (key_path, &error)) == NULL)
    return rc_cli_fail (error);
  /* Who opens it is told in the log of a case that stays. */
  if ((case_path != NULL || cli->passphrase_fd >= 0) && !rc_cli_unlock_key (cli, NULL, &error))
    return rc_cli_fail (error);
  terms.seal_key = key;
  terms.trust = trust;
  terms.stamp = stamp;
  terms.progress = cli->json ? NULL : rc_cli_progress ();
  if (read_envelope_keys (&keys, &key_file, &passphrase, &error))
    {
      terms.keys = (RcEnvelopeKeys) { key_file, passphrase };
      opening = rc_bundle_open (arguments[0], case_path, &terms, cli->cancellable, &error);
    }
  rc_cli_progress_end ();
  rc_cli_free_passphrase (passphrase);
  if (opening == NULL)
    return rc_cli_fail (error);

  exit_code = tell_exit_code (opening);
  if (!cli->json)
    print_text (opening, case_path);
  else if (!print_json (opening, &error))
    return rc_cli_fail (error);
  return exit_code;
}
