/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/declaration-sheet.h"

#include <string.h>

#include "core/date-words.h"
#include "core/declaration/declaration-text.h"
#include "core/display-text.h"
#include "core/source.h"
#include "core/words.h"
#include "reports/exhibit.h"
#include "ui/parts.h"

/* The lines of the form of a declaration: each value with where it comes from, in words of the reader. */

#define MAX_SHOWN_BYTES 4000u

typedef struct
{
  RcCase              *case_file;
  const char          *system;
  const RcDeclaration *declaration;
  GPtrArray           *lints;
  GPtrArray           *rows;
} Building;

static void
row_free (gpointer data)
{
  RcDeclarationRow *row = data;

  g_free (row->system);
  g_free (row->key);
  g_free (row->title);
  g_free (row->value);
  g_free (row->origin);
  g_free (row->differs);
  g_ptr_array_unref (row->lints);
  g_free (row);
}

static char *
dup_shown (const char *tainted)
{
  return rc_display_text (tainted != NULL ? tainted : "", -1, MAX_SHOWN_BYTES);
}

/* "E-003, line 1" */
static char *
dup_place (RcCase  *case_file,
           gint64   source_id,
           guint64  record)
{
  g_autoptr (RcSource) source = rc_source_load (rc_case_get_database (case_file), source_id, NULL);

  return rc_exhibit_dup_place (source, source_id, record);
}

/* --- Where it comes from --- */

static char *
word_entered (const char *by,
              gint64      at_us)
{
  g_autofree char *who = rc_parts_dup_name (by);
  g_autofree char *moment = at_us > 0 ? rc_date_words_moment (at_us, "UTC") : NULL;

  if (by == NULL)
    return g_strdup (_("Entered for this declaration"));
  if (moment == NULL)
    return g_strdup_printf (_("Entered by %s"), who);
  return g_strdup_printf (_("Entered by %1$s, %2$s"), who, moment);
}

static char *
word_source (const Building *self,
             const char     *by,
             gint64          source,
             guint64         record)
{
  g_autofree char *place = source != 0 ? dup_place (self->case_file, source, record) : NULL;
  g_autofree char *who = rc_parts_dup_name (by);

  if (place != NULL)
    return g_strdup_printf (_("From %s"), place);
  return by != NULL ? g_strdup_printf (_("Stated by %s"), who) : g_strdup (_("Stated of the system"));
}

/* The shape and the words of an origin; a value that a record or a person has is never more than that. */
static char *
word_origin (const Building      *self,
             RcDeclarationOrigin  origin,
             const char          *by,
             gint64               at_us,
             gint64               source,
             guint64              record,
             RcShape             *out_shape)
{
  switch (origin)
    {
    case RC_DECLARATION_FIXED:
      *out_shape = RC_SHAPE_NOTE;
      return g_strdup (_("Set by the program"));
    case RC_DECLARATION_ENTERED:
      *out_shape = RC_SHAPE_STATED;
      return word_entered (by, at_us);
    case RC_DECLARATION_STATED:
      *out_shape = RC_SHAPE_STATED;
      return word_source (self, by, source, record);
    case RC_DECLARATION_RECORDED:
      *out_shape = RC_SHAPE_SINGLE;
      return word_source (self, by, source, record);
    case RC_DECLARATION_MISSING:
    case RC_DECLARATION_RECEIVED:
    default:
      *out_shape = RC_SHAPE_NOTHING;
      return g_strdup (_("Not stated yet"));
    }
}

/* --- Lines --- */

static RcDeclarationRow *
add_row (Building             *self,
         RcDeclarationRowKind  kind,
         guint                 item,
         const char           *title)
{
  RcDeclarationRow *row = g_new0 (RcDeclarationRow, 1);

  row->kind = kind;
  row->item = item;
  row->field = RC_N_DECLARATION_FIELDS;
  row->system = g_strdup (self->system);
  row->title = g_strdup (title);
  row->lints = g_ptr_array_ref (self->lints);
  g_ptr_array_add (self->rows, row);
  return row;
}

/* What codes mean. */
static const char *
peek_code_words (RcDeclarationField  field,
                 const char         *value)
{
  if (strcmp (value, "true") == 0)
    return _("yes");
  if (strcmp (value, "false") == 0)
    return _("no");
  if (strcmp (value, "annex-vi") == 0)
    return _("Internal control (Annex VI)");
  if (strcmp (value, "annex-vii") == 0)
    return _("With a notified body (Annex VII)");
  return strcmp (value, "annex-i") == 0 ? _("By another act (Annex I, Section A)") : NULL;
}

static gboolean
has_codes (RcDeclarationField field)
{
  return field == RC_DECLARATION_PERSONAL_DATA || field == RC_DECLARATION_VOLUNTARY || field == RC_DECLARATION_ROUTE;
}

char *
rc_declaration_rows_dup_value (RcDeclarationField  field,
                               const char         *tainted)
{
  const char *words = field == RC_DECLARATION_NO_STANDARDS && g_strcmp0 (tainted, "true") == 0 ? _("No harmonised standard was published")
                      : has_codes (field) ? peek_code_words (field, tainted) : NULL;

  if (words == NULL && field == RC_DECLARATION_ORIGINAL_LANGUAGE)
    words = rc_declaration_text_language_name (tainted);
  return words != NULL ? g_strdup (words) : dup_shown (tainted);
}

static void
add_field (Building           *self,
           RcDeclarationField  field)
{
  const RcDeclarationValue *value = &self->declaration->values[field];
  RcDeclarationRow *row = add_row (self, RC_DECLARATION_ROW_FIELD, rc_declaration_field_item (field), rc_declaration_field_title (field));

  row->field = field;
  row->key = g_strdup (value->value);
  row->is_entered = value->origin == RC_DECLARATION_ENTERED;
  row->value = value->value != NULL ? rc_declaration_rows_dup_value (field, value->value) : g_strdup ("");
  row->differs = value->differs != NULL ? dup_shown (value->differs) : NULL;
  if (value->value == NULL && !rc_declaration_field_is_needed (self->declaration, field))
    {
      row->shape = RC_SHAPE_NOT_APPLICABLE;
      row->origin = g_strdup (_("Not stated, and not needed"));
      return;
    }
  row->origin = word_origin (self, value->origin, value->by, value->at_us, value->source, value->record, &row->shape);
}

static void
add_fields (Building *self,
            guint     item)
{
  for (guint i = 0; i < RC_N_DECLARATION_FIELDS; i++)
    {
      if (rc_declaration_field_item (i) == item)
        add_field (self, i);
    }
}

static void
add_versions (Building *self)
{
  for (guint i = 0; i < self->declaration->versions->len; i++)
    {
      const RcDeclarationVersion *version = g_ptr_array_index (self->declaration->versions, i);
      RcDeclarationRow *row = add_row (self, RC_DECLARATION_ROW_VERSION, 1, _("Covered version"));
      g_autofree char *name = rc_parts_dup_name (version->name);
      g_autofree char *digest = dup_shown (version->sha256);

      row->value = version->sha256 != NULL ? g_strdup_printf (_("%1$s, SHA-256 %2$s"), name, digest)
                                           : g_strdup_printf (_("%s, without a digest of its artefact"), name);
      row->origin = word_origin (self, version->origin, NULL, 0, version->source, version->record, &row->shape);
    }
}

static void
add_acts (Building *self)
{
  RcDeclarationRow *head = add_row (self, RC_DECLARATION_ROW_ACTS, 4, _("Other Union law"));

  head->shape = self->declaration->acts->len > 0 ? RC_SHAPE_NOTE : RC_SHAPE_NOT_APPLICABLE;
  head->value = g_strdup ("");
  head->origin = g_strdup (self->declaration->acts->len > 0 ? _("In the lines below") : _("None is named"));
  for (guint i = 0; i < self->declaration->acts->len; i++)
    {
      const RcDeclarationAct *act = g_ptr_array_index (self->declaration->acts, i);
      RcDeclarationRow *row = add_row (self, RC_DECLARATION_ROW_ACT, 4, _("Another Union act"));
      g_autofree char *number = rc_parts_dup_name (act->number);
      g_autofree char *title = dup_shown (act->title);
      g_autofree char *amended = act->amended_by != NULL ? dup_shown (act->amended_by) : NULL;

      row->key = g_strdup (act->number);
      row->is_entered = act->origin == RC_DECLARATION_ENTERED;
      row->value = amended != NULL ? g_strdup_printf (_("%1$s: %2$s, as amended by %3$s"), number, title, amended)
                                   : g_strdup_printf ("%s: %s", number, title);
      row->origin = word_origin (self, act->origin, NULL, 0, 0, 0, &row->shape);
    }
}

static char *
word_standard (const RcDeclarationStandard *standard)
{
  g_autofree char *reference = rc_parts_dup_name (standard->reference);
  g_autofree char *title = standard->title != NULL ? dup_shown (standard->title) : NULL;
  g_autofree char *dated = standard->dated != NULL ? dup_shown (standard->dated) : NULL;
  GString *words = g_string_new (reference);

  if (title != NULL)
    g_string_append_printf (words, ": %s", title);
  if (dated != NULL)
    g_string_append_printf (words, " (%s)", dated);
  return g_string_free (words, FALSE);
}

static void
add_standards (Building *self)
{
  RcDeclarationRow *head = add_row (self, RC_DECLARATION_ROW_STANDARDS, 6, _("Standards and specifications"));
  const char *day = rc_declaration_peek (self->declaration, RC_DECLARATION_DATE);

  head->shape = self->declaration->standards->len > 0 ? RC_SHAPE_NOTE : RC_SHAPE_NOT_APPLICABLE;
  head->value = g_strdup ("");
  head->origin = g_strdup (self->declaration->standards->len > 0 ? _("In the lines below") : _("None is named"));
  for (guint i = 0; i < self->declaration->standards->len; i++)
    {
      const RcDeclarationStandard *standard = g_ptr_array_index (self->declaration->standards, i);
      gboolean is_harmonised = rc_declaration_standard_is_harmonised (standard, day);
      RcDeclarationRow *row = add_row (self, RC_DECLARATION_ROW_STANDARD, 6,
                                       is_harmonised ? _("Harmonised standard") : _("Other specification, no presumption of conformity"));

      row->key = g_strdup (standard->reference);
      row->is_entered = standard->origin == RC_DECLARATION_ENTERED;
      row->value = word_standard (standard);
      row->origin = word_origin (self, standard->origin, NULL, 0, 0, 0, &row->shape);
    }
}

static void
add_sentence (Building *self,
              guint     item)
{
  const char *language = rc_words_peek_language ();
  g_autofree char *sentence = rc_declaration_dup_statement (self->declaration, language, item);
  RcDeclarationRow *row;

  if (sentence == NULL)
    return;
  row = add_row (self, RC_DECLARATION_ROW_SENTENCE, item, _("Sentence that is printed"));
  row->value = dup_shown (sentence);
  row->origin = word_origin (self, RC_DECLARATION_FIXED, NULL, 0, 0, 0, &row->shape);
}

GPtrArray *
rc_declaration_rows_new (RcCase              *case_file,
                         const char          *system,
                         const RcDeclaration *declaration,
                         GPtrArray           *lints)
{
  Building self = { .case_file = case_file, .system = system, .declaration = declaration, .lints = lints };

  self.rows = g_ptr_array_new_with_free_func (row_free);
  for (guint item = 1; item <= RC_DECLARATION_ITEMS; item++)
    {
      add_fields (&self, item);
      if (item == 1)
        add_versions (&self);
      if (item == 4)
        add_acts (&self);
      if (item == 6)
        add_standards (&self);
      add_sentence (&self, item);
    }
  add_fields (&self, 0);
  add_sentence (&self, 0);
  return self.rows;
}

/* --- Mistakes that were looked for --- */

static void
point_free (gpointer data)
{
  RcDeclarationPoint *point = data;

  g_free (point->place);
  g_ptr_array_unref (point->keeps);
  g_free (point);
}

static void
add_point (GPtrArray *points,
           RcCase    *case_file,
           GPtrArray *lints,
           guint      index,
           gboolean   is_formal)
{
  RcDeclarationPoint *point = g_new0 (RcDeclarationPoint, 1);

  point->keeps = g_ptr_array_ref (lints);
  point->lint = g_ptr_array_index (lints, index);
  point->is_formal = is_formal;
  if (point->lint->source != 0 && case_file != NULL)
    point->place = dup_place (case_file, point->lint->source, point->lint->record);
  g_ptr_array_add (points, point);
}

GPtrArray *
rc_declaration_points_new (RcCase    *case_file,
                           GPtrArray *lints,
                           GPtrArray *formal)
{
  GPtrArray *points = g_ptr_array_new_with_free_func (point_free);

  for (guint i = 1; i <= RC_DECLARATION_ITEMS + 1; i++)
    {
      for (guint k = 0; k < lints->len; k++)
        {
          /* What is of the whole stands behind what is of an item. */
          if (((const RcLint *) g_ptr_array_index (lints, k))->item == i % (RC_DECLARATION_ITEMS + 1))
            add_point (points, case_file, lints, k, FALSE);
        }
    }
  for (guint k = 0; k < formal->len; k++)
    add_point (points, case_file, formal, k, TRUE);
  return points;
}
