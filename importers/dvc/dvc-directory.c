/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dvc-directory.h"

#include "dvc-sample.h"
#include "dvc.h"
#include "importers/json-document.h"
#include "importers/json-sample.h"
#include "importers/registry-writer.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/words.h"

#include <string.h>

/*
 * The object of a folder in DVC's cache: a JSON array of {"md5", "relpath"}. A pointer or lock names it by the MD5 of exactly its bytes, with
 * ".dir" behind; where it stands in a cache its own path gives the same digits ("5e/a403….dir"). One record, no events.
 *
 *  item      | becomes                                                                              | slot
 * -----------+--------------------------------------------------------------------------------------+---------
 *  the bytes | data set "DIGEST.dir", in the whole delivery; TAG "content fits its name" or set aside |
 *  relpath   | DATASET_DIGEST "RELPATH: md5 DIGEST"; each further one than 1000 only in the record   | dataset
 *
 * The name of the folder stands in the pointer; the files themselves are checked with the seals of the case.
 *
 * Cannot evidence: where the folder stood, when and by whom it was added.
 */

#define LISTED 1000u

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  g_auto (RcJsonSample) json = { 0 };

  rc_json_sample_read (&json, sample);
  return json.is_array && rc_json_sample_has_all (&json, "md5", "relpath", NULL) ? 85 : 0;
}

/* The digits that the path gives: of a cache, "5e/a403….dir"; (nullable): the file bears another name. (transfer full) */
static char *
dup_digits_of_name (const char *name)
{
  const char *base = strrchr (name, '/');
  g_autofree char *digits = NULL;

  base = base != NULL ? base + 1 : name;
  if (!g_str_has_suffix (base, ".dir"))
    return NULL;

  digits = g_strndup (base, strlen (base) - strlen (".dir"));
  if (strspn (digits, "0123456789abcdef") != strlen (digits))
    return NULL;
  if (strlen (digits) == 32)
    return g_steal_pointer (&digits);
  if (strlen (digits) != 30 || base - name < 3 || !g_ascii_isxdigit (base[-2]) || !g_ascii_isxdigit (base[-3]))
    return NULL;
  return g_strdup_printf ("%.2s%s", base - 3, digits);
}

static gboolean
tell_digest (RcRegistryWriter     *writer,
             const RcImportInput  *input,
             const char           *digest,
             gint64                entity,
             GError              **error)
{
  g_autofree char *digits = dup_digits_of_name (input->name);

  if (digits == NULL)
    return TRUE;
  if (g_str_equal (digits, digest))
    return rc_registry_writer_add_tag (writer, entity, "content fits its name", "yes (md5)", RC_TIME_NONE, error);

  return rc_registry_writer_set_aside (writer, -1, RC_EXCEPTION_DIGEST_MISMATCH, digits, digest,
                                       "The list of a folder in the cache of DVC is not the one that its name says.", error);
}

static gboolean
add_file (RcRegistryWriter  *writer,
          const RcJson      *json,
          guint32            node,
          guint              index,
          gint64             entity,
          GError           **error)
{
  g_autofree char *path = rc_json_document_dup (json, node, "relpath");
  g_autofree char *digest = rc_json_document_dup (json, node, "md5");
  g_autofree char *value = NULL;

  if (path == NULL || digest == NULL)
    return rc_registry_writer_set_aside (writer, json->nodes[node].offset, RC_EXCEPTION_REGISTRY_MALFORMED, "an object with relpath and md5",
                                         "another value", "An entry of a folder in the cache of DVC cannot be read.", error);
  if (index >= LISTED)
    return TRUE;

  value = g_strdup_printf ("%s: md5 %s", path, digest);
  rc_registry_writer_at (writer, "/%u", index);
  return rc_registry_writer_add_claim (writer, entity, RC_PROPERTY_DATASET_DIGEST, value, 0, RC_TIME_NONE, RC_TIME_NONE, error);
}

static gboolean
add_files (RcRegistryWriter     *writer,
           const RcImportInput  *input,
           const RcJson         *json,
           GError              **error)
{
  gsize length;
  const char *text = g_bytes_get_data (input->bytes, &length);
  g_autofree char *digest = g_compute_checksum_for_data (G_CHECKSUM_MD5, (const guchar *) text, length);
  g_autofree char *name = g_strconcat (digest, ".dir", NULL);
  guint index = 0;
  gint64 entity;

  if (!rc_json_is (json, 0, RC_JSON_ARRAY))
    return rc_registry_writer_set_aside (writer, 0, RC_EXCEPTION_REGISTRY_MALFORMED, "an array", "another value",
                                         "The list of a folder in the cache of DVC cannot be read.", error);
  rc_registry_writer_at (writer, "the whole object");
  if (!rc_registry_writer_add_entity (writer, RC_ENTITY_DATASET, name, &entity, error) ||
      !tell_digest (writer, input, digest, entity, error))
    return FALSE;

  for (guint32 item = 1; item < json->nodes[0].next; item = json->nodes[item].next)
    if (!add_file (writer, json, item, index++, entity, error))
      return FALSE;

  return TRUE;
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  g_auto (RcJson) json = { 0 };
  g_autofree char *scope = rc_registry_scope_dup (input, RC_LIMIT_FOLDER_DEPTH * 2);
  g_autoptr (GError) local_error = NULL;
  RcRegistryWriter writer;

  rc_json_init (&json);
  rc_registry_writer_init (&writer, sink, RC_IMPORT_SOURCE);
  writer.scope = scope;
  if (rc_json_document_read (&json, input, sink, "The list of a folder in the cache of DVC cannot be read.", &local_error))
    (void) add_files (&writer, input, &json, &local_error);
  rc_registry_writer_clear (&writer);

  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static const RcImporter importer = {
  .id = "dvc-directory",
  .title = N_("List of a folder in the cache of DVC (.dir)"),
  .system = RC_DVC_SYSTEM,
  .evidences = N_("the files of a data set with the MD5 of each; not where and when they stood"),
  .framing = RC_FRAMING_WHOLE,
  .reads_name = TRUE,
  .recognise = recognise,
  .import = import,
  .read_fields = rc_dvc_read_no_fields,
};

const RcImporter *
rc_dvc_directory_importer (void)
{
  return &importer;
}
