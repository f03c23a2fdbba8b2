/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exercises/exercise-setup.h"

#include <string.h>

#include "core/bounds.h"
#include "core/event.h"
#include "core/exercises/exercise.h"
#include "core/words.h"

void
rc_exercise_item_free (RcExerciseItem *self)
{
  if (self == NULL)
    return;

  g_free (self->event);
  g_free (self->handle);
  g_free (self->product);
  g_free (self);
}

static void
drawn_clear (gpointer data)
{
  g_free (((RcExerciseDrawn *) data)->seed);
}

RcExerciseSetup *
rc_exercise_setup_new (void)
{
  RcExerciseSetup *self = g_new0 (RcExerciseSetup, 1);

  self->roles = g_ptr_array_new_with_free_func (g_free);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_exercise_item_free);
  self->draws = g_array_new (FALSE, FALSE, sizeof (RcExerciseDrawn));
  g_array_set_clear_func (self->draws, drawn_clear);
  return self;
}

void
rc_exercise_setup_free (RcExerciseSetup *self)
{
  if (self == NULL)
    return;

  g_free (self->purpose);
  g_free (self->criteria);
  g_free (self->scope);
  g_free (self->exclusions);
  g_free (self->client);
  g_free (self->team);
  g_free (self->distribution);
  g_free (self->facilitator);
  g_clear_pointer (&self->pack, rc_exercise_pack_free);
  g_clear_pointer (&self->roles, g_ptr_array_unref);
  g_free (self->replacement);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->draws, g_array_unref);
  g_free (self);
}

void
rc_exercise_setup_add_item (RcExerciseSetup  *self,
                            const char       *event,
                            RcExerciseOrigin  origin,
                            gint64            draw)
{
  RcExerciseItem *item = g_new0 (RcExerciseItem, 1);

  item->event = g_strdup (event);
  item->time_us = RC_TIME_NONE;
  item->origin = origin;
  item->draw = draw;
  g_ptr_array_add (self->items, item);
}

gboolean
rc_exercise_setup_has_role (const RcExerciseSetup *self,
                            const char            *role)
{
  return g_ptr_array_find_with_equal_func (self->roles, role, g_str_equal, NULL);
}

void
rc_exercise_setup_take_roles (RcExerciseSetup *self)
{
  for (guint i = 0; self->pack != NULL && i < self->pack->questions->len; i++)
    {
      const RcExerciseQuestion *question = g_ptr_array_index (self->pack->questions, i);

      if (question->role != NULL && !rc_exercise_setup_has_role (self, question->role))
        g_ptr_array_add (self->roles, g_strdup (question->role));
    }
}

/* --- Checking --- */

static gboolean
refuse (GError     **error,
        const char  *sentence)
{
  g_set_error_literal (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_SETUP, sentence);
  return FALSE;
}

static gboolean
check_optional (const char  *what,
                const char  *words,
                GError     **error)
{
  return words == NULL || rc_entry_require_words (what, words, error);
}

static gboolean
check_roles (const RcExerciseSetup  *self,
             GError                **error)
{
  if (self->roles->len > RC_LIMIT_EXERCISE_ROLES)
    return refuse (error, _("An exercise has fewer roles"));

  for (guint i = 0; i < self->roles->len; i++)
    {
      const char *role = g_ptr_array_index (self->roles, i);

      if (*role == '\0' || strlen (role) > RC_LIMIT_LABEL_BYTES || !g_utf8_validate (role, -1, NULL))
        return refuse (error, _("A role needs a name, and a short one"));
    }

  return TRUE;
}

static gboolean
check_items (const RcExerciseSetup  *self,
             GError                **error)
{
  g_autoptr (GHashTable) events = g_hash_table_new (g_str_hash, g_str_equal);

  if (self->items->len > RC_LIMIT_EXERCISE_DECISIONS)
    return refuse (error, _("An exercise examines fewer decisions"));

  for (guint i = 0; i < self->items->len; i++)
    {
      const RcExerciseItem *item = g_ptr_array_index (self->items, i);

      if (!g_hash_table_add (events, item->event))
        {
          g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_SETUP, _("Decision %s is there twice"), item->event);
          return FALSE;
        }
    }

  return TRUE;
}

gboolean
rc_exercise_setup_check (const RcExerciseSetup  *self,
                         GError                **error)
{
  if (self->pack == NULL)
    return refuse (error, _("An exercise needs a pack of questions"));

  return rc_entry_require_words (_("what the exercise is for"), self->purpose, error) &&
         check_optional (_("against which criteria"), self->criteria, error) &&
         check_optional (_("what the exercise is about"), self->scope, error) &&
         check_optional (_("what the exercise is not about"), self->exclusions, error) &&
         check_optional (_("who asked for the exercise"), self->client, error) &&
         check_optional (_("who examines"), self->team, error) &&
         check_optional (_("who gets the report"), self->distribution, error) &&
         check_optional (_("who leads the exercise"), self->facilitator, error) &&
         check_optional (_("by which rule a decision is replaced"), self->replacement, error) &&
         check_roles (self, error) && check_items (self, error);
}

/* --- The record behind a decision --- */

/* A business reference is what people say; an id of the log, or a place, where there is none. */
gboolean
rc_exercise_item_resolve (RcExerciseItem  *self,
                          RcCase          *case_file,
                          GError         **error)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (RcEvent) event = rc_event_find (case_file, reader, self->event, error);
  const char *handle;

  if (event == NULL || !rc_event_read_fields (event, case_file, reader, error))
    return FALSE;
  if (event->kind != RC_EVENT_INFERENCE)
    {
      g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_NOT_FOUND,
                   _("“%1$s” is no decision of an AI system: the record is of the kind “%2$s”"), self->event,
                   rc_event_kind_to_name (event->kind));
      return FALSE;
    }

  g_free (self->event);
  self->event = rc_event_dup_reference (event);
  handle = rc_event_peek_field (event, RC_FIELD_DECISION);
  if (handle == NULL)
    handle = rc_event_peek_field (event, RC_FIELD_ID);
  g_free (self->handle);
  self->handle = g_strndup (handle != NULL ? handle : self->event, RC_LIMIT_NAME_BYTES);
  g_free (self->product);
  self->product = g_strdup (event->system != NULL ? event->system : event->endpoint);
  self->time_us = event->time_us;
  return TRUE;
}

/* --- JSON --- */

static void
write_optional (RcJsonWriter *writer,
                const char   *name,
                const char   *value)
{
  if (value != NULL)
    rc_json_writer_member_string (writer, name, value);
}

static void
write_item (RcJsonWriter         *writer,
            const RcExerciseItem *item)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "event", item->event);
  write_optional (writer, "handle", item->handle);
  write_optional (writer, "product", item->product);
  if (item->time_us != RC_TIME_NONE)
    rc_json_writer_member_integer (writer, "time_us", item->time_us);
  rc_json_writer_member_string (writer, "origin", rc_exercise_origin_to_name (item->origin));
  if (item->draw != 0)
    rc_json_writer_member_integer (writer, "draw", item->draw);
  rc_json_writer_end_object (writer);
}

static void
write_lists (RcJsonWriter          *writer,
             const RcExerciseSetup *self)
{
  rc_json_writer_name (writer, "roles");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < self->roles->len; i++)
    rc_json_writer_string (writer, g_ptr_array_index (self->roles, i));
  rc_json_writer_end_array (writer);

  rc_json_writer_name (writer, "decisions");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < self->items->len; i++)
    write_item (writer, g_ptr_array_index (self->items, i));
  rc_json_writer_end_array (writer);

  rc_json_writer_name (writer, "draws");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < self->draws->len; i++)
    {
      const RcExerciseDrawn *drawn = &g_array_index (self->draws, RcExerciseDrawn, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "draw", drawn->draw);
      rc_json_writer_member_integer (writer, "decisions", drawn->decisions);
      rc_json_writer_member_boolean (writer, "used", drawn->is_used);
      rc_json_writer_member_boolean (writer, "discarded", drawn->is_discarded);
      write_optional (writer, "seed", drawn->seed);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

char *
rc_exercise_setup_to_json (const RcExerciseSetup *self)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "purpose", self->purpose);
  write_optional (writer, "criteria", self->criteria);
  write_optional (writer, "scope", self->scope);
  write_optional (writer, "exclusions", self->exclusions);
  write_optional (writer, "client", self->client);
  write_optional (writer, "team", self->team);
  write_optional (writer, "distribution", self->distribution);
  write_optional (writer, "facilitator", self->facilitator);
  write_optional (writer, "replacement", self->replacement);
  rc_json_writer_member_integer (writer, "minutes", self->minutes);
  rc_json_writer_member_boolean (writer, "rehearsal", self->is_rehearsal);
  rc_json_writer_name (writer, "pack");
  rc_exercise_pack_write (self->pack, writer);
  write_lists (writer, self);
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}

static char *
dup_member (const RcJson *json,
            guint32       object,
            const char   *name)
{
  guint32 node = rc_json_member (json, object, name);

  return node != RC_JSON_NO_NODE ? rc_json_dup_string (json, node) : NULL;
}

static gint64
get_member (const RcJson *json,
            guint32       object,
            const char   *name,
            gint64        absent)
{
  guint32 node = rc_json_member (json, object, name);
  gint64 value = absent;

  return node != RC_JSON_NO_NODE && rc_json_get_integer (json, node, &value) ? value : absent;
}

/* Walks an array of at most @most items; (nullable) member: it is an empty one. */
static gboolean
find_array (const RcJson *json,
            const char   *name,
            guint32       most,
            guint32      *out_first,
            guint32      *out_end)
{
  guint32 array = rc_json_member (json, 0, name);

  *out_first = *out_end = 0;
  if (array == RC_JSON_NO_NODE)
    return TRUE;
  if (!rc_json_is (json, array, RC_JSON_ARRAY) || json->nodes[array].count > most)
    return FALSE;

  *out_first = array + 1;
  *out_end = json->nodes[array].next;
  return TRUE;
}

static gboolean
read_items (RcExerciseSetup *self,
            const RcJson    *json)
{
  guint32 item, end;

  if (!find_array (json, "decisions", RC_LIMIT_EXERCISE_DECISIONS, &item, &end))
    return FALSE;

  for (; item < end; item = json->nodes[item].next)
    {
      g_autofree char *event = dup_member (json, item, "event");
      g_autofree char *origin_name = dup_member (json, item, "origin");
      RcExerciseOrigin origin;
      RcExerciseItem *last;

      if (event == NULL || !rc_exercise_origin_from_name (origin_name, &origin))
        return FALSE;
      rc_exercise_setup_add_item (self, event, origin, get_member (json, item, "draw", 0));
      last = g_ptr_array_index (self->items, self->items->len - 1);
      last->handle = dup_member (json, item, "handle");
      last->product = dup_member (json, item, "product");
      last->time_us = get_member (json, item, "time_us", RC_TIME_NONE);
    }

  return TRUE;
}

static gboolean
read_roles (RcExerciseSetup *self,
            const RcJson    *json)
{
  guint32 item, end;

  if (!find_array (json, "roles", RC_LIMIT_EXERCISE_ROLES, &item, &end))
    return FALSE;

  for (; item < end; item = json->nodes[item].next)
    {
      char *role = rc_json_dup_string (json, item);

      if (role == NULL)
        return FALSE;
      g_ptr_array_add (self->roles, role);
    }

  return TRUE;
}

static gboolean
read_draws (RcExerciseSetup *self,
            const RcJson    *json)
{
  guint32 item, end;

  if (!find_array (json, "draws", RC_LIMIT_EXERCISE_DECISIONS, &item, &end))
    return FALSE;

  for (; item < end; item = json->nodes[item].next)
    {
      RcExerciseDrawn drawn = { .draw = get_member (json, item, "draw", 0) };

      drawn.decisions = (guint) CLAMP (get_member (json, item, "decisions", 0), 0, G_MAXINT);
      drawn.is_used = rc_json_is (json, rc_json_member (json, item, "used"), RC_JSON_TRUE);
      drawn.is_discarded = rc_json_is (json, rc_json_member (json, item, "discarded"), RC_JSON_TRUE);
      drawn.seed = dup_member (json, item, "seed");
      g_array_append_val (self->draws, drawn);
    }

  return TRUE;
}

RcExerciseSetup *
rc_exercise_setup_from_entry (const RcEntry  *entry,
                              GError        **error)
{
  g_autoptr (RcExerciseSetup) self = rc_exercise_setup_new ();
  const RcJson *json = rc_entry_peek_json (entry);
  guint32 pack = json->n_nodes > 0 ? rc_json_member (json, 0, "pack") : RC_JSON_NO_NODE;

  self->purpose = rc_entry_dup_text (entry, "purpose");
  self->criteria = rc_entry_dup_text (entry, "criteria");
  self->scope = rc_entry_dup_text (entry, "scope");
  self->exclusions = rc_entry_dup_text (entry, "exclusions");
  self->client = rc_entry_dup_text (entry, "client");
  self->team = rc_entry_dup_text (entry, "team");
  self->distribution = rc_entry_dup_text (entry, "distribution");
  self->facilitator = rc_entry_dup_text (entry, "facilitator");
  self->replacement = rc_entry_dup_text (entry, "replacement");
  self->is_rehearsal = rc_entry_get_boolean (entry, "rehearsal");
  self->pack = pack != RC_JSON_NO_NODE ? rc_exercise_pack_read (json, pack) : NULL;
  if (self->pack != NULL && self->purpose != NULL && read_roles (self, json) && read_items (self, json) && read_draws (self, json))
    {
      self->minutes = (guint) CLAMP (get_member (json, 0, "minutes", 0), 0, G_MAXINT);
      return g_steal_pointer (&self);
    }

  g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_EDITED,
               _("What the case has of exercise %lld is no set-up of an exercise: it was edited outside the program"),
               (long long) entry->number);
  return NULL;
}
