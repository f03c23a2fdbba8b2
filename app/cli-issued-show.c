/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-issued.h"

#include "core/custody.h"

#define SHORT_DIGITS 8

/* --- JSON --- */

static void
write_number (RcJsonWriter *writer,
              const char   *name,
              gint64        number)
{
  g_autofree char *shown = number != 0 ? rc_register_dup_number (RC_ENTRY_ISSUED, number) : NULL;

  rc_json_writer_member_string (writer, name, shown);
}

static void
write_sections (RcJsonWriter *writer,
                GPtrArray    *sections)
{
  rc_json_writer_name (writer, "sections");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < sections->len; i++)
    {
      const RcIssuedSection *section = g_ptr_array_index (sections, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "heading", section->heading);
      rc_json_writer_member_string (writer, "sha256", section->sha256);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_drafts (RcJsonWriter   *writer,
              const RcIssued *issued)
{
  rc_json_writer_name (writer, "drafts");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < issued->drafts->len; i++)
    {
      const RcIssuedDraft *draft = g_ptr_array_index (issued->drafts, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "number", draft->number);
      rc_json_writer_member_string (writer, "language", draft->language);
      rc_json_writer_member_string (writer, "evidence_state", draft->evidence_state);
      rc_json_writer_member_string (writer, "by", draft->by);
      rc_cli_write_time (writer, "at", draft->at_us);
      write_sections (writer, draft->sections);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_comments (RcJsonWriter   *writer,
                const RcIssued *issued)
{
  rc_json_writer_name (writer, "comments");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < issued->comments->len; i++)
    {
      const RcIssuedComment *comment = g_ptr_array_index (issued->comments, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "number", comment->number);
      rc_json_writer_member_integer (writer, "draft", comment->draft);
      rc_json_writer_member_string (writer, "section", comment->section);
      rc_json_writer_member_string (writer, "words", comment->words);
      rc_json_writer_member_string (writer, "by", comment->by);
      rc_json_writer_member_string (writer, "outcome", comment->outcome);
      rc_json_writer_member_string (writer, "answer", comment->answer);
      rc_json_writer_member_string (writer, "answered_by", comment->answered_by);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_files (RcJsonWriter   *writer,
             const RcIssued *issued)
{
  rc_json_writer_name (writer, "files");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < issued->files->len; i++)
    {
      const RcIssuedFile *file = g_ptr_array_index (issued->files, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "name", file->name);
      rc_json_writer_member_string (writer, "language", file->language);
      rc_json_writer_member_integer (writer, "bytes", (gint64) file->bytes);
      rc_json_writer_member_string (writer, "sha256", file->sha256);
      rc_json_writer_member_string (writer, "tree_sha256", file->tree);
      rc_json_writer_member_boolean (writer, "supplement", file->is_supplement);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static const char *
name_match (RcIssuedMatch match)
{
  switch (match)
    {
    case RC_ISSUED_MATCH_BYTES:
      return "bytes";
    case RC_ISSUED_MATCH_DETACHED:
      return "detached";
    case RC_ISSUED_MATCH_STATED:
    default:
      return "stated";
    }
}

static void
write_signatures (RcJsonWriter   *writer,
                  const RcIssued *issued)
{
  rc_json_writer_name (writer, "signatures");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < issued->signatures->len; i++)
    {
      const RcIssuedSignature *signature = g_ptr_array_index (issued->signatures, i);
      g_autofree char *exhibit = signature->source != 0 ? rc_register_dup_exhibit (signature->source) : NULL;

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "match", name_match (signature->match));
      rc_json_writer_member_string (writer, "file", signature->file);
      rc_json_writer_member_string (writer, "signatory", signature->signatory);
      rc_json_writer_member_string (writer, "function", signature->function);
      rc_json_writer_member_string (writer, "on", signature->on);
      rc_json_writer_member_string (writer, "how", signature->how);
      rc_json_writer_member_string (writer, "found", signature->found);
      rc_json_writer_member_string (writer, "sha256", signature->sha256);
      rc_json_writer_member_string (writer, "exhibit", exhibit);
      rc_json_writer_member_string (writer, "by", signature->by);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_life (RcJsonWriter   *writer,
            const RcIssued *issued)
{
  g_autoptr (GPtrArray) changes = rc_issued_list_changes (issued);

  write_number (writer, "replaces", issued->replaces);
  write_number (writer, "replaced_by", issued->replaced_by);
  rc_json_writer_member_string (writer, "begun_by", issued->begun_by);
  rc_cli_write_time (writer, "begun_at", issued->begun_us);
  rc_json_writer_member_string (writer, "evidence_state", issued->evidence_state);
  rc_json_writer_member_string (writer, "frozen_by", issued->frozen_by);
  rc_json_writer_member_string (writer, "withdrawn_for", issued->withdrawn_for);
  rc_json_writer_member_string (writer, "withdrawn_by", issued->withdrawn_by);
  write_drafts (writer, issued);
  rc_cli_write_texts (writer, "changes", changes);
  write_comments (writer, issued);
  write_files (writer, issued);
  write_signatures (writer, issued);
}

static void
write_issued (const RcIssued *issued,
              gboolean        in_full,
              gboolean        is_edited)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  write_number (writer, "id", issued->number);
  rc_json_writer_member_string (writer, "name", issued->title);
  rc_json_writer_member_string (writer, "kind", issued->kind);
  rc_json_writer_member_string (writer, "subject", issued->subject);
  rc_json_writer_member_string (writer, "state", rc_issued_state_to_name (issued->state));
  rc_json_writer_member_string (writer, "designation", issued->designation);
  rc_json_writer_member_integer (writer, "revision", issued->revision);
  rc_json_writer_member_integer (writer, "open_comments", rc_issued_count_open (issued));
  rc_json_writer_member_integer (writer, "unreadable", issued->unreadable);
  rc_json_writer_member_boolean (writer, "case_edited", is_edited);
  if (in_full)
    write_life (writer, issued);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

/* --- Lines --- */

static void
print_head (const RcIssued *issued)
{
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_ISSUED, issued->number);
  g_autofree char *title = rc_cli_show (issued->title);
  g_autofree char *designation = rc_cli_show (issued->designation);

  rc_cli_print ("%s  %s%s%s  %s\n", number, title, *designation != '\0' ? ", No. " : "", designation, rc_issued_state_words (issued->state));
  if (issued->unreadable > 0)
    rc_cli_print ("  WARNING          %u of its acts cannot be read or cannot follow: it was edited behind the program's back\n", issued->unreadable);
}

static void
print_comments (const RcIssued *issued)
{
  for (guint i = 0; i < issued->comments->len; i++)
    {
      const RcIssuedComment *comment = g_ptr_array_index (issued->comments, i);
      g_autofree char *label = g_strdup_printf ("comment %u", comment->number);

      rc_cli_print_labelled (label, comment->words);
      rc_cli_print_labelled ("  on", comment->section);
      rc_cli_print_labelled ("  by", comment->by);
      rc_cli_print_labelled ("  outcome", rc_issued_outcome_words (comment->outcome));
      rc_cli_print_labelled ("  answer", comment->answer);
    }
}

static void
print_files (const RcIssued *issued)
{
  for (guint i = 0; i < issued->files->len; i++)
    {
      const RcIssuedFile *file = g_ptr_array_index (issued->files, i);
      g_autofree char *bytes = rc_cli_group_digits (file->bytes);

      rc_cli_print ("  %-16s %s, %s bytes\n  %-16s %s\n", i == 0 ? "frozen" : "", file->name, bytes, "", file->sha256);
    }
}

static void
print_signatures (const RcIssued *issued)
{
  for (guint i = 0; i < issued->signatures->len; i++)
    {
      const RcIssuedSignature *signature = g_ptr_array_index (issued->signatures, i);
      g_autofree char *exhibit = signature->source != 0 ? rc_register_dup_exhibit (signature->source) : NULL;

      rc_cli_print_labelled ("signed by", signature->signatory);
      rc_cli_print_labelled ("  function", signature->function);
      rc_cli_print_labelled ("  on", signature->on);
      rc_cli_print_labelled ("  how", signature->how);
      rc_cli_print_labelled ("  file", signature->file);
      rc_cli_print_labelled ("  same content", rc_issued_match_words (signature->match));
      rc_cli_print_labelled ("  found", signature->found);
      rc_cli_print_labelled ("  exhibit", exhibit);
    }
}

static void
print_life (const RcIssued *issued)
{
  g_autoptr (GPtrArray) changes = rc_issued_list_changes (issued);
  g_autofree char *replaces = issued->replaces != 0 ? rc_register_dup_number (RC_ENTRY_ISSUED, issued->replaces) : NULL;
  g_autofree char *replaced_by = issued->replaced_by != 0 ? rc_register_dup_number (RC_ENTRY_ISSUED, issued->replaced_by) : NULL;

  rc_cli_print ("  %-16s %u\n", "revision", issued->revision);
  rc_cli_print_labelled ("replaces", replaces);
  rc_cli_print_labelled ("replaced by", replaced_by);
  rc_cli_print_labelled ("of", issued->subject);
  for (guint i = 0; i < issued->drafts->len; i++)
    {
      const RcIssuedDraft *draft = g_ptr_array_index (issued->drafts, i);

      rc_cli_print ("  %-16s %s, evidence state %.*s, %u sections\n", i == 0 ? "drafts" : "", draft->language, SHORT_DIGITS, draft->evidence_state,
                    draft->sections->len);
    }
  for (guint i = 0; i < changes->len; i++)
    rc_cli_print_labelled (i == 0 ? "changes" : "", g_ptr_array_index (changes, i));
  print_comments (issued);
  print_files (issued);
  print_signatures (issued);
  rc_cli_print_labelled ("withdrawn", issued->withdrawn_for);
  rc_cli_print_labelled ("  by", issued->withdrawn_by);
}

static void
tell (RcCliCall      *call,
      const RcIssued *issued,
      gboolean        in_full,
      gboolean        is_edited)
{
  if (call->cli->json)
    {
      write_issued (issued, in_full, is_edited);
      return;
    }

  print_head (issued);
  if (in_full)
    print_life (issued);
}

/* What acts left is told as if they had: where the case is not as its log says, an act may have been put in its place. */
static gboolean
look_for_edits (RcCliCall  *call,
                gboolean   *out_edited,
                GError    **error)
{
  g_autoptr (GPtrArray) faults = rc_custody_compare_short_tables (call->case_file, error);

  if (faults == NULL)
    return FALSE;
  *out_edited = faults->len > 0;
  if (*out_edited && !call->cli->json)
    rc_cli_print ("WARNING: the case is not as its log says: something was edited outside the program, so what follows may never have been entered;\n"
                  "“recount-cli custody” tells more.\n");
  return TRUE;
}

gboolean
rc_cli_issued_tell_all (RcCliCall  *call,
                        GError    **error)
{
  g_autoptr (GPtrArray) all = rc_issued_list (call->case_file, error);
  gboolean is_edited;

  if (all == NULL || !look_for_edits (call, &is_edited, error))
    return FALSE;

  for (guint i = 0; i < all->len; i++)
    tell (call, g_ptr_array_index (all, i), FALSE, is_edited);
  if (all->len == 0 && !call->cli->json)
    rc_cli_print ("Nothing was drafted to be issued.\n");
  return TRUE;
}

gboolean
rc_cli_issued_tell_now (RcCliCall  *call,
                        gint64      number,
                        GError    **error)
{
  g_autoptr (RcIssued) issued = rc_issued_find (call->case_file, number, error);
  gboolean is_edited;

  if (issued == NULL || !look_for_edits (call, &is_edited, error))
    return FALSE;
  tell (call, issued, TRUE, is_edited);
  return TRUE;
}

gboolean
rc_cli_issued_parse (RcCliCall  *call,
                     gint64     *out_number,
                     GError    **error)
{
  return rc_cli_parse_number (RC_ENTRY_ISSUED, call->arguments[0], out_number, error);
}
