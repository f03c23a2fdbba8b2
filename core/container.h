/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "stream.h"

G_BEGIN_DECLS

/*
 * Formats that hold other sources: tar, zip, gz, zst. Registered like importers. Names of members are data: nothing is ever
 * written to a place that a container names.
 */

typedef struct _RcContainer RcContainer;

/**
 * RcMember:
 * @name: as found, raw bytes
 * @stored_at: place in the container of the member's bytes where they stand there uncompressed and in one piece; -1 else
 * @size: as the container says, -1 where it does not
 * @modified_us: as the container says; G_MININT64 where it does not
 * @derivation: "member of", "stored in", "gunzip of", "unzstd of"
 */
typedef struct
{
  const char *name;
  gsize       name_length;
  gint64      stored_at;
  gint64      size;
  gint64      modified_us;
  const char *derivation;
} RcMember;

/* A fault of the container or of one member; the walk goes on where it can. */
typedef void     (*RcContainerFaultFunc)  (gint64       offset,
                                           const char  *kind,        /* RC_EXCEPTION_… */
                                           const char  *expected,
                                           const char  *found,
                                           const char  *message,
                                           gpointer     user_data);
/* @content: the member's bytes, valid during the call. FALSE with @error set ends the walk. */
typedef gboolean (*RcContainerMemberFunc) (const RcMember *member,
                                           RcStream       *content,
                                           gpointer        user_data,
                                           GError        **error);

/**
 * RcExpansionBudget:
 *
 * One byte budget for a whole import act, shared by all containers in it.
 */
typedef struct
{
  guint64 bytes_left;
  guint64 members_left;
} RcExpansionBudget;

struct _RcContainer
{
  const char *id;
  const char *title;
  gboolean  (*recognise) (const char *head,
                          gsize       length);
  /* @content can be read at any place and has a size. Members that are no regular file are reported as faults where they are
   * links or devices, and passed over where they are folders. A hard limit met is a fault of kind "limit", not an error. */
  gboolean  (*walk)      (const RcContainer     *self,
                          RcStream              *content,
                          const char            *name,
                          RcExpansionBudget     *budget,
                          RcContainerMemberFunc  member,
                          RcContainerFaultFunc   fault,
                          gpointer               user_data,
                          GCancellable          *cancellable,
                          GError               **error);
};

void               rc_container_register (const RcContainer *container);
const RcContainer *rc_container_choose   (const char        *head,
                                          gsize              length);
const RcContainer *rc_container_by_id    (const char        *id);

G_END_DECLS
