/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "kubeflow-names.h"

#include "importers/secret.h"

#include "core/digest.h"

#include <string.h>

static const char *
scope_of (const RcRegistryWriter *writer,
          const char             *run)
{
  return g_uuid_string_is_valid (run) ? "" : writer->scope;
}

gboolean
rc_kubeflow_add_run (RcRegistryWriter  *writer,
                     const char        *name,
                     gint64            *out_run,
                     GError           **error)
{
  const char *scope = writer->scope;
  gboolean good;

  writer->scope = scope_of (writer, name);
  good = rc_registry_writer_add_entity (writer, RC_ENTITY_RUN, name, out_run, error);
  writer->scope = scope;

  return good;
}

gboolean
rc_kubeflow_add_evaluation (RcRegistryWriter  *writer,
                            const char        *run,
                            const char        *metric,
                            const char        *value,
                            GError           **error)
{
  const char *scope = writer->scope;
  gboolean good;

  writer->scope = scope_of (writer, run);
  good = rc_registry_writer_add_evaluation (writer, RC_ENTITY_RUN, run, metric, value, NULL, RC_TIME_NONE, error);
  writer->scope = scope;

  return good;
}

/**
 * rc_kubeflow_add_image:
 * @entity: what used it
 * @image: (nullable): nothing is claimed for none or an empty one
 * @note: (nullable): what is to be said with it, after a comma
 */
gboolean
rc_kubeflow_add_image (RcRegistryWriter  *writer,
                       gint64             entity,
                       const char        *image,
                       const char        *note,
                       GError           **error)
{
  g_autofree char *value = NULL;
  gint64 target;

  if (entity == 0 || image == NULL || image[0] == '\0')
    return TRUE;

  value = note != NULL ? g_strdup_printf ("%s, %s", image, note) : g_strdup (image);
  return rc_registry_writer_add_entity (writer, RC_ENTITY_ENVIRONMENT, image, &target, error) &&
         rc_registry_writer_add_claim (writer, entity, RC_PROPERTY_ENVIRONMENT, value, target, RC_TIME_NONE, RC_TIME_NONE, error);
}

const char *
rc_kubeflow_peek_uri_digest (const char *uri)
{
  const char *at = g_strrstr (uri, "@sha256:");
  RcDigest digest;

  if (at == NULL)
    return NULL;

  at += strlen ("@sha256:");
  return rc_digest_from_hex (at, strlen (at), &digest) ? at : NULL;
}

/**
 * rc_kubeflow_add_place:
 * @uri: (nullable): nothing is claimed for none or an empty one
 * @target: the model version that is known to lie there; 0 for none
 *
 * The address of a container image may end with the digest of its manifest, which is that of the content. All else can change behind its
 * address.
 */
gboolean
rc_kubeflow_add_place (RcRegistryWriter  *writer,
                       gint64             version,
                       const char        *uri,
                       gint64             target,
                       GError           **error)
{
  const char *digest;

  if (uri == NULL || uri[0] == '\0')
    return TRUE;

  digest = rc_kubeflow_peek_uri_digest (uri);
  return rc_registry_writer_add_claim (writer, version, RC_PROPERTY_ARTIFACT_PLACE, uri, target, RC_TIME_NONE, RC_TIME_NONE, error) &&
         rc_registry_writer_add_digest (writer, version, "digest", digest, error);
}

/**
 * rc_kubeflow_add_registry_property:
 * @value: as text
 *
 * The registry has no approvals: a property that its users named so is the only place for an approver.
 */
gboolean
rc_kubeflow_add_registry_property (RcRegistryWriter  *writer,
                                   gint64             entity,
                                   gboolean           is_version,
                                   const char        *key,
                                   const char        *value,
                                   gint64             recorded_us,
                                   GError           **error)
{
  if (rc_secret_is_name (key))
    return TRUE;
  if (is_version && g_str_equal (key, "approved_by"))
    return rc_registry_writer_add_person (writer, entity, RC_PROPERTY_APPROVED_BY, value, RC_TIME_NONE, error);
  if (g_str_equal (key, "state"))
    return rc_registry_writer_add_claim (writer, entity, RC_PROPERTY_STATUS, value, 0, RC_TIME_NONE, recorded_us, error);
  if (g_str_equal (key, "license"))
    return rc_registry_writer_add_claim (writer, entity, RC_PROPERTY_LICENCE, value, 0, RC_TIME_NONE, recorded_us, error);

  return rc_registry_writer_add_tag (writer, entity, key, value, recorded_us, error);
}

gboolean
rc_kubeflow_was_served (const char *state)
{
  return g_strcmp0 (state, "RUNNING") == 0 || rc_kubeflow_has_ended (state);
}

gboolean
rc_kubeflow_has_ended (const char *state)
{
  return g_strcmp0 (state, "COMPLETE") == 0;
}

char *
rc_kubeflow_dup_path_part (const char *path,
                           guint       from_end)
{
  gsize end = strlen (path);
  gsize begin;

  for (guint i = 0;; i++)
    {
      while (end > 0 && (path[end - 1] == '/' || path[end - 1] == '\\'))
        end--;
      begin = end;
      while (begin > 0 && path[begin - 1] != '/' && path[begin - 1] != '\\')
        begin--;
      if (begin == end)
        return NULL;
      if (i == from_end)
        return g_strndup (path + begin, end - begin);
      end = begin;
    }
}
