/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/issue/report-issue.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/words.h"
#include "reports/issue/issue-document.h"
#include "reports/typesetting/file-write.h"
#include "reports/typesetting/pages.h"

#define DIGEST_LIST "SHA256SUMS"

static gboolean
refuse (GError    **error,
        const char *message)
{
  g_set_error_literal (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE, message);
  return FALSE;
}

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
dup_file_name (const RcIssueDocument *self,
               const char            *language)
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
  g_autofree char *sha256 = rc_issue_document_digest (bytes);

  g_ptr_array_add (self->files, rc_issued_file_new (owned, language, g_bytes_get_size (bytes), sha256, tree));
  g_ptr_array_add (self->bytes, bytes);
}

static gboolean
add_language (const RcIssueDocument  *issue,
              Frozen                 *frozen,
              const char             *language,
              GError                **error)
{
  g_autoptr (GPtrArray) sections = NULL;
  g_autoptr (RcDocument) document = rc_issue_document_build (issue, language, &sections, error);
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
note_files (const RcIssueDocument  *issue,
            const Frozen           *frozen,
            GError                **error)
{
  for (guint i = 0; i < frozen->files->len; i++)
    {
      const RcIssuedFile *file = g_ptr_array_index (frozen->files, i);

      if (file->language != NULL && !rc_issue_document_note (issue, file->language, file->sha256, error))
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
make_files (RcIssueDocument     *issue,
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
  g_auto (RcIssueDocument) issue = { 0 };
  g_auto (Frozen) frozen = {
    .files = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_issued_file_free),
    .bytes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref),
    .paths = g_ptr_array_new_with_free_func (g_free),
  };

  if (!check_languages (languages, error) || !rc_issue_document_load (&issue, case_file, number, error) || !check_review (issue.review, error))
    return FALSE;
  if (rc_issued_count_open (issue.issued) > 0)
    return refuse (error, _("It cannot be frozen: comments on the draft are not answered"));

  if (make_files (&issue, &frozen, languages, error) && rc_issue_document_check_unchanged (&issue, error) && write_files (&frozen, folder, error) &&
      rc_issued_freeze (case_file, number, issue.designation, frozen.files, by, error))
    return note_files (&issue, &frozen, error);

  for (guint i = 0; i < frozen.paths->len; i++)
    (void) g_unlink (g_ptr_array_index (frozen.paths, i));
  return FALSE;
}
