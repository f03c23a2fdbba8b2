/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "paper.h"

#include <string.h>

#include "words.h"

#define ACT_ADD      "document add"
#define ACT_READ     "document read"
#define ACT_WITHDRAW "document withdraw"

static const RcImporter paper_importer = {
  .id = RC_PAPER_IMPORTER,
  .title = N_("Document, kept whole for people to read"),
  .evidences = N_("What a person reads in it and enters in the document register; the program reads nothing out of it"),
  .framing = RC_FRAMING_FIXED,
};

/**
 * rc_paper_importer:
 *
 * Returns: (transfer none): chosen for no file by itself, only for what a person registers as a document
 */
const RcImporter *
rc_paper_importer (void)
{
  return &paper_importer;
}

void
rc_reading_free (RcReading *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->date);
  g_clear_pointer (&self->about, g_ptr_array_unref);
  g_free (self->page);
  g_free (self->quote);
  g_free (self->translation);
  g_free (self->says);
  g_free (self->read_by);
  g_free (self->withdrawn_for);
  g_free (self);
}

void
rc_paper_free (RcPaper *self)
{
  if (self == NULL)
    return;

  g_free (self->file_name);
  g_free (self->sha256);
  g_free (self->kind);
  g_free (self->title);
  g_free (self->date);
  g_free (self->author);
  g_free (self->language);
  g_free (self->registered_by);
  g_clear_pointer (&self->readings, g_ptr_array_unref);
  g_free (self);
}

/* --- Entering --- */

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

static const RcReading *
find_reading (const RcPaper *self,
              gint64         entry)
{
  for (guint i = 0; i < self->readings->len; i++)
    {
      const RcReading *reading = g_ptr_array_index (self->readings, i);

      if (reading->entry == entry)
        return reading;
    }
  return NULL;
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
  const RcReading *reading = paper != NULL ? find_reading (paper, reading_entry) : NULL;
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

/* --- Reading; what stands in the case is tainted --- */

static void
take_reading (RcPaper       *self,
              const RcEntry *entry)
{
  const RcJson *json = rc_entry_peek_json (entry);
  guint32 node = json->n_nodes > 0 ? rc_json_member (json, 0, "reading") : RC_JSON_NO_NODE;
  RcReading *reading;

  if (node == RC_JSON_NO_NODE || !rc_json_is (json, node, RC_JSON_OBJECT))
    return;

  reading = g_new0 (RcReading, 1);
  reading->entry = entry->id;
  reading->paper = self->number;
  reading->source = self->source;
  reading->title = g_strdup (self->title);
  reading->date = g_strdup (self->date);
  reading->about = rc_about_list_take (rc_register_dup_list (json, node, "about"));
  reading->page = rc_register_dup_member (json, node, "page");
  reading->quote = rc_register_dup_member (json, node, "quote");
  reading->translation = rc_register_dup_member (json, node, "translation");
  reading->says = rc_register_dup_member (json, node, "says");
  reading->read_by = rc_register_dup_member (json, node, "read_by");
  if (reading->read_by == NULL)
    reading->read_by = g_strdup (entry->by);
  reading->entered_us = entry->added_us;
  g_ptr_array_add (self->readings, reading);
}

static void
take_withdrawal (RcPaper       *self,
                 const RcEntry *entry)
{
  RcReading *reading;
  gint64 withdraws;

  if (!rc_entry_get_integer (entry, "withdraws", &withdraws))
    return;

  reading = (RcReading *) find_reading (self, withdraws);
  if (reading == NULL || reading->withdrawn_for != NULL)
    return;
  reading->withdrawn_for = rc_entry_dup_text (entry, "reason");
  if (reading->withdrawn_for == NULL)
    reading->withdrawn_for = g_strdup ("");
}

static void
take_source (RcPaper *self,
             RcCase  *case_file)
{
  g_autoptr (RcSource) source = self->source > 0 ? rc_source_load (rc_case_get_database (case_file), self->source, NULL) : NULL;
  g_autofree char *sha256 = source != NULL ? rc_digest_dup_hex (&source->sha256) : NULL;

  self->state = RC_PAPER_ABSENT;
  self->file_name = g_strdup (source != NULL ? source->name : "");
  if (source == NULL || g_strcmp0 (sha256, self->sha256) != 0)
    return;

  self->bytes = source->size;
  self->state = g_strcmp0 (source->state, "removed") == 0 ? RC_PAPER_REMOVED : RC_PAPER_SOUND;
}

static char *
dup_or (char       *text,       /* (transfer full) (nullable) */
        const char *otherwise)
{
  return text != NULL ? text : g_strdup (otherwise);
}

static RcPaper *
from_thread (RcCase              *case_file,
             const RcEntryThread *thread)
{
  RcPaper *self = g_new0 (RcPaper, 1);

  self->number = thread->first->number;
  (void) rc_entry_get_integer (thread->first, "source", &self->source);
  self->sha256 = dup_or (rc_entry_dup_text (thread->first, "sha256"), "");
  self->kind = dup_or (rc_entry_thread_dup_text (thread, "kind"), "");
  self->title = dup_or (rc_entry_thread_dup_text (thread, "title"), "");
  self->date = rc_entry_thread_dup_text (thread, "date");
  self->author = rc_entry_thread_dup_text (thread, "author");
  self->language = rc_entry_thread_dup_text (thread, "language");
  self->registered_by = g_strdup (thread->first->by);
  self->registered_us = thread->first->added_us;
  self->readings = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_reading_free);
  take_source (self, case_file);
  take_reading (self, thread->first);
  for (guint i = 0; i < thread->additions->len; i++)
    {
      take_reading (self, g_ptr_array_index (thread->additions, i));
      take_withdrawal (self, g_ptr_array_index (thread->additions, i));
    }
  return self;
}

RcPaper *
rc_paper_find (RcCase  *case_file,
               gint64   number,
               GError **error)
{
  g_autoptr (RcEntryThread) thread = rc_entry_thread_find (case_file, RC_ENTRY_DOCUMENT, number, error);

  return thread != NULL ? from_thread (case_file, thread) : NULL;
}

GPtrArray *
rc_paper_list (RcCase  *case_file,
               GError **error)
{
  g_autoptr (GPtrArray) threads = rc_entry_thread_list (case_file, RC_ENTRY_DOCUMENT, error);
  g_autoptr (GPtrArray) papers = NULL;

  if (threads == NULL)
    return NULL;

  papers = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_paper_free);
  for (guint i = 0; i < threads->len; i++)
    g_ptr_array_add (papers, from_thread (case_file, g_ptr_array_index (threads, i)));
  return g_steal_pointer (&papers);
}

RcPaper *
rc_paper_find_source (RcCase  *case_file,
                      gint64   source,
                      GError **error)
{
  g_autoptr (GPtrArray) papers = rc_paper_list (case_file, error);
  g_autofree char *exhibit = rc_register_dup_exhibit (source);

  if (papers == NULL)
    return NULL;

  for (guint i = 0; i < papers->len; i++)
    {
      if (((const RcPaper *) g_ptr_array_index (papers, i))->source == source)
        return g_ptr_array_steal_index (papers, i);
    }

  g_set_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_NOT_FOUND, _("Exhibit %s is not in the document register"), exhibit);
  return NULL;
}

gboolean
rc_paper_mark_sources (RcCase     *case_file,
                       GPtrArray  *sources,
                       GError    **error)
{
  g_autoptr (GPtrArray) papers = rc_paper_list (case_file, error);
  g_autoptr (GHashTable) registered = g_hash_table_new (g_int64_hash, g_int64_equal);

  if (papers == NULL)
    return FALSE;

  for (guint i = 0; i < papers->len; i++)
    {
      RcPaper *paper = g_ptr_array_index (papers, i);

      if (paper->state == RC_PAPER_SOUND)
        g_hash_table_add (registered, &paper->source);
    }
  for (guint i = 0; i < sources->len; i++)
    {
      RcSource *source = g_ptr_array_index (sources, i);

      if (source->importer == NULL && g_hash_table_contains (registered, &source->id))
        source->importer = g_strdup (RC_PAPER_IMPORTER);
    }
  return TRUE;
}

/* --- What was read for a question --- */

/**
 * rc_paper_list_about:
 * @kind: of @name
 *
 * Returns: (transfer full) (element-type RcReading): in the order of the register
 */
GPtrArray *
rc_paper_list_about (RcCase       *case_file,
                     RcAboutKind   kind,
                     const char   *name,
                     GError      **error)
{
  g_autoptr (GPtrArray) papers = rc_paper_list (case_file, error);
  g_autoptr (GPtrArray) found = NULL;

  if (papers == NULL)
    return NULL;

  found = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_reading_free);
  for (guint i = 0; i < papers->len; i++)
    {
      const RcPaper *paper = g_ptr_array_index (papers, i);

      for (guint k = 0; paper->state == RC_PAPER_SOUND && k < paper->readings->len;)
        {
          const RcReading *reading = g_ptr_array_index (paper->readings, k);

          if (reading->withdrawn_for == NULL && rc_about_list_has (reading->about, kind, name))
            g_ptr_array_add (found, g_ptr_array_steal_index (paper->readings, k));
          else
            k++;
        }
    }
  return g_steal_pointer (&found);
}

gboolean
rc_reading_is_of (const RcReading *self,
                  GPtrArray       *subjects)
{
  gboolean names_one = FALSE;

  for (guint i = 0; i < self->about->len; i++)
    {
      const RcAbout *about = g_ptr_array_index (self->about, i);

      if (!rc_about_is_subject (about))
        continue;
      if (rc_about_list_has (subjects, about->kind, about->name))
        return TRUE;
      names_one = TRUE;
    }
  return !names_one;
}
