/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/document-node.h"
#include "importers/registry-writer.h"
#include "kitops-names.h"

#include "core/seals/oci-manifest.h"

G_BEGIN_DECLS

/**
 * RcKitopsKit:
 * @build: name of what the version was built as: the digest of its configuration; %NULL: a Kitfile alone, which knows no digest
 * @manifest: (nullable): borrowed; the manifest that the same document holds
 * @own: digest of the document, where it names no version itself
 *
 * A package while one of its documents is imported. Files of a layout know each other by digests only: a configuration is named by its own
 * bytes, a manifest by the configuration that it names and by its own bytes, so that each file's claims are its own.
 */
typedef struct
{
  RcRegistryWriter     writer;
  char                *scope;
  char                *own;
  char                *build;
  gint64               build_entity;
  gint64               version;         /* entity; that of the build where the document names none */
  const RcOciManifest *manifest;
} RcKitopsKit;

void     rc_kitops_kit_init          (RcKitopsKit           *self,
                                      const RcImportInput   *input,
                                      RcImportSink          *sink);
void     rc_kitops_kit_clear         (RcKitopsKit           *self);
/* Names the build and makes it. */
gboolean rc_kitops_kit_set_build     (RcKitopsKit           *self,
                                      const char            *digest,
                                      GError               **error);
/* Makes the version "name/version", and links it to the build; without a name the build stands for it. */
gboolean rc_kitops_kit_set_version   (RcKitopsKit           *self,
                                      const char            *name,
                                      const char            *version,
                                      const char            *pointer,
                                      GError               **error);
gboolean rc_kitops_kit_add_tag       (RcKitopsKit           *self,
                                      const char            *key,
                                      const char            *value,
                                      GError               **error);
/* A data set that lies in the package; @digest (nullable). */
gboolean rc_kitops_kit_add_dataset   (RcKitopsKit           *self,
                                      gint64                 entity,
                                      const char            *name,
                                      const char            *digest,
                                      GError               **error);
/* A Kitfile, as YAML or JSON, that stands at @pointer. */
gboolean rc_kitops_kit_read_kitfile  (RcKitopsKit           *self,
                                      const RcDocumentNode  *kitfile,
                                      const char            *pointer,
                                      GError               **error);
/* A manifest that stands at @pointer; @digest (nullable): its own. */
gboolean rc_kitops_kit_read_manifest (RcKitopsKit           *self,
                                      const RcOciManifest   *manifest,
                                      const RcDocumentNode  *document,
                                      const char            *pointer,
                                      const char            *digest,
                                      GError               **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcKitopsKit, rc_kitops_kit_clear)

G_END_DECLS
