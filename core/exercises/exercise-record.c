/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exercises/exercise-record.h"

#include <string.h>

#include "core/bounds.h"
#include "core/overview.h"
#include "core/registers/paper.h"
#include "core/words.h"

#define DIGEST_DIGITS 64u

static void
evidence_free (gpointer data)
{
  RcExerciseEvidence *evidence = data;

  g_free (evidence->value);
  g_ptr_array_unref (evidence->places);
  g_free (evidence);
}

void
rc_exercise_record_free (RcExerciseRecord *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->evidence, g_ptr_array_unref);
  g_free (self->text);
  g_free (self->note);
  g_free (self);
}

/* --- Of one decision --- */

static RcExerciseEvidence *
add_evidence (RcExerciseRecord *self,
              const char       *slot,
              const char       *value,
              RcStanding        standing)
{
  RcExerciseEvidence *evidence = g_new0 (RcExerciseEvidence, 1);

  evidence->slot = slot;
  evidence->value = g_strdup (value);
  evidence->standing = standing;
  evidence->places = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->evidence, evidence);
  return evidence;
}

static void
take_slot (RcExerciseRecord    *self,
           const RcLineageSlot *slot)
{
  for (guint i = 0; i < slot->answers->len; i++)
    {
      const RcLineageAnswer *answer = g_ptr_array_index (slot->answers, i);
      RcExerciseEvidence *evidence;
      RcStanding standing;

      /* What was only said, in this room or elsewhere, is not what the record says. */
      if (answer->standing == RC_STANDING_STATED)
        continue;
      /* Answers that contradict each other are so together, whatever each is alone. */
      standing = slot->standing == RC_STANDING_DISAGREE ? slot->standing : answer->standing;
      evidence = add_evidence (self, slot->slot, answer->value, standing);
      for (guint j = 0; j < answer->citations->len; j++)
        {
          const RcCitation *citation = ((const RcLineageCitation *) g_ptr_array_index (answer->citations, j))->citation;

          g_ptr_array_add (evidence->places,
                           g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GUINT64_FORMAT, citation->source, citation->record));
        }
    }
  if ((slot->answers->len == 0 || slot->standing == RC_STANDING_STATED) && self->note == NULL)
    self->note = g_strdup (slot->note);
}

/* What a person read of persons has no mask, so that of such questions only the document is named. */
static gboolean
is_about_persons (const RcExerciseQuestion *question)
{
  static const char * const slots[] = { "input", "subject", "approval", "human-action", "final-decision", NULL };

  for (guint i = 0; question->slots != NULL && question->slots[i] != NULL; i++)
    if (g_strv_contains (slots, question->slots[i]))
      return TRUE;

  return FALSE;
}

/* The quoted passage stays on the desk. */
static void
take_reading (RcExerciseRecord         *self,
              const RcExerciseQuestion *question,
              const RcReading          *reading)
{
  const char *says = is_about_persons (question) ? NULL : reading->says;
  g_autofree char *place = reading->page != NULL ? g_strdup_printf (_("read in “%1$s”, page %2$s"), reading->title, reading->page)
                                                 : g_strdup_printf (_("read in “%s”"), reading->title);
  g_autofree char *value = says != NULL ? g_strdup_printf ("%s (%s)", says, place) : g_strdup (place);
  RcExerciseEvidence *evidence = add_evidence (self, NULL, value, RC_STANDING_READ);

  g_ptr_array_add (evidence->places, g_strdup_printf ("%" G_GINT64_FORMAT, reading->source));
}

/* Standings stand in the order in which they are decided, which is not that of their worth. */
static guint
rank (RcStanding standing)
{
  static const RcStanding best_first[] = {
    RC_STANDING_SEALED, RC_STANDING_AGREED, RC_STANDING_CONSISTENT, RC_STANDING_SINGLE, RC_STANDING_READ, RC_STANDING_STATED,
    RC_STANDING_NOT_APPLICABLE, RC_STANDING_WITHHELD, RC_STANDING_NOTHING, RC_STANDING_DISAGREE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (best_first); i++)
    if (best_first[i] == standing)
      return i;

  g_return_val_if_reached (0);
}

static void
sum_up (RcExerciseRecord *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  self->standing = self->evidence->len > 0 ? ((RcExerciseEvidence *) g_ptr_array_index (self->evidence, 0))->standing : RC_STANDING_NOTHING;
  for (guint i = 0; i < self->evidence->len; i++)
    {
      const RcExerciseEvidence *evidence = g_ptr_array_index (self->evidence, i);

      if (rank (evidence->standing) > rank (self->standing))
        self->standing = evidence->standing;
      if (text->len + strlen (evidence->value) + 4 > RC_LIMIT_ENTRY_WORDS_BYTES)
        {
          g_string_append (text, " …");
          break;
        }
      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", evidence->value);
    }
  if (text->len > 0)
    self->text = g_string_free (g_steal_pointer (&text), FALSE);
}

RcExerciseRecord *
rc_exercise_record_new (const RcLineage          *lineage,
                        const RcExerciseQuestion *question,
                        GPtrArray                *readings)
{
  RcExerciseRecord *self = g_new0 (RcExerciseRecord, 1);

  self->evidence = g_ptr_array_new_with_free_func (evidence_free);
  self->is_verified = lineage->verified;
  for (guint i = 0; question->slots != NULL && question->slots[i] != NULL; i++)
    {
      const RcLineageSlot *slot = rc_lineage_find_slot (lineage, question->slots[i]);

      if (slot != NULL)
        take_slot (self, slot);
    }
  for (guint i = 0; readings != NULL && i < readings->len; i++)
    take_reading (self, question, g_ptr_array_index (readings, i));

  sum_up (self);
  return self;
}

static void
add_subject (GPtrArray   *subjects,
             RcAboutKind  kind,
             const char  *name)      /* (nullable) */
{
  RcAbout *about;

  if (name == NULL)
    return;

  about = g_new0 (RcAbout, 1);
  about->kind = kind;
  about->name = g_strdup (name);
  g_ptr_array_add (subjects, about);
}

/* Then it stands among the answers of the lineage already. */
static gboolean
names_a_slot (const RcReading          *reading,
              const RcExerciseQuestion *question)
{
  for (guint i = 0; question->slots != NULL && question->slots[i] != NULL; i++)
    if (rc_about_list_has (reading->about, RC_ABOUT_SLOT, question->slots[i]))
      return TRUE;

  return FALSE;
}

/* Read for the case as a whole, or for this decision, its system or its model. */
RcExerciseRecord *
rc_exercise_record_of (const RcExerciseDecision *decision,
                       const RcLineage          *lineage,
                       const RcExerciseQuestion *question,
                       const GPtrArray          *readings)
{
  g_autoptr (GPtrArray) subjects = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_about_free);
  g_autoptr (GPtrArray) of_decision = g_ptr_array_new ();

  add_subject (subjects, RC_ABOUT_DECISION, decision->handle);
  add_subject (subjects, RC_ABOUT_SYSTEM, lineage->event->system);
  add_subject (subjects, RC_ABOUT_MODEL_VERSION, lineage->event->model);
  for (guint i = 0; i < readings->len; i++)
    {
      RcReading *reading = g_ptr_array_index (readings, i);

      if (rc_reading_is_of (reading, subjects) && !names_a_slot (reading, question))
        g_ptr_array_add (of_decision, reading);
    }
  return rc_exercise_record_new (lineage, question, of_decision);
}

RcExerciseRecord *
rc_exercise_record_load (RcExercise  *self,
                         guint        decision,
                         const char  *question,
                         GError     **error)
{
  const RcExerciseDecision *of = rc_exercise_find_decision (self, decision);
  const char *id = question != NULL ? question : self->question;
  const RcExerciseQuestion *asked = id != NULL ? rc_exercise_pack_question (self->setup->pack, id, NULL) : NULL;
  g_autoptr (RcRecordReader) reader = NULL;
  g_autoptr (RcLineage) lineage = NULL;
  g_autoptr (GPtrArray) readings = NULL;
  RcEvent *event;

  if (of == NULL || asked == NULL)
    {
      g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_NOT_FOUND, _("The exercise has no such decision or question"));
      return NULL;
    }

  reader = rc_record_reader_new (rc_case_get_database (self->case_file));
  event = rc_event_find (self->case_file, reader, of->event, error);
  lineage = event != NULL ? rc_lineage_build (self->case_file, event, RC_TIME_NONE, error) : NULL;
  readings = lineage != NULL ? rc_paper_list_about (self->case_file, RC_ABOUT_QUESTION, asked->id, error) : NULL;
  return readings != NULL ? rc_exercise_record_of (of, lineage, asked, readings) : NULL;
}

/* --- What the machine may say of it --- */

static char *
fold (const char *text)
{
  g_autofree char *copy = g_utf8_casefold (text, -1);

  return g_strdup (g_strstrip (copy));
}

/* A whole digest that stands in both texts. */
static gboolean
share_digest (const char *one,
              const char *other)
{
  guint run = 0;

  for (const char *at = one; ; at++)
    {
      if (g_ascii_isxdigit (*at))
        {
          run++;
          continue;
        }
      if (run == DIGEST_DIGITS)
        {
          g_autofree char *digest = g_strndup (at - DIGEST_DIGITS, DIGEST_DIGITS);

          if (strstr (other, digest) != NULL)
            return TRUE;
        }
      if (*at == '\0')
        return FALSE;
      run = 0;
    }
}

RcExerciseComparison
rc_exercise_record_propose (const RcExerciseRecord *self,
                            const RcExerciseAnswer *answer)
{
  g_autofree char *said = answer != NULL && answer->text != NULL ? fold (answer->text) : NULL;

  if (self->evidence->len == 0)
    return RC_EXERCISE_COMPARISON_SILENT;
  if (said == NULL || self->standing == RC_STANDING_DISAGREE)
    return RC_EXERCISE_COMPARISON_NONE;

  for (guint i = 0; i < self->evidence->len; i++)
    {
      g_autofree char *value = fold (((const RcExerciseEvidence *) g_ptr_array_index (self->evidence, i))->value);

      if (strcmp (said, value) == 0 || share_digest (said, value))
        return RC_EXERCISE_COMPARISON_AGREE;
    }
  return RC_EXERCISE_COMPARISON_NONE;
}

/* --- Of the case --- */

static const struct
{
  const char *name;
  const char *words;
} abilities[] = {
  [RC_EXERCISE_CAN_NOTHING] = { "nothing", N_("nothing received on this point") },
  [RC_EXERCISE_CAN_SOME] = { "some", N_("answered in part, or for some decisions") },
  [RC_EXERCISE_CAN_ANSWER] = { "answers", N_("records on this point were received") },
  [RC_EXERCISE_CAN_UNCHECKED] = { "unchecked", N_("a verification would tell, and none of this evidence is on record") },
  [RC_EXERCISE_CAN_BY_HAND] = { "by-hand", N_("answered from a document or by a search, not by the lineage") },
};

const char *
rc_exercise_ability_to_name (RcExerciseAbility ability)
{
  g_return_val_if_fail (ability < G_N_ELEMENTS (abilities), NULL);

  return abilities[ability].name;
}

const char *
rc_exercise_ability_words (RcExerciseAbility ability)
{
  g_return_val_if_fail (ability < G_N_ELEMENTS (abilities), NULL);

  return _(abilities[ability].words);
}

static RcOverviewState
find_state (const RcOverview *overview,
            const char       *slot)
{
  for (guint i = 0; i < overview->slots->len; i++)
    {
      const RcOverviewSlot *of = &g_array_index (overview->slots, RcOverviewSlot, i);

      if (strcmp (of->slot->id, slot) == 0)
        return of->state;
    }
  return RC_OVERVIEW_NOTHING;
}

/* The least of what its parts allow to say: all of them answer it, none, or some. */
static RcExerciseAbility
judge (const RcOverview         *overview,
       const RcExerciseQuestion *question)
{
  guint n = 0, counts[RC_OVERVIEW_UNCHECKED + 1] = { 0 };

  for (guint i = 0; question->slots != NULL && question->slots[i] != NULL; i++, n++)
    counts[find_state (overview, question->slots[i])]++;

  if (n == 0)
    return RC_EXERCISE_CAN_BY_HAND;
  if (counts[RC_OVERVIEW_NOTHING] == n)
    return RC_EXERCISE_CAN_NOTHING;
  if (counts[RC_OVERVIEW_ANSWERS] == n)
    return RC_EXERCISE_CAN_ANSWER;
  return counts[RC_OVERVIEW_UNCHECKED] + counts[RC_OVERVIEW_ANSWERS] == n ? RC_EXERCISE_CAN_UNCHECKED : RC_EXERCISE_CAN_SOME;
}

GArray *
rc_exercise_pack_abilities (const RcExercisePack  *pack,
                            RcCase                *case_file,
                            GCancellable          *cancellable,
                            GError               **error)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (RcOverview) overview = rc_overview_load (case_file, reader, cancellable, error);
  g_autoptr (GArray) list = g_array_new (FALSE, TRUE, sizeof (RcExerciseCan));

  if (overview == NULL)
    return NULL;

  for (guint i = 0; i < pack->questions->len; i++)
    {
      const RcExerciseQuestion *question = g_ptr_array_index (pack->questions, i);
      g_autoptr (GPtrArray) readings = rc_paper_list_about (case_file, RC_ABOUT_QUESTION, question->id, error);
      RcExerciseCan can = { .question = question->id, .ability = judge (overview, question) };

      if (readings == NULL)
        return NULL;
      can.documents = readings->len;
      g_array_append_val (list, can);
    }
  return g_steal_pointer (&list);
}
