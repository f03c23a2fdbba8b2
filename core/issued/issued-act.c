/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/issued/issued-parts.h"

#include <string.h>

#include "core/bounds.h"
#include "core/custody.h"
#include "core/registers/register.h"
#include "core/words.h"

#define ACT_BEGIN  "issued begin"
#define DAY_US     (24 * G_TIME_SPAN_HOUR)

/* --- Refusals --- */

static gboolean
refuse_state (GError     **error,
              const char  *message)
{
  g_set_error_literal (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE, message);
  return FALSE;
}

static gboolean
refuse_terms (GError     **error,
              const char  *what,
              const char  *expected,
              const char  *found)     /* (nullable) */
{
  /* Translators: which of several things, what it should be, what it is. */
  g_set_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_TERMS, _("%1$s: expected %2$s, found “%3$s”"), what, expected, found != NULL ? found : "");
  return FALSE;
}

/* Whether one act more may follow on how it stands. */
static gboolean
check_act (const RcIssued  *issued,
           RcIssuedAct      act,
           GError         **error)
{
  g_autofree char *shown = rc_register_dup_number (RC_ENTRY_ISSUED, issued->number);

  if (issued->unreadable > 0)
    g_set_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE,
                 _("%1$s: %2$u of the acts on it that the case holds cannot be read or cannot follow on each other, so it was edited behind the "
                   "program’s back; nothing more is entered on it"), shown, issued->unreadable);
  else if (!rc_issued_state_allows (issued->state, act))
    g_set_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE, _("%1$s stands as “%2$s”: “%3$s” is not possible then"), shown,
                 rc_issued_state_to_name (issued->state), rc_issued_act_names[act]);
  else
    return TRUE;
  return FALSE;
}

/* (transfer full) */
static RcIssued *
load_for (RcCase       *case_file,
          gint64        number,
          RcIssuedAct   act,
          GError      **error)
{
  g_autoptr (RcIssued) issued = rc_issued_find (case_file, number, error);

  return issued != NULL && check_act (issued, act, error) ? g_steal_pointer (&issued) : NULL;
}

static gboolean
add_act (RcCase        *case_file,
         gint64         number,
         RcIssuedAct    act,
         RcJsonWriter  *writer,
         const char    *by,
         GError       **error)
{
  g_autofree char *logged = g_strconcat ("issued ", rc_issued_act_names[act], NULL);

  rc_json_writer_end_object (writer);
  return rc_register_add (case_file, RC_ENTRY_ISSUED, number, logged, writer, by, error);
}

static RcJsonWriter *
begin_act (RcIssuedAct act)
{
  RcJsonWriter *writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "act", rc_issued_act_names[act]);
  return writer;
}

static gboolean
write_evidence_state (RcCase        *case_file,
                      RcJsonWriter  *writer,
                      GError       **error)
{
  g_autofree char *hex = NULL;
  RcDigest state;

  if (!rc_custody_evidence_state (case_file, &state, NULL, error))
    return FALSE;

  hex = rc_digest_dup_hex (&state);
  rc_json_writer_member_string (writer, "evidence_state", hex);
  return TRUE;
}

/* --- Beginning --- */

static gboolean
is_of_line (const RcIssued *issued,
            const char     *kind,
            const char     *subject)
{
  return strcmp (issued->kind, kind) == 0 && g_strcmp0 (issued->subject, subject) == 0;
}

/* There is one line of documents for each kind and subject, and in it at most one that is drawn up. */
static gboolean
check_line (GPtrArray   *all,
            const char  *kind,
            const char  *subject,
            gint64       replaces,
            GError     **error)
{
  for (guint i = 0; i < all->len; i++)
    {
      const RcIssued *issued = g_ptr_array_index (all, i);
      g_autofree char *shown = rc_register_dup_number (RC_ENTRY_ISSUED, issued->number);

      if (!is_of_line (issued, kind, subject))
        continue;
      if (issued->state == RC_ISSUED_DRAFT || issued->state == RC_ISSUED_FOR_SIGNATURE)
        {
          g_set_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE, _("%s is under way already: it is signed or withdrawn first"), shown);
          return FALSE;
        }
      if (issued->state == RC_ISSUED_SIGNED && issued->number != replaces)
        {
          g_set_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE, _("%s is signed and stands: a further one replaces it"), shown);
          return FALSE;
        }
    }
  return TRUE;
}

/* @out_revision: one more than the highest of those that are, or were to be, in the place of the one that it replaces. */
static gboolean
check_replaced (GPtrArray   *all,
                const char  *kind,
                const char  *subject,
                gint64       replaces,
                guint       *out_revision,
                GError     **error)
{
  const RcIssued *replaced = NULL;

  *out_revision = 0;
  if (replaces == 0)
    return TRUE;

  for (guint i = 0; i < all->len; i++)
    {
      const RcIssued *issued = g_ptr_array_index (all, i);

      if (issued->number == replaces)
        replaced = issued;
      if ((issued->number == replaces || issued->replaces == replaces) && issued->revision >= *out_revision)
        *out_revision = issued->revision + 1;
    }
  if (replaced == NULL || !is_of_line (replaced, kind, subject))
    {
      g_set_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_NOT_FOUND, _("There is no document of this kind with the number %lld to replace"),
                   (long long) replaces);
      return FALSE;
    }
  if (replaced->unreadable > 0 || replaced->signatures->len == 0 || replaced->replaced_by != 0)
    return refuse_state (error, _("Only what was signed, and is not replaced yet, can be replaced"));
  return TRUE;
}

static gboolean
check_begin (RcCase      *case_file,
             const char  *kind,
             const char  *subject,
             const char  *title,
             gint64       replaces,
             guint       *out_revision,
             GError     **error)
{
  g_autoptr (GPtrArray) all = NULL;

  if (!rc_issued_is_kind (kind))
    return refuse_terms (error, _("Kind of document"), _("small letters, digits and hyphens"), kind);
  if (!rc_entry_require_words (_("what the document is called"), title, error) ||
      !rc_register_allow_words (_("Subject"), subject, error))
    return FALSE;

  all = rc_issued_read_all (case_file, error);
  return all != NULL && check_line (all, kind, subject, replaces, error) &&
         check_replaced (all, kind, subject, replaces, out_revision, error);
}

gint64
rc_issued_begin (RcCase      *case_file,
                 const char  *kind,
                 const char  *subject,
                 const char  *title,
                 gint64       replaces,
                 const char  *by,
                 GError     **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  guint revision;

  if (!check_begin (case_file, kind, subject, title, replaces, &revision, error))
    return 0;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "kind", kind);
  if (subject != NULL)
    rc_json_writer_member_string (writer, "subject", subject);
  rc_json_writer_member_string (writer, "title", title);
  rc_json_writer_member_integer (writer, "revision", revision);
  if (replaces != 0)
    rc_json_writer_member_integer (writer, "replaces", replaces);
  rc_json_writer_end_object (writer);
  return rc_register_begin (case_file, RC_ENTRY_ISSUED, ACT_BEGIN, writer, by, error);
}

/* --- Drafts and comments --- */

static gboolean
check_sections (GPtrArray  *sections,
                GError    **error)
{
  g_autofree char *most = g_strdup_printf ("%u", RC_LIMIT_ISSUED_SECTIONS);
  g_autofree char *found = g_strdup_printf ("%u", sections->len);

  if (sections->len > RC_LIMIT_ISSUED_SECTIONS)
    return refuse_terms (error, _("Sections of the draft"), most, found);
  for (guint i = 0; i < sections->len; i++)
    {
      const RcIssuedSection *section = g_ptr_array_index (sections, i);

      if (!rc_issued_is_sha256 (section->sha256))
        return refuse_terms (error, section->heading, _("a SHA-256 in small hexadecimal digits"), section->sha256);
    }
  return TRUE;
}

gboolean
rc_issued_add_draft (RcCase      *case_file,
                     gint64       number,
                     const char  *language,
                     GPtrArray   *sections,
                     const char  *by,
                     GError     **error)
{
  g_autoptr (RcIssued) issued = load_for (case_file, number, RC_ISSUED_ACT_DRAFT, error);
  g_autoptr (RcJsonWriter) writer = begin_act (RC_ISSUED_ACT_DRAFT);

  if (issued == NULL || !check_sections (sections, error))
    return FALSE;
  if (!rc_issued_is_language (language))
    return refuse_terms (error, _("Language"), _("a code like de or pt-BR"), language);
  if (!write_evidence_state (case_file, writer, error))
    return FALSE;

  rc_json_writer_member_string (writer, "language", language);
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
  return add_act (case_file, number, RC_ISSUED_ACT_DRAFT, writer, by, error);
}

gboolean
rc_issued_comment (RcCase      *case_file,
                   gint64       number,
                   const char  *section,
                   const char  *words,
                   const char  *by,
                   GError     **error)
{
  g_autoptr (RcIssued) issued = load_for (case_file, number, RC_ISSUED_ACT_COMMENT, error);
  g_autoptr (RcJsonWriter) writer = begin_act (RC_ISSUED_ACT_COMMENT);

  if (issued == NULL || !rc_entry_require_words (_("what is to be said on the draft"), words, error) ||
      !rc_register_allow_words (_("Section"), section, error))
    return FALSE;
  if (issued->drafts->len == 0)
    return refuse_state (error, _("There is no draft yet that could be commented on"));

  rc_register_write_words (writer, "section", section);
  rc_json_writer_member_string (writer, "words", words);
  return add_act (case_file, number, RC_ISSUED_ACT_COMMENT, writer, by, error);
}

static gboolean
check_answer (const RcIssued  *issued,
              guint            comment,
              const char      *outcome,
              const char      *answer,
              GError         **error)
{
  guint n_outcomes = G_N_ELEMENTS (rc_issued_outcome_names);

  if (comment < 1 || comment > issued->comments->len)
    {
      g_set_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_NOT_FOUND, _("There is no comment with the number %u"), comment);
      return FALSE;
    }
  if (((const RcIssuedComment *) g_ptr_array_index (issued->comments, comment - 1))->outcome != NULL)
    return refuse_state (error, _("The comment was answered already"));
  if (rc_register_find_name (outcome, rc_issued_outcome_names, n_outcomes, n_outcomes) == n_outcomes)
    return refuse_terms (error, _("Outcome"), "accepted, partly, declined", outcome);
  return rc_entry_require_words (_("what the answer is"), answer, error);
}

gboolean
rc_issued_answer_comment (RcCase      *case_file,
                          gint64       number,
                          guint        comment,
                          const char  *outcome,
                          const char  *answer,
                          const char  *by,
                          GError     **error)
{
  g_autoptr (RcIssued) issued = load_for (case_file, number, RC_ISSUED_ACT_ANSWER, error);
  g_autoptr (RcJsonWriter) writer = begin_act (RC_ISSUED_ACT_ANSWER);

  if (issued == NULL || !check_answer (issued, comment, outcome, answer, error))
    return FALSE;

  rc_json_writer_member_integer (writer, "comment", comment);
  rc_json_writer_member_string (writer, "outcome", outcome);
  rc_json_writer_member_string (writer, "answer", answer);
  return add_act (case_file, number, RC_ISSUED_ACT_ANSWER, writer, by, error);
}

/* --- Freezing --- */

static gboolean
check_file (const RcIssuedFile  *file,
            GHashTable          *names,
            GError             **error)
{
  if (!rc_issued_is_file_name (file->name) || !g_hash_table_add (names, file->name))
    return refuse_terms (error, _("File"), _("a name of its own of letters, digits, dots and hyphens"), file->name);
  if (file->language != NULL && !rc_issued_is_language (file->language))
    return refuse_terms (error, file->name, _("a code like de or pt-BR"), file->language);
  if (!rc_issued_is_sha256 (file->sha256) || (file->tree != NULL && !rc_issued_is_sha256 (file->tree)) || file->bytes > G_MAXINT64)
    return refuse_terms (error, file->name, _("a SHA-256 in small hexadecimal digits"), file->sha256);
  return TRUE;
}

static gboolean
check_files (GPtrArray  *files,
             GError    **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *found = g_strdup_printf ("%u", files->len);
  g_autofree char *expected = g_strdup_printf ("1 … %u", RC_LIMIT_ISSUED_FILES);

  if (files->len == 0 || files->len > RC_LIMIT_ISSUED_FILES)
    return refuse_terms (error, _("Files that are frozen"), expected, found);
  for (guint i = 0; i < files->len; i++)
    {
      if (!check_file (g_ptr_array_index (files, i), names, error))
        return FALSE;
    }
  return TRUE;
}

/* A number and its revision name one document of the case for ever, also one that was withdrawn. */
static gboolean
check_designation (RcCase          *case_file,
                   const RcIssued  *issued,
                   const char      *designation,
                   GError         **error)
{
  g_autoptr (GPtrArray) all = NULL;

  if (!rc_entry_require_words (_("under which number it is frozen"), designation, error))
    return FALSE;

  all = rc_issued_read_all (case_file, error);
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const RcIssued *other = g_ptr_array_index (all, i);

      if (other->number != issued->number && g_strcmp0 (other->designation, designation) == 0 && other->revision == issued->revision)
        {
          g_set_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE, _("The number “%1$s”, revision %2$u, was given before"), designation,
                       other->revision);
          return FALSE;
        }
    }
  return all != NULL;
}

static void
write_files (RcJsonWriter *writer,
             GPtrArray    *files)
{
  rc_json_writer_name (writer, "files");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < files->len; i++)
    {
      const RcIssuedFile *file = g_ptr_array_index (files, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "name", file->name);
      rc_register_write_words (writer, "language", file->language);
      rc_json_writer_member_integer (writer, "bytes", (gint64) file->bytes);
      rc_json_writer_member_string (writer, "sha256", file->sha256);
      rc_register_write_words (writer, "tree", file->tree);
      if (file->is_supplement)
        rc_json_writer_member_boolean (writer, "supplement", TRUE);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

gboolean
rc_issued_freeze (RcCase      *case_file,
                  gint64       number,
                  const char  *designation,
                  GPtrArray   *files,
                  const char  *by,
                  GError     **error)
{
  g_autoptr (RcIssued) issued = load_for (case_file, number, RC_ISSUED_ACT_FREEZE, error);
  g_autoptr (RcJsonWriter) writer = begin_act (RC_ISSUED_ACT_FREEZE);

  if (issued == NULL || !check_files (files, error) || !check_designation (case_file, issued, designation, error))
    return FALSE;
  if (rc_issued_count_open (issued) > 0)
    return refuse_state (error, _("It cannot be frozen: comments on the draft are not answered"));
  if (!write_evidence_state (case_file, writer, error))
    return FALSE;

  rc_json_writer_member_string (writer, "designation", designation);
  write_files (writer, files);
  return add_act (case_file, number, RC_ISSUED_ACT_FREEZE, writer, by, error);
}

/* --- Signing --- */

static gboolean
check_signed_file (const RcIssued          *issued,
                   const RcIssuedSignature *signature,
                   GError                 **error)
{
  const RcIssuedFile *file = signature->file != NULL ? rc_issued_find_file_named (issued, signature->file) : NULL;

  if (file == NULL)
    {
      g_set_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_NOT_FOUND, _("No file “%s” was frozen for signature"),
                   signature->file != NULL ? signature->file : "");
      return FALSE;
    }
  if (!rc_issued_is_sha256 (signature->sha256))
    return refuse_terms (error, file->name, _("a SHA-256 in small hexadecimal digits"), signature->sha256);
  if (file->is_supplement)
    {
      g_set_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_CONTENT, _("%s goes with the document and is not it: it is the document that is signed"),
                   file->name);
      return FALSE;
    }

  /* What came back as it was handed out bears no signature. */
  if (signature->match != RC_ISSUED_MATCH_STATED && strcmp (signature->sha256, file->sha256) == 0)
    {
      g_set_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_CONTENT, _("%s came back exactly as it was frozen: there is no signature in it"),
                   file->name);
      return FALSE;
    }
  for (guint i = 0; i < issued->signatures->len; i++)
    {
      const RcIssuedSignature *known = g_ptr_array_index (issued->signatures, i);

      /* A signed file may bear the signatures of several; one that is a file of its own is one person's. */
      if (strcmp (known->sha256, signature->sha256) == 0 &&
          (signature->match == RC_ISSUED_MATCH_DETACHED || strcmp (known->signatory, signature->signatory) == 0))
        return refuse_state (error, _("This signature was entered already"));
    }
  return TRUE;
}

/* A day of its own zone: it may differ by one from the day that it is elsewhere. */
static gboolean
check_signed_on (const RcIssued  *issued,
                 const char      *on,
                 GError         **error)
{
  g_autofree char *first = rc_register_dup_day (issued->frozen_us - DAY_US);
  g_autofree char *frozen = rc_register_dup_day (issued->frozen_us);
  g_autofree char *last = rc_register_dup_day (g_get_real_time () + DAY_US);

  if (!rc_entry_require_words (_("on which day it was signed"), on, error) || !rc_register_allow_day (_("Signed"), on, error))
    return FALSE;
  if (strcmp (on, first) >= 0 && strcmp (on, last) <= 0)
    return TRUE;

  g_set_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_TERMS, _("Signed on %1$s: it was frozen on %2$s, and a day to come is none yet"), on,
               frozen);
  return FALSE;
}

gboolean
rc_issued_check_signature (const RcIssued           *self,
                           const RcIssuedSignature  *signature,
                           GError                  **error)
{
  if (!check_act (self, RC_ISSUED_ACT_SIGN, error))
    return FALSE;
  if (signature->match > RC_ISSUED_MATCH_STATED)
    return refuse_terms (error, _("Signature"), "bytes, detached, stated", NULL);
  return rc_entry_require_words (_("who signed"), signature->signatory, error) &&
         rc_entry_require_words (_("how it was signed"), signature->how, error) &&
         rc_register_allow_words (_("Function"), signature->function, error) &&
         rc_register_allow_words (_("What was found"), signature->found, error) &&
         check_signed_on (self, signature->on, error) && check_signed_file (self, signature, error);
}

gboolean
rc_issued_sign (RcCase                   *case_file,
                gint64                    number,
                const RcIssuedSignature  *signature,
                GError                  **error)
{
  g_autoptr (RcIssued) issued = rc_issued_find (case_file, number, error);
  g_autoptr (RcJsonWriter) writer = begin_act (RC_ISSUED_ACT_SIGN);

  if (issued == NULL || !rc_issued_check_signature (issued, signature, error))
    return FALSE;

  rc_json_writer_member_string (writer, "match", rc_issued_match_names[signature->match]);
  rc_json_writer_member_string (writer, "file", signature->file);
  rc_json_writer_member_string (writer, "signatory", signature->signatory);
  rc_register_write_words (writer, "function", signature->function);
  rc_json_writer_member_string (writer, "on", signature->on);
  rc_json_writer_member_string (writer, "how", signature->how);
  rc_register_write_words (writer, "found", signature->found);
  rc_json_writer_member_string (writer, "sha256", signature->sha256);
  if (signature->source > 0)
    rc_json_writer_member_integer (writer, "source", signature->source);
  return add_act (case_file, number, RC_ISSUED_ACT_SIGN, writer, signature->by, error);
}

gboolean
rc_issued_withdraw (RcCase      *case_file,
                    gint64       number,
                    const char  *reason,
                    const char  *by,
                    GError     **error)
{
  g_autoptr (RcIssued) issued = load_for (case_file, number, RC_ISSUED_ACT_WITHDRAW, error);
  g_autoptr (RcJsonWriter) writer = begin_act (RC_ISSUED_ACT_WITHDRAW);

  if (issued == NULL || !rc_entry_require_words (_("why it is withdrawn"), reason, error))
    return FALSE;

  rc_json_writer_member_string (writer, "reason", reason);
  return add_act (case_file, number, RC_ISSUED_ACT_WITHDRAW, writer, by, error);
}
