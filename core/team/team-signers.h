/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/custody.h"
#include "core/team/team-member.h"

G_BEGIN_DECLS

/*
 * Whose signatures the custody log bears. Whether a signature holds is for rc_custody_verify(); whose key it is, members say; and they say it themselves, in
 * the same log: a signature shows that the log and the list of members fit together, not that a person is who the list says.
 */

/**
 * RcTeamSigner:
 * @key: 64 hexadecimal digits
 * @member: 0: of nobody who is entered
 * @first, @last: entries of the log that the key signed, @entries of them
 */
typedef struct
{
  char    *key;
  gint64   member;
  char    *name;           /* (nullable) */
  RcRole   role;           /* as of the last entry that it signed */
  gint64   first;
  gint64   last;
  guint64  entries;
} RcTeamSigner;

/**
 * RcTeamSigners:
 * @signers: (element-type RcTeamSigner): in the order of their first signature
 * @faults: (element-type RcCustodyFault): entries signed by a key that was no member's then, or by one whose role allows no such act
 */
typedef struct
{
  GPtrArray *signers;
  GPtrArray *faults;
} RcTeamSigners;

void           rc_team_signers_free (RcTeamSigners  *self);
/* Walks the log from its beginning: members and their keys are as of each entry. */
RcTeamSigners *rc_team_signers_load (RcCase         *case_file,
                                     GError        **error);
/* Whether it says who is a member, or with which role and key. */
gboolean       rc_team_is_own_act   (const char     *act);
/* Whether whoever's key is unlocked may do an act; without members, and without a key, everybody may. */
gboolean       rc_team_allows       (RcCase         *case_file,
                                     const char     *act,
                                     GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcTeamSigners, rc_team_signers_free)

G_END_DECLS
