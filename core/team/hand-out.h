/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/life/life.h"
#include "core/team/team-member.h"

G_BEGIN_DECLS

/*
 * Handing out: a member gets a copy of the case as it stands, to work in it with a key of their own, also while others work on. Private notes are not
 * in it; of each its digest is. What is entered there comes back by a merge (case-merge.h).
 */

/* By which act the log of the case, and that of the copy, says it. */
#define RC_HAND_OUT_ACT "hand-out"

/**
 * RcHandOut:
 * @entries: of the custody log, up to the handing out; @head: the hash of its last entry, 64 hexadecimal digits: what both logs have in common
 * @sha256: of the file as it was handed out, 64 hexadecimal digits
 * @n_withheld: private notes that are not in it
 * @n_assigned: what the member has to do and has not done yet
 */
typedef struct
{
  gint64   member;
  char    *name;
  char    *key;
  gint64   entries;
  char    *head;
  char    *sha256;
  guint64  bytes;
  guint    n_withheld;
  guint    n_assigned;
} RcHandOut;

void       rc_hand_out_free (RcHandOut        *self);
/* @path: where the copy is to stand; nothing may be there. An observer, who changes nothing, gets none. */
RcHandOut *rc_hand_out      (RcCase           *case_file,
                             gint64            member,
                             const char       *path,
                             const RcLifeWork *work,      /* (nullable) */
                             GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcHandOut, rc_hand_out_free)

G_END_DECLS
