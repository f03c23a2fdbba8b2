/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/register-parts.h"

#include <string.h>

#include "core/date-words.h"
#include "core/display-text.h"
#include "core/law/law.h"
#include "core/registers/about.h"
#include "core/slot.h"
#include "core/words.h"
#include "ui/parts.h"
#include "ui/state-mark.h"

/* Of a list that may have as many lines as a medium has files. */
#define MAX_NAMES 30u

/* --- Words that people entered --- */

char *
rc_register_parts_dup_words (const char *tainted)
{
  g_auto (GStrv) lines = g_strsplit (tainted != NULL ? tainted : "", "\n", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = rc_display_text (lines[i], -1, 0);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }
  return g_string_free (text, FALSE);
}

char *
rc_register_parts_dup_first (const char *tainted)
{
  const char *end = tainted != NULL ? strchr (tainted, '\n') : NULL;
  g_autofree char *line = end != NULL ? g_strndup (tainted, (gsize) (end - tainted)) : g_strdup (tainted);

  return rc_parts_dup_name (line);
}

/* --- Parts --- */

void
rc_register_parts_add_head (GtkWidget  *detail,
                            const char *number,
                            const char *tainted)
{
  g_autofree char *name = rc_register_parts_dup_words (tainted);
  g_autofree char *head = g_strdup_printf ("%s · %s", number, name);
  GtkWidget *heading = rc_parts_heading (head, 2);

  gtk_label_set_wrap_mode (GTK_LABEL (heading), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (detail), heading);
}

void
rc_register_parts_add_state (GtkWidget  *detail,
                             RcShape     shape,
                             const char *words)
{
  GtkWidget *mark = rc_state_mark_new (shape, words);

  rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
  gtk_box_append (GTK_BOX (detail), mark);
}

void
rc_register_parts_add_text (GtkWidget  *detail,
                            const char *name,
                            const char *words)
{
  GtkWidget *box, *text;

  if (words == NULL || *words == '\0')
    return;

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  text = rc_parts_text (words, NULL);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_box_append (GTK_BOX (box), rc_parts_text (name, "rc-muted"));
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (detail), box);
}

void
rc_register_parts_add_words (GtkWidget  *detail,
                             const char *name,
                             const char *tainted)
{
  g_autofree char *words = rc_register_parts_dup_words (tainted);

  rc_register_parts_add_text (detail, name, words);
}

void
rc_register_parts_add_more (GtkWidget *detail,
                            guint      n_more)
{
  g_autofree char *count = rc_count_words (n_more);
  g_autofree char *words = g_strdup_printf (_("and %s more"), count);

  if (n_more > 0)
    rc_register_parts_add_note (detail, words);
}

void
rc_register_parts_add_names (GtkWidget  *detail,
                             const char *name,
                             GPtrArray  *tainted)
{
  GString *text = g_string_new (NULL);
  guint n_shown = MIN (tainted->len, MAX_NAMES);

  for (guint i = 0; i < n_shown; i++)
    {
      g_autofree char *line = rc_parts_dup_name (g_ptr_array_index (tainted, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }
  rc_register_parts_add_text (detail, name, text->str);
  rc_register_parts_add_more (detail, tainted->len - n_shown);
  g_string_free (text, TRUE);
}

void
rc_register_parts_add_note (GtkWidget  *detail,
                            const char *words)
{
  gtk_box_append (GTK_BOX (detail), rc_parts_text (words, "rc-muted"));
}

void
rc_register_parts_add_entered (GtkWidget  *detail,
                               const char *by,
                               gint64      time_us)
{
  g_autofree char *who = rc_parts_dup_name (by);
  g_autofree char *moment = rc_date_words_moment (time_us, "UTC");
  g_autofree char *words = g_strdup_printf (_("Entered by %1$s, %2$s"), who, moment);

  rc_register_parts_add_note (detail, words);
}

/* --- What it is about --- */

static char *
word_requirement (const char *id)
{
  const RcRequirement *requirement = rc_law_find_requirement (rc_law_get (), id);
  g_autofree char *place = requirement != NULL ? rc_law_dup_place (rc_law_get (), requirement) : NULL;

  return requirement != NULL ? g_strdup_printf ("%s (%s): %s", place, requirement->id, rc_law_text (requirement->demand)) : NULL;
}

static char *
word_question (const char *id)
{
  const RcQuestion *question = rc_law_find_question (rc_law_get (), id);

  return question != NULL ? g_strdup_printf ("%s: %s", question->id, rc_law_text (question->text)) : NULL;
}

/* The catalogue's own words are set with spaces that a name from outside may not have. */
static char *
word_about (const RcAbout *about)
{
  g_autofree char *name = rc_parts_dup_name (about->name);
  const RcAbout safe = { about->kind, name };
  char *words = NULL;

  if (about->kind == RC_ABOUT_QUESTION)
    words = word_question (about->name);
  else if (about->kind == RC_ABOUT_REQUIREMENT)
    words = word_requirement (about->name);
  return words != NULL ? words : rc_about_dup_words (&safe);
}

char *
rc_register_parts_dup_about (GPtrArray *about)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < about->len; i++)
    {
      g_autofree char *words = word_about (g_ptr_array_index (about, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", words);
    }
  return g_string_free (text, FALSE);
}

char *
rc_register_parts_dup_criterion (const char *tainted)
{
  char *words = word_requirement (tainted);

  return words != NULL ? words : rc_register_parts_dup_words (tainted);
}

char *
rc_register_parts_dup_paper_kind (const char *tainted)
{
  const RcLawTerm *term = rc_law_find_term (rc_law_get (), RC_LAW_TERM_EVIDENCE_CLASS, tainted);

  return term != NULL ? g_strdup_printf ("%s (%s)", rc_law_text (term->name), term->id) : rc_parts_dup_name (tainted);
}

GArray *
rc_register_parts_list_questions (const char *none)
{
  GArray *choices = g_array_new (FALSE, FALSE, sizeof (RcRegisterChoice));
  RcRegisterChoice choice = { "", none };

  g_array_append_val (choices, choice);
  for (guint i = 0; i < rc_slot_count (); i++)
    {
      const RcSlot *slot = rc_slot_nth (i);

      choice = (RcRegisterChoice) { slot->id, _(slot->question) };
      g_array_append_val (choices, choice);
    }
  return choices;
}
