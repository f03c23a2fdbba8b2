/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/acquisition.h"

#include "core/words.h"

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

/* --- Entering --- */

static gboolean
check_terms (const RcAcquisitionTerms  *terms,
             GError                   **error)
{
  if (!rc_entry_require_words (_("who handed it over"), terms->handed_by, error) ||
      !rc_entry_require_words (_("to whom it was handed over"), terms->handed_to, error) ||
      !rc_entry_require_words (_("on which day it was handed over"), terms->on, error) ||
      !rc_register_allow_day (_("Day"), terms->on, error) ||
      !rc_register_allow_words (_("Where"), terms->place, error) ||
      !rc_register_allow_words (_("Storage medium"), terms->medium, error) ||
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
