/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "databricks-stages.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

typedef struct
{
  guint64   record;
  char     *model;
  char     *version;     /* (nullable): an alias that was deleted */
  char     *label;
  gboolean  is_alias;
  gboolean  archives;
  gint64    time_us;
} Stage;

struct _RcDatabricksStages
{
  char      *scope;
  GPtrArray *stages;     /* of Stage */
  gboolean   is_full;
};

static void
stage_free (gpointer data)
{
  Stage *self = data;

  g_free (self->model);
  g_free (self->version);
  g_free (self->label);
  g_free (self);
}

RcDatabricksStages *
rc_databricks_stages_new (const RcImportInput *input)
{
  RcDatabricksStages *self = g_new0 (RcDatabricksStages, 1);

  self->scope = rc_registry_scope_dup (input, RC_LIMIT_FOLDER_DEPTH * 2);
  self->stages = g_ptr_array_new_with_free_func (stage_free);
  return self;
}

void
rc_databricks_stages_free (gpointer data)
{
  RcDatabricksStages *self = data;

  if (self == NULL)
    return;

  g_free (self->scope);
  g_ptr_array_unref (self->stages);
  g_free (self);
}

const char *
rc_databricks_stages_peek_scope (const RcDatabricksStages *self)
{
  return self->scope;
}

void
rc_databricks_stages_take (RcDatabricksStages *self,
                           guint64             record,
                           const char         *model,
                           const char         *version,
                           const char         *label,
                           gboolean            is_alias,
                           gboolean            archives,
                           gint64              time_us)
{
  Stage *stage;

  if (self->stages->len >= RC_LIMIT_DATABRICKS_STAGES)
    {
      self->is_full = TRUE;
      return;
    }

  stage = g_new0 (Stage, 1);
  stage->record = record;
  stage->model = g_strdup (model);
  stage->version = g_strdup (version);
  stage->label = g_strdup (label);
  stage->is_alias = is_alias;
  stage->archives = archives;
  stage->time_us = time_us;
  g_ptr_array_add (self->stages, stage);
}

/* An alias goes from version to version. A version goes from stage to stage, and others stay in the stage unless they were archived. */
static gboolean
ends (const Stage *later,
      const Stage *stage)
{
  if (later->is_alias != stage->is_alias || later->time_us <= stage->time_us || strcmp (later->model, stage->model) != 0)
    return FALSE;
  if (stage->is_alias)
    return strcmp (later->label, stage->label) == 0;

  return strcmp (later->version, stage->version) == 0 || (later->archives && strcmp (later->label, stage->label) == 0);
}

static gint64
find_end (const RcDatabricksStages *self,
          const Stage              *stage)
{
  gint64 end = RC_TIME_NONE;

  for (guint i = 0; stage->time_us != RC_TIME_NONE && i < self->stages->len; i++)
    {
      const Stage *later = g_ptr_array_index (self->stages, i);

      if (ends (later, stage) && (end == RC_TIME_NONE || later->time_us < end))
        end = later->time_us;
    }

  return end;
}

static gboolean
tell_stage (const RcDatabricksStages  *self,
            const Stage               *stage,
            RcRegistryWriter          *writer,
            GError                   **error)
{
  g_autofree char *name = g_strconcat (stage->model, "/", stage->version, NULL);
  RcClaim claim = {
    .record = stage->record,
    .locator = (char *) (stage->is_alias ? "alias" : "stage"),
    .property = RC_PROPERTY_STAGE,
    .value = stage->label,
    .from_us = stage->time_us,
    .to_us = find_end (self, stage),
    .recorded_us = stage->time_us,
  };

  writer->record = stage->record;
  if (strlen (stage->label) > RC_LIMIT_NAME_BYTES)
    return rc_registry_writer_set_aside (writer, -1, RC_EXCEPTION_LIMIT, "a name of at most 4096 bytes (RC_LIMIT_NAME_BYTES)", "more",
                                         "A stage or alias has a name longer than the program reads.", error);
  if (!rc_registry_writer_add_entity (writer, RC_ENTITY_MODEL_VERSION, name, &claim.entity, error))
    return FALSE;
  return claim.entity == 0 || rc_import_sink_add_claim (writer->sink, writer->place, &claim, error);
}

gboolean
rc_databricks_stages_tell (RcDatabricksStages  *self,
                           RcRegistryWriter    *writer,
                           GError             **error)
{
  writer->scope = self->scope;
  for (guint i = 0; i < self->stages->len; i++)
    {
      const Stage *stage = g_ptr_array_index (self->stages, i);

      if (stage->version != NULL && !tell_stage (self, stage, writer, error))
        return FALSE;
    }

  if (!self->is_full)
    return TRUE;
  writer->record = 0;
  return rc_registry_writer_set_aside (writer, -1, RC_EXCEPTION_LIMIT, "at most 10000 stages and aliases (RC_LIMIT_DATABRICKS_STAGES)", "more",
                                       "The further stages and aliases of the log are not listed; they stand in their records.", error);
}
