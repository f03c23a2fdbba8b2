/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/samples/draw-entry.h"

#include <string.h>

#include "core/samples/key-item.h"

/* As members are called, by RcProtection. */
static const char * const protection_names[RC_N_PROTECTIONS] = {
  [RC_PROTECTION_PASSED] = "passed",
  [RC_PROTECTION_FAILED] = "failed",
  [RC_PROTECTION_ABSENT] = "absent",
  [RC_PROTECTION_COULD_NOT] = "could_not_be_checked",
  [RC_PROTECTION_NOBODY_VOUCHES] = "nobody_vouches",
  [RC_PROTECTION_NONE] = "none",
  [RC_PROTECTION_NOT_CHECKED] = "not_checked",
};

/* --- Writing --- */

static void
write_count (RcJsonWriter *writer,
             const char   *name,
             guint64       count)
{
  rc_json_writer_member_integer (writer, name, (gint64) count);
}

/* In per cent, as a text: a number of JSON may come back as 1e-7. */
static void
write_rate (RcJsonWriter *writer,
            const char   *name,
            RcRate        rate)
{
  char text[RC_RATE_TEXT_SIZE];

  rc_rate_format (rate, text);
  rc_json_writer_member_string (writer, name, text);
}

static void
write_time (RcJsonWriter *writer,
            const char   *name,
            gint64        time_us)
{
  g_autofree char *text = time_us != RC_TIME_NONE ? rc_time_format_utc (time_us) : NULL;

  rc_json_writer_member_string (writer, name, text);
}

static void
write_rule (const RcDraw *self,
            RcJsonWriter *writer)
{
  rc_json_writer_member_string (writer, "model", rc_sample_model_to_name (self->rule.model));
  rc_json_writer_member_string (writer, "formula", rc_sample_model_formula (self->rule.model));
  write_rate (writer, "confidence", self->rule.confidence);
  write_rate (writer, "tolerable", self->rule.tolerable);
  write_rate (writer, "expected", self->rule.expected);
  write_count (writer, "deviating", self->size.deviating);
}

static void
write_coverage (const RcSampleCounts *counts,
                RcJsonWriter         *writer)
{
  rc_json_writer_name (writer, "coverage");
  rc_json_writer_begin_object (writer);
  write_count (writer, "inferences", counts->inferences);
  rc_json_writer_member_boolean (writer, "verified", counts->is_verified);
  rc_json_writer_name (writer, "protection");
  rc_json_writer_begin_object (writer);
  for (guint i = 0; i < RC_N_PROTECTIONS; i++)
    write_count (writer, protection_names[i], counts->protections[i]);
  rc_json_writer_end_object (writer);
  write_count (writer, "without_time", counts->without_time);
  write_count (writer, "unreadable", counts->unreadable);
  write_time (writer, "from", counts->from_us);
  write_time (writer, "to", counts->to_us);
  rc_json_writer_end_object (writer);
}

static void
write_exclusions (const RcDraw *self,
                  RcJsonWriter *writer)
{
  rc_json_writer_name (writer, "exclusions");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "limited_to", self->filter);
  write_count (writer, "without_reference", self->counts.without_reference);
  write_count (writer, "cannot_tell", self->counts.perhaps);
  write_count (writer, "without_time", self->counts.timeless);
  write_count (writer, "only_on_business_list", self->only_on_list);
  write_count (writer, "requests_without_answer", self->unanswered);
  write_count (writer, "set_aside", self->set_aside);
  write_count (writer, "sources_removed", self->removed);
  rc_json_writer_end_object (writer);
}

static void
write_strata (const RcDraw *self,
              RcJsonWriter *writer)
{
  rc_json_writer_member_string (writer, "stratify", self->stratify);
  rc_json_writer_member_boolean (writer, "each_stratum", self->each_stratum);
  rc_json_writer_name (writer, "strata");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < self->strata->len; i++)
    {
      const RcDrawStratum *stratum = g_ptr_array_index (self->strata, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "name", stratum->name);
      write_count (writer, "population", stratum->population);
      write_count (writer, "n", stratum->n);
      write_count (writer, "allowed", stratum->allowed);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_key_items (const RcDraw *self,
                 RcJsonWriter *writer)
{
  rc_json_writer_name (writer, "key_items");
  rc_json_writer_begin_object (writer);
  write_count (writer, "count", self->n_key_items);
  for (guint i = 0; i < RC_N_KEY_ITEM_REASONS; i++)
    write_count (writer, rc_key_item_reason_nth_name (i), self->key_item_counts[i]);
  rc_json_writer_end_object (writer);
}

void
rc_draw_write (const RcDraw *self,
               RcJsonWriter *writer)
{
  g_autofree char *digest = rc_digest_dup_hex (&self->digest);

  write_count (writer, "population", self->counts.members);
  rc_json_writer_member_string (writer, "digest", digest);
  write_count (writer, "n", self->size.n);
  rc_json_writer_name (writer, "allowed");
  if (self->kind == RC_DRAW_STATISTICAL)
    rc_json_writer_integer (writer, self->size.allowed);
  else
    rc_json_writer_null (writer);
  rc_json_writer_member_string (writer, "seed", self->seed);
  if (self->draw > 0)
    rc_json_writer_member_integer (writer, "draw", self->draw);
  rc_json_writer_member_string (writer, "algorithm", self->algorithm);
  rc_json_writer_member_string (writer, "kind", rc_draw_kind_to_name (self->kind));
  rc_json_writer_member_integer (writer, "draw_of_population", self->of_population);
  rc_json_writer_member_string (writer, "unit", rc_sample_unit_to_name (self->unit));
  if (self->kind == RC_DRAW_STATISTICAL)
    write_rule (self, writer);
  rc_json_writer_member_boolean (writer, "whole", self->size.is_whole);
  rc_json_writer_member_string (writer, "why", self->why);
  rc_json_writer_member_string (writer, "replacement", self->replacement);
  write_exclusions (self, writer);
  write_coverage (&self->counts, writer);
  write_strata (self, writer);
  write_key_items (self, writer);
}

/* [REFERENCE, STRATUM, REASONS] of each. */
static void
write_members (RcJsonWriter    *writer,
               const char      *name,
               const GPtrArray *members)
{
  rc_json_writer_name (writer, name);
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < members->len; i++)
    {
      const RcDrawMember *member = g_ptr_array_index (members, i);

      rc_json_writer_begin_array (writer);
      rc_json_writer_string (writer, member->reference);
      rc_json_writer_integer (writer, member->stratum);
      rc_json_writer_integer (writer, member->reasons);
      rc_json_writer_end_array (writer);
    }
  rc_json_writer_end_array (writer);
}

char *
rc_draw_dup_body (const RcDraw *self)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_draw_write (self, writer);
  write_members (writer, "drawn", self->members);
  write_members (writer, "beside", self->key_items);
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}

/* --- Reading --- */

/* FALSE where it is missing or no count. */
static gboolean
read_count (const RcJson *json,
            guint32       object,
            const char   *name,
            guint64      *out_count)
{
  guint32 node = object != RC_JSON_NO_NODE ? rc_json_member (json, object, name) : RC_JSON_NO_NODE;
  gint64 value;

  if (node == RC_JSON_NO_NODE || !rc_json_get_integer (json, node, &value) || value < 0)
    return FALSE;
  *out_count = (guint64) value;
  return TRUE;
}

static char *
read_text (const RcJson *json,
           guint32       object,
           const char   *name)
{
  guint32 node = object != RC_JSON_NO_NODE ? rc_json_member (json, object, name) : RC_JSON_NO_NODE;

  return node != RC_JSON_NO_NODE && rc_json_is (json, node, RC_JSON_STRING) ? rc_json_dup_text (json, node, NULL) : NULL;
}

static gboolean
read_truth (const RcJson *json,
            guint32       object,
            const char   *name)
{
  guint32 node = object != RC_JSON_NO_NODE ? rc_json_member (json, object, name) : RC_JSON_NO_NODE;

  return node != RC_JSON_NO_NODE && rc_json_is (json, node, RC_JSON_TRUE);
}

static gboolean
read_rate (const RcJson *json,
           const char   *name,
           RcRate       *out_rate)
{
  g_autofree char *text = read_text (json, 0, name);

  return text != NULL && rc_rate_parse (text, out_rate, NULL);
}

static gboolean
read_rule (RcDraw       *self,
           const RcJson *json)
{
  g_autofree char *model = read_text (json, 0, "model");
  guint64 allowed;

  if (!rc_sample_model_from_name (model, &self->rule.model)
      || !read_rate (json, "confidence", &self->rule.confidence)
      || !read_rate (json, "tolerable", &self->rule.tolerable)
      || !read_rate (json, "expected", &self->rule.expected)
      || !read_count (json, 0, "allowed", &allowed)
      || !read_count (json, 0, "deviating", &self->size.deviating))
    return FALSE;

  self->size.allowed = (guint) MIN (allowed, G_MAXUINT);
  self->rule.allowed = self->rule.expected.parts == 0 ? self->size.allowed : 0;
  return TRUE;
}

static gint64
read_time (const RcJson *json,
           guint32       object,
           const char   *name)
{
  g_autofree char *text = read_text (json, object, name);
  RcTimestamp time;

  return text != NULL && rc_timestamp_parse (text, strlen (text), RC_ZONE_RULE, 0, &time) ? time.from_us : RC_TIME_NONE;
}

static gboolean
read_counts (RcDraw       *self,
             const RcJson *json)
{
  RcSampleCounts *counts = &self->counts;
  guint32 coverage = rc_json_member (json, 0, "coverage");
  guint32 exclusions = rc_json_member (json, 0, "exclusions");
  guint32 protection = coverage != RC_JSON_NO_NODE ? rc_json_member (json, coverage, "protection") : RC_JSON_NO_NODE;

  for (guint i = 0; i < RC_N_PROTECTIONS; i++)
    if (!read_count (json, protection, protection_names[i], &counts->protections[i]))
      return FALSE;

  counts->is_verified = read_truth (json, coverage, "verified");
  counts->from_us = read_time (json, coverage, "from");
  counts->to_us = read_time (json, coverage, "to");
  self->filter = read_text (json, exclusions, "limited_to");
  return read_count (json, 0, "population", &counts->members)
    && read_count (json, coverage, "inferences", &counts->inferences)
    && read_count (json, coverage, "without_time", &counts->without_time)
    && read_count (json, coverage, "unreadable", &counts->unreadable)
    && read_count (json, exclusions, "without_reference", &counts->without_reference)
    && read_count (json, exclusions, "cannot_tell", &counts->perhaps)
    && read_count (json, exclusions, "without_time", &counts->timeless)
    && read_count (json, exclusions, "only_on_business_list", &self->only_on_list)
    && read_count (json, exclusions, "requests_without_answer", &self->unanswered)
    && read_count (json, exclusions, "set_aside", &self->set_aside)
    && read_count (json, exclusions, "sources_removed", &self->removed);
}

static gboolean
read_strata (RcDraw       *self,
             const RcJson *json)
{
  guint32 array = rc_json_member (json, 0, "strata");

  if (array == RC_JSON_NO_NODE || !rc_json_is (json, array, RC_JSON_ARRAY) || json->nodes[array].count > RC_SAMPLE_MAX_STRATA)
    return FALSE;

  for (guint32 node = array + 1; node < json->nodes[array].next; node = json->nodes[node].next)
    {
      RcDrawStratum *stratum = g_new0 (RcDrawStratum, 1);
      guint64 allowed;

      g_ptr_array_add (self->strata, stratum);
      if (!rc_json_is (json, node, RC_JSON_OBJECT))
        return FALSE;
      stratum->name = read_text (json, node, "name");
      if (!read_count (json, node, "population", &stratum->population) || !read_count (json, node, "n", &stratum->n)
          || !read_count (json, node, "allowed", &allowed) || stratum->n > stratum->population)
        return FALSE;
      stratum->allowed = (guint) MIN (allowed, G_MAXUINT);
    }
  return self->strata->len > 0;
}

static gboolean
read_members (const RcDraw *self,
              const RcJson *json,
              const char   *name,
              GPtrArray    *members)
{
  guint32 array = rc_json_member (json, 0, name);

  if (array == RC_JSON_NO_NODE || !rc_json_is (json, array, RC_JSON_ARRAY))
    return FALSE;

  for (guint32 node = array + 1; node < json->nodes[array].next; node = json->nodes[node].next)
    {
      RcDrawMember *member;
      gint64 stratum, reasons;

      if (!rc_json_is (json, node, RC_JSON_ARRAY) || json->nodes[node].count != 3 || !rc_json_is (json, node + 1, RC_JSON_STRING)
          || !rc_json_get_integer (json, node + 2, &stratum) || !rc_json_get_integer (json, node + 3, &reasons)
          || stratum < 0 || stratum >= self->strata->len || reasons < 0 || reasons >= 1 << RC_N_KEY_ITEM_REASONS)
        return FALSE;
      member = g_new0 (RcDrawMember, 1);
      member->reference = rc_json_dup_string (json, node + 1);
      member->stratum = (guint) stratum;
      member->reasons = (guint) reasons;
      g_ptr_array_add (members, member);
    }
  return TRUE;
}

static gboolean
read_key_items (RcDraw       *self,
                const RcJson *json)
{
  guint32 object = rc_json_member (json, 0, "key_items");

  for (guint i = 0; i < RC_N_KEY_ITEM_REASONS; i++)
    if (!read_count (json, object, rc_key_item_reason_nth_name (i), &self->key_item_counts[i]))
      return FALSE;

  return read_count (json, object, "count", &self->n_key_items);
}

static gboolean
read_kind (const RcJson *json,
           RcDrawKind   *out_kind)
{
  g_autofree char *name = read_text (json, 0, "kind");

  for (guint i = 0; i < RC_N_DRAW_KINDS; i++)
    if (g_strcmp0 (name, rc_draw_kind_to_name ((RcDrawKind) i)) == 0)
      {
        *out_kind = (RcDrawKind) i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_body (RcDraw       *self,
           const RcJson *json)
{
  g_autofree char *digest = json->n_nodes > 0 ? read_text (json, 0, "digest") : NULL;
  g_autofree char *unit = digest != NULL ? read_text (json, 0, "unit") : NULL;
  guint64 of_population;

  if (unit == NULL
      || !rc_digest_from_hex (digest, strlen (digest), &self->digest)
      || !read_kind (json, &self->kind)
      || !read_count (json, 0, "n", &self->size.n)
      || !read_count (json, 0, "draw_of_population", &of_population)
      || (self->kind == RC_DRAW_STATISTICAL && !read_rule (self, json))
      || !read_counts (self, json)
      || !read_strata (self, json)
      || !read_key_items (self, json)
      || !read_members (self, json, "drawn", self->members)
      || !read_members (self, json, "beside", self->key_items))
    return FALSE;

  self->of_population = (guint) MIN (of_population, G_MAXUINT);
  self->unit = strcmp (unit, rc_sample_unit_to_name (RC_SAMPLE_UNIT_DECISION)) == 0 ? RC_SAMPLE_UNIT_DECISION : RC_SAMPLE_UNIT_INFERENCE;
  self->size.is_whole = read_truth (json, 0, "whole");
  self->each_stratum = read_truth (json, 0, "each_stratum");
  self->stratify = read_text (json, 0, "stratify");
  self->seed = read_text (json, 0, "seed");
  self->algorithm = read_text (json, 0, "algorithm");
  self->replacement = read_text (json, 0, "replacement");
  self->why = read_text (json, 0, "why");
  return TRUE;
}

/* {"evaluated":[{"stratum":NAME,"deviations":K}]}, in the order of the strata. */
static gboolean
read_deviations (RcDraw       *self,
                 const RcJson *json)
{
  guint32 array = json->n_nodes > 0 ? rc_json_member (json, 0, "evaluated") : RC_JSON_NO_NODE;

  if (array == RC_JSON_NO_NODE)
    return TRUE;
  if (!rc_json_is (json, array, RC_JSON_ARRAY) || json->nodes[array].count != self->strata->len)
    return FALSE;

  self->n_evaluations++;
  g_clear_pointer (&self->deviations, g_array_unref);
  self->deviations = g_array_new (FALSE, FALSE, sizeof (guint64));
  for (guint32 node = array + 1; node < json->nodes[array].next; node = json->nodes[node].next)
    {
      const RcDrawStratum *stratum = g_ptr_array_index (self->strata, self->deviations->len);
      guint64 deviations;

      if (!rc_json_is (json, node, RC_JSON_OBJECT) || !read_count (json, node, "deviations", &deviations)
          || deviations > (self->kind == RC_DRAW_KEY_ITEMS ? self->n_key_items : stratum->n))
        return FALSE;
      g_array_append_val (self->deviations, deviations);
    }
  return TRUE;
}

static gboolean
read_additions (RcDraw          *self,
                const GPtrArray *additions)
{
  for (guint i = 0; i < additions->len; i++)
    if (!read_deviations (self, rc_entry_peek_json (g_ptr_array_index (additions, i))))
      return FALSE;

  return TRUE;
}

RcDraw *
rc_draw_from_thread (const RcEntryThread  *thread,
                     GError              **error)
{
  g_autoptr (RcDraw) self = rc_draw_new ();

  if (!read_body (self, rc_entry_peek_json (thread->first)) || !read_additions (self, thread->additions))
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED, "entry %" G_GINT64_FORMAT " of the case is said to be a draw, and tells none",
                   thread->first->id);
      return NULL;
    }

  self->draw = thread->first->number;
  self->entry = thread->first->id;
  self->by = g_strdup (thread->first->by);
  self->added_us = thread->first->added_us;
  self->discarded_for = rc_entry_thread_dup_text (thread, "discarded");
  return g_steal_pointer (&self);
}
