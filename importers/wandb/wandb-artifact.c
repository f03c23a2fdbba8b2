/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wandb-artifact.h"

#include "importers/json-document.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

/* What an artifact is, by its type, which is free text: "model", "dataset", "raw_data", "code", "run_table" … */
typedef enum
{
  ARTIFACT_MODEL,
  ARTIFACT_DATASET,
  ARTIFACT_OTHER,
} ArtifactKind;

static ArtifactKind
classify (const char *type)
{
  g_autofree char *folded = type != NULL ? g_ascii_strdown (type, -1) : g_strdup ("");

  if (strstr (folded, "model") != NULL || strstr (folded, "checkpoint") != NULL)
    return ARTIFACT_MODEL;
  if (strstr (folded, "data") != NULL && strstr (folded, "metadata") == NULL)
    return ARTIFACT_DATASET;
  return ARTIFACT_OTHER;
}

/* --- The digest of a manifest --- */

typedef struct
{
  char *path;
  char *digest;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_free (self->path);
  g_free (self->digest);
  g_free (self);
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  return strcmp ((*(const Entry * const *) a)->path, (*(const Entry * const *) b)->path);
}

/* (nullable): an entry lacks its path, or is named twice: then nobody can say what was counted. */
static GPtrArray *
list_entries (const RcJson *json,
              guint32       contents)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);

  for (guint32 item = contents + 1; item < json->nodes[contents].next; item = json->nodes[item].next)
    {
      Entry *entry = g_new0 (Entry, 1);

      g_ptr_array_add (entries, entry);
      entry->path = rc_json_document_dup (json, item, "path");
      entry->digest = rc_json_document_dup (json, item, "digest");
      if (entry->path == NULL)
        return NULL;
      if (entry->digest == NULL)
        entry->digest = g_strdup ("");
    }

  g_ptr_array_sort (entries, compare_entries);
  for (guint i = 1; i < entries->len; i++)
    if (compare_entries (&entries->pdata[i - 1], &entries->pdata[i]) == 0)
      return NULL;
  return g_steal_pointer (&entries);
}

static char *
compute_digest (GPtrArray *entries)
{
  g_autoptr (GChecksum) md5 = g_checksum_new (G_CHECKSUM_MD5);

  g_checksum_update (md5, (const guchar *) "wandb-artifact-manifest-v1\n", -1);
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (entries, i);

      g_checksum_update (md5, (const guchar *) entry->path, -1);
      g_checksum_update (md5, (const guchar *) ":", 1);
      g_checksum_update (md5, (const guchar *) entry->digest, -1);
      g_checksum_update (md5, (const guchar *) "\n", 1);
    }

  return g_strdup (g_checksum_get_string (md5));
}

static gboolean
refuse_entries (RcWandbRun  *run,
                GError     **error)
{
  return rc_registry_writer_set_aside (&run->writer, -1, RC_EXCEPTION_LIST_AMBIGUOUS, "each file of an artifact named once", "another list",
                                       "The list of an artifact's files can be read in two ways, so its digest was not computed again.",
                                       error);
}

/* The digest covers the list only; the files are held against the list where they were received. A manifest kept in a file beside the log
 * is not here, and its digest is what the record says. */
static gboolean
check_manifest (RcWandbRun   *run,
                const RcJson *json,
                guint32       artifact,
                gint64        entity,
                const char   *digest,
                GError      **error)
{
  guint32 contents = rc_json_pointer (json, "/artifact/manifest/contents");
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char *computed = NULL;
  g_autofree char *told = NULL;

  if (digest == NULL || contents == RC_JSON_NO_NODE || !rc_json_is (json, contents, RC_JSON_ARRAY))
    return TRUE;
  entries = list_entries (json, contents);
  if (entries == NULL)
    return refuse_entries (run, error);

  computed = compute_digest (entries);
  if (g_ascii_strcasecmp (computed, digest) != 0)
    return rc_registry_writer_set_aside (&run->writer, -1, RC_EXCEPTION_DIGEST_MISMATCH, digest, computed,
                                         "The digest of an artifact is not that of the list of its files.", error);

  told = g_strdup_printf ("%u files, their list has this digest (MD5: it shows accidents, not attacks)", entries->len);
  rc_registry_writer_at (&run->writer, "/artifact/manifest");
  return rc_registry_writer_add_tag (&run->writer, entity, "manifest", told, RC_TIME_NONE, error);
}

/* --- What the run made --- */

static gboolean
add_aliases (RcWandbRun   *run,
             const RcJson *json,
             guint32       artifact,
             gint64        entity,
             ArtifactKind  kind,
             GError      **error)
{
  guint32 aliases = rc_json_member (json, artifact, "aliases");
  guint n = 0;

  if (aliases == RC_JSON_NO_NODE || !rc_json_is (json, aliases, RC_JSON_ARRAY))
    return TRUE;

  for (guint32 item = aliases + 1; item < json->nodes[aliases].next && n < RC_LIMIT_CARD_ITEMS; item = json->nodes[item].next, n++)
    {
      g_autofree char *alias = rc_json_is (json, item, RC_JSON_STRING) ? rc_json_dup_string (json, item) : NULL;
      gboolean good;

      if (alias == NULL)
        continue;
      rc_registry_writer_at (&run->writer, "/artifact/aliases/%u", n);
      /* Aliases move; this one was asked for when the artifact was made, and nothing says how long it held. */
      good = kind == ARTIFACT_MODEL
             ? rc_registry_writer_add_claim (&run->writer, entity, RC_PROPERTY_STAGE, alias, 0, RC_TIME_NONE, RC_TIME_NONE, error)
             : rc_registry_writer_add_tag (&run->writer, entity, "alias", alias, RC_TIME_NONE, error);
      if (!good)
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_model (RcWandbRun  *run,
           const char  *name,
           const char  *digest,
           gint64      *out_entity,
           GError     **error)
{
  g_autofree char *version = g_strdup_printf ("%s/%s", name, digest);
  RcRegistryWriter *writer = &run->writer;

  if (!rc_registry_writer_add_entity (writer, RC_ENTITY_MODEL_VERSION, version, out_entity, error))
    return FALSE;
  rc_registry_writer_at (writer, "/artifact/run_id");
  if (!rc_registry_writer_add_claim (writer, *out_entity, RC_PROPERTY_TRAINED_BY, run->name, run->entity, RC_TIME_NONE, RC_TIME_NONE, error))
    return FALSE;
  rc_registry_writer_at (writer, "/artifact/name");
  if (!rc_registry_writer_link (writer, *out_entity, RC_PROPERTY_VERSION_OF, RC_ENTITY_MODEL, name, RC_TIME_NONE, error))
    return FALSE;
  rc_registry_writer_at (writer, "/artifact/digest");
  return rc_registry_writer_add_tag (writer, *out_entity, "digest of the manifest (MD5)", digest, RC_TIME_NONE, error);
}

static gboolean
add_dataset (RcWandbRun  *run,
             const char  *name,
             const char  *digest,
             gint64      *out_entity,
             GError     **error)
{
  g_autofree char *version = g_strdup_printf ("%s@%s", name, digest);
  g_autofree char *made = g_strdup_printf ("made by run = %s", run->name);
  RcRegistryWriter *writer = &run->writer;

  if (!rc_registry_writer_add_entity (writer, RC_ENTITY_DATASET, version, out_entity, error))
    return FALSE;
  rc_registry_writer_at (writer, "/artifact/digest");
  if (!rc_registry_writer_add_claim (writer, *out_entity, RC_PROPERTY_DATASET_DIGEST, digest, 0, RC_TIME_NONE, RC_TIME_NONE, error))
    return FALSE;
  rc_registry_writer_at (writer, "/artifact/run_id");
  return rc_registry_writer_add_claim (writer, *out_entity, RC_PROPERTY_TAG, made, run->entity, RC_TIME_NONE, RC_TIME_NONE, error);
}

/* Code, tables, jobs: what the run kept beside what it made. */
static gboolean
add_other (RcWandbRun  *run,
           const char  *type,
           const char  *name,
           const char  *digest,
           gint64      *out_entity,
           GError     **error)
{
  g_autofree char *text = g_strdup_printf ("%s@%s", name, digest);
  g_autofree char *key = g_strdup_printf ("artifact of type %s", type != NULL ? type : "(none)");

  *out_entity = run->entity;
  rc_registry_writer_at (&run->writer, "/artifact/name");
  return rc_registry_writer_add_tag (&run->writer, run->entity, key, text, RC_TIME_NONE, error);
}

static gboolean
add_place (RcWandbRun   *run,
           const RcJson *json,
           guint32       artifact,
           gint64        entity,
           const char   *name,
           GError      **error)
{
  g_autofree char *owner = rc_json_document_dup (json, artifact, "entity");
  g_autofree char *project = rc_json_document_dup (json, artifact, "project");
  g_autofree char *full = NULL;

  if (owner == NULL || project == NULL)
    return TRUE;
  full = g_strdup_printf ("%s/%s/%s", owner, project, name);
  rc_registry_writer_at (&run->writer, "/artifact/project");
  return rc_registry_writer_add_tag (&run->writer, entity, "artifact", full, RC_TIME_NONE, error);
}

gboolean
rc_wandb_artifact_read_made (RcWandbRun   *run,
                             const RcJson *json,
                             guint32       artifact,
                             GError      **error)
{
  g_autofree char *type = rc_json_document_dup (json, artifact, "type");
  g_autofree char *name = rc_json_document_dup (json, artifact, "name");
  g_autofree char *digest = rc_json_document_dup (json, artifact, "digest");
  ArtifactKind kind = classify (type);
  gint64 entity = 0;
  gboolean good;

  if (name == NULL || digest == NULL)
    return rc_registry_writer_set_aside (&run->writer, -1, RC_EXCEPTION_REGISTRY_MALFORMED, "a name and a digest",
                                         name == NULL ? "no name" : "no digest", "An artifact's record does not say which it is.", error);
  if (!rc_wandb_run_ensure (run, error))
    return FALSE;

  rc_registry_writer_at (&run->writer, "/artifact/name");
  switch (kind)
    {
    case ARTIFACT_MODEL:
      good = add_model (run, name, digest, &entity, error);
      break;
    case ARTIFACT_DATASET:
      good = add_dataset (run, name, digest, &entity, error);
      break;
    case ARTIFACT_OTHER:
    default:
      good = add_other (run, type, name, digest, &entity, error);
      break;
    }

  return good && (kind == ARTIFACT_OTHER || (add_aliases (run, json, artifact, entity, kind, error) &&
                                             add_place (run, json, artifact, entity, name, error))) &&
         check_manifest (run, json, artifact, entity, digest, error);
}

/* --- What the run used --- */

/* "team/project/name:v3" as a version is named here: its part behind the last colon told from the name by @separator. */
static char *
dup_version_name (const char *name,
                  char        separator)
{
  const char *colon = strrchr (name, ':');
  const char *slash = strrchr (name, '/');
  char *text = g_strdup (name);

  if (colon != NULL && colon > name && colon[1] != '\0' && (slash == NULL || slash < colon))
    text[colon - name] = separator;
  return text;
}

gboolean
rc_wandb_artifact_read_used (RcWandbRun   *run,
                             const RcJson *json,
                             guint32       artifact,
                             GError      **error)
{
  g_autofree char *type = rc_json_document_dup (json, artifact, "type");
  g_autofree char *name = rc_json_document_dup (json, artifact, "name");
  g_autofree char *id = rc_json_document_dup (json, artifact, "id");
  ArtifactKind kind = classify (type);
  g_autofree char *version = NULL;
  g_autofree char *key = NULL;
  const char *named = name != NULL && name[0] != '\0' ? name : id;

  if (named == NULL || named[0] == '\0')
    return rc_registry_writer_set_aside (&run->writer, -1, RC_EXCEPTION_REGISTRY_MALFORMED, "the name of an artifact", "none",
                                         "A record of a used artifact does not say which it is.", error);
  if (!rc_wandb_run_ensure (run, error))
    return FALSE;

  rc_registry_writer_at (&run->writer, named == name ? "/use_artifact/name" : "/use_artifact/id");
  version = dup_version_name (named, kind == ARTIFACT_MODEL ? '/' : '@');
  switch (kind)
    {
    case ARTIFACT_MODEL:
      return rc_registry_writer_link (&run->writer, run->entity, RC_PROPERTY_USED_MODEL, RC_ENTITY_MODEL_VERSION, version, RC_TIME_NONE, error);
    case ARTIFACT_DATASET:
      return rc_registry_writer_link (&run->writer, run->entity, RC_PROPERTY_DATASET, RC_ENTITY_DATASET, version, RC_TIME_NONE, error);
    case ARTIFACT_OTHER:
    default:
      key = g_strdup_printf ("used artifact of type %s", type != NULL ? type : "(none)");
      return rc_registry_writer_add_tag (&run->writer, run->entity, key, named, RC_TIME_NONE, error);
    }
}
