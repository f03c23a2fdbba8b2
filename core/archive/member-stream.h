/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/container.h"

G_BEGIN_DECLS

/**
 * RcMemberRules:
 * @size: what the container says, -1 where it does not
 * @most: bytes that may come out, whatever the container says; %G_MAXUINT64 for bytes that are not compressed
 * @crc32: what the container says; counts only where @has_crc32
 */
typedef struct
{
  gint64   size;
  guint64  most;
  gboolean has_crc32;
  guint32  crc32;
} RcMemberRules;

guint64       rc_member_most_expanded   (guint64              stored_size);
RcStream     *rc_member_stream_new      (RcStream            *inner,
                                         const RcMemberRules *rules,
                                         RcExpansionBudget   *budget);
guint64       rc_member_stream_get_produced (RcStream        *self);
const GError *rc_member_stream_peek_fault   (RcStream        *self);
gboolean      rc_member_stream_has_ended  (RcStream        *self);
gboolean      rc_member_stream_finish   (RcStream            *self,
                                         GError             **error);

G_END_DECLS
