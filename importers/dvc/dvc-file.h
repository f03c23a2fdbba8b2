/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/registry-writer.h"
#include "importers/yaml-reader.h"

G_BEGIN_DECLS

/* What a dependency or an output is, judged by its name: DVC itself does not say. */
typedef enum
{
  RC_DVC_FILE_DATA,
  RC_DVC_FILE_CODE,
  RC_DVC_FILE_MODEL,
} RcDvcFileKind;

/**
 * RcDvcFile:
 * @node: its mapping in the document
 * @path: as written
 * @algorithm: (nullable): member that holds the digest: "md5", "etag" …
 * @digest: (nullable): as written
 *
 * An item of `deps` or `outs`.
 */
typedef struct
{
  RcDvcFileKind  kind;
  guint          node;
  char          *path;
  const char    *algorithm;
  char          *digest;
} RcDvcFile;

/**
 * RcDvcDocument:
 * @writer: things are named in the whole delivery, because their names hold digests of their content
 * @name: of the source
 *
 * A YAML file of DVC while it is imported.
 */
typedef struct
{
  RcRegistryWriter  writer;
  RcYaml           *yaml;
  char             *scope;
  const char       *name;
} RcDvcDocument;

/* FALSE without @error: it cannot be read, which was set aside. */
gboolean      rc_dvc_document_open       (RcDvcDocument       *self,
                                          const RcImportInput *input,
                                          RcImportSink        *sink,
                                          const char          *message,
                                          GError             **error);
void          rc_dvc_document_close      (RcDvcDocument       *self);
/* What import() answers where it was not opened: %TRUE where that was set aside. */
gboolean      rc_dvc_document_answer     (GError             **local_error,
                                          GError             **error);
/* The member, with aliases resolved; RC_YAML_NO_NODE: none. */
guint         rc_dvc_document_member     (const RcDvcDocument *self,
                                          guint                mapping,
                                          const char          *name);
gboolean      rc_dvc_document_is         (const RcDvcDocument *self,
                                          guint                node,
                                          RcYamlType           type);
/* Text without a NUL that stands there; (nullable): another thing, null or empty. */
const char   *rc_dvc_document_peek       (const RcDvcDocument *self,
                                          guint                mapping,
                                          const char          *name);
const char   *rc_dvc_document_peek_text  (const RcDvcDocument *self,
                                          guint                node);
gboolean      rc_dvc_document_set_aside  (RcDvcDocument       *self,
                                          guint                node,
                                          const char          *expected,
                                          const char          *message,
                                          GError             **error);

void          rc_dvc_file_free           (RcDvcFile           *self);
/* The items of a list that have a path; what is none is set aside. (element-type RcDvcFile) (transfer full); NULL: @error */
GPtrArray    *rc_dvc_file_list           (RcDvcDocument       *document,
                                          guint                list,
                                          GError             **error);
RcDvcFileKind rc_dvc_file_judge_path     (const char          *path);
/* Data: "NAME@DIGEST" by the last part of the path, so that a pointer beside the data and the lock above both name one thing. A model:
 * "PATH/DIGEST". (transfer full) */
char         *rc_dvc_file_dup_name       (const RcDvcFile     *self);
/* "md5 22a1…"; (nullable) (transfer full) */
char         *rc_dvc_file_dup_digest     (const RcDvcFile     *self);
/* Makes the thing and says its digest and its path. @out_entity: 0: its name is too long. */
gboolean      rc_dvc_file_add            (const RcDvcFile     *self,
                                          RcDvcDocument       *document,
                                          gint64              *out_entity,
                                          GError             **error);
/* Without user, password, query and fragment, in which keys are written. (transfer full) */
char         *rc_dvc_dup_plain_url       (const char          *url);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcDvcDocument, rc_dvc_document_close)

G_END_DECLS
