/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dvc-pointer.h"

#include "dvc-sample.h"
#include "dvc-self-check.h"
#include "dvc-stage.h"
#include "dvc.h"

#include "core/exception.h"
#include "core/words.h"

#include <string.h>

/*
 * A *.dvc file: which bytes stand at a path, where they were imported from, and in old repositories how they were made. One record, no
 * events: nothing in it has a time.
 *
 *  field                          | becomes                                                                     | slot
 * --------------------------------+-----------------------------------------------------------------------------+---------
 *  outs[]                         | data set NAME@DIGEST (a model: version PATH/DIGEST), DATASET_DIGEST, TAG path| dataset
 *  outs[].files[]                 | DATASET_DIGEST of each file of a folder in a versioned bucket               | dataset
 *  deps[].repo (import)           | DERIVED_FROM → data set "URL PATH@rev_lock"; CODE_COMMIT → commit rev_lock   | dataset
 *  deps[].path with no cmd        | DERIVED_FROM → data set "URL@DIGEST" (import-url)                           | dataset
 *  cmd, with deps and outs        | a stage, told as in dvc.lock; the command itself is not                     | run …
 *  md5 at the top                 | recomputed by both rules: TAG self-check, or set aside where neither fits   |
 *  wdir, frozen, desc, meta, size | nothing                                                                     |
 *
 * User, password, query and fragment of a URL are left out: keys are written there.
 *
 * Cannot evidence: when and by whom data were added, which commit holds the pointer. The digests are MD5.
 */

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  RcDvcSample lines;

  rc_dvc_sample_read (&lines, sample);
  if (lines.has_other || lines.has_lock_schema || lines.has_stages || lines.has_artifacts || lines.has_plan || lines.n_unknown > 0)
    return 0;
  return lines.has_outs && lines.has_path ? 85 : 0;
}

static gboolean
tell_self_check (RcDvcDocument  *document,
                 gint64          entity,
                 GError        **error)
{
  const char *stated = rc_dvc_document_peek (document, 0, "md5");
  g_autofree char *found = NULL;

  rc_registry_writer_at (&document->writer, "md5");
  switch (rc_dvc_self_check (document, &found))
    {
    case RC_DVC_SELF_CHECK_FITS:
    case RC_DVC_SELF_CHECK_FITS_OLD:
      return rc_registry_writer_add_tag (&document->writer, entity, "self-check of the pointer", "fits (md5)", RC_TIME_NONE, error);
    case RC_DVC_SELF_CHECK_DIFFERS:
      return rc_registry_writer_set_aside (&document->writer,
                                           (gint64) rc_yaml_peek_node (document->yaml, rc_dvc_document_member (document, 0, "md5"))->offset,
                                           RC_EXCEPTION_DIGEST_MISMATCH, stated, found,
                                           "A pointer of DVC was edited after it was written: the md5 at its top fits its content by "
                                           "neither rule.", error);
    case RC_DVC_SELF_CHECK_NONE:
    default:
      return TRUE;
    }
}

/* `dvc import`: the commit of another repository that the bytes were taken from. */
static gboolean
add_repository (RcDvcDocument  *document,
                gint64          entity,
                guint           dependency,
                guint           repository,
                GError        **error)
{
  const char *url = rc_dvc_document_peek (document, repository, "url");
  const char *revision = rc_dvc_document_peek (document, repository, "rev_lock");
  const char *path = rc_dvc_document_peek (document, dependency, "path");
  g_autofree char *plain = url != NULL ? rc_dvc_dup_plain_url (url) : NULL;
  g_autofree char *name = NULL;

  if (plain == NULL || revision == NULL)
    return rc_dvc_document_set_aside (document, repository, "a url and a rev_lock", "An import of DVC does not say what it was taken from.",
                                      error);

  name = g_strdup_printf ("%s%s%s@%s", plain, path != NULL ? " " : "", path != NULL ? path : "", revision);
  return rc_registry_writer_link (&document->writer, entity, RC_PROPERTY_DERIVED_FROM, RC_ENTITY_DATASET, name, RC_TIME_NONE, error) &&
         rc_registry_writer_link (&document->writer, entity, RC_PROPERTY_CODE_COMMIT, RC_ENTITY_COMMIT, revision, RC_TIME_NONE, error);
}

static gboolean
add_origins (RcDvcDocument  *document,
             gint64          entity,
             GError        **error)
{
  guint list = rc_dvc_document_member (document, 0, "deps");
  g_autoptr (GPtrArray) files = NULL;

  if (!rc_dvc_document_is (document, list, RC_YAML_SEQUENCE))
    return TRUE;

  for (guint item = rc_yaml_first_child (document->yaml, list); item != RC_YAML_NO_NODE;
       item = rc_yaml_next_sibling (document->yaml, list, item))
    {
      guint node = rc_yaml_resolve (document->yaml, item);
      guint repository = rc_dvc_document_member (document, node, "repo");

      rc_registry_writer_at (&document->writer, "deps");
      if (repository != RC_YAML_NO_NODE && !add_repository (document, entity, node, repository, error))
        return FALSE;
    }

  files = rc_dvc_file_list (document, list, error);
  if (files == NULL)
    return FALSE;
  for (guint i = 0; i < files->len; i++)
    {
      const RcDvcFile *file = g_ptr_array_index (files, i);
      g_autofree char *name = rc_dvc_file_dup_name (file);

      if (rc_dvc_document_member (document, file->node, "repo") == RC_YAML_NO_NODE &&
          !rc_registry_writer_link (&document->writer, entity, RC_PROPERTY_DERIVED_FROM, RC_ENTITY_DATASET, name, RC_TIME_NONE, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_outputs (RcDvcDocument  *document,
             GError        **error)
{
  g_autoptr (GPtrArray) outs = rc_dvc_file_list (document, rc_dvc_document_member (document, 0, "outs"), error);
  gint64 entity;

  if (outs == NULL)
    return FALSE;
  for (guint i = 0; i < outs->len; i++)
    {
      rc_registry_writer_at (&document->writer, "outs/%u", i);
      if (!rc_dvc_file_add (g_ptr_array_index (outs, i), document, &entity, error) || !add_origins (document, entity, error) ||
          (i == 0 && !tell_self_check (document, entity, error)))
        return FALSE;
    }

  return TRUE;
}

/* The stage is named like its file, without the ending. */
static gboolean
add_stage (RcDvcDocument  *document,
           GError        **error)
{
  const char *slash = strrchr (document->name, '/');
  g_autofree char *name = g_strdup (slash != NULL ? slash + 1 : document->name);
  gint64 run;

  if (g_str_has_suffix (name, ".dvc") && strlen (name) > strlen (".dvc"))
    name[strlen (name) - strlen (".dvc")] = '\0';
  rc_registry_writer_at (&document->writer, "stage");
  if (!rc_dvc_stage_add (document, name, 0, error))
    return FALSE;
  run = rc_import_sink_add_entity (document->writer.sink, RC_ENTITY_RUN, NULL, name, error);
  return run != 0 && tell_self_check (document, run, error);
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  g_auto (RcDvcDocument) document = { 0 };
  g_autoptr (GError) local_error = NULL;

  if (!rc_dvc_document_open (&document, input, sink, "A pointer of DVC cannot be read.", &local_error))
    return rc_dvc_document_answer (&local_error, error);

  return rc_dvc_document_peek (&document, 0, "cmd") != NULL ? add_stage (&document, error) : add_outputs (&document, error);
}

static const RcImporter importer = {
  .id = "dvc-pointer",
  .title = N_("Pointer or stage file of DVC (*.dvc)"),
  .system = RC_DVC_SYSTEM,
  .evidences = N_("which bytes stood at a path, by MD5, and the commit that they were imported from; not when and by whom"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import,
  .read_fields = rc_dvc_read_no_fields,
};

const RcImporter *
rc_dvc_pointer_importer (void)
{
  return &importer;
}
