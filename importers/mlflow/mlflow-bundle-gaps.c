/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-bundle.h"

#include "importers/json-value.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

/*
 * What the exporting tool says that it could not export: runs that were deleted, versions whose run is gone. The evidence then has a gap that
 * nobody made on purpose, or somebody did; it is told item by item, and where there are very many, once for the rest.
 */

typedef struct
{
  RcMlflowBundle *bundle;
  guint           n;
} Gaps;

static gboolean
tell (Gaps        *self,
      guint32      node,
      const char  *expected,
      const char  *found,
      GError     **error)
{
  gint64 offset = (gint64) self->bundle->json.nodes[node].offset;

  if (++self->n > RC_LIMIT_REGISTRY_PARTS + 1)
    return TRUE;
  if (self->n > RC_LIMIT_REGISTRY_PARTS)
    return rc_registry_writer_set_aside (&self->bundle->writer, offset, RC_EXCEPTION_LIMIT,
                                         "at most 256 gaps told one by one (RC_LIMIT_REGISTRY_PARTS)", "more",
                                         "The export lacks more than is listed.", error);
  return rc_registry_writer_set_aside (&self->bundle->writer, offset, RC_EXCEPTION_LISTED_ABSENT, expected, found,
                                       "The tool that made the export could not export this: the evidence has a gap here.", error);
}

/* "failed_versions" is about a version. (transfer full) */
static char *
dup_kind (const RcMlflowBundle *self,
          guint32               name)
{
  g_autofree char *member = rc_json_dup_text (&self->json, name, NULL);
  gsize length;

  if (member == NULL || !g_str_has_prefix (member, "failed_"))
    return NULL;

  length = strlen (member);
  if (length > strlen ("failed_") + 1 && member[length - 1] == 's')
    member[length - 1] = '\0';
  g_strdelimit (member, "_", ' ');
  return g_strdup (member + strlen ("failed_"));
}

/* Of a run only its id stands there; of a version its model, its number and why it failed. */
static gboolean
tell_item (Gaps        *self,
           const char  *kind,
           guint32      item,
           GError     **error)
{
  static const char * const names[] = { "model", "name", "version", "model_id", "run_id" };
  const RcJson *json = &self->bundle->json;
  g_autofree char *reason = rc_json_document_dup (json, item, "message");
  g_autoptr (GString) what = g_string_new (kind);

  if (!rc_json_is (json, item, RC_JSON_OBJECT))
    {
      g_autofree char *id = rc_json_is (json, item, RC_JSON_STRING) ? rc_json_value_dup (json, item) : NULL;

      g_string_append_printf (what, " %s", id != NULL ? id : "");
    }
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *value = rc_json_document_dup (json, item, names[i]);

      if (value != NULL)
        g_string_append_printf (what, ", %s %s", names[i], value);
    }

  return tell (self, item, what->str, reason != NULL ? reason : "not in the export", error);
}

static gboolean
tell_member (Gaps     *self,
             guint32   name,
             GError  **error)
{
  const RcJson *json = &self->bundle->json;
  g_autofree char *kind = dup_kind (self->bundle, name);
  guint32 value = name + 1;
  gint64 count;

  if (kind == NULL)
    return TRUE;
  if (rc_json_is (json, value, RC_JSON_ARRAY))
    {
      for (guint32 item = value + 1; item < json->nodes[value].next; item = json->nodes[item].next)
        if (!tell_item (self, kind, item, error))
          return FALSE;
      return TRUE;
    }
  if (rc_json_get_integer (json, value, &count) && count > 0)
    {
      g_autofree char *found = g_strdup_printf ("%" G_GINT64_FORMAT " not exported", count);

      return tell (self, value, kind, found, error);
    }

  return TRUE;
}

static gboolean
tell_object (Gaps     *self,
             guint32   object,
             GError  **error)
{
  const RcJson *json = &self->bundle->json;

  if (!rc_json_is (json, object, RC_JSON_OBJECT))
    return TRUE;
  for (guint32 name = object + 1; name < json->nodes[object].next; name = json->nodes[name].next)
    if (!tell_member (self, name, error))
      return FALSE;
  return TRUE;
}

/**
 * rc_mlflow_bundle_tell_gaps:
 *
 * The index of a bulk export keeps what it says of models and of experiments apart.
 */
gboolean
rc_mlflow_bundle_tell_gaps (RcMlflowBundle  *self,
                            GError         **error)
{
  Gaps gaps = { self, 0 };

  if (!tell_object (&gaps, self->mlflow, error) || !tell_object (&gaps, self->info, error))
    return FALSE;
  return tell_object (&gaps, rc_mlflow_bundle_member (self, self->info, "models", RC_JSON_OBJECT), error) &&
         tell_object (&gaps, rc_mlflow_bundle_member (self, self->info, "experiments", RC_JSON_OBJECT), error);
}
