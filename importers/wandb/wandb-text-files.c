/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wandb-files.h"

#include "importers/json-document.h"
#include "wandb-run.h"
#include "wandb.h"

#include "core/words.h"

#include <string.h>

/*
 * Texts of a run folder that only their place there gives a meaning.
 *
 * | file                                            | claim of the run                                        | answers         |
 * |-------------------------------------------------|---------------------------------------------------------|-----------------|
 * | requirements.txt: one package a line            | environment "requirements.txt, N packages" →            | environment     |
 * | conda-environment.yaml: one package an item     |   environment named by the SHA-256 of the list          |                 |
 * | diff.patch, <branch>_<commit>.patch             | tag "uncommitted changes = diff.patch": the commit is   | commit (remark) |
 * |                                                 |   not all of the code that ran                          |                 |
 *
 * What a patch changes is not judged; it stays in the file.
 */

static gboolean
is_text (const char *bytes,
         gsize       length)
{
  return memchr (bytes, 0, length) == NULL;
}

static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  return rc_json_fields_new ();
}

/* --- Packages --- */

static const char * const package_files[] = { "requirements.txt", "conda-environment.yaml" };

static const char *
peek_package_file (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (package_files); i++)
    if (rc_wandb_is_run_file (name, package_files[i]))
      return package_files[i];
  return NULL;
}

static int
recognise_packages (const RcImporter *self,
                    const RcSample   *sample)
{
  return peek_package_file (sample->name) != NULL && is_text (sample->head, sample->head_length) ? 90 : 0;
}

/* A line of a list that pip wrote, or an item of one that conda wrote, which gives a version: only channels and headings give none. */
static gboolean
is_package (const char *line,
            gsize       length)
{
  while (length > 0 && strchr (" \t-\r", *line) != NULL && *line != '\0')
    {
      line++;
      length--;
    }

  return length > 0 && line[0] != '#' && memchr (line, '=', length) != NULL;
}

static guint
count_packages (const char *text,
                gsize       length)
{
  const char *end = text + length;
  guint n = 0;

  while (text < end)
    {
      const char *stop = memchr (text, '\n', (gsize) (end - text));
      gsize line = (gsize) ((stop != NULL ? stop : end) - text);

      n += is_package (text, line);
      text += line + 1;
    }

  return n;
}

static gboolean
import_packages (const RcImporter     *self,
                 const RcImportInput  *input,
                 RcImportSink         *sink,
                 GCancellable         *cancellable,
                 GError              **error)
{
  g_auto (RcWandbRun) run;
  g_autofree char *name = rc_digest_dup_hex (&input->sha256);
  g_autofree char *value = NULL;
  const char *base = peek_package_file (input->name);
  const char *text;
  gint64 environment;
  gsize length;

  rc_wandb_run_init (&run, input, sink, RC_IMPORT_SOURCE);
  if (input->bytes == NULL || base == NULL)
    return TRUE;

  text = g_bytes_get_data (input->bytes, &length);
  value = g_strdup_printf ("%s, %u packages", base, count_packages (text, length));
  rc_registry_writer_at (&run.writer, "%s", base);
  /* The same list of packages is the same environment, whichever run it was written for. */
  environment = rc_import_sink_add_entity (sink, RC_ENTITY_ENVIRONMENT, "", name, error);
  return environment != 0 && rc_wandb_run_ensure (&run, error) &&
         rc_registry_writer_add_claim (&run.writer, run.entity, RC_PROPERTY_ENVIRONMENT, value, environment, RC_TIME_NONE, RC_TIME_NONE, error);
}

static const RcImporter packages_importer = {
  .id = "wandb-packages",
  .title = N_("Weights & Biases package list"),
  .system = RC_WANDB_SYSTEM,
  .evidences = N_("the packages that were installed where a run was started"),
  .framing = RC_FRAMING_WHOLE,
  .reads_name = TRUE,
  .recognise = recognise_packages,
  .import = import_packages,
  .read_fields = read_fields,
};

const RcImporter *
rc_wandb_packages_importer (void)
{
  return &packages_importer;
}

/* --- Uncommitted changes --- */

static int
recognise_patch (const RcImporter *self,
                 const RcSample   *sample)
{
  return rc_wandb_is_run_file (sample->name, NULL) && rc_wandb_is_patch_name (sample->name) &&
         is_text (sample->head, sample->head_length) ? 90 : 0;
}

static gboolean
import_patch (const RcImporter     *self,
              const RcImportInput  *input,
              RcImportSink         *sink,
              GCancellable         *cancellable,
              GError              **error)
{
  g_auto (RcWandbRun) run;

  rc_wandb_run_init (&run, input, sink, RC_IMPORT_SOURCE);
  rc_registry_writer_at (&run.writer, "the whole file");
  return rc_wandb_run_add_patch (&run, input->name, error);
}

static const RcImporter patch_importer = {
  .id = "wandb-patch",
  .title = N_("Weights & Biases uncommitted changes"),
  .system = RC_WANDB_SYSTEM,
  .evidences = N_("that the code which ran was not only that of the commit, and what differed"),
  .framing = RC_FRAMING_WHOLE,
  .reads_name = TRUE,
  .recognise = recognise_patch,
  .import = import_patch,
  .read_fields = read_fields,
};

const RcImporter *
rc_wandb_patch_importer (void)
{
  return &patch_importer;
}
