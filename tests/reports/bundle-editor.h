/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/digest.h"

G_BEGIN_DECLS

/* A bundle in the hands of somebody who changes it: its files in memory, with all that is needed to make good again what a change spoils. */

typedef struct
{
  char   *path;
  GBytes *bytes;
} EditedFile;

typedef struct
{
  char      *folder;
  GPtrArray *files;        /* of EditedFile, in the order of the zip */
  gboolean   is_stored;    /* written without compression */
} BundleEditor;

BundleEditor *bundle_editor_open     (const char         *path);
void          bundle_editor_free     (BundleEditor       *self);
void          bundle_editor_write    (BundleEditor       *self,
                                      const char         *path);
EditedFile   *bundle_editor_find     (BundleEditor       *self,
                                      const char         *path);
/* The first file of which the path begins and ends so; there must be one. */
EditedFile   *bundle_editor_like     (BundleEditor       *self,
                                      const char         *begin,
                                      const char         *end);
void          bundle_editor_set      (BundleEditor       *self,
                                      const char         *path,
                                      const char         *text);
void          bundle_editor_add      (BundleEditor       *self,
                                      const char         *path,
                                      const char         *text);
void          bundle_editor_remove   (BundleEditor       *self,
                                      const char         *path);
/* The first @from in it becomes @to; it must be there. */
void          bundle_editor_replace  (BundleEditor       *self,
                                      const char         *path,
                                      const char         *from,
                                      const char         *to);
void          bundle_editor_flip     (BundleEditor       *self,
                                      const char         *path);
/* Makes both manifests anew, of what is there now. */
void          bundle_editor_relist   (BundleEditor       *self);
/* Seals it anew with a key of the attacker's own, put beside it. @comment: (nullable): %NULL: as the seal before says. */
void          bundle_editor_reseal   (BundleEditor       *self,
                                      const char         *comment);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BundleEditor, bundle_editor_free)

G_END_DECLS
