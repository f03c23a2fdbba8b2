/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/digest.h"
#include "importers/demo/demo-text.h"

G_BEGIN_DECLS

/**
 * RcDemoFolder:
 *
 * The folder that is written. It digests every file on the way out, so that the list of digests costs no second reading, and
 * can take everything back that it wrote.
 */
typedef struct _RcDemoFolder RcDemoFolder;

/**
 * RcDemoFile:
 * @text: where the next bytes are appended; rc_demo_file_flush() sends them on
 */
typedef struct
{
  RcDemoFolder      *folder;
  char              *path;
  RcDemoText         text;
  GFileOutputStream *stream;
  RcHasher          *hasher;
  guint64            lines;    /* how many were ended by rc_demo_file_end_line() */
} RcDemoFile;

RcDemoFolder *rc_demo_folder_new       (const char   *path,
                                        GError      **error);
void          rc_demo_folder_free      (RcDemoFolder *self);
void          rc_demo_folder_take_back (RcDemoFolder *self);
char         *rc_demo_folder_dup_path  (RcDemoFolder *self,
                                        const char   *path);
gboolean      rc_demo_folder_make      (RcDemoFolder *self,
                                        const char   *path,
                                        GError      **error);
gboolean      rc_demo_folder_write     (RcDemoFolder *self,
                                        const char   *path,
                                        const char   *text,
                                        GError      **error);
void          rc_demo_folder_announce  (RcDemoFolder *self,
                                        const char   *path);
gboolean      rc_demo_folder_digest    (RcDemoFolder *self,
                                        const char   *path,
                                        GError      **error);
char         *rc_demo_folder_dup_list  (RcDemoFolder *self,
                                        const char   *top);
RcDemoFile   *rc_demo_file_new         (RcDemoFolder *folder,
                                        const char   *path,
                                        GError      **error);
void          rc_demo_file_free        (RcDemoFile   *self);
gboolean      rc_demo_file_end_line    (RcDemoFile   *self,
                                        GError      **error);
gboolean      rc_demo_file_close       (RcDemoFile   *self,
                                        GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDemoFolder, rc_demo_folder_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDemoFile, rc_demo_file_free)

G_END_DECLS
