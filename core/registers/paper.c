/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/paper.h"

#include "core/words.h"

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

/* --- Reading; what stands in the case is tainted --- */

const RcReading *
rc_paper_find_reading (const RcPaper *self,
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

  reading = (RcReading *) rc_paper_find_reading (self, withdraws);
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
