/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wandb-files.h"

#include "importers/json-document.h"
#include "importers/yaml-reader.h"
#include "wandb-run.h"
#include "wandb.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/words.h"

#include <string.h>

/*
 * config.yaml of a run folder. Each setting stands as "key: {desc, value}"; what the library itself wrote is under _wandb.value.
 *
 * | member of _wandb.value                        | claim of the run                                  | answers     |
 * |-----------------------------------------------|---------------------------------------------------|-------------|
 * | python_version, cli_version                   | environment                                       | environment |
 * | e.<writer>: the block of wandb-metadata.json  | as there: environment, commit, person, created …  | environment |
 * | every other setting                           | nothing: hyperparameters stay in the file         |             |
 *
 * Settings can hold secrets; none is claimed.
 */

static gboolean
begins_line (const char *text,
             gsize       length,
             const char *key)
{
  gsize key_length = strlen (key);
  const char *at = text;

  while (at != NULL && (gsize) (text + length - at) >= key_length)
    {
      if (memcmp (at, key, key_length) == 0)
        return TRUE;
      at = memchr (at, '\n', length - (gsize) (at - text));
      if (at != NULL)
        at++;
    }

  return FALSE;
}

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  if (!begins_line (sample->head, sample->head_length, "_wandb:") || memmem (sample->head, sample->head_length, " value:", 7) == NULL)
    return 0;
  return sample->name != NULL && g_str_has_suffix (sample->name, "config.yaml") ? 90 : 60;
}

static char *
dup_text (const void *document,
          guint32     object,
          const char *name)
{
  guint node = rc_yaml_member (document, object, name);
  gsize length;
  const char *text = rc_yaml_peek_text (document, node, &length);

  return text != NULL && !rc_yaml_is_null (document, node) && strlen (text) == length ? g_strdup (text) : NULL;
}

static guint32
find_object (const void *document,
             guint32     object,
             const char *name)
{
  guint node = rc_yaml_member (document, object, name);
  const RcYamlNode *peeked = rc_yaml_peek_node (document, node);

  return peeked != NULL && peeked->type == RC_YAML_MAPPING ? node : RC_WANDB_NO_OBJECT;
}

/* One block for each process that wrote into the run. */
static gboolean
read_writers (RcWandbRun    *run,
              RcWandbObject *object,
              GError       **error)
{
  const RcYaml *yaml = object->document;
  guint32 writers = find_object (yaml, object->object, "e");
  guint key = writers != RC_WANDB_NO_OBJECT ? rc_yaml_first_child (yaml, writers) : RC_YAML_NO_NODE;

  while (key != RC_YAML_NO_NODE)
    {
      guint value = rc_yaml_next_sibling (yaml, writers, key);
      const char *name = rc_yaml_peek_text (yaml, key, NULL);
      g_autofree char *pointer = g_strdup_printf ("/_wandb/value/e/%s", name != NULL ? name : "");
      RcWandbObject block = *object;

      block.object = rc_yaml_resolve (yaml, value);
      if (value != RC_YAML_NO_NODE && !rc_wandb_run_read_facts (run, &block, pointer, error))
        return FALSE;
      key = value == RC_YAML_NO_NODE ? value : rc_yaml_next_sibling (yaml, writers, value);
    }

  return TRUE;
}

static gboolean
read_config (RcWandbRun    *run,
             const RcYaml  *yaml,
             GError       **error)
{
  RcWandbObject object = { .document = yaml, .dup_text = dup_text, .find = find_object };

  object.object = find_object (yaml, 0, "_wandb");
  if (object.object != RC_WANDB_NO_OBJECT)
    object.object = find_object (yaml, object.object, "value");
  if (object.object == RC_WANDB_NO_OBJECT)
    return TRUE;

  return rc_wandb_run_ensure (run, error) &&
         rc_wandb_run_read_facts (run, &object, "/_wandb/value", error) &&
         read_writers (run, &object, error);
}

static gboolean
refuse (RcImportSink  *sink,
        const char    *kind,
        gint64         offset,
        const char    *expected,
        const char    *found,
        GError       **error)
{
  return rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, offset, kind, expected, found, "The settings of a run cannot be read.", error);
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  g_autoptr (RcYaml) yaml = rc_yaml_new ();
  g_auto (RcWandbRun) run;
  RcYamlFault fault;
  const char *text;
  gsize length;

  rc_wandb_run_init (&run, input, sink, RC_IMPORT_SOURCE);
  if (input->bytes == NULL)
    return refuse (sink, RC_EXCEPTION_LIMIT, -1, "at most 64 MiB (RC_LIMIT_RECORD_BYTES)", "more", error);

  text = g_bytes_get_data (input->bytes, &length);
  if (!rc_yaml_parse (yaml, text != NULL ? text : "", length, &fault))
    return refuse (sink, fault.kind, (gint64) fault.offset, fault.expected, fault.found, error);
  if (rc_yaml_count_duplicates (yaml) > 0)
    {
      guint key = rc_yaml_nth_duplicate (yaml, 0);

      return refuse (sink, RC_EXCEPTION_DUPLICATE_MEMBER, (gint64) rc_yaml_peek_node (yaml, key)->offset, "each key named once",
                     rc_yaml_peek_text (yaml, key, NULL), error);
    }

  return read_config (&run, yaml, error);
}

static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  return rc_json_fields_new ();
}

static const RcImporter importer = {
  .id = "wandb-config",
  .title = N_("Weights & Biases run settings"),
  .system = RC_WANDB_SYSTEM,
  .evidences = N_("library versions, and in newer files commit, person and machine of a run; its hyperparameters stay in the file"),
  .framing = RC_FRAMING_WHOLE,
  .reads_name = TRUE,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
};

const RcImporter *
rc_wandb_config_importer (void)
{
  return &importer;
}
