/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "comet-run.h"

#include "importers/secret.h"

#include "core/bounds.h"

#include <string.h>

/* More than any path has. */
#define ALL_FOLDERS 1000u

typedef struct
{
  char    *label;
  char    *value;
  guint64  record;
  gint64   us;
} Metric;

static void
metric_free (gpointer data)
{
  Metric *self = data;

  g_free (self->label);
  g_free (self->value);
  g_free (self);
}

char *
rc_comet_scope_dup (const RcImportInput *input)
{
  return rc_registry_scope_dup (input, ALL_FOLDERS);
}

char *
rc_comet_run_name_dup (const char *file)
{
  g_autofree char *path = g_strdelimit (g_strdup (file), "!", '/');
  g_auto (GStrv) names = g_strsplit (path, "/", -1);
  guint n = g_strv_length (names);
  const char *name;

  if (n >= 3 && (g_str_equal (names[n - 2], "run") || g_str_equal (names[n - 2], "assets")))
    n--;
  name = n >= 2 ? names[n - 2] : "";

  return g_str_has_suffix (name, ".zip") ? g_strndup (name, strlen (name) - strlen (".zip")) : g_strdup (name);
}

static void
run_init (RcCometRun *self,
          const char *file)
{
  *self = (RcCometRun) { .name = rc_comet_run_name_dup (file) };
  self->metrics = g_ptr_array_new_with_free_func (metric_free);
  self->by_label = g_hash_table_new (g_str_hash, g_str_equal);
  self->unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
run_clear (RcCometRun *self)
{
  g_free (self->name);
  g_free (self->commit);
  g_hash_table_unref (self->by_label);
  g_hash_table_unref (self->unknown);
  g_ptr_array_unref (self->metrics);
}

gboolean
rc_comet_import (const RcJsonItemsFormat *format,
                 gboolean                 has_lines,
                 const RcImportInput     *input,
                 RcImportSink            *sink,
                 GCancellable            *cancellable,
                 GError                 **error)
{
  g_autofree char *scope = rc_comet_scope_dup (input);
  RcCometRun run;
  gboolean good;

  run_init (&run, input->name);
  good = has_lines ? rc_json_items_import_lines (format, scope, &run, input, sink, cancellable, error)
                   : rc_json_items_import (format, scope, &run, input, sink, error);
  run_clear (&run);

  return good;
}

gboolean
rc_comet_run_entity (RcJsonItems   *items,
                     gint64        *out_run,
                     GError       **error)
{
  RcCometRun *self = items->data;

  *out_run = 0;
  return self->name[0] == '\0' || rc_registry_writer_add_entity (&items->writer, RC_ENTITY_RUN, self->name, out_run, error);
}

gboolean
rc_comet_run_add_tag (RcJsonItems   *items,
                      const char    *key,
                      const char    *value,
                      GError       **error)
{
  gint64 run;

  if (value == NULL || value[0] == '\0' || rc_secret_is_name (key))
    return TRUE;
  return rc_comet_run_entity (items, &run, error) &&
         rc_registry_writer_add_tag (&items->writer, run, key, value, RC_TIME_NONE, error);
}

void
rc_comet_run_note_metric (RcJsonItems   *items,
                          const char    *name_paths,
                          const char    *value_paths,
                          const char    *context_paths,
                          const char    *time_paths)
{
  RcCometRun *self = items->data;
  g_autofree char *name = rc_json_items_dup (items, name_paths);
  g_autofree char *context = rc_json_items_dup (items, context_paths);
  g_autofree char *label = context != NULL && context[0] != '\0' ? g_strdup_printf ("%s (%s)", name, context) : g_strdup (name);
  Metric *metric = label != NULL ? g_hash_table_lookup (self->by_label, label) : NULL;

  if (name == NULL || (metric == NULL && self->metrics->len >= RC_LIMIT_CARD_ITEMS))
    return;
  if (metric == NULL)
    {
      metric = g_new0 (Metric, 1);
      metric->label = g_steal_pointer (&label);
      g_ptr_array_add (self->metrics, metric);
      g_hash_table_insert (self->by_label, metric->label, metric);
    }

  g_free (metric->value);
  metric->value = rc_json_items_dup (items, value_paths);
  metric->record = items->writer.record;
  metric->us = rc_json_items_read_time (items, time_paths, NULL);
}

void
rc_comet_run_note_unknown (RcCometRun *self,
                           const char *type)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->unknown, type));

  if (n > 0 || g_hash_table_size (self->unknown) < RC_LIMIT_CARD_ITEMS)
    g_hash_table_replace (self->unknown, g_strdup (type), GUINT_TO_POINTER (n + 1));
}

void
rc_comet_run_note_commit (RcJsonItems *items,
                          const char  *commit)
{
  RcCometRun *self = items->data;

  g_free (self->commit);
  self->commit = g_strdup (commit);
  self->commit_record = items->writer.record;
}

void
rc_comet_run_note_patch (RcCometRun *self)
{
  self->has_patch = TRUE;
}

static gboolean
add_commit (RcJsonItems   *items,
            gint64         run,
            GError       **error)
{
  RcCometRun *self = items->data;
  g_autofree char *value = NULL;
  gint64 commit;

  if (self->commit == NULL || self->commit[0] == '\0')
    return TRUE;

  items->writer.record = self->commit_record;
  rc_registry_writer_at (&items->writer, "git metadata");
  value = g_strconcat (self->commit, self->has_patch ? " with changes that were not committed" : "", NULL);
  return rc_registry_writer_add_entity (&items->writer, RC_ENTITY_COMMIT, self->commit, &commit, error) &&
         rc_registry_writer_add_claim (&items->writer, run, RC_PROPERTY_CODE_COMMIT, value, commit, RC_TIME_NONE, RC_TIME_NONE, error);
}

static gboolean
add_metrics (RcJsonItems   *items,
             GError       **error)
{
  RcCometRun *self = items->data;

  for (guint i = 0; i < self->metrics->len; i++)
    {
      const Metric *metric = g_ptr_array_index (self->metrics, i);

      items->writer.record = metric->record;
      rc_registry_writer_at (&items->writer, "metric %s", metric->label);
      if (!rc_registry_writer_add_evaluation (&items->writer, RC_ENTITY_RUN, self->name, metric->label, metric->value, NULL, metric->us,
                                              error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_unknown (RcJsonItems   *items,
             gint64         run,
             GError       **error)
{
  RcCometRun *self = items->data;
  g_autoptr (GList) types = g_list_sort (g_hash_table_get_keys (self->unknown), (GCompareFunc) strcmp);

  for (GList *type = types; type != NULL; type = type->next)
    {
      g_autofree char *value = g_strdup_printf ("%s, %u of them", (const char *) type->data,
                                                GPOINTER_TO_UINT (g_hash_table_lookup (self->unknown, type->data)));

      if (!rc_registry_writer_add_tag (&items->writer, run, "messages of a type that is not read", value, RC_TIME_NONE, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
rc_comet_run_finish (RcJsonItems   *items,
                     GError       **error)
{
  RcCometRun *self = items->data;
  guint64 last = items->writer.record;
  g_autofree char *parameters = self->n_parameters > 0 ? g_strdup_printf ("%" G_GUINT64_FORMAT, self->n_parameters) : NULL;
  gint64 run;

  if (self->metrics->len == 0 && self->commit == NULL && g_hash_table_size (self->unknown) == 0 && parameters == NULL)
    return TRUE;
  if (!rc_comet_run_entity (items, &run, error))
    return FALSE;
  if (run == 0)
    return TRUE;
  if (!add_commit (items, run, error) || !add_metrics (items, error))
    return FALSE;

  items->writer.record = last;
  rc_registry_writer_at (&items->writer, "counted");
  return add_unknown (items, run, error) &&
         rc_registry_writer_add_tag (&items->writer, run, "number of parameters", parameters, RC_TIME_NONE, error);
}

static char *
dup_below (const RcJsonItems *items,
           const char        *prefix,
           const char        *member)
{
  g_autofree char *path = g_strconcat (prefix, member, NULL);

  return rc_json_items_dup (items, path);
}

gboolean
rc_comet_read_git (RcJsonItems   *items,
                   const char    *prefix,
                   GError       **error)
{
  g_autofree char *user = dup_below (items, prefix, "user");
  g_autofree char *branch = dup_below (items, prefix, "branch");
  g_autofree char *commit = dup_below (items, prefix, "parent");
  g_autofree char *raw_origin = dup_below (items, prefix, "origin");
  g_autofree char *origin = rc_secret_strip_address (raw_origin);
  gint64 run;

  if (commit != NULL)
    rc_comet_run_note_commit (items, commit);
  return rc_comet_run_entity (items, &run, error) &&
         rc_registry_writer_add_person (&items->writer, run, RC_PROPERTY_TRAINED_BY_PERSON, user, RC_TIME_NONE, error) &&
         rc_comet_run_add_tag (items, "git branch", branch, error) &&
         rc_comet_run_add_tag (items, "git origin", origin, error);
}

gboolean
rc_comet_read_system (RcJsonItems   *items,
                      const char    *prefix,
                      GError       **error)
{
  g_autofree char *python = dup_below (items, prefix, "python_version");
  g_autofree char *os = dup_below (items, prefix, "os");
  g_autofree char *user = dup_below (items, prefix, "user");
  g_autofree char *host = dup_below (items, prefix, "hostname");
  g_autofree char *environment = NULL;
  gint64 run;

  if (python != NULL || os != NULL)
    environment = g_strdup_printf ("Python %s on %s", python != NULL ? python : "of no named version", os != NULL ? os : "a system that is not named");

  return rc_comet_run_entity (items, &run, error) &&
         rc_registry_writer_add_claim (&items->writer, run, RC_PROPERTY_ENVIRONMENT, environment, 0, RC_TIME_NONE, RC_TIME_NONE, error) &&
         rc_registry_writer_add_person (&items->writer, run, RC_PROPERTY_TRAINED_BY_PERSON, user, RC_TIME_NONE, error) &&
         rc_comet_run_add_tag (items, "hostname", host, error);
}

gboolean
rc_comet_read_asset (RcJsonItems   *items,
                     const char    *name_paths,
                     const char    *type_paths,
                     GError       **error)
{
  g_autofree char *name = rc_json_items_dup (items, name_paths);
  g_autofree char *type = rc_json_items_dup (items, type_paths);
  g_autofree char *key = g_strdup_printf ("asset (%s)", type != NULL ? type : "of no named type");
  gint64 run;

  if (name == NULL)
    return TRUE;
  if (g_strcmp0 (type, "git-patch") == 0)
    {
      rc_comet_run_note_patch (items->data);
      return rc_comet_run_add_tag (items, "changes that were not committed", name, error);
    }

  return rc_comet_run_entity (items, &run, error) &&
         (g_strcmp0 (type, "dataset") != 0 ||
          rc_registry_writer_link (&items->writer, run, RC_PROPERTY_DATASET, RC_ENTITY_DATASET, name, RC_TIME_NONE, error)) &&
         rc_comet_run_add_tag (items, key, name, error);
}
