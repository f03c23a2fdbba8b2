/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include <string.h>

#include "core/anchor-kind.h"
#include "core/bounds.h"
#include "core/timestamp.h"
#include "core/trust-facts.h"
#include "core/words.h"

typedef struct
{
  char  *owner;
  char  *purpose;
  char  *kind;
  char  *label;
  char **identities;
  char  *from;
  char  *to;
  char  *revoked;
  char  *revoked_for;
  char  *group;
  char  *how;
  char  *by;
  char  *obtained;
} TrustOptions;

static void
trust_options_clear (TrustOptions *self)
{
  g_free (self->owner);
  g_free (self->purpose);
  g_free (self->kind);
  g_free (self->label);
  g_strfreev (self->identities);
  g_free (self->from);
  g_free (self->to);
  g_free (self->revoked);
  g_free (self->revoked_for);
  g_free (self->group);
  g_free (self->how);
  g_free (self->by);
  g_free (self->obtained);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TrustOptions, trust_options_clear)

/* --- Listing --- */

static void
write_further (RcJsonWriter   *writer,
               const RcAnchor *anchor)
{
  g_autofree char *label = rc_anchor_dup_label (anchor);

  rc_json_writer_member_string (writer, "label", label);
  rc_json_writer_name (writer, "identities");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; anchor->identities != NULL && anchor->identities[i] != NULL; i++)
    rc_json_writer_string (writer, anchor->identities[i]);
  rc_json_writer_end_array (writer);
  rc_cli_write_time (writer, "revoked", anchor->revoked_us);
  rc_json_writer_member_string (writer, "revoked_for", anchor->revoked_for);
  rc_json_writer_member_string (writer, "group", anchor->group);
  if (anchor->group != NULL)
    rc_json_writer_member_integer (writer, "threshold", anchor->threshold);
  rc_json_writer_member_string (writer, "by", anchor->by);
  rc_cli_write_time (writer, "obtained", anchor->obtained_us);
  rc_cli_write_time (writer, "accepted", anchor->added_us);
}

static void
write_anchor (RcJsonWriter   *writer,
              const RcAnchor *anchor)
{
  g_autofree char *fingerprint = rc_digest_dup_hex (&anchor->fingerprint);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "id", anchor->id);
  rc_json_writer_member_string (writer, "name", anchor->owner);
  rc_json_writer_member_string (writer, "kind", anchor->kind);
  rc_json_writer_member_string (writer, "key_id", anchor->key_id);
  rc_json_writer_member_string (writer, "fingerprint", fingerprint);
  rc_json_writer_member_string (writer, "owner", anchor->owner);
  rc_json_writer_member_string (writer, "purpose", anchor->purpose);
  rc_cli_write_time (writer, "from", anchor->from_us);
  rc_cli_write_time (writer, "to", anchor->to_us);
  rc_json_writer_member_string (writer, "how", anchor->how);
  write_further (writer, anchor);
  rc_json_writer_end_object (writer);
}

static void
print_line (const char *name,
            const char *value)
{
  g_autofree char *shown = rc_cli_show (value);

  rc_cli_print ("      %-14s %s\n", name, shown);
}

static void
print_validity (const RcAnchor *anchor)
{
  g_autofree char *from = anchor->from_us != RC_TIME_NONE ? rc_time_format_utc (anchor->from_us) : g_strdup ("open");
  g_autofree char *to = anchor->to_us != RC_TIME_NONE ? rc_time_format_utc (anchor->to_us) : g_strdup ("open");
  g_autofree char *revoked = NULL;

  if (anchor->from_us != RC_TIME_NONE || anchor->to_us != RC_TIME_NONE)
    rc_cli_print ("      %-14s %s to %s\n", "valid", from, to);
  if (anchor->revoked_us == RC_TIME_NONE)
    return;
  revoked = rc_time_format_utc (anchor->revoked_us);
  rc_cli_print ("      %-14s %s\n", "revoked", revoked);
  if (anchor->revoked_for != NULL)
    print_line ("revoked for", anchor->revoked_for);
}

/* How old the trust is stands with it: an old copy of a list of keys may hold one that was revoked since. */
static void
print_obtained (const RcAnchor *anchor)
{
  g_autofree char *accepted = anchor->added_us != RC_TIME_NONE ? rc_time_format_utc (anchor->added_us) : NULL;
  g_autofree char *obtained = anchor->obtained_us != RC_TIME_NONE ? rc_time_format_utc (anchor->obtained_us) : NULL;

  if (anchor->by != NULL)
    print_line ("obtained by", anchor->by);
  if (obtained != NULL)
    rc_cli_print ("      %-14s %s\n", "obtained on", obtained);
  print_line ("obtained", *anchor->how != '\0' ? anchor->how : "nobody said how");
  if (accepted != NULL)
    rc_cli_print ("      %-14s %s\n", "accepted on", accepted);
}

static void
print_purposes (const RcAnchor *anchor)
{
  g_auto (GStrv) purposes = g_strsplit (anchor->purpose, ",", -1);

  for (guint i = 0; purposes[i] != NULL; i++)
    rc_cli_print ("      %-14s %s\n", i == 0 ? "may vouch for" : "", rc_anchor_purpose_title (purposes[i]));
}

static void
print_anchor (const RcAnchor *anchor)
{
  const RcAnchorKind *kind = rc_anchor_kind_by_id (anchor->kind);
  g_autofree char *owner = rc_cli_show (anchor->owner);
  g_autofree char *key_id = rc_cli_show (anchor->key_id);
  g_autofree char *label = rc_anchor_dup_label (anchor);
  g_autofree char *fingerprint = rc_anchor_dup_fingerprint (anchor);

  rc_cli_print ("%4" G_GINT64_FORMAT "  %s\n", anchor->id, owner);
  rc_cli_print ("      %-14s %s\n", "id", label);
  rc_cli_print ("      %-14s %s\n", "kind", kind != NULL ? _(kind->title) : anchor->kind);
  rc_cli_print ("      %-14s %s\n", "key", key_id);
  rc_cli_print ("      %-14s %s\n", "fingerprint", fingerprint);
  print_purposes (anchor);
  for (guint i = 0; anchor->identities != NULL && anchor->identities[i] != NULL; i++)
    print_line (i == 0 ? "only for" : "", anchor->identities[i]);
  if (anchor->group != NULL)
    {
      g_autofree char *group = rc_cli_show (anchor->group);

      rc_cli_print ("      %-14s %s, of which %u must sign\n", "group", group, anchor->threshold);
    }
  print_validity (anchor);
  print_obtained (anchor);
}

static int
list (RcCli  *cli,
      RcCase *case_file)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) anchors = rc_trust_list (case_file, &error);

  if (anchors == NULL)
    return rc_cli_fail (error);

  for (guint i = 0; i < anchors->len; i++)
    {
      const RcAnchor *anchor = g_ptr_array_index (anchors, i);
      g_autoptr (RcJsonWriter) writer = NULL;

      if (!cli->json)
        {
          print_anchor (anchor);
          continue;
        }
      writer = rc_json_writer_new ();
      write_anchor (writer, anchor);
      rc_cli_print_json (writer);
    }
  return RC_EXIT_OK;
}

static void
write_candidate (const RcEvidenceKey *key)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *fingerprint = rc_digest_dup_hex (&key->anchor->fingerprint);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "id", key->source);
  rc_json_writer_member_string (writer, "name", key->name);
  rc_json_writer_member_string (writer, "kind", key->anchor->kind);
  rc_json_writer_member_string (writer, "key_id", key->anchor->key_id);
  rc_json_writer_member_string (writer, "fingerprint", fingerprint);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
print_candidate (const RcEvidenceKey *key)
{
  const RcAnchorKind *kind = rc_anchor_kind_by_id (key->anchor->kind);
  g_autofree char *name = rc_cli_show (key->name);
  g_autofree char *fingerprint = rc_anchor_dup_fingerprint (key->anchor);

  rc_cli_print ("%4" G_GINT64_FORMAT "  %s\n", key->source, name);
  rc_cli_print ("      %-14s %s\n", "kind", kind != NULL ? _(kind->title) : key->anchor->kind);
  rc_cli_print ("      %-14s %s\n", "fingerprint", fingerprint);
}

/* Keys that came with the evidence: named, never accepted by themselves. */
static int
list_candidates (RcCli  *cli,
                 RcCase *case_file)
{
  GError *error = NULL;
  gboolean is_cut = FALSE;
  g_autoptr (GPtrArray) keys = rc_trust_list_candidates (case_file, &is_cut, &error);

  if (keys == NULL)
    return rc_cli_fail (error);

  for (guint i = 0; i < keys->len; i++)
    {
      if (cli->json)
        write_candidate (g_ptr_array_index (keys, i));
      else
        print_candidate (g_ptr_array_index (keys, i));
    }
  if (is_cut)
    g_printerr ("Only the first %u small files of the evidence were looked at for keys.\n", RC_LIMIT_CANDIDATE_FILES);
  return RC_EXIT_OK;
}

/* --- Changing --- */

/* "NAME:K" */
static gboolean
parse_group (char           *group,
             RcAnchorTerms  *terms,
             GError        **error)
{
  char *colon = group != NULL ? strrchr (group, ':') : NULL;
  guint64 threshold;

  if (group == NULL)
    return TRUE;
  if (colon == NULL || colon == group ||
      !g_ascii_string_to_unsigned (colon + 1, 10, 1, RC_LIMIT_ANCHOR_THRESHOLD, &threshold, error))
    {
      g_clear_error (error);
      g_set_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_TERMS,
                   "“%s” is no group: expected a name, a colon and how many of its keys must sign, as in “release:2”", group);
      return FALSE;
    }

  *colon = '\0';
  terms->group = group;
  terms->threshold = (guint) threshold;
  return TRUE;
}

static gboolean
read_terms (TrustOptions   *options,
            RcAnchorTerms  *terms,
            GError        **error)
{
  *terms = (RcAnchorTerms) RC_ANCHOR_TERMS_INIT;
  terms->kind = options->kind;
  terms->label = options->label;
  terms->owner = options->owner;
  terms->purpose = options->purpose;
  terms->identities = (const char * const *) options->identities;
  terms->revoked_for = options->revoked_for;
  terms->how = options->how;
  terms->by = options->by;
  if (options->kind != NULL && rc_anchor_kind_by_id (options->kind) == NULL)
    {
      g_set_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_TERMS, "“%s” is no kind of key", options->kind);
      return FALSE;
    }
  return rc_cli_parse_time (options->from, FALSE, &terms->from_us, error)
         && rc_cli_parse_time (options->to, TRUE, &terms->to_us, error)
         && rc_cli_parse_time (options->revoked, FALSE, &terms->revoked_us, error)
         && rc_cli_parse_time (options->obtained, FALSE, &terms->obtained_us, error)
         && parse_group (options->group, terms, error);
}

static gint64
add (RcCase         *case_file,
     const char     *path,
     TrustOptions   *options,
     GError        **error)
{
  RcAnchorTerms terms;

  return read_terms (options, &terms, error) ? rc_trust_accept (case_file, path, &terms, error) : 0;
}

static gint64
promote (RcCase         *case_file,
         gint64          source,
         TrustOptions   *options,
         GError        **error)
{
  RcAnchorTerms terms;

  return read_terms (options, &terms, error) ? rc_trust_promote (case_file, source, &terms, error) : 0;
}

static int
change (RcCli         *cli,
        char         **arguments,
        TrustOptions  *options)
{
  GError *error = NULL;
  g_autoptr (RcCase) case_file = rc_cli_open_case (arguments[0], TRUE, &error);
  const char *act = arguments[1];
  const char *what = arguments[2];
  gint64 id = 0;
  guint added = 0;
  gboolean good;

  if (case_file == NULL || !rc_cli_unlock_key (cli, case_file, &error))
    return rc_cli_fail (error);

  if (strcmp (act, "add") == 0)
    good = (id = add (case_file, what, options, &error)) > 0;
  else if (strcmp (act, "import") == 0)
    good = rc_trust_import (case_file, what, &added, &error);
  else if (!g_ascii_string_to_signed (what, 10, 1, G_MAXINT64, &id, NULL))
    return rc_cli_usage ("trust", strcmp (act, "promote") == 0 ? "“%s” is no number of a source" : "“%s” is no number of a key", what);
  else if (strcmp (act, "promote") == 0)
    good = (id = promote (case_file, id, options, &error)) > 0;
  else
    good = rc_trust_remove (case_file, id, &error);
  if (!good || !rc_case_close (case_file, &error))
    return rc_cli_fail (error);

  if (cli->json)
    {
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "act", act);
      if (id > 0)
        rc_json_writer_member_integer (writer, "id", id);
      else
        rc_json_writer_member_integer (writer, "added", added);
      rc_json_writer_end_object (writer);
      rc_cli_print_json (writer);
    }
  else if (strcmp (act, "add") == 0 || strcmp (act, "promote") == 0)
    {
      rc_cli_print ("Accepted key %" G_GINT64_FORMAT " of %s. What it signed is judged by the next “recount-cli verify”.\n", id,
                    options->owner);
    }
  else if (strcmp (act, "import") == 0)
    {
      rc_cli_print ("%u keys accepted.\n", added);
    }
  else
    {
      rc_cli_print ("Key %" G_GINT64_FORMAT " is no longer accepted.\n", id);
    }
  return RC_EXIT_OK;
}

int
rc_cli_trust (RcCli *cli,
              int    argc,
              char **argv)
{
  g_auto (TrustOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "owner", 0, 0, G_OPTION_ARG_STRING, &options.owner, "Whose key it is", "O" },
    { "purpose", 0, 0, G_OPTION_ARG_STRING, &options.purpose, "What it may vouch for: any, files, log-head, models, builds, statements, "
      "receipts, time-stamps, cloudtrail; several parted by commas", "P" },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &options.kind, "As which kind of key the file is read, as in x509-root or tsa-root", "K" },
    { "id", 0, 0, G_OPTION_ARG_STRING, &options.label, "What it is called in verdicts and in the list of keys", "NAME" },
    { "identity", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.identities, "Only for this issuer, subject, origin, namespace …; may be repeated",
      "NAME=VALUE" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, "Accepted from this time on", "T" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, "Accepted up to this time", "T" },
    { "revoked", 0, 0, G_OPTION_ARG_STRING, &options.revoked, "When it was revoked", "T" },
    { "revoked-for", 0, 0, G_OPTION_ARG_STRING, &options.revoked_for, "Why it was revoked", "R" },
    { "group", 0, 0, G_OPTION_ARG_STRING, &options.group, "It vouches only together: K different keys of that group must sign", "NAME:K" },
    { "how", 0, 0, G_OPTION_ARG_STRING, &options.how, "How the key was obtained and its fingerprint confirmed", "TEXT" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.by, "Who obtained it", "WHO" },
    { "obtained", 0, 0, G_OPTION_ARG_STRING, &options.obtained, "When it was obtained", "T" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  g_autofree char *exported = NULL;
  GError *error = NULL;
  const char *act;
  guint n_arguments;
  int exit_code;

  if (!rc_cli_parse (cli, "trust", entries, argc, argv, 2, 3, &arguments, &exit_code))
    return exit_code;

  act = arguments[1];
  n_arguments = g_strv_length (arguments);
  if (strcmp (act, "add") == 0 || strcmp (act, "promote") == 0 || strcmp (act, "remove") == 0 || strcmp (act, "import") == 0)
    {
      if (n_arguments != 3)
        return rc_cli_usage ("trust", "“%s” needs one argument", act);
      if ((strcmp (act, "add") == 0 || strcmp (act, "promote") == 0) && (options.owner == NULL || *options.owner == 0))
        return rc_cli_usage ("trust", "--owner is missing");
      if (strcmp (act, "promote") == 0 && (options.how == NULL || *options.how == 0))
        return rc_cli_usage ("trust", "--how is missing: on which other way than the evidence came was the fingerprint confirmed?");
      return change (cli, arguments, &options);
    }
  if ((strcmp (act, "list") != 0 && strcmp (act, "candidates") != 0 && strcmp (act, "export") != 0) || n_arguments != 2)
    return rc_cli_usage ("trust", "say add, promote, list, candidates, remove, export or import");

  case_file = rc_cli_open_case (arguments[0], FALSE, &error);
  if (case_file == NULL)
    return rc_cli_fail (error);
  if (strcmp (act, "list") == 0)
    return list (cli, case_file);
  if (strcmp (act, "candidates") == 0)
    return list_candidates (cli, case_file);

  exported = rc_trust_export (case_file, &error);
  if (exported == NULL)
    return rc_cli_fail (error);
  rc_cli_print ("%s", exported);
  return RC_EXIT_OK;
}
