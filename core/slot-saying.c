/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "slot-saying.h"

#include <string.h>

#include "exercises/said-answer.h"
#include "mask.h"
#include "registers/paper.h"
#include "slot.h"
#include "systems/system-filter.h"
#include "words.h"

/* What the readings, exercises and statements of a case have to do with one inference. */
typedef struct
{
  RcSlotContext *context;
  GPtrArray     *subjects;     /* of RcAbout */
  char          *reference;    /* SOURCE:RECORD[#ROW] */
  GPtrArray     *sayings;
} Search;

void
rc_slot_saying_free (RcSlotSaying *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->saying, rc_lineage_saying_free);
  g_free (self->slot);
  g_free (self->value);
  g_free (self->compared);
  g_free (self->left_out);
  g_free (self);
}

/* The answers to some questions are personal whoever gives them. */
static gboolean
get_personal_field (const char *slot,
                    RcField    *out_field)
{
  static const struct { const char *slot; RcField field; } personal[] = { { "input", RC_FIELD_INPUT }, { "subject", RC_FIELD_SUBJECT } };

  for (gsize i = 0; i < G_N_ELEMENTS (personal); i++)
    if (strcmp (personal[i].slot, slot) == 0)
      {
        *out_field = personal[i].field;
        return TRUE;
      }

  return FALSE;
}

/* @compared: (nullable): the value itself; @shown: what stands for it where there is none. @saying, @left_out: (transfer full). */
static void
add (Search          *self,
     const char      *slot,
     const char      *compared,
     const char      *shown,
     RcLineageSaying *saying,
     char            *left_out)
{
  RcSlotSaying *added = g_new0 (RcSlotSaying, 1);
  RcField field;

  added->slot = g_strdup (slot);
  added->compared = g_strdup (compared);
  added->is_masked = get_personal_field (slot, &field);
  added->value = added->is_masked ? rc_mask_value (self->context->case_file, field, compared != NULL ? compared : shown)
                                  : rc_slot_shorten (compared != NULL ? compared : shown);
  if (added->is_masked)
    g_clear_pointer (&saying->quote, g_free);
  added->saying = saying;
  added->left_out = left_out;
  g_ptr_array_add (self->sayings, added);
}

static gboolean
is_later (const Search *self,
          gint64        time_us)
{
  return self->context->known_at_us != RC_TIME_NONE && time_us > self->context->known_at_us;
}

/* (transfer full) (nullable) */
static char *
dup_later (const Search *self,
           gint64        time_us)
{
  g_autofree char *time = is_later (self, time_us) ? rc_time_format_utc (time_us) : NULL;

  return time != NULL ? g_strdup_printf (_("it was entered on %s, after the time asked for"), time) : NULL;
}

/* --- Read in documents --- */

static void
add_reading (Search          *self,
             const RcPaper   *paper,
             const RcReading *reading)
{
  const char *shown = reading->quote != NULL ? reading->quote : reading->title;

  for (guint i = 0; i < reading->about->len; i++)
    {
      const RcAbout *about = g_ptr_array_index (reading->about, i);
      char *left_out;

      if (about->kind != RC_ABOUT_SLOT)
        continue;
      if (paper->state != RC_PAPER_SOUND)
        left_out = g_strdup (_("the document is not, or not any more, among the evidence as it was registered"));
      else if (reading->withdrawn_for != NULL)
        left_out = g_strdup_printf (_("it was taken back: %s"), reading->withdrawn_for);
      else if (!rc_reading_is_of (reading, self->subjects))
        left_out = g_strdup (_("it is of another decision, system or version"));
      else
        left_out = dup_later (self, reading->entered_us);
      add (self, about->name, reading->says, shown,
           rc_lineage_saying_new_read (reading->entry, reading->source, reading->page, reading->quote, reading->read_by), left_out);
    }
}

static gboolean
add_papers (Search  *self,
            GError **error)
{
  g_autoptr (GPtrArray) papers = rc_paper_list (self->context->case_file, error);

  if (papers == NULL)
    return FALSE;

  for (guint i = 0; i < papers->len; i++)
    {
      const RcPaper *paper = g_ptr_array_index (papers, i);

      for (guint j = 0; j < paper->readings->len; j++)
        add_reading (self, paper, g_ptr_array_index (paper->readings, j));
    }
  return TRUE;
}

/* --- Said in exercises --- */

static void
add_answer (Search             *self,
            const RcSaidAnswer *answer)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, answer->exercise);
  const char *role = answer->role != NULL ? rc_exercise_role_words (answer->role) : _("the room");
  char **slots = answer->question.slots;

  for (guint i = 0; slots != NULL && slots[i] != NULL; i++)
    add (self, slots[i], answer->text, NULL,
         rc_lineage_saying_new_stated (answer->entry, role,
                                       g_strdup_printf (_("Said by %1$s in exercise %2$s, to the question “%3$s”; not shown."), role, number,
                                                        rc_exercise_question_words (&answer->question))),
         dup_later (self, answer->at_us));
}

static gboolean
add_answers (Search  *self,
             GError **error)
{
  const GPtrArray *answers = rc_said_answer_list (self->context->case_file, error);

  if (answers == NULL)
    return FALSE;

  for (guint i = 0; i < answers->len; i++)
    {
      const RcSaidAnswer *answer = g_ptr_array_index (answers, i);

      if (g_strcmp0 (answer->event, self->reference) == 0)
        add_answer (self, answer);
    }
  return TRUE;
}

/* --- Stated by the officer --- */

static void
add_statement (Search                  *self,
               const char              *slot,
               const char              *value,
               const RcSystemWord      *word,
               gboolean                 is_superseded)
{
  g_autofree char *by = rc_system_word_dup_words (word, self->context->case_file);

  add (self, slot, value, NULL, rc_lineage_saying_new_stated (word->entry, word->by, g_strdup_printf (_("Entered, not shown: %s."), by)),
       is_superseded ? g_strdup (_("the same person entered something else later")) : dup_later (self, word->said_us));
}

static void
add_system (Search         *self,
            const RcSystem *system)
{
  gboolean is_named = FALSE;

  for (guint i = 0; i < system->bindings->len && !is_named; i++)
    {
      const RcSystemBinding *binding = g_ptr_array_index (system->bindings, i);

      if (binding->word->by == NULL || binding->withdraws || binding->is_withdrawn)
        continue;
      add_statement (self, "endpoint", system->name, binding->word, FALSE);
      is_named = TRUE;
    }

  for (guint i = 0; i < system->statements->len; i++)
    {
      const RcSystemStatement *statement = g_ptr_array_index (system->statements, i);

      if (statement->attribute == RC_SYSTEM_RETENTION && statement->word->by != NULL && statement->values->len > 0)
        add_statement (self, "retention", g_ptr_array_index (statement->values, 0), statement->word, statement->is_superseded);
    }
}

/* What description files state is a record among others; here only an officer's words are of interest. */
static gboolean
add_systems (Search  *self,
             GError **error)
{
  RcSlotContext *context = self->context;
  g_autoptr (GPtrArray) entries = rc_entry_list (context->case_file, RC_ENTRY_SYSTEM, error);
  g_autoptr (GPtrArray) systems = NULL;
  g_autoptr (RcEvent) event = NULL;

  if (entries == NULL)
    return FALSE;
  if (entries->len == 0)
    return TRUE;

  systems = rc_system_list (context->case_file, context->reader, NULL, error);
  event = systems != NULL ? rc_event_load (context->case_file, context->event->id, error) : NULL;
  if (event == NULL)
    return FALSE;
  for (guint i = 0; i < systems->len; i++)
    {
      const RcSystem *system = g_ptr_array_index (systems, i);
      RcSystemCoverage coverage;

      if (!rc_system_covers (context->case_file, context->reader, system, event, &coverage, error))
        return FALSE;
      if (coverage == RC_SYSTEM_COVERS)
        add_system (self, system);
    }
  return TRUE;
}

static void
add_subject (GPtrArray   *subjects,
             RcAboutKind  kind,
             const char  *name)
{
  RcAbout *about;

  if (name == NULL)
    return;

  about = g_new0 (RcAbout, 1);
  about->kind = kind;
  about->name = g_strdup (name);
  g_ptr_array_add (subjects, about);
}

/**
 * rc_slot_saying_list:
 * @context: with its whole path
 *
 * Returns: (element-type RcSlotSaying) (transfer full): what people read, said or entered on the inference, what does not count too
 */
GPtrArray *
rc_slot_saying_list (RcSlotContext  *context,
                     GError        **error)
{
  g_autoptr (GPtrArray) subjects = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_about_free);
  g_autoptr (GPtrArray) sayings = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_slot_saying_free);
  g_autofree char *reference = rc_event_dup_reference (context->event);
  Search search = { .context = context, .subjects = subjects, .reference = reference, .sayings = sayings };
  const RcEvent *of;

  if (!rc_slot_context_find_field (context, RC_FIELD_DECISION, &of, error))
    return NULL;

  add_subject (subjects, RC_ABOUT_DECISION, of != NULL ? rc_event_peek_field (of, RC_FIELD_DECISION) : NULL);
  add_subject (subjects, RC_ABOUT_DECISION, rc_event_peek_field (context->event, RC_FIELD_ID));
  add_subject (subjects, RC_ABOUT_DECISION, reference);
  add_subject (subjects, RC_ABOUT_SYSTEM, context->event->system);
  add_subject (subjects, RC_ABOUT_MODEL_VERSION, context->version);
  if (!add_papers (&search, error) || !add_answers (&search, error) || !add_systems (&search, error))
    return NULL;

  return g_steal_pointer (&sayings);
}
