/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/issue/report-issue.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/custody.h"
#include "core/event.h"
#include "core/registers/register.h"
#include "core/words.h"
#include "reports/issue/issue-life.h"
#include "reports/issue/issue-sections.h"
#include "reports/report.h"
#include "reports/typesetting/block.h"
#include "reports/typesetting/file-write.h"
#include "reports/typesetting/pages.h"

#define DIGEST_LIST "SHA256SUMS"

/* One document while it is made. */
typedef struct
{
  RcCase     *case_file;
  RcIssued   *issued;
  RcIssued   *replaced;        /* (nullable) */
  RcReview   *review;          /* (nullable) */
  char       *designation;     /* (nullable): of a draft */
  RcDigest    state;           /* that it is written from */
} Issue;

static void
issue_clear (Issue *self)
{
  g_clear_pointer (&self->issued, rc_issued_free);
  g_clear_pointer (&self->replaced, rc_issued_free);
  g_clear_pointer (&self->review, rc_review_free);
  g_free (self->designation);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Issue, issue_clear)

static gboolean
refuse (GError    **error,
        const char *message)
{
  g_set_error_literal (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE, message);
  return FALSE;
}

/* --- The report itself --- */

/* (transfer full) */
static RcDocument *
build_report (RcCase      *case_file,
              const char  *kind,
              const char  *subject,
              const char  *language,
              GError     **error)
{
  g_autoptr (RcRecordReader) reader = NULL;
  RcEvent *event = NULL;

  if (!rc_report_has_kind (kind))
    {
      g_set_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_NOT_FOUND, _("There is no report “%s” that could be issued"), kind);
      return NULL;
    }
  if (rc_report_takes_number (kind))
    return rc_report_build_numbered (case_file, kind, subject, language, error);
  if (!rc_report_is_of_event (kind))
    return rc_report_build (case_file, kind, NULL, language, error);

  reader = rc_record_reader_new (rc_case_get_database (case_file));
  event = rc_event_find (case_file, reader, subject, error);
  return event != NULL ? rc_report_build (case_file, kind, event, language, error) : NULL;
}

/* What a decision is called in the case for ever. @out_subject: (transfer full) (nullable) */
static gboolean
resolve_subject (RcCase      *case_file,
                 const char  *kind,
                 const char  *subject,
                 char       **out_subject,
                 GError     **error)
{
  g_autoptr (RcRecordReader) reader = NULL;
  g_autoptr (RcEvent) event = NULL;

  *out_subject = NULL;
  if (!rc_report_is_of_event (kind))
    {
      *out_subject = g_strdup (subject);
      return subject == NULL || rc_report_takes_number (kind) || refuse (error, _("This report is of the whole case, not of a decision"));
    }
  if (subject == NULL)
    return refuse (error, _("It must be said of which decision the report is"));

  reader = rc_record_reader_new (rc_case_get_database (case_file));
  event = rc_event_find (case_file, reader, subject, error);
  *out_subject = event != NULL ? rc_event_dup_reference (event) : NULL;
  return event != NULL;
}

gint64
rc_report_issue_begin (RcCase      *case_file,
                       const char  *kind,
                       const char  *subject,
                       const char  *by,
                       GError     **error)
{
  g_autofree char *resolved = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcIssued) current = NULL;
  g_autoptr (RcDocument) document = NULL;

  if (rc_report_has_kind (kind) && !resolve_subject (case_file, kind, subject, &resolved, error))
    return 0;
  current = rc_issued_find_current (case_file, kind, resolved, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return 0;
    }
  if (current != NULL && current->state == RC_ISSUED_DRAFT)
    return current->number;

  /* What cannot be built cannot be issued. */
  document = build_report (case_file, kind, resolved, "en", error);
  return document != NULL ? rc_issued_begin (case_file, kind, resolved, document->head.title, 0, by, error) : 0;
}

/* --- What a draft and a frozen one have in common --- */

static gboolean
load (RcCase  *case_file,
      gint64   number,
      Issue   *self,
      GError **error)
{
  g_autoptr (GError) local_error = NULL;

  self->case_file = case_file;
  self->issued = rc_issued_find (case_file, number, error);
  if (self->issued == NULL || !rc_custody_evidence_state (case_file, &self->state, NULL, error))
    return FALSE;
  if (self->issued->state != RC_ISSUED_DRAFT)
    return refuse (error, _("It is frozen: no more drafts are made of it. A change is a new revision that replaces it"));

  if (self->issued->replaces != 0)
    self->replaced = rc_issued_find (case_file, self->issued->replaces, error);
  if (self->issued->replaces != 0 && self->replaced == NULL)
    return FALSE;
  self->review = rc_issue_life_find_review (case_file, self->issued, &local_error);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Nothing was entered in the meantime: what was written is of the state that its entry will name. */
static gboolean
check_unchanged (const Issue  *self,
                 GError      **error)
{
  RcDigest now;

  if (!rc_custody_evidence_state (self->case_file, &now, NULL, error))
    return FALSE;
  return rc_digest_equal (&now, &self->state) || refuse (error, _("The case was changed while the document was written: it is written anew"));
}

static gboolean
has_signatures (const RcDocument *document)
{
  for (guint i = 0; i < document->blocks->len; i++)
    {
      if (((const RcBlock *) g_ptr_array_index (document->blocks, i))->kind == RC_BLOCK_SIGNATURES)
        return TRUE;
    }
  return FALSE;
}

static void
finish_draft (const Issue *self,
              RcDocument  *document,
              RcFrame     *frame,
              GPtrArray   *sections)
{
  guint next = self->issued->drafts->len + 1;
  g_autofree char *shown = rc_register_dup_number (RC_ENTRY_ISSUED, self->issued->number);
  g_autofree char *number = g_strdup_printf (_("%1$s, draft %2$u"), shown, next);
  g_autofree char *banner = g_strdup_printf (_("DRAFT %u – not signed, not issued"), next);
  const RcIssueLife life = {
    .frame = frame, .issued = self->issued, .sections = sections, .review = self->review, .replaced = self->replaced,
  };

  rc_document_set_issue (document, banner, number);
  if (next > 1)
    rc_issue_life_add (&life, document);
}

static void
finish_frozen (const Issue *self,
               RcDocument  *document,
               RcFrame     *frame,
               GPtrArray   *sections)
{
  const char *labels[] = { _("Name and function"), _("Place and date"), _("Signature"), NULL };
  g_autofree char *number = g_strdup_printf (_("%1$s, revision %2$u"), self->designation, self->issued->revision);
  const RcIssueLife life = {
    .frame = frame, .issued = self->issued, .sections = sections, .review = self->review, .replaced = self->replaced, .is_final = TRUE,
  };
  gboolean is_signable = has_signatures (document);

  rc_document_set_issue (document, _("Valid only when signed"), number);
  rc_issue_life_add (&life, document);
  if (!is_signable)
    rc_document_add_signatures (document, labels);
}

/* @out_sections: (transfer full) */
static RcDocument *
build (const Issue  *self,
       const char   *language,
       GPtrArray   **out_sections,
       GError      **error)
{
  g_autoptr (RcDocument) document = build_report (self->case_file, self->issued->kind, self->issued->subject, language, error);
  g_autoptr (RcFrame) frame = NULL;

  *out_sections = NULL;
  if (document == NULL || !rc_words_push (language))
    return NULL;

  frame = rc_frame_new (self->case_file, language, error);
  if (frame != NULL)
    {
      *out_sections = rc_issue_list_sections (document);
      (self->designation != NULL ? finish_frozen : finish_draft) (self, document, frame, *out_sections);
    }
  rc_words_pop ();
  return frame != NULL ? g_steal_pointer (&document) : NULL;
}

static gboolean
note (const Issue  *self,
      const char   *language,
      const char   *sha256,
      GError      **error)
{
  const RcReportEntry entry = { .kind = self->issued->kind, .reference = self->issued->subject, .language = language, .digest = sha256 };

  return rc_report_note (self->case_file, &entry, error);
}

static char *
digest_bytes (GBytes *bytes)
{
  RcDigest digest;

  rc_digest_compute (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &digest);
  return rc_digest_dup_hex (&digest);
}

/* --- Drafts --- */

static char *
digest_file (const char  *path,
             GError     **error)
{
  g_autoptr (GBytes) bytes = NULL;
  char *contents;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, error))
    return NULL;

  bytes = g_bytes_new_take (contents, length);
  return digest_bytes (bytes);
}

gboolean
rc_report_issue_draft (RcCase      *case_file,
                       gint64       number,
                       const char  *language,
                       const char  *path,
                       gboolean     replace,
                       const char  *by,
                       GError     **error)
{
  g_auto (Issue) issue = { 0 };
  g_autoptr (GPtrArray) sections = NULL;
  g_autoptr (RcDocument) document = NULL;
  g_autofree char *sha256 = NULL;

  if (!load (case_file, number, &issue, error))
    return FALSE;
  document = build (&issue, language, &sections, error);
  if (document == NULL || !check_unchanged (&issue, error) || !rc_document_write (document, path, replace, error))
    return FALSE;

  sha256 = digest_file (path, error);
  if (sha256 != NULL && rc_issued_add_draft (case_file, number, language, sections, by, error))
    return note (&issue, language, sha256, error);

  (void) g_unlink (path);
  return FALSE;
}

/* --- Freezing --- */

typedef struct
{
  GPtrArray *files;     /* RcIssuedFile */
  GPtrArray *bytes;     /* GBytes, beside them */
  GPtrArray *paths;     /* what was written */
} Frozen;

static void
frozen_clear (Frozen *self)
{
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->bytes, g_ptr_array_unref);
  g_clear_pointer (&self->paths, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Frozen, frozen_clear)

static gboolean
check_review (const RcReview  *review,
              GError         **error)
{
  if (review == NULL)
    return TRUE;
  if (rc_review_count_open (review) > 0)
    return refuse (error, _("It cannot be frozen: review notes are open"));
  return review->reviewed_by != NULL || refuse (error, _("It cannot be frozen: it was given to review, and nobody has reviewed it"));
}

/* Numbers have any form that the house gave them; names of files have not. */
static char *
dup_file_name (const Issue *self,
               const char  *language)
{
  g_autofree char *revision = self->issued->revision > 0 ? g_strdup_printf ("-r%u", self->issued->revision) : g_strdup ("");
  g_autofree char *name = g_strdup_printf ("%s%s-%s.pdf", self->designation, revision, language);

  for (char *cursor = name; *cursor != '\0'; cursor++)
    {
      if (!g_ascii_isalnum (*cursor) && strchr ("._-", *cursor) == NULL)
        *cursor = '-';
    }
  if (*name == '.')
    *name = '-';
  return g_steal_pointer (&name);
}

static void
take_file (Frozen     *self,
           char       *name,          /* (transfer full) */
           const char *language,
           GBytes     *bytes,         /* (transfer full) */
           const char *tree)
{
  g_autofree char *owned = name;
  g_autofree char *sha256 = digest_bytes (bytes);

  g_ptr_array_add (self->files, rc_issued_file_new (owned, language, g_bytes_get_size (bytes), sha256, tree));
  g_ptr_array_add (self->bytes, bytes);
}

static gboolean
add_language (const Issue  *issue,
              Frozen       *frozen,
              const char   *language,
              GError      **error)
{
  g_autoptr (GPtrArray) sections = NULL;
  g_autoptr (RcDocument) document = build (issue, language, &sections, error);
  g_autoptr (RcPages) pages = document != NULL ? rc_pages_new (document, error) : NULL;
  GBytes *bytes = pages != NULL ? rc_pages_to_pdf_as (pages, RC_ARCHIVAL_3A, /* signature_field= */ TRUE, error) : NULL;
  g_autofree char *tree = NULL;
  RcDigest digest;

  if (bytes == NULL)
    return FALSE;

  rc_document_digest_tree (document, &digest);
  tree = rc_digest_dup_hex (&digest);
  take_file (frozen, dup_file_name (issue, language), language, bytes, tree);
  return TRUE;
}

/* In the form of sha256sum, so that one signature over it covers all languages and anybody can check it. */
static void
add_digest_list (Frozen *frozen)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < frozen->files->len; i++)
    {
      const RcIssuedFile *file = g_ptr_array_index (frozen->files, i);

      g_string_append_printf (list, "%s  %s\n", file->sha256, file->name);
    }
  take_file (frozen, g_strdup (DIGEST_LIST), NULL, g_string_free_to_bytes (list), NULL);
}

static gboolean
write_files (Frozen      *frozen,
             const char  *folder,
             GError     **error)
{
  if (!rc_file_make_folder (folder, error))
    return FALSE;

  for (guint i = 0; i < frozen->files->len; i++)
    {
      const RcIssuedFile *file = g_ptr_array_index (frozen->files, i);
      GBytes *bytes = g_ptr_array_index (frozen->bytes, i);
      g_autofree char *path = g_build_filename (folder, file->name, NULL);

      if (!rc_file_write (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), /* replace= */ FALSE, error))
        return FALSE;
      g_ptr_array_add (frozen->paths, g_steal_pointer (&path));
    }
  return TRUE;
}

static gboolean
note_files (const Issue  *issue,
            const Frozen *frozen,
            GError      **error)
{
  for (guint i = 0; i < frozen->files->len; i++)
    {
      const RcIssuedFile *file = g_ptr_array_index (frozen->files, i);

      if (file->language != NULL && !note (issue, file->language, file->sha256, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_languages (const char * const  *languages,
                 GError             **error)
{
  for (gsize i = 0; languages[i] != NULL; i++)
    {
      if (!g_strv_contains (rc_words_list_languages (), languages[i]) ||
          (languages[i + 1] != NULL && g_strv_contains (languages + i + 1, languages[i])))
        {
          g_set_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_TERMS, _("“%s” is no language that documents are written in, or is named twice"),
                       languages[i]);
          return FALSE;
        }
    }
  return languages[0] != NULL || refuse (error, _("No language is named"));
}

static gboolean
make_files (Issue               *issue,
            Frozen              *frozen,
            const char * const  *languages,
            GError             **error)
{
  issue->designation = rc_issued_dup_designation (issue->case_file, issue->issued, error);
  if (issue->designation == NULL)
    return FALSE;

  for (gsize i = 0; languages[i] != NULL; i++)
    {
      if (!add_language (issue, frozen, languages[i], error))
        return FALSE;
    }
  add_digest_list (frozen);
  return TRUE;
}

gboolean
rc_report_issue_freeze (RcCase              *case_file,
                        gint64               number,
                        const char * const  *languages,
                        const char          *folder,
                        const char          *by,
                        GError             **error)
{
  g_auto (Issue) issue = { 0 };
  g_auto (Frozen) frozen = {
    .files = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_issued_file_free),
    .bytes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref),
    .paths = g_ptr_array_new_with_free_func (g_free),
  };

  if (!check_languages (languages, error) || !load (case_file, number, &issue, error) || !check_review (issue.review, error))
    return FALSE;
  if (rc_issued_count_open (issue.issued) > 0)
    return refuse (error, _("It cannot be frozen: comments on the draft are not answered"));

  if (make_files (&issue, &frozen, languages, error) && check_unchanged (&issue, error) && write_files (&frozen, folder, error) &&
      rc_issued_freeze (case_file, number, issue.designation, frozen.files, by, error))
    return note_files (&issue, &frozen, error);

  for (guint i = 0; i < frozen.paths->len; i++)
    (void) g_unlink (g_ptr_array_index (frozen.paths, i));
  return FALSE;
}
