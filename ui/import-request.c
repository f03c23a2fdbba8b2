/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/import-request.h"

/**
 * rc_import_request_new_for_paths:
 * @paths: native paths of files and folders
 *
 * Returns: (transfer full):
 */
RcImportRequest *
rc_import_request_new_for_paths (const char * const *paths)
{
  RcImportRequest *self = g_new0 (RcImportRequest, 1);

  self->paths = g_strdupv ((char **) paths);
  return self;
}

RcImportRequest *
rc_import_request_new_for_source (gint64      source,
                                  const char *mapping)
{
  RcImportRequest *self = g_new0 (RcImportRequest, 1);

  self->source = source;
  self->mapping = g_strdup (mapping);
  return self;
}

RcImportRequest *
rc_import_request_new_for_files (GSList *files)
{
  RcImportRequest *self = g_new0 (RcImportRequest, 1);

  self->files = files;
  return self;
}

void
rc_import_request_free (RcImportRequest *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->paths);
  g_slist_free_full (self->files, g_object_unref);
  g_free (self->controller);
  g_free (self->obtained);
  g_free (self->mapping);
  g_free (self);
}

/**
 * rc_import_request_dup_paths:
 * @out_foreign: (out): files without a native path, which are not opened: evidence is read from files of this computer only
 *
 * Returns: (transfer full):
 */
GStrv
rc_import_request_dup_paths (const RcImportRequest *self,
                             guint                 *out_foreign)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  *out_foreign = 0;
  if (self->paths != NULL)
    g_strv_builder_addv (builder, (const char **) self->paths);
  for (GSList *l = self->files; l != NULL; l = l->next)
    {
      g_autofree char *path = g_file_is_native (l->data) ? g_file_get_path (l->data) : NULL;

      if (path != NULL)
        g_strv_builder_add (builder, path);
      else
        (*out_foreign)++;
    }
  return g_strv_builder_end (builder);
}
