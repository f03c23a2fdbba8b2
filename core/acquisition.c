/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "acquisition.h"

#include <string.h>

#include "words.h"

void
rc_acquisition_free (RcAcquisition *self)
{
  if (self == NULL)
    return;

  g_free (self->handed_by);
  g_free (self->handed_to);
  g_free (self->place);
  g_free (self->on);
  g_free (self->medium);
  g_free (self->serial);
  g_free (self->label);
  g_free (self->seal_number);
  g_free (self->malware_scan);
  g_free (self->legal_basis);
  g_clear_pointer (&self->declared, g_ptr_array_unref);
  g_clear_pointer (&self->ranges, g_array_unref);
  g_free (self->entered_by);
  g_free (self);
}

void
rc_acquisition_match_free (RcAcquisitionMatch *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->absent, g_ptr_array_unref);
  g_clear_pointer (&self->not_declared, g_ptr_array_unref);
  g_free (self);
}

/* --- Entering --- */

static gboolean
check_terms (const RcAcquisitionTerms  *terms,
             GError                   **error)
{
  if (!rc_entry_require_words (_("who handed it over"), terms->handed_by, error) ||
      !rc_entry_require_words (_("to whom it was handed over"), terms->handed_to, error) ||
      !rc_entry_require_words (_("on which day it was handed over"), terms->on, error) ||
      !rc_register_allow_day (_("Day"), terms->on, error) ||
      !rc_register_allow_words (_("Place"), terms->place, error) ||
      !rc_register_allow_words (_("Medium"), terms->medium, error) ||
      !rc_register_allow_words (_("Serial number"), terms->serial, error) ||
      !rc_register_allow_words (_("Label"), terms->label, error) ||
      !rc_register_allow_words (_("Seal number"), terms->seal_number, error) ||
      !rc_register_allow_words (_("Malware scan"), terms->malware_scan, error) ||
      !rc_register_allow_words (_("Legal basis"), terms->legal_basis, error))
    return FALSE;

  for (gsize i = 0; terms->declared != NULL && terms->declared[i] != NULL; i++)
    {
      if (!rc_entry_require_words (_("what was declared"), terms->declared[i], error))
        return FALSE;
    }
  return TRUE;
}

static void
write_declared (RcJsonWriter       *writer,
                const char * const *declared)
{
  if (declared == NULL || declared[0] == NULL)
    return;

  rc_json_writer_name (writer, "declared");
  rc_json_writer_begin_array (writer);
  for (gsize i = 0; declared[i] != NULL; i++)
    rc_json_writer_string (writer, declared[i]);
  rc_json_writer_end_array (writer);
}

gint64
rc_acquisition_add (RcCase                    *case_file,
                    const RcAcquisitionTerms  *terms,
                    GError                   **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  if (!check_terms (terms, error))
    return 0;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "handed_by", terms->handed_by);
  rc_json_writer_member_string (writer, "handed_to", terms->handed_to);
  rc_json_writer_member_string (writer, "on", terms->on);
  rc_register_write_words (writer, "place", terms->place);
  rc_register_write_words (writer, "medium", terms->medium);
  rc_register_write_words (writer, "serial", terms->serial);
  rc_register_write_words (writer, "label", terms->label);
  rc_register_write_words (writer, "seal_number", terms->seal_number);
  rc_register_write_words (writer, "malware_scan", terms->malware_scan);
  rc_register_write_words (writer, "legal_basis", terms->legal_basis);
  write_declared (writer, terms->declared);
  rc_json_writer_end_object (writer);
  return rc_register_begin (case_file, RC_ENTRY_ACQUISITION, "acquisition add", writer, terms->by, error);
}

gboolean
rc_acquisition_link (RcCase  *case_file,
                     gint64   number,
                     gint64   first_source,
                     gint64   last_source,
                     GError **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  if (first_source < 1 || last_source < first_source || last_source > rc_case_get_mark (case_file, "source"))
    {
      g_set_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_FILE, _("The case has no such exhibits"));
      return FALSE;
    }

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "first_source", first_source);
  rc_json_writer_member_integer (writer, "last_source", last_source);
  rc_json_writer_end_object (writer);
  return rc_register_add (case_file, RC_ENTRY_ACQUISITION, number, "acquisition link", writer, NULL, error);
}

static gboolean
was_there (const RcImportResult *result,
           gint64                source)
{
  for (guint i = 0; i < result->recognised->len; i++)
    {
      if (g_array_index (result->recognised, gint64, i) == source)
        return TRUE;
    }
  return FALSE;
}

/**
 * rc_acquisition_link_import:
 * @result: of an import into the case
 *
 * What came new has numbers in a row, what was taken out of it among them; what was there already is linked by itself.
 */
gboolean
rc_acquisition_link_import (RcCase                *case_file,
                            gint64                 number,
                            const RcImportResult  *result,
                            GError               **error)
{
  gint64 first = 0, last = 0;

  for (guint i = 0; i < result->sources->len; i++)
    {
      gint64 source = ((const RcSource *) g_ptr_array_index (result->sources, i))->id;

      if (was_there (result, source))
        {
          if (!rc_acquisition_link (case_file, number, source, source, error))
            return FALSE;
          continue;
        }
      first = first == 0 ? source : MIN (first, source);
      last = MAX (last, source);
    }
  return first == 0 || rc_acquisition_link (case_file, number, first, last, error);
}

/* --- Reading; what stands in the case is tainted --- */

static void
take_range (RcAcquisition *self,
            const RcEntry *entry)
{
  RcAcquisitionRange range;

  if (rc_entry_get_integer (entry, "first_source", &range.first) && rc_entry_get_integer (entry, "last_source", &range.last) &&
      range.first >= 1 && range.last >= range.first)
    g_array_append_val (self->ranges, range);
}

static RcAcquisition *
from_thread (const RcEntryThread *thread)
{
  const RcEntry *first = thread->first;
  RcAcquisition *self = g_new0 (RcAcquisition, 1);

  self->number = first->number;
  self->handed_by = rc_entry_dup_text (first, "handed_by");
  self->handed_to = rc_entry_dup_text (first, "handed_to");
  self->on = rc_entry_dup_text (first, "on");
  self->place = rc_entry_dup_text (first, "place");
  self->medium = rc_entry_dup_text (first, "medium");
  self->serial = rc_entry_dup_text (first, "serial");
  self->label = rc_entry_dup_text (first, "label");
  self->seal_number = rc_entry_dup_text (first, "seal_number");
  self->malware_scan = rc_entry_dup_text (first, "malware_scan");
  self->legal_basis = rc_entry_dup_text (first, "legal_basis");
  self->declared = rc_register_dup_list (rc_entry_peek_json (first), 0, "declared");
  self->entered_by = g_strdup (first->by);
  self->entered_us = first->added_us;
  if (self->handed_by == NULL)
    self->handed_by = g_strdup ("");
  if (self->handed_to == NULL)
    self->handed_to = g_strdup ("");
  self->ranges = g_array_new (FALSE, FALSE, sizeof (RcAcquisitionRange));
  for (guint i = 0; i < thread->additions->len; i++)
    take_range (self, g_ptr_array_index (thread->additions, i));
  return self;
}

RcAcquisition *
rc_acquisition_find (RcCase  *case_file,
                     gint64   number,
                     GError **error)
{
  g_autoptr (RcEntryThread) thread = rc_entry_thread_find (case_file, RC_ENTRY_ACQUISITION, number, error);

  return thread != NULL ? from_thread (thread) : NULL;
}

GPtrArray *
rc_acquisition_list (RcCase  *case_file,
                     GError **error)
{
  g_autoptr (GPtrArray) threads = rc_entry_thread_list (case_file, RC_ENTRY_ACQUISITION, error);
  g_autoptr (GPtrArray) list = NULL;

  if (threads == NULL)
    return NULL;

  list = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_acquisition_free);
  for (guint i = 0; i < threads->len; i++)
    g_ptr_array_add (list, from_thread (g_ptr_array_index (threads, i)));
  return g_steal_pointer (&list);
}

/* --- Declared against imported --- */

static gboolean
is_linked (const RcAcquisition *self,
           gint64               source)
{
  for (guint i = 0; i < self->ranges->len; i++)
    {
      const RcAcquisitionRange *range = &g_array_index (self->ranges, RcAcquisitionRange, i);

      if (source >= range->first && source <= range->last)
        return TRUE;
    }
  return FALSE;
}

/* A file of its own, or the same bytes under another name; no folder, and nothing that was taken out of something. */
static gboolean
is_file (const RcSource *source)
{
  return (source->parent == 0 || rc_source_is_repeat (source)) && strcmp (source->kind, "folder") != 0 &&
         strchr (source->name, '!') == NULL;
}

GPtrArray *
rc_acquisition_list_files (const RcAcquisition  *self,
                           RcCase               *case_file,
                           GError              **error)
{
  g_autoptr (GPtrArray) sources = rc_source_list (case_file, error);
  g_autoptr (GPtrArray) files = NULL;

  if (sources == NULL)
    return NULL;

  files = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_source_free);
  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);

      if (is_linked (self, source->id) && is_file (source))
        g_ptr_array_add (files, rc_source_copy (source));
    }
  return g_steal_pointer (&files);
}

/* A declared name as sources are called: slashes, no "./" before it, blanks around it taken off. */
static char *
normalise (const char *declared)
{
  g_autofree char *name = g_strstrip (g_strdelimit (g_strdup (declared), "\\", '/'));
  const char *start = name;

  while (g_str_has_prefix (start, "./"))
    start += 2;
  while (*start == '/')
    start++;
  return g_strdup (start);
}

/* Whether @source is called so, as a whole or from one of its folders or archives on. */
static gboolean
is_called (const char *source,
           const char *name)
{
  gsize source_length = strlen (source);
  gsize length = strlen (name);

  if (length == 0 || length > source_length || strcmp (source + source_length - length, name) != 0)
    return FALSE;
  return length == source_length || source[source_length - length - 1] == '/' || source[source_length - length - 1] == '!';
}

/* Whether @source lies in the folder @name, which ends with a slash. */
static gboolean
is_within (const char *source,
           const char *name)
{
  const char *found = strstr (source, name);

  while (found != NULL && found != source && found[-1] != '/' && found[-1] != '!')
    found = strstr (found + 1, name);
  return found != NULL;
}

typedef struct
{
  const RcSource *source;
  const RcSource *file;        /* that it was taken out of, or itself; (nullable): it is no part of a file that came with it */
} Piece;

static const RcSource *
find_file (GHashTable     *by_id,
           const RcSource *source)
{
  guint steps = 0;

  while (source != NULL && !is_file (source) && source->parent != 0 && steps++ < 64)
    source = g_hash_table_lookup (by_id, &source->parent);
  return source != NULL && is_file (source) ? source : NULL;
}

/* The last part of a name, by which whatever may be called so is found at once. */
static const char *
peek_last_part (const char *name)
{
  const char *slash = strrchr (name, '/');
  const char *mark = strrchr (name, '!');
  const char *last = MAX (slash, mark);

  return last != NULL ? last + 1 : name;
}

static void
array_unref (gpointer data)
{
  g_array_unref (data);
}

typedef struct
{
  GArray     *pieces;         /* of Piece */
  GHashTable *by_last_part;   /* char* → GArray of guint: indexes of pieces */
  GHashTable *matched;        /* set of const RcSource: files */
} Comparison;

static void
comparison_clear (Comparison *self)
{
  g_clear_pointer (&self->pieces, g_array_unref);
  g_clear_pointer (&self->by_last_part, g_hash_table_unref);
  g_clear_pointer (&self->matched, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Comparison, comparison_clear)

static void
comparison_begin (Comparison          *self,
                  const RcAcquisition *acquisition,
                  GPtrArray           *sources)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  self->by_last_part = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, array_unref);
  self->matched = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < sources->len; i++)
    g_hash_table_insert (by_id, &((RcSource *) g_ptr_array_index (sources, i))->id, g_ptr_array_index (sources, i));
  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);
      Piece piece = { source, NULL };
      const char *last = peek_last_part (source->name);
      GArray *indexes = g_hash_table_lookup (self->by_last_part, last);
      guint index = self->pieces->len;

      if (!is_linked (acquisition, source->id) || strcmp (source->derivation, RC_DERIVATION_ROWS) == 0)
        continue;
      piece.file = find_file (by_id, source);
      if (indexes == NULL)
        {
          indexes = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (self->by_last_part, (gpointer) last, indexes);
        }
      g_array_append_val (indexes, index);
      g_array_append_val (self->pieces, piece);
    }
}

static void
mark (Comparison  *self,
      const Piece *piece)
{
  if (piece->file != NULL)
    g_hash_table_add (self->matched, (gpointer) piece->file);
}

static gboolean
find_folder (Comparison *self,
             const char *name)
{
  gboolean found = FALSE;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);

      if (!is_within (piece->source->name, name))
        continue;
      mark (self, piece);
      found = TRUE;
    }
  return found;
}

static gboolean
find_declared (Comparison *self,
               const char *declared)
{
  g_autofree char *name = normalise (declared);
  GArray *indexes;
  gboolean found = FALSE;

  if (g_str_has_suffix (name, "/"))
    return find_folder (self, name);

  indexes = g_hash_table_lookup (self->by_last_part, peek_last_part (name));
  for (guint i = 0; indexes != NULL && i < indexes->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, g_array_index (indexes, guint, i));

      if (!is_called (piece->source->name, name))
        continue;
      mark (self, piece);
      found = TRUE;
    }
  return found;
}

/**
 * rc_acquisition_match:
 *
 * Holds the declared names against the sources that are linked. A name without folders is of every file that is called so, in whatever folder:
 * lists seldom write paths as a medium has them. A name of a member is of its archive too.
 *
 * Returns: (transfer full): what is absent and what was not declared
 */
RcAcquisitionMatch *
rc_acquisition_match (const RcAcquisition  *self,
                      RcCase               *case_file,
                      GError              **error)
{
  g_autoptr (RcAcquisitionMatch) match = g_new0 (RcAcquisitionMatch, 1);
  g_autoptr (GPtrArray) sources = rc_source_list (case_file, error);
  g_auto (Comparison) comparison = { NULL };

  if (sources == NULL)
    return NULL;

  match->absent = g_ptr_array_new_with_free_func (g_free);
  match->not_declared = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_source_free);
  match->is_compared = self->declared->len > 0 && self->ranges->len > 0;
  comparison_begin (&comparison, self, sources);
  for (guint i = 0; match->is_compared && i < self->declared->len; i++)
    {
      const char *declared = g_ptr_array_index (self->declared, i);

      if (find_declared (&comparison, declared))
        match->n_matched++;
      else
        g_ptr_array_add (match->absent, g_strdup (declared));
    }
  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);

      if (!is_linked (self, source->id) || !is_file (source))
        continue;
      match->files++;
      if (match->is_compared && !g_hash_table_contains (comparison.matched, source))
        g_ptr_array_add (match->not_declared, rc_source_copy (source));
    }
  return g_steal_pointer (&match);
}
