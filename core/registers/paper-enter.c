/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/paper.h"

#include <string.h>

#include "core/words.h"

#define ACT_ADD      "document add"
#define ACT_READ     "document read"
#define ACT_WITHDRAW "document withdraw"

static gboolean
has_words (const char *words)
{
  return words != NULL && *words != '\0';
}

static gboolean
check_about (const char * const  *about,
             GError             **error)
{
  if (about == NULL || about[0] == NULL)
    return rc_entry_require_words (_("what the document was read for: a question, a system, a decision …"), NULL, error);

  for (gsize i = 0; about[i] != NULL; i++)
    {
      if (!rc_entry_require_words (_("what the document was read for: a question, a system, a decision …"), about[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_reading (const RcReadingTerms  *terms,
               GError               **error)
{
  if (!check_about (terms->about, error) ||
      !rc_register_allow_words (_("Page"), terms->page, error) ||
      !rc_register_allow_words (_("Passage"), terms->quote, error) ||
      !rc_register_allow_words (_("Translation"), terms->translation, error) ||
      !rc_register_allow_words (_("What it says"), terms->says, error) ||
      !rc_register_allow_words (_("Read by"), terms->read_by, error))
    return FALSE;
  if (!has_words (terms->translation) || has_words (terms->quote))
    return TRUE;

  g_set_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_WORDS, _("A translation needs the passage that it is a translation of"));
  return FALSE;
}

static gboolean
check_terms (const RcPaperTerms  *terms,
             GError             **error)
{
  return rc_entry_require_words (_("what kind of document it is"), terms->kind, error) &&
         rc_register_allow_words (_("Title"), terms->title, error) &&
         rc_register_allow_day (_("Date"), terms->date, error) &&
         rc_register_allow_words (_("Author"), terms->author, error) &&
         rc_register_allow_words (_("Language"), terms->language, error) &&
         (terms->reading == NULL || check_reading (terms->reading, error));
}

static void
write_reading (RcJsonWriter         *writer,
               const RcReadingTerms *terms)
{
  g_autoptr (GPtrArray) about = rc_about_list_new (terms->about);

  rc_json_writer_name (writer, "reading");
  rc_json_writer_begin_object (writer);
  rc_about_list_write (about, writer, "about");
  rc_register_write_words (writer, "page", terms->page);
  rc_register_write_words (writer, "quote", terms->quote);
  rc_register_write_words (writer, "translation", terms->translation);
  rc_register_write_words (writer, "says", terms->says);
  rc_register_write_words (writer, "read_by", terms->read_by);
  rc_json_writer_end_object (writer);
}

static gint64
register_source (RcCase              *case_file,
                 const RcSource      *source,
                 const RcPaperTerms  *terms,
                 GError             **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *sha256 = rc_digest_dup_hex (&source->sha256);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "source", source->id);
  rc_json_writer_member_string (writer, "sha256", sha256);
  rc_json_writer_member_string (writer, "kind", terms->kind);
  rc_json_writer_member_string (writer, "title", has_words (terms->title) ? terms->title : source->name);
  rc_register_write_words (writer, "date", terms->date);
  rc_register_write_words (writer, "author", terms->author);
  rc_register_write_words (writer, "language", terms->language);
  if (terms->reading != NULL)
    write_reading (writer, terms->reading);
  rc_json_writer_end_object (writer);
  return rc_register_begin (case_file, RC_ENTRY_DOCUMENT, ACT_ADD, writer, terms->by, error);
}

static gboolean
refuse_known (RcCase  *case_file,
              gint64   source,
              GError **error)
{
  g_autoptr (RcPaper) known = rc_paper_find_source (case_file, source, NULL);
  g_autofree char *number = known != NULL ? rc_register_dup_number (RC_ENTRY_DOCUMENT, known->number) : NULL;
  g_autofree char *exhibit = rc_register_dup_exhibit (source);

  if (known == NULL)
    return TRUE;

  g_set_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_STATE,
               _("Exhibit %1$s is in the document register already, as %2$s; a further reading is added to it"), exhibit, number);
  return FALSE;
}

/* A folder, a device or a missing file is told before anything is imported. */
static gboolean
check_file (const char  *path,
            GError     **error)
{
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;

  g_set_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_FILE,
               g_file_test (path, G_FILE_TEST_IS_DIR) ? _("%s is a folder: expected one file")
                                                      : _("%s is no file that can be read: expected one file"), path);
  return FALSE;
}

static const RcSource *
find_imported (const RcImportResult  *result,
               const char            *path,
               GError               **error)
{
  const RcException *refused = result->refused->len > 0 ? g_ptr_array_index (result->refused, 0) : NULL;

  if (result->sources->len > 0)
    return g_ptr_array_index (result->sources, 0);

  g_set_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_FILE, "%s: %s", path,
               refused != NULL ? refused->message : _("nothing of it could be kept"));
  return NULL;
}

/**
 * rc_paper_add_file:
 * @path: of one file
 * @terms: what a person says of it
 * @cancellable: (nullable):
 *
 * The file is kept whole: nothing is taken out of it, and no importer of a log reads it. What carries an integrity protection, a signed PDF
 * for one, is known as such and judged. Bytes that the case has already are registered as the source that they are.
 *
 * Returns: its number in the register; 0 with @error
 */
gint64
rc_paper_add_file (RcCase              *case_file,
                   const char          *path,
                   const RcPaperTerms  *terms,
                   GCancellable        *cancellable,
                   GError             **error)
{
  const char * const paths[] = { path, NULL };
  RcImportOptions options = { .controller = terms->controller, .obtained = terms->obtained, .keep_whole = TRUE };
  g_autoptr (RcImportResult) result = NULL;
  const RcSource *source;

  if (!rc_case_require_writable (case_file, error) || !check_terms (terms, error) || !check_file (path, error))
    return 0;

  result = rc_import_paths (case_file, paths, &options, cancellable, error);
  source = result != NULL ? find_imported (result, path, error) : NULL;
  if (source == NULL || !refuse_known (case_file, source->id, error))
    return 0;
  return register_source (case_file, source, terms, error);
}

/**
 * rc_paper_add_source:
 * @source: number of a source that was not removed
 *
 * Returns: its number in the register; 0 with @error
 */
gint64
rc_paper_add_source (RcCase              *case_file,
                     gint64               source,
                     const RcPaperTerms  *terms,
                     GError             **error)
{
  g_autofree char *exhibit = rc_register_dup_exhibit (source);
  g_autoptr (RcSource) found = NULL;

  if (!rc_case_require_writable (case_file, error) || !check_terms (terms, error))
    return 0;
  found = rc_source_load (rc_case_get_database (case_file), source, error);
  if (found == NULL || !refuse_known (case_file, source, error))
    return 0;
  if (g_strcmp0 (found->state, "removed") != 0 && strcmp (found->kind, "folder") != 0)
    return register_source (case_file, found, terms, error);

  g_set_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_FILE, _("Exhibit %s is a folder, or was taken out of the case"), exhibit);
  return 0;
}

gboolean
rc_paper_add_reading (RcCase                *case_file,
                      gint64                 number,
                      const RcReadingTerms  *terms,
                      const char            *by,
                      GError               **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  if (!check_reading (terms, error))
    return FALSE;

  rc_json_writer_begin_object (writer);
  write_reading (writer, terms);
  rc_json_writer_end_object (writer);
  return rc_register_add (case_file, RC_ENTRY_DOCUMENT, number, ACT_READ, writer, by, error);
}

gboolean
rc_paper_withdraw_reading (RcCase      *case_file,
                           gint64       number,
                           gint64       reading_entry,
                           const char  *reason,
                           GError     **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autoptr (RcPaper) paper = rc_paper_find (case_file, number, error);
  const RcReading *reading = paper != NULL ? rc_paper_find_reading (paper, reading_entry) : NULL;
  g_autofree char *shown = g_strdup_printf ("%" G_GINT64_FORMAT, reading_entry);

  if (paper == NULL || !rc_entry_require_words (_("why it is taken back"), reason, error))
    return FALSE;
  if (reading == NULL || reading->withdrawn_for != NULL)
    {
      g_set_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_STATE,
                   reading == NULL ? _("The document has no reading with the number %s") : _("The reading %s was taken back already"), shown);
      return FALSE;
    }

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "withdraws", reading_entry);
  rc_json_writer_member_string (writer, "reason", reason);
  rc_json_writer_end_object (writer);
  return rc_register_add (case_file, RC_ENTRY_DOCUMENT, number, ACT_WITHDRAW, writer, NULL, error);
}
