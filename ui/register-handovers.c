/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/register-handovers.h"

#include "core/date-words.h"
#include "core/registers/acquisition.h"
#include "core/words.h"
#include "ui/data-table.h"
#include "ui/parts.h"
#include "ui/register-form.h"
#include "ui/register-parts.h"

/* A handover with what came of it. */
typedef struct
{
  RcAcquisition      *acquisition;
  RcAcquisitionMatch *match;
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_clear_pointer (&row->acquisition, rc_acquisition_free);
  g_clear_pointer (&row->match, rc_acquisition_match_free);
  g_free (row);
}

static GPtrArray *
load (RcCase  *case_file,
      GError **error)
{
  g_autoptr (GPtrArray) acquisitions = rc_acquisition_list (case_file, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);

  if (acquisitions == NULL)
    return NULL;

  g_ptr_array_set_free_func (acquisitions, NULL);
  for (guint i = 0; i < acquisitions->len; i++)
    {
      Row *row = g_new0 (Row, 1);

      row->acquisition = g_ptr_array_index (acquisitions, i);
      g_ptr_array_add (rows, row);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = g_ptr_array_index (rows, i);

      row->match = rc_acquisition_match (row->acquisition, case_file, error);
      if (row->match == NULL)
        return NULL;
    }
  return g_steal_pointer (&rows);
}

/* Names were compared, and nothing else: that a file came does not say that it is what was meant. */
static char *
word_match (const Row *row,
            RcShape   *out_shape)
{
  const RcAcquisitionMatch *match = row->match;
  g_autofree char *absent = rc_count_words (match->absent->len);
  g_autofree char *more = rc_count_words (match->not_declared->len);

  *out_shape = RC_SHAPE_UNCHECKED;
  if (!match->is_compared && row->acquisition->declared->len == 0)
    return g_strdup (_("No content was declared: nothing can be called absent"));
  if (!match->is_compared)
    return g_strdup (_("Not compared: no exhibit is said to have come with it"));

  *out_shape = match->absent->len > 0 ? RC_SHAPE_ABSENT : match->not_declared->len > 0 ? RC_SHAPE_NOTE : RC_SHAPE_CONSISTENT;
  if (match->absent->len > 0)
    return g_strdup_printf (rc_words_plural ("%s declared name is absent", "%s declared names are absent", match->absent->len), absent);
  if (match->not_declared->len > 0)
    return g_strdup_printf (rc_words_plural ("%s file was not declared", "%s files were not declared", match->not_declared->len), more);
  return g_strdup (_("Every declared name came, and no other"));
}

/* --- The list --- */

static char *
cell_number (gpointer data,
             gpointer user_data)
{
  return rc_register_dup_number (RC_ENTRY_ACQUISITION, ((const Row *) data)->acquisition->number);
}

static char *
cell_day (gpointer data,
          gpointer user_data)
{
  return rc_parts_dup_name (((const Row *) data)->acquisition->on);
}

static char *
cell_by (gpointer data,
         gpointer user_data)
{
  return rc_register_parts_dup_first (((const Row *) data)->acquisition->handed_by);
}

static char *
cell_match (gpointer  data,
            RcShape  *out_shape,
            gpointer  user_data)
{
  return word_match (data, out_shape);
}

static void
add_columns (GtkWidget *table)
{
  GtkColumnViewColumn *column;

  column = rc_data_table_add_text (table, _("No."), RC_DATA_TABLE_PLAIN, cell_number, NULL, NULL);
  rc_parts_set_column_width (column, 72);
  column = rc_data_table_add_text (table, _("Day"), RC_DATA_TABLE_PLAIN, cell_day, NULL, NULL);
  rc_parts_set_column_width (column, 100);
  column = rc_data_table_add_state (table, _("Declared and Received"), RC_DATA_TABLE_PLAIN, cell_match, NULL, NULL);
  rc_parts_set_column_width (column, 270);
  rc_data_table_add_text (table, _("Handed Over By"), RC_DATA_TABLE_EXPAND, cell_by, NULL, NULL);
}

/* --- One handover --- */

static void
add_not_declared (GtkWidget *detail,
                  GPtrArray *sources)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);
      g_autofree char *exhibit = rc_register_dup_exhibit (source->id);

      g_ptr_array_add (names, g_strdup_printf ("%s  %s", exhibit, source->name));
    }
  rc_register_parts_add_names (detail, _("Present, but not declared"), names);
}

static void
add_ranges (GtkWidget           *detail,
            const RcAcquisition *acquisition)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < acquisition->ranges->len; i++)
    {
      const RcAcquisitionRange *range = &g_array_index (acquisition->ranges, RcAcquisitionRange, i);
      g_autofree char *first = rc_register_dup_exhibit (range->first);
      g_autofree char *last = rc_register_dup_exhibit (range->last);

      g_string_append (text, i > 0 ? "\n" : "");
      if (range->first == range->last)
        g_string_append (text, first);
      else
        g_string_append_printf (text, _("%1$s to %2$s"), first, last);
    }
  rc_register_parts_add_text (detail, _("Exhibits that came with it"), text->str);
  g_string_free (text, TRUE);
}

static void
fill_head (GtkWidget *detail,
           gpointer   entry)
{
  const Row *row = entry;
  const RcAcquisition *acquisition = row->acquisition;
  RcShape shape;
  g_autofree char *words = word_match (row, &shape);
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_ACQUISITION, acquisition->number);

  rc_register_parts_add_head (detail, number, acquisition->medium != NULL ? acquisition->medium : acquisition->handed_by);
  rc_register_parts_add_state (detail, shape, words);
}

static void
fill (GtkWidget *detail,
      gpointer   entry)
{
  const Row *row = entry;
  const RcAcquisition *acquisition = row->acquisition;

  rc_register_parts_add_names (detail, _("Declared, but absent"), row->match->absent);
  add_not_declared (detail, row->match->not_declared);
  rc_register_parts_add_words (detail, _("Handed over by"), acquisition->handed_by);
  rc_register_parts_add_words (detail, _("Handed over to"), acquisition->handed_to);
  rc_register_parts_add_words (detail, _("Day"), acquisition->on);
  rc_register_parts_add_words (detail, _("Where"), acquisition->place);
  rc_register_parts_add_words (detail, _("Storage medium"), acquisition->medium);
  rc_register_parts_add_words (detail, _("Serial number"), acquisition->serial);
  rc_register_parts_add_words (detail, _("Label"), acquisition->label);
  rc_register_parts_add_words (detail, _("Number of the seal on it"), acquisition->seal_number);
  rc_register_parts_add_words (detail, _("Scan for malware"), acquisition->malware_scan);
  rc_register_parts_add_words (detail, _("Legal basis"), acquisition->legal_basis);
  rc_register_parts_add_names (detail, _("Declared content"), acquisition->declared);
  add_ranges (detail, acquisition);
  rc_register_parts_add_entered (detail, acquisition->entered_by, acquisition->entered_us);
}

/* --- Entering --- */

static gpointer
enter_handover (RcCase          *case_file,
                RcRecordReader  *reader,
                gpointer         data,
                GCancellable    *cancellable,
                GError         **error)
{
  g_auto (GStrv) declared = rc_register_answers_dup_lines (data, "handover-declared");
  const RcAcquisitionTerms terms = {
    .handed_by = rc_register_answers_peek (data, "handover-by"),
    .handed_to = rc_register_answers_peek (data, "handover-to"),
    .place = rc_register_answers_peek (data, "handover-place"),
    .on = rc_register_answers_peek (data, "handover-on"),
    .medium = rc_register_answers_peek (data, "handover-medium"),
    .serial = rc_register_answers_peek (data, "handover-serial"),
    .label = rc_register_answers_peek (data, "handover-label"),
    .seal_number = rc_register_answers_peek (data, "handover-seal"),
    .malware_scan = rc_register_answers_peek (data, "handover-scan"),
    .legal_basis = rc_register_answers_peek (data, "handover-basis"),
    .declared = (const char * const *) declared,
  };

  return rc_acquisition_add (case_file, &terms, error) != 0 ? data : NULL;
}

static void
begin_add (GtkWindow *parent,
           RcSession *session,
           gpointer   entry,
           gint64     part)
{
  RcRegisterForm *form = rc_register_form_new (parent, session, _("Record a Handover"), _("_Enter"), enter_handover);

  rc_register_form_add_line (form, "handover-by", _("Handed over _by"), NULL, NULL);
  rc_register_form_add_line (form, "handover-to", _("Handed Over _to"), NULL, NULL);
  rc_register_form_add_line (form, "handover-on", _("On which _day"), NULL, _("as 2026-11-21"));
  rc_register_form_add_line (form, "handover-place", _("_Where"), NULL, NULL);
  rc_register_form_add_line (form, "handover-medium", _("Storage _Medium"), NULL, _("USB stick, download, e-mail"));
  rc_register_form_add_line (form, "handover-serial", _("_Serial number"), NULL, NULL);
  rc_register_form_add_line (form, "handover-label", _("_Label"), NULL, NULL);
  rc_register_form_add_line (form, "handover-seal", _("Number of the seal _on it"), NULL, NULL);
  rc_register_form_add_text (form, "handover-declared", _("Declared co_ntent, one a line"), NULL);
  rc_register_form_add_note (form, _("Names as they were declared; one that ends with a slash is a whole folder. They are held against what came."));
  rc_register_form_add_line (form, "handover-scan", _("Scan for mal_ware"), NULL, _("with what, and what it found"));
  rc_register_form_add_line (form, "handover-basis", _("Le_gal basis"), NULL, NULL);
  rc_register_form_require (form, "handover-by");
  rc_register_form_require (form, "handover-to");
  rc_register_form_require (form, "handover-on");
  rc_register_form_show (form);
}

static gpointer
enter_link (RcCase          *case_file,
            RcRecordReader  *reader,
            gpointer         data,
            GCancellable    *cancellable,
            GError         **error)
{
  gint64 first, last;

  if (!rc_register_answers_get_exhibit (data, "handover-first", &first, error) ||
      !rc_register_answers_get_exhibit (data, "handover-last", &last, error))
    return NULL;
  return rc_acquisition_link (case_file, rc_register_answers_get_number (data, 0), first, last != 0 ? last : first, error) ? data : NULL;
}

static void
begin_link (GtkWindow *parent,
            RcSession *session,
            gpointer   entry,
            gint64     part)
{
  RcRegisterForm *form = rc_register_form_new (parent, session, _("Exhibits That Came With It"), _("_Enter"), enter_link);

  rc_register_form_add_line (form, "handover-first", _("_First exhibit"), NULL, _("as E-001"));
  rc_register_form_add_line (form, "handover-last", _("_Last exhibit"), NULL, _("as E-019; empty: that one alone"));
  rc_register_form_require (form, "handover-first");
  rc_register_form_add_number (form, ((const Row *) entry)->acquisition->number);
  rc_register_form_show (form);
}

static gboolean
is_any (gconstpointer entry)
{
  return TRUE;
}

static const RcRegisterAct acts[] = {
  { "handover-add", N_("Record a Handover…"), NULL, begin_add },
  { "handover-link", N_("Which Exhibits Came…"), is_any, begin_link },
};

const RcRegisterKind rc_register_handovers = {
  .name = "handovers",
  .title = N_("Handovers"),
  .empty_title = N_("No Handover Is Recorded"),
  .empty_sentence = N_("Who handed over what to whom, where and on what medium, and what was said to be on it. What was declared is held against "
                       "what came, so that what is absent is asked for on the same day."),
  .acts = acts,
  .n_acts = G_N_ELEMENTS (acts),
  .load = load,
  .add_columns = add_columns,
  .fill_head = fill_head,
  .fill = fill,
};
