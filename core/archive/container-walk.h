/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/container.h"
#include "core/archive/decoder.h"
#include "core/archive/member-stream.h"

G_BEGIN_DECLS

/**
 * RcContainerWalk:
 * @size: of @content in bytes
 * @cancellable: (nullable)
 *
 * What RcContainer.walk() was given, in one piece.
 */
typedef struct
{
  RcStream              *content;
  guint64                size;
  RcExpansionBudget     *budget;
  RcContainerMemberFunc  member;
  RcContainerFaultFunc   fault;
  gpointer               user_data;
  GCancellable          *cancellable;
} RcContainerWalk;

void     rc_container_walk_fault        (const RcContainerWalk *self,
                                         guint64                offset,
                                         const char            *kind,
                                         const char            *expected,
                                         const char            *found,
                                         const char            *format,
                                         ...) G_GNUC_PRINTF (6, 7);
void     rc_container_walk_foreign      (const RcContainerWalk *self,
                                         guint64                offset,
                                         guint64                end,
                                         const char            *where);
gboolean rc_container_walk_count_member (const RcContainerWalk *self,
                                         guint64                offset);
gboolean rc_container_walk_deliver      (const RcContainerWalk *self,
                                         const RcMember        *member,
                                         RcStream              *inner,
                                         const RcMemberRules   *rules,
                                         guint64                offset,
                                         GError               **error);
gboolean rc_container_walk_decode       (const RcContainerWalk *self,
                                         const RcMember        *member,
                                         const RcMemberRules   *rules,
                                         const RcDecoder       *decoder,
                                         guint64                offset,
                                         guint64                size,
                                         GError               **error);
char    *rc_container_show_name         (const char            *name,
                                         gsize                  length);
char    *rc_container_name_inside       (const char            *name,
                                         const char * const    *endings);

G_END_DECLS
