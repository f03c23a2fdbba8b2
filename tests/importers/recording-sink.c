/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recording-sink.h"

#include <string.h>

static gboolean
may_go_on (RecordingSink  *self,
           GError        **error)
{
  self->n_calls++;
  if (self->n_calls != self->fail_at)
    return TRUE;

  g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, "The disk is full.");
  return FALSE;
}

static gboolean
begin_rows (RcImportSink  *sink,
            GError       **error)
{
  RecordingSink *self = (RecordingSink *) sink;

  g_assert_false (self->has_rows);
  self->has_rows = TRUE;
  return may_go_on (self, error);
}

static guint64
add_row (RcImportSink  *sink,
         const char    *json,
         gsize          length,
         GError       **error)
{
  RecordingSink *self = (RecordingSink *) sink;

  g_assert_true (self->has_rows);
  g_assert_true (g_utf8_validate (json, (gssize) length, NULL));
  g_assert_null (memchr (json, '\n', length));
  g_assert_null (memchr (json, '\0', length));
  g_ptr_array_add (self->rows, g_strndup (json, length));
  return may_go_on (self, error) ? self->rows->len : 0;
}

static void
assert_place (RecordingSink *self,
              RcImportPlace  place,
              guint64        record)
{
  if (place == RC_IMPORT_ROWS)
    g_assert_cmpuint (record, <=, self->rows->len);
}

static RcSlice
copy_slice (RcSlice slice)
{
  return (RcSlice) { slice.text != NULL ? g_strndup (slice.text, slice.length) : NULL, slice.length };
}

static gboolean
add_event (RcImportSink         *sink,
           RcImportPlace         place,
           guint64               record,
           const RcParsedEvent  *event,
           GError              **error)
{
  RecordingSink *self = (RecordingSink *) sink;
  RecordedEvent *recorded = g_new0 (RecordedEvent, 1);

  assert_place (self, place, record);
  g_assert_cmpuint (record, >=, 1);
  recorded->place = place;
  recorded->record = record;
  recorded->event = *event;
  recorded->event.id = copy_slice (event->id);
  recorded->event.decision = copy_slice (event->decision);
  recorded->event.subject = copy_slice (event->subject);
  recorded->event.target = copy_slice (event->target);
  recorded->event.system = copy_slice (event->system);
  recorded->event.endpoint = copy_slice (event->endpoint);
  recorded->event.model_name = copy_slice (event->model_name);
  recorded->event.model_version = copy_slice (event->model_version);
  recorded->event.correlation = copy_slice (event->correlation);
  recorded->event.trace = copy_slice (event->trace);
  g_ptr_array_add (self->events, recorded);
  return may_go_on (self, error);
}

static gint64
add_entity (RcImportSink  *sink,
            RcEntityKind   kind,
            const char    *scope,
            const char    *name,
            GError       **error)
{
  RecordingSink *self = (RecordingSink *) sink;
  RecordedEntity *recorded;

  g_assert_nonnull (name);
  g_assert_true (g_utf8_validate (name, -1, NULL));
  if (!may_go_on (self, error))
    return 0;

  for (guint i = 0; i < self->entities->len; i++)
    {
      recorded = g_ptr_array_index (self->entities, i);
      if (recorded->kind == kind && g_strcmp0 (recorded->scope, scope) == 0 && g_str_equal (recorded->name, name))
        return (gint64) i + 1;
    }

  recorded = g_new0 (RecordedEntity, 1);
  recorded->kind = kind;
  recorded->scope = g_strdup (scope);
  recorded->name = g_strdup (name);
  g_ptr_array_add (self->entities, recorded);
  return (gint64) self->entities->len;
}

static gboolean
add_claim (RcImportSink   *sink,
           RcImportPlace   place,
           const RcClaim  *claim,
           GError        **error)
{
  RecordingSink *self = (RecordingSink *) sink;
  RecordedClaim *recorded = g_new0 (RecordedClaim, 1);

  assert_place (self, place, claim->record);
  g_assert_cmpuint (claim->record, >=, 1);
  g_assert_cmpint (claim->entity, >=, 1);
  g_assert_cmpint (claim->entity, <=, (gint64) self->entities->len);
  g_assert_cmpint (claim->target, <=, (gint64) self->entities->len);
  g_assert_true (claim->value != NULL || claim->target != 0);
  g_assert_true (claim->value == NULL || g_utf8_validate (claim->value, -1, NULL));
  g_assert_nonnull (claim->locator);
  g_assert_cmpint (claim->property, <, RC_N_PROPERTIES);

  recorded->place = place;
  recorded->claim = *claim;
  recorded->claim.locator = g_strdup (claim->locator);
  recorded->claim.value = g_strdup (claim->value);
  g_ptr_array_add (self->claims, recorded);
  return may_go_on (self, error);
}

static gboolean
set_aside (RcImportSink   *sink,
           RcImportPlace   place,
           guint64         record,
           gint64          offset,
           const char     *kind,
           const char     *expected,
           const char     *found,
           const char     *message,
           GError        **error)
{
  RecordingSink *self = (RecordingSink *) sink;
  RecordedAside *recorded = g_new0 (RecordedAside, 1);

  assert_place (self, place, record);
  g_assert_cmpstr (expected, !=, "");
  g_assert_cmpstr (found, !=, "");
  g_assert_true (g_utf8_validate (found, -1, NULL));
  g_assert_true (g_str_has_suffix (message, "."));
  recorded->place = place;
  recorded->record = record;
  recorded->offset = offset;
  recorded->kind = g_strdup (kind);
  recorded->expected = g_strdup (expected);
  recorded->found = g_strdup (found);
  recorded->message = g_strdup (message);
  g_ptr_array_add (self->asides, recorded);
  return may_go_on (self, error);
}

static void
free_entity (gpointer data)
{
  RecordedEntity *self = data;

  g_free (self->scope);
  g_free (self->name);
  g_free (self);
}

static void
free_event (gpointer data)
{
  RecordedEvent *self = data;

  g_free ((char *) self->event.id.text);
  g_free ((char *) self->event.decision.text);
  g_free ((char *) self->event.subject.text);
  g_free ((char *) self->event.target.text);
  g_free ((char *) self->event.system.text);
  g_free ((char *) self->event.endpoint.text);
  g_free ((char *) self->event.model_name.text);
  g_free ((char *) self->event.model_version.text);
  g_free ((char *) self->event.correlation.text);
  g_free ((char *) self->event.trace.text);
  g_free (self);
}

static void
free_claim (gpointer data)
{
  RecordedClaim *self = data;

  g_free (self->claim.locator);
  g_free (self->claim.value);
  g_free (self);
}

static void
free_aside (gpointer data)
{
  RecordedAside *self = data;

  g_free (self->kind);
  g_free (self->expected);
  g_free (self->found);
  g_free (self->message);
  g_free (self);
}

static gboolean
set_as_of (RcImportSink  *sink,
           gint64         time_us,
           GError       **error)
{
  RecordingSink *self = (RecordingSink *) sink;

  g_assert_cmpint (time_us, !=, RC_TIME_NONE);
  self->as_of_us = self->as_of_us == RC_TIME_NONE ? time_us : MAX (self->as_of_us, time_us);
  return may_go_on (self, error);
}

RecordingSink *
recording_sink_new (void)
{
  RecordingSink *self = g_new0 (RecordingSink, 1);

  self->base = (RcImportSink) {
    .begin_rows = begin_rows,
    .add_row = add_row,
    .add_event = add_event,
    .add_entity = add_entity,
    .add_claim = add_claim,
    .set_aside = set_aside,
    .set_as_of = set_as_of,
  };
  self->as_of_us = RC_TIME_NONE;
  self->rows = g_ptr_array_new_with_free_func (g_free);
  self->entities = g_ptr_array_new_with_free_func (free_entity);
  self->events = g_ptr_array_new_with_free_func (free_event);
  self->claims = g_ptr_array_new_with_free_func (free_claim);
  self->asides = g_ptr_array_new_with_free_func (free_aside);
  return self;
}

void
recording_sink_free (RecordingSink *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->entities);
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->claims);
  g_ptr_array_unref (self->asides);
  g_free (self);
}

gint64
recording_sink_find_entity (RecordingSink *self,
                            RcEntityKind   kind,
                            const char    *name)
{
  for (guint i = 0; i < self->entities->len; i++)
    {
      const RecordedEntity *entity = g_ptr_array_index (self->entities, i);

      if (entity->kind == kind && g_str_equal (entity->name, name))
        return (gint64) i + 1;
    }

  return 0;
}

const RcClaim *
recording_sink_find_claim (RecordingSink *self,
                           RcEntityKind   kind,
                           const char    *name,
                           RcProperty     property,
                           const char    *value)
{
  gint64 entity = recording_sink_find_entity (self, kind, name);
  const RcClaim *found = NULL;

  for (guint i = 0; i < self->claims->len && entity != 0; i++)
    {
      const RcClaim *claim = &((RecordedClaim *) g_ptr_array_index (self->claims, i))->claim;

      if (claim->entity != entity || claim->property != property || (value != NULL && g_strcmp0 (value, claim->value) != 0))
        continue;
      g_assert_null (found);
      found = claim;
    }

  return found;
}

guint
recording_sink_count_claims (RecordingSink *self,
                             RcEntityKind   kind,
                             const char    *name,
                             RcProperty     property)
{
  gint64 entity = recording_sink_find_entity (self, kind, name);
  guint n = 0;

  for (guint i = 0; i < self->claims->len && entity != 0; i++)
    {
      const RcClaim *claim = &((RecordedClaim *) g_ptr_array_index (self->claims, i))->claim;

      n += claim->entity == entity && claim->property == property;
    }

  return n;
}

const RecordedAside *
recording_sink_find_aside (RecordingSink *self,
                           const char    *kind)
{
  for (guint i = 0; i < self->asides->len; i++)
    {
      const RecordedAside *aside = g_ptr_array_index (self->asides, i);

      if (g_str_equal (aside->kind, kind))
        return aside;
    }

  return NULL;
}

guint64
recording_sink_find_row (RecordingSink *self,
                         const char    *text)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (strstr (g_ptr_array_index (self->rows, i), text) != NULL)
      return i + 1;

  return 0;
}

char *
recording_sink_dup_digest (RecordingSink *self)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < self->rows->len; i++)
    g_string_append_printf (all, "row %s\n", (const char *) g_ptr_array_index (self->rows, i));
  for (guint i = 0; i < self->claims->len; i++)
    {
      const RcClaim *claim = &((RecordedClaim *) g_ptr_array_index (self->claims, i))->claim;

      g_string_append_printf (all, "claim %" G_GUINT64_FORMAT " %s %" G_GINT64_FORMAT " %d %s %" G_GINT64_FORMAT "\n",
                              claim->record, claim->locator, claim->entity, claim->property,
                              claim->value != NULL ? claim->value : "", claim->target);
    }
  for (guint i = 0; i < self->asides->len; i++)
    {
      const RecordedAside *aside = g_ptr_array_index (self->asides, i);

      g_string_append_printf (all, "aside %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %s %s %s\n", aside->record, aside->offset,
                              aside->kind, aside->expected, aside->found);
    }

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, all->str, (gssize) all->len);
}
