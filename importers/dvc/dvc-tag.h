/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/registry-writer.h"

G_BEGIN_DECLS

typedef enum
{
  RC_DVC_TAG_OTHER,        /* of Git, without a meaning for the registry */
  RC_DVC_TAG_REGISTER,     /* NAME@v1.2.0 */
  RC_DVC_TAG_DEREGISTER,   /* NAME@v1.2.0! */
  RC_DVC_TAG_ASSIGN,       /* NAME#prod#3, or NAME#prod */
  RC_DVC_TAG_REMOVE,       /* NAME#prod!#4, or NAME#prod! */
  RC_DVC_TAG_DEPRECATE,    /* NAME@deprecated */
} RcDvcTagKind;

/**
 * RcDvcTag:
 * @offset: where it begins in the source
 * @model: (nullable): NAME
 * @version: (nullable): as the tag's own name or its subject tells; of an assignment it may be filled in from the tag of a version on the
 *   same commit
 * @stage: (nullable)
 * @commit: (nullable): what it points to
 * @has_time: the time of the tagger; a tag without a message has neither
 *
 * A tag of Git as the registry of DVC (GTO) reads it.
 */
typedef struct
{
  RcDvcTagKind  kind;
  gsize         offset;
  gsize         length;
  char         *name;
  char         *model;
  char         *version;
  char         *stage;
  char         *commit;
  char         *object;
  char         *tagger;
  char         *subject;
  gboolean      has_time;
  RcTimestamp   time;
  char         *time_text;
} RcDvcTag;

RcDvcTag  *rc_dvc_tag_new         (const char        *name,
                                   const char        *commit,
                                   const char        *subject);
void       rc_dvc_tag_free        (RcDvcTag          *self);
/* "" or text that is no time: it has none. Digits are seconds. */
void       rc_dvc_tag_set_time    (RcDvcTag          *self,
                                   const char        *text);
/* "MODEL/VERSION"; (nullable): it names no version. (transfer full) */
char      *rc_dvc_tag_dup_version (const RcDvcTag    *self);
/* Whether it is told as an event, and of which kind. */
gboolean   rc_dvc_tag_get_event   (const RcDvcTag    *self,
                                   RcEventKind       *out_kind);
/* Claims and event. @to_us: until when an assignment held; RC_TIME_NONE: not ended. */
gboolean   rc_dvc_tag_tell        (const RcDvcTag    *self,
                                   RcRegistryWriter  *writer,
                                   guint32            row,
                                   gint64             to_us,
                                   GError           **error);
/* (transfer full) (element-type RcFieldValue) */
GPtrArray *rc_dvc_tag_list_fields (const RcDvcTag    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDvcTag, rc_dvc_tag_free)

G_END_DECLS
