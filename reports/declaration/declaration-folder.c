/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/declaration/declaration-folder.h"

#include <string.h>

#include "core/custody.h"
#include "core/declaration/declaration-text.h"
#include "core/declaration/declaration-xml.h"
#include "core/digest.h"
#include "core/registers/engagement.h"
#include "core/registers/register.h"
#include "core/words.h"
#include "reports/archival/signing.h"
#include "reports/report.h"
#include "reports/typesetting/file-write.h"
#include "reports/typesetting/pages.h"

#define TWIN_NAME      "declaration.xml"
#define LIST_NAME      "SHA256SUMS"
#define SIGNATURE_NAME "SHA256SUMS.minisig"
#define KEY_NAME       "SHA256SUMS.pub"

/* While the files are made. */
typedef struct
{
  RcDeclarationFolder      *folder;
  RcCase                   *case_file;
  RcRecordReader           *reader;
  const RcDeclarationOrder *order;
  RcIssued                 *current;      /* (nullable): the newest of this system */
  GPtrArray                *languages;    /* (element-type utf8): the original first */
} Making;

void
rc_declaration_folder_free (RcDeclarationFolder *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->declaration, rc_declaration_free);
  g_clear_pointer (&self->lints, g_ptr_array_unref);
  g_clear_pointer (&self->formal, g_ptr_array_unref);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->bytes);
  g_free (self);
}

/* --- What the declaration says --- */

static void
set_fixed (RcDeclaration      *declaration,
           RcDeclarationField  field,
           char               *text)      /* (transfer full) */
{
  RcDeclarationValue *value = &declaration->values[field];

  if (value->value == NULL && text != NULL)
    {
      value->value = text;
      value->origin = RC_DECLARATION_FIXED;
      return;
    }
  g_free (text);
}

/* What the officer entered for it, else the first language that was asked for, else what is stated of the system. */
static void
choose_original (const Making  *self,
                 RcDeclaration *declaration)
{
  RcDeclarationValue *value = &declaration->values[RC_DECLARATION_ORIGINAL_LANGUAGE];
  const char * const *asked = self->order->languages;

  if (value->origin != RC_DECLARATION_ENTERED && asked != NULL && asked[0] != NULL)
    g_clear_pointer (&value->value, g_free);
  set_fixed (declaration, RC_DECLARATION_ORIGINAL_LANGUAGE, g_strdup (asked != NULL && asked[0] != NULL ? asked[0] : "en"));
}

/* In the words of @language, where the program has them. */
static RcDeclaration *
fill (const Making  *self,
      const char    *language,
      GError       **error)
{
  gboolean pushed = rc_words_push (language);
  g_autoptr (RcDeclaration) declaration = rc_declaration_fill (self->case_file, self->reader, self->order->system, error);

  if (pushed)
    rc_words_pop ();
  if (declaration == NULL)
    return NULL;
  choose_original (self, declaration);
  return g_steal_pointer (&declaration);
}

static void
add_language (GPtrArray  *languages,
              const char *language)
{
  if (!g_ptr_array_find_with_equal_func (languages, language, g_str_equal, NULL))
    g_ptr_array_add (languages, g_strdup (language));
}

static gboolean
load (Making  *self,
      GError **error)
{
  RcDeclarationFolder *folder = self->folder;
  g_autoptr (GError) local_error = NULL;
  const char *original;

  self->current = rc_issued_find_current (self->case_file, RC_DECLARATION_ISSUED_KIND, self->order->system, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_clear_pointer (&folder->declaration, rc_declaration_free);
  folder->declaration = fill (self, rc_words_peek_language (), error);
  if (folder->declaration == NULL)
    return FALSE;

  original = rc_declaration_peek (folder->declaration, RC_DECLARATION_ORIGINAL_LANGUAGE);
  g_ptr_array_set_size (self->languages, 0);
  add_language (self->languages, original);
  for (gsize i = 0; self->order->languages != NULL && self->order->languages[i] != NULL; i++)
    add_language (self->languages, self->order->languages[i]);
  for (guint i = 0; i < self->languages->len; i++)
    if (!rc_declaration_add_language (folder->declaration, g_ptr_array_index (self->languages, i), i == 0, error))
      return FALSE;
  return TRUE;
}

static gboolean
lint (Making  *self,
      GError **error)
{
  RcDeclarationFolder *folder = self->folder;

  folder->lints = rc_declaration_lint (folder->declaration, self->case_file, self->reader, FALSE, error);
  if (folder->lints == NULL)
    return FALSE;
  folder->formal = rc_declaration_lint_formal (folder->declaration, self->case_file, self->reader, FALSE, error);
  return folder->formal != NULL;
}

/* --- What stands in the way of a signature --- */

static void
list_failed (GPtrArray *obstacles,
             GPtrArray *lints)
{
  for (guint i = 0; i < lints->len; i++)
    {
      const RcLint *one = g_ptr_array_index (lints, i);

      if (one->outcome != RC_LINT_FAILED)
        continue;
      g_ptr_array_add (obstacles, g_strdup_printf ("%s (%s)", one->found != NULL ? one->found : rc_lint_words (one), one->id));
    }
}

GPtrArray *
rc_declaration_folder_list_obstacles (const RcDeclarationFolder *self)
{
  g_autoptr (GPtrArray) missing = rc_declaration_list_missing (self->declaration);
  GPtrArray *obstacles = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < missing->len; i++)
    g_ptr_array_add (obstacles, g_strdup_printf (_("not stated yet: %s"), rc_declaration_field_title (GPOINTER_TO_UINT (missing->pdata[i]))));
  if (self->declaration->is_edited)
    g_ptr_array_add (obstacles, g_strdup (_("the case file itself was edited outside the program")));
  list_failed (obstacles, self->lints);
  list_failed (obstacles, self->formal);
  for (guint i = 0; i < self->declaration->languages->len; i++)
    {
      const RcDeclarationLanguage *language = g_ptr_array_index (self->declaration->languages, i);

      if (rc_declaration_awaits_check (self->declaration, language->language))
        g_ptr_array_add (obstacles, g_strdup_printf (_("nobody has stated that the fixed words in “%s” were checked"), language->language));
    }
  return obstacles;
}

static gboolean
refuse_obstacles (const Making  *self,
                  GError       **error)
{
  g_autoptr (GPtrArray) obstacles = rc_declaration_folder_list_obstacles (self->folder);
  g_autofree char *all = NULL;

  if (obstacles->len == 0)
    return TRUE;

  g_ptr_array_add (obstacles, NULL);
  all = g_strjoinv ("; ", (char **) obstacles->pdata);
  g_set_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_TERMS, _("The declaration cannot be signed yet: %s"), all);
  return FALSE;
}

static gboolean
refuse_state (const Making  *self,
              GError       **error)
{
  if (self->current == NULL || self->current->state != RC_ISSUED_FOR_SIGNATURE)
    return TRUE;

  g_set_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE,
               _("The declaration %s is out for signature; what comes back signed is recorded, or it is withdrawn, before another is made"),
               self->current->designation);
  return FALSE;
}

/* The act that the documents, which name the state that they are made from, must come after. */
static gboolean
begin_issue (Making  *self,
             GError **error)
{
  g_autofree char *title = NULL;
  gint64 replaces = 0;

  if (self->current != NULL && self->current->state == RC_ISSUED_DRAFT)
    {
      self->folder->issued = self->current->number;
      return TRUE;
    }

  replaces = self->current != NULL ? self->current->number : 0;
  /* Kept in the case, where nothing depends on the reader's language. */
  title = g_strdup_printf ("EU declaration of conformity: %s", rc_declaration_peek (self->folder->declaration, RC_DECLARATION_SYSTEM_NAME));
  self->folder->issued = rc_issued_begin (self->case_file, RC_DECLARATION_ISSUED_KIND, self->order->system, title, replaces, self->order->by, error);
  if (self->folder->issued == 0)
    return FALSE;
  g_clear_pointer (&self->current, rc_issued_free);
  return TRUE;
}

/* --- The files --- */

static void
take_file (Making     *self,
           const char *name,
           const char *language,
           GBytes     *bytes,          /* (transfer full) */
           const char *tree)
{
  RcDigest digest;
  g_autofree char *hex = NULL;
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  rc_digest_compute (data, length, &digest);
  hex = rc_digest_dup_hex (&digest);
  g_ptr_array_add (self->folder->files, rc_issued_file_new (name, language, length, hex, tree));
  g_ptr_array_add (self->folder->bytes, bytes);
}

static char *
dup_tree (const RcDocument *document)
{
  RcDigest digest;

  rc_document_digest_tree (document, &digest);
  return rc_digest_dup_hex (&digest);
}

static GBytes *
draw (const Making      *self,
      const RcDocument  *document,
      gboolean           is_signed_here,
      GError           **error)
{
  g_autoptr (RcPages) pages = rc_pages_new (document, error);

  if (pages == NULL)
    return NULL;
  return rc_pages_to_pdf_as (pages, RC_ARCHIVAL_3A, is_signed_here && self->order->state == RC_ISSUED_FOR_SIGNATURE, error);
}

static RcDocument *
build (const Making  *self,
       const char    *language,
       GBytes        *xml,
       const char    *annexes,
       GError       **error)
{
  const RcDeclarationTerms terms = { language, self->order->state, xml, annexes };
  g_autoptr (RcDeclaration) declaration = fill (self, language, error);

  return declaration != NULL ? rc_declaration_build (self->case_file, declaration, &terms, error) : NULL;
}

static gboolean
digest_trees (Making      *self,
              const char  *annexes,
              GError     **error)
{
  GPtrArray *languages = self->folder->declaration->languages;

  for (guint i = 0; i < languages->len; i++)
    {
      RcDeclarationLanguage *language = g_ptr_array_index (languages, i);
      g_autoptr (RcDocument) document = build (self, language->language, NULL, annexes, error);

      if (document == NULL)
        return FALSE;
      language->tree = dup_tree (document);
    }
  return TRUE;
}

static gboolean
make_pages (Making      *self,
            GBytes      *xml,
            const char  *annexes,
            GError     **error)
{
  GPtrArray *languages = self->folder->declaration->languages;

  for (guint i = 0; i < languages->len; i++)
    {
      const RcDeclarationLanguage *language = g_ptr_array_index (languages, i);
      g_autofree char *name = g_strdup_printf ("declaration-%s.pdf", language->language);
      g_autoptr (RcDocument) document = build (self, language->language, xml, annexes, error);
      GBytes *pdf = document != NULL ? draw (self, document, TRUE, error) : NULL;

      if (pdf == NULL)
        return FALSE;
      take_file (self, name, language->language, pdf, language->tree);
    }
  return TRUE;
}

static gboolean
make_annexes (Making      *self,
              const char  *language,
              const char  *name,
              GError     **error)
{
  const RcDeclarationTerms terms = { language, self->order->state, NULL, NULL };
  g_autoptr (RcDeclaration) declaration = fill (self, language, error);
  g_autoptr (RcDocument) document = NULL;
  g_autofree char *tree = NULL;
  GBytes *pdf;

  if (declaration != NULL)
    document = rc_declaration_annexes_build (self->case_file, declaration, self->order->system, &terms, error);
  pdf = document != NULL ? draw (self, document, FALSE, error) : NULL;
  if (pdf == NULL)
    return FALSE;
  tree = dup_tree (document);
  take_file (self, name, language, pdf, tree);
  ((RcIssuedFile *) g_ptr_array_index (self->folder->files, self->folder->files->len - 1))->is_supplement = TRUE;
  return TRUE;
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  /* Behind the digest: by the names. */
  return strcmp (strchr (*(const char * const *) a, ' '), strchr (*(const char * const *) b, ' '));
}

/* As coreutils write and check it. */
static void
make_list (Making *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < self->folder->files->len; i++)
    {
      const RcIssuedFile *file = g_ptr_array_index (self->folder->files, i);

      g_ptr_array_add (lines, g_strdup_printf ("%s  %s\n", file->sha256, file->name));
    }
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    g_string_append (list, g_ptr_array_index (lines, i));
  take_file (self, LIST_NAME, NULL, g_string_free_to_bytes (list), NULL);
}

static void
take_text (Making     *self,
           const char *name,
           char       *text)      /* (transfer full) */
{
  take_file (self, name, NULL, g_bytes_new_take (text, strlen (text)), NULL);
}

/* Dated by the state, so that the same state has the same signature. */
static gboolean
sign_list (Making  *self,
           GError **error)
{
  GBytes *list = g_ptr_array_index (self->folder->bytes, self->folder->bytes->len - 1);
  gint64 changed_us;
  RcDigest state;
  char *signature;
  char *key;

  if (!rc_custody_evidence_state (self->case_file, &state, &changed_us, error))
    return FALSE;
  signature = rc_signing_minisign (list, LIST_NAME, changed_us, error);
  if (signature == NULL)
    return FALSE;
  take_text (self, SIGNATURE_NAME, signature);
  key = rc_signing_dup_minisign_key (error);
  if (key == NULL)
    return FALSE;
  take_text (self, KEY_NAME, key);
  return TRUE;
}

static gboolean
make_files (Making  *self,
            GError **error)
{
  const char *annex_language = rc_declaration_annex_language (g_ptr_array_index (self->languages, 0));
  g_autofree char *annexes = g_strdup_printf ("annexes-%s.pdf", annex_language);
  g_autoptr (GBytes) xml = NULL;

  if (!digest_trees (self, annexes, error))
    return FALSE;
  self->folder->declaration->is_draft = self->order->state == RC_ISSUED_DRAFT;
  xml = rc_declaration_to_xml (self->folder->declaration, error);
  if (xml == NULL || !make_pages (self, xml, annexes, error) || !make_annexes (self, annex_language, annexes, error))
    return FALSE;
  take_file (self, TWIN_NAME, NULL, g_bytes_ref (xml), NULL);
  make_list (self);
  return !self->order->is_signed || sign_list (self, error);
}

static gboolean
make (Making  *self,
      GError **error)
{
  if (!load (self, error) || !lint (self, error))
    return FALSE;
  if (self->order->state == RC_ISSUED_FOR_SIGNATURE)
    {
      /* Loaded again behind the act, which is part of the state. */
      if (!refuse_state (self, error) || !refuse_obstacles (self, error) || !begin_issue (self, error) || !load (self, error))
        return FALSE;
    }
  return make_files (self, error);
}

static gboolean
examine (Making  *self,
         GError **error)
{
  return load (self, error) && lint (self, error);
}

static RcDeclarationFolder *
run (RcCase                    *case_file,
     const RcDeclarationOrder  *order,
     gboolean                 (*work) (Making  *self,
                                       GError **error),
     GError                   **error)
{
  g_autoptr (RcDeclarationFolder) folder = NULL;
  g_autoptr (RcRecordReader) reader = NULL;
  Making self = { .case_file = case_file, .order = order };
  gboolean done;

  if (!rc_engagement_may_declare (case_file, error))
    return NULL;

  folder = g_new0 (RcDeclarationFolder, 1);
  folder->files = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_issued_file_free);
  folder->bytes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self.folder = folder;
  self.reader = reader = rc_record_reader_new (rc_case_get_database (case_file));
  self.languages = g_ptr_array_new_with_free_func (g_free);
  done = work (&self, error);
  g_clear_pointer (&self.current, rc_issued_free);
  g_ptr_array_unref (self.languages);
  return done ? g_steal_pointer (&folder) : NULL;
}

RcDeclarationFolder *
rc_declaration_folder_make (RcCase                    *case_file,
                            const RcDeclarationOrder  *order,
                            GError                   **error)
{
  return run (case_file, order, make, error);
}

RcDeclarationFolder *
rc_declaration_folder_examine (RcCase                    *case_file,
                               const RcDeclarationOrder  *order,
                               GError                   **error)
{
  return run (case_file, order, examine, error);
}

RcDocument *
rc_declaration_folder_preview (RcCase                    *case_file,
                               const RcDeclarationOrder  *order,
                               const char                *language,
                               GError                   **error)
{
  g_autoptr (RcRecordReader) reader = NULL;
  Making self = { .case_file = case_file, .order = order };

  if (!rc_engagement_may_declare (case_file, error))
    return NULL;
  self.reader = reader = rc_record_reader_new (rc_case_get_database (case_file));
  return build (&self, language, NULL, NULL, error);
}

/* --- On the disk --- */

gboolean
rc_declaration_folder_write (const RcDeclarationFolder  *self,
                             const char                 *folder,
                             gboolean                    replace,
                             GError                    **error)
{
  if (!rc_file_make_folder (folder, error))
    return FALSE;
  for (guint i = 0; i < self->files->len && !replace; i++)
    {
      g_autofree char *path = g_build_filename (folder, ((const RcIssuedFile *) g_ptr_array_index (self->files, i))->name, NULL);

      if (!rc_file_check_new (path, error))
        return FALSE;
    }
  for (guint i = 0; i < self->files->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, ((const RcIssuedFile *) g_ptr_array_index (self->files, i))->name, NULL);
      gsize length;
      const char *bytes = g_bytes_get_data (g_ptr_array_index (self->bytes, i), &length);

      if (!rc_file_write (path, bytes, length, replace, error))
        return FALSE;
    }
  return TRUE;
}

static const char *
find_sha256 (const RcDeclarationFolder *self,
             const char                *name)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const RcIssuedFile *file = g_ptr_array_index (self->files, i);

      if (strcmp (file->name, name) == 0)
        return file->sha256;
    }
  return NULL;
}

gboolean
rc_declaration_folder_freeze (const RcDeclarationFolder  *self,
                              RcCase                     *case_file,
                              const RcDeclarationOrder   *order,
                              GError                    **error)
{
  const RcReportEntry note = {
    .kind = RC_DECLARATION_ISSUED_KIND,
    .reference = order->system,
    .language = rc_declaration_peek (self->declaration, RC_DECLARATION_ORIGINAL_LANGUAGE),
    .digest = find_sha256 (self, LIST_NAME),
  };

  if (self->issued == 0)
    return rc_report_note (case_file, &note, error);
  return rc_issued_freeze (case_file, self->issued, rc_declaration_peek (self->declaration, RC_DECLARATION_NUMBER), self->files, order->by, error);
}
