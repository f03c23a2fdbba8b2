/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/reading/bundle-selective.h"

#include <string.h>

#include "core/bounds.h"
#include "core/lineage-json.h"
#include "core/lineage.h"
#include "core/mask.h"
#include "core/record.h"
#include "core/words.h"

/*
 * A lineage of the maker rests on records that may be withheld. What is here is held against it: each record that it cites, and the value of each answer that
 * cites the same. Where the records here give no such answer it cannot be compared: others may have led there.
 */

#define FAULTS_TOLD 20u

typedef struct
{
  RcBundleOpenWork *work;
  RcCase           *case_file;
  RcRecordReader   *reader;
  const char       *path;
  RcJson            theirs;
  RcJson            ours;
  guint64           n_same;
  guint64           n_open;       /* answers that could not be compared */
  guint64           n_told;
} Comparison;

static void
tell (Comparison *self,
      const char *slot,
      const char *reason,
      const char *expected,
      const char *found)
{
  g_autofree char *object = g_strdup_printf ("%s, %.100s", self->path, slot);

  self->work->opening->n_differing++;
  if (self->n_told++ < FAULTS_TOLD)
    rc_bundle_check_add (self->work, object, RC_VERDICT_INVALID, reason, expected, found,
                         _("A lineage in the bundle does not say what its records say."));
}

static gboolean
same_member (const RcJson *a,
             guint32       a_object,
             const RcJson *b,
             guint32       b_object,
             const char   *name)
{
  gsize a_length = 0, b_length = 0;
  guint32 one = rc_json_member (a, a_object, name);
  guint32 other = rc_json_member (b, b_object, name);

  if (one == RC_JSON_NO_NODE || other == RC_JSON_NO_NODE)
    return one == other;
  a_length = a->nodes[one].length;
  b_length = b->nodes[other].length;
  return a_length == b_length && memcmp (a->text + a->nodes[one].offset, b->text + b->nodes[other].offset, a_length) == 0;
}

/* --- One citation, held against its record --- */

typedef enum
{
  CITED_HERE,
  CITED_WITHHELD,
  CITED_WRONG,
} Cited;

static gboolean
is_withheld (const GError *error)
{
  return g_error_matches (error, RC_CASE_ERROR, RC_CASE_ERROR_WITHHELD) || g_error_matches (error, RC_VAULT_ERROR, RC_VAULT_ERROR_WITHHELD);
}

static gboolean
check_citation (Comparison  *self,
                const char  *slot,
                guint32      citation,
                Cited       *out_cited,
                GError     **error)
{
  const RcJson *json = &self->theirs;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcCitation) found = NULL;
  g_autofree char *record_hex = rc_json_dup_string (json, rc_json_member (json, citation, "record_sha256"));
  g_autofree char *leaf_hex = rc_json_dup_string (json, rc_json_member (json, citation, "leaf_sha256"));
  g_autofree char *record_here = NULL;
  g_autofree char *leaf_here = NULL;
  g_autofree char *place = NULL;
  gint64 source, record, offset, length;

  *out_cited = CITED_WRONG;
  if (!rc_json_get_integer (json, rc_json_member (json, citation, "source"), &source)
      || !rc_json_get_integer (json, rc_json_member (json, citation, "record"), &record) || record < 1
      || !rc_json_get_integer (json, rc_json_member (json, citation, "offset"), &offset)
      || !rc_json_get_integer (json, rc_json_member (json, citation, "length"), &length))
    {
      tell (self, slot, "citation", N_("source, record, offset and length"), N_("others"));
      return TRUE;
    }

  found = rc_record_reader_cite (self->reader, source, (guint64) record, 0, G_MAXUINT64, NULL, &local_error);
  if (found == NULL)
    {
      if (is_withheld (local_error))
        *out_cited = CITED_WITHHELD;
      else if (local_error->domain == RC_CASE_ERROR || local_error->domain == RC_VAULT_ERROR)
        tell (self, slot, "citation", N_("a record of a source"), local_error->message);
      else
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      return TRUE;
    }

  record_here = rc_digest_dup_hex (&found->record_sha256);
  leaf_here = rc_digest_dup_hex (&found->leaf_sha256);
  place = g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, source, record);
  if (g_strcmp0 (record_hex, record_here) != 0 || g_strcmp0 (leaf_hex, leaf_here) != 0)
    tell (self, slot, "digest", leaf_hex, leaf_here);
  else if (offset < 0 || length < 0 || (guint64) offset < found->offset || (guint64) offset - found->offset > found->length
           || (guint64) length > found->length - ((guint64) offset - found->offset))
    tell (self, slot, "offset", place, N_("a place outside of that record"));
  else
    *out_cited = CITED_HERE;
  return TRUE;
}

/* --- Answers --- */

static gboolean
same_citations (Comparison *self,
                guint32     theirs,
                guint32     ours)
{
  static const char * const members[] = { "source", "record", "offset", "length", "leaf_sha256" };
  guint32 a = rc_json_member (&self->theirs, theirs, "citations");
  guint32 b = rc_json_member (&self->ours, ours, "citations");
  guint32 one, other;

  if (!rc_json_is (&self->theirs, a, RC_JSON_ARRAY) || !rc_json_is (&self->ours, b, RC_JSON_ARRAY)
      || self->theirs.nodes[a].count != self->ours.nodes[b].count || self->theirs.nodes[a].count == 0)
    return FALSE;
  for (one = a + 1, other = b + 1; one < self->theirs.nodes[a].next; one = self->theirs.nodes[one].next, other = self->ours.nodes[other].next)
    for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
      if (!same_member (&self->theirs, one, &self->ours, other, members[i]))
        return FALSE;
  return TRUE;
}

/* Pseudonyms are made with a key that stays with the maker. */
static gboolean
is_masked (const char *value)
{
  return value != NULL && strstr (value, RC_MASK_DOTS) != NULL;
}

/* How far a record can be relied on is what a verification found, of which the withheld bytes are part. */
static gboolean
rests_on_verification (const char *slot)
{
  return strcmp (slot, "reliance") == 0;
}

/* Several answers may cite the same place: one of them must say the same. */
static void
compare_value (Comparison *self,
               const char *slot,
               guint32     theirs,
               guint32     our_answers)
{
  g_autofree char *said = rc_json_dup_string (&self->theirs, rc_json_member (&self->theirs, theirs, "value"));
  g_autofree char *found = NULL;

  for (guint32 ours = our_answers + 1; ours < self->ours.nodes[our_answers].next; ours = self->ours.nodes[ours].next)
    {
      if (!same_citations (self, theirs, ours))
        continue;
      g_free (found);
      found = rc_json_dup_string (&self->ours, rc_json_member (&self->ours, ours, "value"));
      if (g_strcmp0 (said, found) == 0 || (is_masked (said) && is_masked (found)))
        {
          self->n_same++;
          return;
        }
    }
  if (found != NULL && !rests_on_verification (slot))
    tell (self, slot, "value", said, found);
  else
    self->n_open++;
}

static gboolean
compare_answer (Comparison  *self,
                const char  *slot,
                guint32      theirs,
                guint32      our_answers,
                GError     **error)
{
  guint32 citations = rc_json_member (&self->theirs, theirs, "citations");
  Cited worst = CITED_HERE;

  if (!rc_json_is (&self->theirs, citations, RC_JSON_ARRAY))
    {
      self->n_open++;
      return TRUE;
    }
  for (guint32 one = citations + 1; one < self->theirs.nodes[citations].next; one = self->theirs.nodes[one].next)
    {
      Cited cited;

      if (!check_citation (self, slot, one, &cited, error))
        return FALSE;
      worst = MAX (worst, cited);
    }
  if (worst == CITED_WITHHELD || self->theirs.nodes[citations].count == 0 || our_answers == RC_JSON_NO_NODE)
    self->n_open++;
  else if (worst == CITED_HERE)
    compare_value (self, slot, theirs, our_answers);
  return TRUE;
}

/* --- Lineages --- */

static guint32
find_answers (const RcJson *json,
              const char   *slot)
{
  guint32 slots = rc_json_member (json, 0, "slots");

  for (guint32 one = slots + 1; one < json->nodes[slots].next; one = json->nodes[one].next)
    {
      g_autofree char *id = rc_json_dup_string (json, rc_json_member (json, one, "slot"));
      guint32 answers = g_strcmp0 (id, slot) == 0 ? rc_json_member (json, one, "answers") : RC_JSON_NO_NODE;

      if (answers != RC_JSON_NO_NODE)
        return answers;
    }
  return RC_JSON_NO_NODE;
}

static gboolean
compare_slots (Comparison  *self,
               GError     **error)
{
  guint32 slots = rc_json_member (&self->theirs, 0, "slots");

  if (!rc_json_is (&self->theirs, slots, RC_JSON_ARRAY))
    {
      tell (self, "slots", NULL, N_("the questions of a lineage"), N_("none"));
      return TRUE;
    }
  for (guint32 one = slots + 1; one < self->theirs.nodes[slots].next; one = self->theirs.nodes[one].next)
    {
      g_autofree char *id = rc_json_dup_string (&self->theirs, rc_json_member (&self->theirs, one, "slot"));
      guint32 answers = rc_json_member (&self->theirs, one, "answers");
      guint32 ours = id != NULL ? find_answers (&self->ours, id) : RC_JSON_NO_NODE;

      if (ours == RC_JSON_NO_NODE || !rc_json_is (&self->theirs, answers, RC_JSON_ARRAY))
        {
          tell (self, id != NULL ? id : "", NULL, N_("a question of the template"), N_("another one"));
          continue;
        }
      for (guint32 answer = answers + 1; answer < self->theirs.nodes[answers].next; answer = self->theirs.nodes[answer].next)
        if (!compare_answer (self, id, answer, ours, error))
          return FALSE;
    }
  return TRUE;
}

/* --- What the maker leaves out of it --- */

static gboolean
has_answer (Comparison *self,
            guint32     theirs,
            guint32     ours)
{
  for (guint32 one = theirs + 1; one < self->theirs.nodes[theirs].next; one = self->theirs.nodes[one].next)
    if (same_citations (self, one, ours))
      return TRUE;
  return FALSE;
}

/* The records here give it, and no withheld one can take away that they do. */
static void
find_left_out (Comparison *self,
               const char *slot,
               guint32     theirs,
               guint32     ours)
{
  for (guint32 one = ours + 1; one < self->ours.nodes[ours].next; one = self->ours.nodes[one].next)
    {
      guint32 citations = rc_json_member (&self->ours, one, "citations");
      g_autofree char *value = NULL;

      if (!rc_json_is (&self->ours, citations, RC_JSON_ARRAY) || self->ours.nodes[citations].count == 0 || has_answer (self, theirs, one))
        continue;
      value = rc_json_dup_string (&self->ours, rc_json_member (&self->ours, one, "value"));
      tell (self, slot, "answer", N_("every answer that the records give"), value);
    }
}

/* Each question has to be there, and once. */
static void
compare_questions (Comparison *self)
{
  guint32 slots = rc_json_member (&self->ours, 0, "slots");

  for (guint32 one = slots + 1; one < self->ours.nodes[slots].next; one = self->ours.nodes[one].next)
    {
      g_autofree char *id = rc_json_dup_string (&self->ours, rc_json_member (&self->ours, one, "slot"));
      guint32 theirs = find_answers (&self->theirs, id);

      if (!rc_json_is (&self->theirs, theirs, RC_JSON_ARRAY))
        tell (self, id, NULL, N_("a question of the template"), N_("none"));
      else if (!rests_on_verification (id))
        find_left_out (self, id, theirs, rc_json_member (&self->ours, one, "answers"));
    }
}

static void
compare_head (Comparison *self)
{
  static const char * const members[] = { "event", "time", "decision" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *said = rc_json_dup_string (&self->theirs, rc_json_member (&self->theirs, 0, members[i]));
      g_autofree char *found = rc_json_dup_string (&self->ours, rc_json_member (&self->ours, 0, members[i]));

      if (g_strcmp0 (said, found) != 0)
        tell (self, members[i], "value", said, found);
    }
}

/* (transfer full) (nullable): NULL without error where there is no such event here. */
static char *
build_again (Comparison  *self,
             const char  *reference,
             GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  RcEvent *event = rc_event_find (self->case_file, self->reader, reference, &local_error);
  g_autoptr (RcLineage) lineage = NULL;
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  if (event == NULL)
    {
      if (local_error->domain != RC_CASE_ERROR && local_error->domain != RC_VAULT_ERROR)
        g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  rc_words_push ("en");
  lineage = rc_lineage_build (self->case_file, event, RC_TIME_NONE, error);
  if (lineage != NULL)
    rc_lineage_write_json (lineage, NULL, writer);
  rc_words_pop ();
  return lineage != NULL ? rc_json_writer_finish (writer) : NULL;
}

static gboolean
compare_lineage (Comparison  *self,
                 GError     **error)
{
  g_autofree char *reference = rc_json_dup_string (&self->theirs, rc_json_member (&self->theirs, 0, "event"));
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = NULL;
  RcJsonFault fault;

  self->work->opening->n_compared++;
  if (reference != NULL)
    text = build_again (self, reference, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (text == NULL || !rc_json_parse (&self->ours, text, strlen (text), &fault))
    {
      tell (self, "event", NULL, N_("an event of a record that is in the bundle"), reference != NULL ? reference : N_("none"));
      return TRUE;
    }
  compare_head (self);
  if (!compare_slots (self, error))
    return FALSE;
  if (rc_json_is (&self->theirs, rc_json_member (&self->theirs, 0, "slots"), RC_JSON_ARRAY))
    compare_questions (self);
  return TRUE;
}

static gboolean
each_lineage (Comparison  *self,
              GError     **error)
{
  const GPtrArray *list = rc_bundle_reader_list (self->work->reader);

  for (guint i = 0; i < list->len; i++)
    {
      g_autoptr (GBytes) bytes = NULL;

      self->path = ((const RcBundleMember *) g_ptr_array_index (list, i))->path;
      if (!g_str_has_prefix (self->path, "data/lineages/"))
        continue;
      if (g_cancellable_set_error_if_cancelled (self->work->cancellable, error))
        return FALSE;
      if (rc_bundle_check_read_json (self->work, self->path, &self->theirs, &bytes) && !compare_lineage (self, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
rc_bundle_selective_compare (RcBundleOpenWork  *work,
                             RcCase            *case_file,
                             GError           **error)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  Comparison self = { .work = work, .case_file = case_file, .reader = reader };
  gboolean good;

  rc_json_init (&self.theirs);
  rc_json_init (&self.ours);
  good = each_lineage (&self, error);
  rc_json_clear (&self.theirs);
  rc_json_clear (&self.ours);
  if (!good)
    return FALSE;

  if (self.n_same > 0)
    rc_bundle_check_good (work, N_("lineages"), self.n_same,
                          _("The value of each of these answers was found again in the records that it cites; how well it is protected is the maker's word."));
  if (self.n_open > 0)
    {
      g_autofree char *found = g_strdup_printf ("%" G_GUINT64_FORMAT " that are not", self.n_open);

      rc_bundle_check_add (work, N_("lineages"), RC_VERDICT_UNVERIFIABLE, "payload-withheld", N_("answers whose records are all in the bundle"), found,
                           _("These answers rest on records that are withheld, or on people's words: they are the maker's, and could not be compared."));
    }
  return TRUE;
}
