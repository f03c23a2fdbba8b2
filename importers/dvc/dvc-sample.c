/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dvc-sample.h"

#include <string.h>

/* Keys that stand at the top of a pointer (*.dvc) besides outs and deps. */
static const char * const pointer_keys[] = {
  "md5", "cmd", "wdir", "frozen", "locked", "always_changed", "meta", "desc", "params", NULL
};

/* The same of dvc.yaml besides stages and artifacts. */
static const char * const plan_keys[] = { "metrics", "plots", "vars", "datasets", NULL };

/* Reading goes line by line: a sample may end within a value. */
typedef struct
{
  RcDvcSample *sample;
  gboolean     after_stage;   /* the line before was a key at the top that may name a stage */
} Reader;

static gboolean
is_key (const char *line,
        const char *key)
{
  gsize length = strlen (key);

  return strncmp (line, key, length) == 0 && line[length] == ':' && (line[length + 1] == '\0' || line[length + 1] == ' ');
}

static gboolean
is_one_of (const char         *line,
           const char * const *keys)
{
  for (; *keys != NULL; keys++)
    if (is_key (line, *keys))
      return TRUE;
  return FALSE;
}

static void
read_top (Reader     *self,
          const char *line)
{
  RcDvcSample *sample = self->sample;
  gsize length = strlen (line);

  self->after_stage = FALSE;
  if (g_str_equal (line, "schema: '2.0'") || g_str_equal (line, "schema: \"2.0\""))
    sample->has_lock_schema = TRUE;
  else if (is_key (line, "outs") || is_key (line, "deps"))
    sample->has_outs = TRUE;
  else if (is_key (line, "stages"))
    sample->has_stages = TRUE;
  else if (is_key (line, "artifacts"))
    sample->has_artifacts = TRUE;
  else if (is_one_of (line, plan_keys))
    sample->has_plan = TRUE;
  else if (is_one_of (line, pointer_keys))
    sample->has_command = sample->has_command || is_key (line, "cmd");
  else if (line[length - 1] == ':' && strchr (line, ' ') == NULL)
    {
      self->after_stage = TRUE;
      sample->n_unknown++;
    }
  else
    sample->has_other = TRUE;
}

static void
read_below (Reader     *self,
            const char *line)
{
  RcDvcSample *sample = self->sample;

  line += strspn (line, " ");
  if (line[0] == '-' && line[1] == ' ')
    line += 2;
  line += strspn (line, " ");

  if (self->after_stage && (is_key (line, "cmd") || is_key (line, "deps")))
    sample->n_stages++;
  self->after_stage = FALSE;
  sample->has_command = sample->has_command || is_key (line, "cmd");
  sample->has_digest = sample->has_digest || is_key (line, "md5") || is_key (line, "etag") || is_key (line, "checksum");
  sample->has_path = sample->has_path || is_key (line, "path");
}

void
rc_dvc_sample_read (RcDvcSample    *self,
                    const RcSample *sample)
{
  Reader reader = { .sample = self };
  g_autofree char *text = g_strndup (sample->head != NULL ? sample->head : "", sample->head_length);
  g_auto (GStrv) lines = NULL;

  memset (self, 0, sizeof *self);
  if (sample->head_length == 0 || memchr (sample->head, '\0', sample->head_length) != NULL)
    {
      self->has_other = TRUE;
      return;
    }

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strchomp (lines[i]);

      /* The last line may be cut. */
      if (lines[i + 1] == NULL && (gint64) sample->head_length < sample->size)
        break;
      if (line[0] == '\0' || line[0] == '#' || g_str_equal (line, "---"))
        continue;
      if (line[0] == ' ' || line[0] == '-')
        read_below (&reader, line);
      else
        read_top (&reader, line);
    }
}

GPtrArray *
rc_dvc_read_no_fields (const RcImporter *self,
                       const char       *bytes,
                       gsize             length,
                       guint32           row)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) rc_field_value_free);
}
