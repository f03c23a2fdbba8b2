/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dvc-tag.h"

#include <string.h>

/*
 * What a tag says:
 *
 *  tag                | becomes                                                                                   | slot
 * --------------------+-------------------------------------------------------------------------------------------+--------------
 *  NAME@VERSION       | version NAME/VERSION: VERSION_OF → model NAME, CODE_COMMIT → commit, CREATED; event other | model-version
 *  NAME@VERSION!      | STATUS "deregistered" of the version, from the tag's time; event other                    |
 *  NAME#STAGE#N       | STAGE of the version, from the tag's time to the next of that stage or its removal        | model-version
 *                     | event approval for a stage in which a model is used (prod …), else event other            | approval
 *  NAME#STAGE!#N      | ends the STAGE; event other                                                               |
 *  NAME@deprecated    | STATUS "deprecated" of the model; event other                                             |
 *  any other          | nothing                                                                                   |
 *
 * The tagger is the actor. It is often the account of a build machine, and the person who decided stands in a merge request that the tag
 * does not name; the role says so. A tag without a message (a "lightweight" tag) has neither tagger nor time. Tags can be deleted and moved
 * without a trace: what is here is one snapshot of them.
 */

#define ROLE "tagger; an account of a build machine may hide the person"

static gboolean
is_version (const char *text)
{
  const char *digits = text + (text[0] == 'v');

  return g_ascii_isdigit (digits[0]) && strspn (digits, "0123456789.+-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == strlen (digits);
}

static void
read_at (RcDvcTag   *self,
         const char *at)
{
  g_autofree char *rest = g_strdup (at + 1);
  gsize length = strlen (rest);
  gboolean is_removal = length > 1 && rest[length - 1] == '!';

  /* A counter may follow. */
  rest[strcspn (rest, "#")] = '\0';
  length = strlen (rest);
  is_removal = length > 1 && rest[length - 1] == '!';
  if (is_removal)
    rest[length - 1] = '\0';
  if (g_str_equal (rest, "deprecated"))
    self->kind = is_removal ? RC_DVC_TAG_OTHER : RC_DVC_TAG_DEPRECATE;
  else if (is_version (rest))
    self->kind = is_removal ? RC_DVC_TAG_DEREGISTER : RC_DVC_TAG_REGISTER;
  if (self->kind == RC_DVC_TAG_OTHER)
    return;

  self->model = g_strndup (self->name, (gsize) (at - self->name));
  if (self->kind != RC_DVC_TAG_DEPRECATE)
    self->version = g_steal_pointer (&rest);
}

static void
read_stage (RcDvcTag   *self,
            const char *mark)
{
  gsize length = strcspn (mark + 1, "#");
  const char *counter = mark + 1 + length;
  gboolean is_removal = length > 1 && mark[length] == '!';

  if (length == 0 || (counter[0] == '#' && (counter[1] == '\0' || strspn (counter + 1, "0123456789") != strlen (counter + 1))))
    return;

  self->kind = is_removal ? RC_DVC_TAG_REMOVE : RC_DVC_TAG_ASSIGN;
  self->model = g_strndup (self->name, (gsize) (mark - self->name));
  self->stage = g_strndup (mark + 1, is_removal ? length - 1 : length);
}

/* "Assigning stage prod to artifact NAME version v1.0.0" */
static void
read_subject (RcDvcTag *self)
{
  const char *word = self->subject != NULL ? g_strrstr (self->subject, " version ") : NULL;
  g_autofree char *version = NULL;

  if (word == NULL || self->version != NULL || self->model == NULL || strstr (self->subject, self->model) == NULL)
    return;

  version = g_strdup (word + strlen (" version "));
  version[strcspn (version, " \t\r\n")] = '\0';
  if (is_version (version))
    self->version = g_steal_pointer (&version);
}

RcDvcTag *
rc_dvc_tag_new (const char *name,
                const char *commit,
                const char *subject)
{
  RcDvcTag *self = g_new0 (RcDvcTag, 1);
  const char *mark;

  self->name = g_strdup (g_str_has_prefix (name, "refs/tags/") ? name + strlen ("refs/tags/") : name);
  self->commit = commit[0] != '\0' ? g_strdup (commit) : NULL;
  self->subject = subject[0] != '\0' ? g_strdup (subject) : NULL;

  mark = strpbrk (self->name, "@#");
  if (mark == NULL || mark == self->name)
    return self;
  if (*mark == '@')
    read_at (self, mark);
  else
    read_stage (self, mark);
  if (self->kind == RC_DVC_TAG_ASSIGN || self->kind == RC_DVC_TAG_REMOVE)
    read_subject (self);
  return self;
}

void
rc_dvc_tag_free (RcDvcTag *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->model);
  g_free (self->version);
  g_free (self->stage);
  g_free (self->commit);
  g_free (self->object);
  g_free (self->tagger);
  g_free (self->subject);
  g_free (self->time_text);
  g_free (self);
}

void
rc_dvc_tag_set_time (RcDvcTag   *self,
                     const char *text)
{
  gsize length = strlen (text);
  gboolean is_digits = length > 0 && strspn (text, "0123456789") == length;

  self->has_time = is_digits ? rc_timestamp_from_epoch (text, length, 1, &self->time)
                             : length > 0 && rc_timestamp_parse (text, length, RC_ZONE_UNKNOWN, 0, &self->time);
  if (self->has_time)
    self->time_text = g_strdup (text);
}

char *
rc_dvc_tag_dup_version (const RcDvcTag *self)
{
  return self->model != NULL && self->version != NULL ? g_strconcat (self->model, "/", self->version, NULL) : NULL;
}

/* To try a model out somewhere is no leave to use it. */
static gboolean
is_stage_of_use (const char *stage)
{
  static const char * const stages[] = { "prod", "production", "live", "release", NULL };
  g_autofree char *folded = g_ascii_strdown (stage, -1);

  return g_strv_contains (stages, folded);
}

gboolean
rc_dvc_tag_get_event (const RcDvcTag *self,
                      RcEventKind    *out_kind)
{
  *out_kind = self->kind == RC_DVC_TAG_ASSIGN && is_stage_of_use (self->stage) ? RC_EVENT_APPROVAL : RC_EVENT_OTHER;
  return self->kind != RC_DVC_TAG_OTHER;
}

static char *
dup_action (const RcDvcTag *self)
{
  switch (self->kind)
    {
    case RC_DVC_TAG_REGISTER:
      return g_strdup ("register");
    case RC_DVC_TAG_DEREGISTER:
      return g_strdup ("deregister");
    case RC_DVC_TAG_ASSIGN:
      return g_strdup_printf ("assign stage %s", self->stage);
    case RC_DVC_TAG_REMOVE:
      return g_strdup_printf ("remove stage %s", self->stage);
    case RC_DVC_TAG_DEPRECATE:
      return g_strdup ("deprecate");
    case RC_DVC_TAG_OTHER:
    default:
      return NULL;
    }
}

/* --- Claims --- */

static gboolean
add_stage_claim (const RcDvcTag    *self,
                 RcRegistryWriter  *writer,
                 gint64             entity,
                 gint64             to_us,
                 GError           **error)
{
  RcClaim claim = {
    .record = writer->record,
    .locator = writer->locator,
    .entity = entity,
    .property = RC_PROPERTY_STAGE,
    .value = self->stage,
    .from_us = self->has_time ? self->time.from_us : RC_TIME_NONE,
    .to_us = to_us,
    .recorded_us = RC_TIME_NONE,
  };

  return entity == 0 || rc_import_sink_add_claim (writer->sink, writer->place, &claim, error);
}

static gboolean
add_claims (const RcDvcTag    *self,
            RcRegistryWriter  *writer,
            gint64             to_us,
            GError           **error)
{
  g_autofree char *version = rc_dvc_tag_dup_version (self);
  gint64 from_us = self->has_time ? self->time.from_us : RC_TIME_NONE;
  gint64 entity = 0;

  if (self->kind == RC_DVC_TAG_DEPRECATE)
    return rc_registry_writer_add_entity (writer, RC_ENTITY_MODEL, self->model, &entity, error) &&
           rc_registry_writer_add_claim (writer, entity, RC_PROPERTY_STATUS, "deprecated", 0, from_us, RC_TIME_NONE, error);
  if (version == NULL || self->kind == RC_DVC_TAG_REMOVE)
    return TRUE;

  if (!rc_registry_writer_add_entity (writer, RC_ENTITY_MODEL_VERSION, version, &entity, error))
    return FALSE;
  if (self->kind == RC_DVC_TAG_ASSIGN)
    return add_stage_claim (self, writer, entity, to_us, error);
  if (self->kind == RC_DVC_TAG_DEREGISTER)
    return rc_registry_writer_add_claim (writer, entity, RC_PROPERTY_STATUS, "deregistered", 0, from_us, RC_TIME_NONE, error);

  return rc_registry_writer_link (writer, entity, RC_PROPERTY_VERSION_OF, RC_ENTITY_MODEL, self->model, RC_TIME_NONE, error) &&
         rc_registry_writer_link (writer, entity, RC_PROPERTY_CODE_COMMIT, RC_ENTITY_COMMIT, self->commit, RC_TIME_NONE, error) &&
         rc_registry_writer_add_created (writer, entity, from_us, error);
}

/* --- Events --- */

static RcSlice
slice (const char *text)
{
  return (RcSlice) { text, text != NULL ? strlen (text) : 0 };
}

gboolean
rc_dvc_tag_tell (const RcDvcTag    *self,
                 RcRegistryWriter  *writer,
                 guint32            row,
                 gint64             to_us,
                 GError           **error)
{
  RcParsedEvent event = {
    .row = row,
    .has_time = self->has_time,
    .time = self->time,
    .id = slice (self->object),
    .model_name = slice (self->model),
    .model_version = slice (self->version),
  };

  rc_registry_writer_at (writer, "tag %s", self->name);
  if (!rc_dvc_tag_get_event (self, &event.kind))
    return TRUE;

  return add_claims (self, writer, to_us, error) && rc_import_sink_add_event (writer->sink, writer->place, writer->record, &event, error);
}

static void
add_field (GPtrArray      *fields,
           const RcDvcTag *self,
           RcField         field,
           const char     *text)
{
  RcFieldValue *value;

  if (text == NULL)
    return;

  value = g_new0 (RcFieldValue, 1);
  value->field = field;
  value->value = g_strdup (text);
  value->offset = self->offset;
  value->length = self->length;
  value->locator = g_strdup_printf ("tag %s", self->name);
  g_ptr_array_add (fields, value);
}

GPtrArray *
rc_dvc_tag_list_fields (const RcDvcTag *self)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_field_value_free);
  g_autofree char *action = dup_action (self);

  add_field (fields, self, RC_FIELD_ID, self->object);
  add_field (fields, self, RC_FIELD_TIME, self->time_text);
  add_field (fields, self, RC_FIELD_MODEL_NAME, self->model);
  add_field (fields, self, RC_FIELD_MODEL_VERSION, self->version);
  add_field (fields, self, RC_FIELD_ACTION, action);
  add_field (fields, self, RC_FIELD_ACTOR, self->tagger);
  add_field (fields, self, RC_FIELD_ROLE, self->tagger != NULL ? ROLE : NULL);
  add_field (fields, self, RC_FIELD_REASON, self->subject);
  return fields;
}
