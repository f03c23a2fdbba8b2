/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "registry-writer.h"

#include "core/bounds.h"
#include "core/digest.h"
#include "core/exception.h"

#include <stdarg.h>
#include <string.h>

void
rc_registry_writer_init (RcRegistryWriter *self,
                         RcImportSink     *sink,
                         RcImportPlace     place)
{
  *self = (RcRegistryWriter) { .sink = sink, .place = place, .record = 1 };
  self->evaluations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
rc_registry_writer_clear (RcRegistryWriter *self)
{
  g_clear_pointer (&self->locator, g_free);
  g_clear_pointer (&self->evaluations, g_hash_table_unref);
}

void
rc_registry_writer_at (RcRegistryWriter *self,
                       const char       *format,
                       ...)
{
  va_list arguments;

  g_free (self->locator);
  va_start (arguments, format);
  self->locator = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

/**
 * rc_registry_writer_set_aside:
 * @offset: in the source that holds the record; -1: the record as a whole
 *
 * Tells a fault in the record being read.
 */
gboolean
rc_registry_writer_set_aside (RcRegistryWriter  *self,
                              gint64             offset,
                              const char        *kind,
                              const char        *expected,
                              const char        *found,
                              const char        *message,
                              GError           **error)
{
  return rc_import_sink_set_aside (self->sink, self->place, self->record, offset, kind, expected, found, message, error);
}

/**
 * rc_registry_writer_add_entity:
 * @out_entity: (out): its id; 0 where the name is empty or too long, which is then set aside
 *
 * Adds a thing that the record names. A commit whose whole hash is given is named so by everyone.
 */
gboolean
rc_registry_writer_add_entity (RcRegistryWriter  *self,
                               RcEntityKind       kind,
                               const char        *name,
                               gint64            *out_entity,
                               GError           **error)
{
  gsize length = strlen (name);
  gboolean is_hash = (length == 40 || length == 64) && strspn (name, "0123456789abcdef") == length;

  *out_entity = 0;
  if (length > RC_LIMIT_NAME_BYTES)
    return rc_registry_writer_set_aside (self, -1, RC_EXCEPTION_LIMIT, "a name of at most 4096 bytes (RC_LIMIT_NAME_BYTES)", "more",
                                         "A name in the registry is longer than the program reads.", error);

  *out_entity = rc_import_sink_add_entity (self->sink, kind, kind == RC_ENTITY_COMMIT && is_hash ? "" : self->scope, name, error);
  return *out_entity != 0;
}

/**
 * rc_registry_writer_add_claim:
 * @entity: 0 for none, and then nothing is claimed
 * @value: (nullable):
 * @target: 0 for none; nothing is claimed where there is no value either
 *
 * Adds what the record being read says. A value too long for a claim stays in its record, which is said.
 */
gboolean
rc_registry_writer_add_claim (RcRegistryWriter  *self,
                              gint64             entity,
                              RcProperty         property,
                              const char        *value,
                              gint64             target,
                              gint64             from_us,
                              gint64             recorded_us,
                              GError           **error)
{
  RcClaim claim = {
    .record = self->record,
    .locator = self->locator,
    .entity = entity,
    .property = property,
    .value = (char *) value,
    .target = target,
    .from_us = from_us,
    .to_us = RC_TIME_NONE,
    .recorded_us = recorded_us,
  };

  if (entity == 0 || (value == NULL && target == 0))
    return TRUE;
  if (value != NULL && strlen (value) > RC_LIMIT_NAME_BYTES)
    return rc_registry_writer_set_aside (self, -1, RC_EXCEPTION_LIMIT, "a value of at most 4096 bytes (RC_LIMIT_NAME_BYTES)", "more",
                                         "A value in the registry is too long to be listed; it stands in its record.", error);

  return rc_import_sink_add_claim (self->sink, self->place, &claim, error);
}

gboolean
rc_registry_writer_link (RcRegistryWriter  *self,
                         gint64             entity,
                         RcProperty         property,
                         RcEntityKind       kind,
                         const char        *name,
                         gint64             recorded_us,
                         GError           **error)
{
  gint64 target;

  if (entity == 0 || name == NULL || name[0] == '\0')
    return TRUE;

  return rc_registry_writer_add_entity (self, kind, name, &target, error) &&
         (target == 0 || rc_registry_writer_add_claim (self, entity, property, name, target, RC_TIME_NONE, recorded_us, error));
}

/**
 * rc_registry_writer_add_tag:
 * @value: (nullable): nothing is claimed for none
 */
gboolean
rc_registry_writer_add_tag (RcRegistryWriter  *self,
                            gint64             entity,
                            const char        *key,
                            const char        *value,
                            gint64             recorded_us,
                            GError           **error)
{
  g_autofree char *tag = NULL;

  if (value == NULL)
    return TRUE;

  tag = g_strdup_printf ("%s = %s", key, value);
  return rc_registry_writer_add_claim (self, entity, RC_PROPERTY_TAG, tag, 0, RC_TIME_NONE, recorded_us, error);
}

/**
 * rc_registry_writer_add_created:
 * @us: nothing is claimed for %RC_TIME_NONE
 */
gboolean
rc_registry_writer_add_created (RcRegistryWriter  *self,
                                gint64             entity,
                                gint64             us,
                                GError           **error)
{
  g_autofree char *text = NULL;

  if (us == RC_TIME_NONE)
    return TRUE;

  text = rc_time_format_utc (us);
  return rc_registry_writer_add_claim (self, entity, RC_PROPERTY_CREATED, text, 0, us, RC_TIME_NONE, error);
}

/**
 * rc_registry_writer_add_person:
 * @name: (nullable): nothing is claimed for none or an empty one
 */
gboolean
rc_registry_writer_add_person (RcRegistryWriter  *self,
                               gint64             entity,
                               RcProperty         property,
                               const char        *name,
                               gint64             from_us,
                               GError           **error)
{
  gint64 person;

  if (entity == 0 || name == NULL || name[0] == '\0')
    return TRUE;
  if (!rc_registry_writer_add_entity (self, RC_ENTITY_PERSON, name, &person, error))
    return FALSE;

  return rc_registry_writer_add_claim (self, entity, property, name, person, from_us, RC_TIME_NONE, error);
}

/* Whether one more evaluation may be claimed for the thing; all further ones are read from their records on demand. */
static gboolean
count_evaluation (RcRegistryWriter *self,
                  const char       *thing)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->evaluations, thing));

  if (n == 0 && g_hash_table_size (self->evaluations) >= RC_LIMIT_REGISTRY_COUNTED)
    self->is_full = TRUE;
  if (n >= RC_REGISTRY_EVALUATIONS || (n == 0 && self->is_full))
    return FALSE;

  g_hash_table_replace (self->evaluations, g_strdup (thing), GUINT_TO_POINTER (n + 1));
  return TRUE;
}

/**
 * rc_registry_writer_add_evaluation:
 * @thing: name of the run, model version or card that was evaluated
 * @value: (nullable): as written; nothing is claimed for none
 * @dataset: (nullable): name of the data set version that it was evaluated on
 */
gboolean
rc_registry_writer_add_evaluation (RcRegistryWriter  *self,
                                   RcEntityKind       kind,
                                   const char        *thing,
                                   const char        *metric,
                                   const char        *value,
                                   const char        *dataset,
                                   gint64             recorded_us,
                                   GError           **error)
{
  g_autofree char *text = NULL;
  gint64 entity;
  gint64 target = 0;

  if (value == NULL || !count_evaluation (self, thing))
    return TRUE;
  if (!rc_registry_writer_add_entity (self, kind, thing, &entity, error))
    return FALSE;
  if (dataset != NULL && !rc_registry_writer_add_entity (self, RC_ENTITY_DATASET, dataset, &target, error))
    return FALSE;

  text = g_strdup_printf ("%s = %s", metric, value);
  return rc_registry_writer_add_claim (self, entity, RC_PROPERTY_EVALUATION, text, target, RC_TIME_NONE, recorded_us, error);
}

gboolean
rc_registry_writer_add_digest (RcRegistryWriter  *self,
                               gint64             entity,
                               const char        *key,
                               const char        *value,
                               GError           **error)
{
  char hex[RC_DIGEST_HEX_SIZE];
  const char *digits = value;
  RcDigest digest;

  if (value == NULL)
    return TRUE;
  if (g_ascii_strncasecmp (digits, "sha256:", strlen ("sha256:")) == 0)
    digits += strlen ("sha256:");
  if (!rc_digest_from_hex (digits, strlen (digits), &digest))
    return rc_registry_writer_add_tag (self, entity, key, value, RC_TIME_NONE, error);

  rc_digest_to_hex (&digest, hex);
  return rc_registry_writer_add_claim (self, entity, RC_PROPERTY_ARTIFACT_DIGEST, hex, 0, RC_TIME_NONE, RC_TIME_NONE, error);
}

gboolean
rc_registry_writer_finish (RcRegistryWriter  *self,
                           GError           **error)
{
  if (!self->is_full)
    return TRUE;

  return rc_import_sink_set_aside (self->sink, RC_IMPORT_SOURCE, 0, -1, RC_EXCEPTION_LIMIT,
                                   "at most 100000 runs and models with metrics (RC_LIMIT_REGISTRY_COUNTED)", "more",
                                   "The metrics of the other runs are not listed; they stand in their records.", error);
}

/* The first @levels names from the end of a path are taken off. A member of a container stands in folders of the container. */
char *
rc_registry_scope_dup (const RcImportInput *input,
                       guint                levels)
{
  gsize length = strlen (input->name);

  for (guint i = 0; i < levels; i++)
    {
      while (length > 0 && input->name[length - 1] != '/' && input->name[length - 1] != '!')
        length--;
      if (length > 0 && i + 1 < levels)
        length--;
    }

  return g_strdup_printf ("folder %" G_GINT64_FORMAT " %.*s", input->delivery, (int) MIN (length, RC_LIMIT_NAME_BYTES), input->name);
}
