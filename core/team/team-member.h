/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/registers/register.h"
#include "core/timestamp.h"

G_BEGIN_DECLS

/*
 * Who works on the case. As long as nobody is entered, whoever has the file may do everything, and the custody log says by whose key. Once there are members,
 * a signature in the log is somebody's: see team-signers.h. A member is never removed, only said to have left; a key is never forgotten, only followed by
 * another one.
 */

#define RC_TEAM_ERROR (rc_team_error_quark ())
GQuark rc_team_error_quark (void);

typedef enum
{
  RC_TEAM_ERROR_TERMS,     /* no such role, no public key, a name twice */
  RC_TEAM_ERROR_STATE,     /* as things stand it cannot be: the last owner cannot leave */
  RC_TEAM_ERROR_ROLE,      /* whose key it is may not do that */
} RcTeamError;

typedef enum
{
  RC_ROLE_OWNER,           /* answers for the case; says who is a member */
  RC_ROLE_AUDITOR,         /* works on it */
  RC_ROLE_REVIEWER,        /* the second person: works on it, and reviews what others prepared */
  RC_ROLE_OBSERVER,        /* looks, and lets be printed; changes nothing */
  RC_N_ROLES
} RcRole;

/* @ended_for: (nullable): it is the member's key; else why it was followed by another one. */
typedef struct
{
  char   *key;             /* Ed25519, 64 hexadecimal digits */
  gint64  from_us;
  gint64  to_us;           /* RC_TIME_NONE: still */
  char   *ended_for;
} RcTeamKey;

/**
 * RcTeamMember:
 * @number: 1, 2, 3 …
 * @keys: (element-type RcTeamKey): in the order in which they were entered; may be empty
 * @left_us: %RC_TIME_NONE: is one
 */
typedef struct
{
  gint64     number;
  gint64     entry;
  char      *name;
  RcRole     role;
  GPtrArray *keys;
  gint64     joined_us;
  gint64     left_us;
  char      *left_for;     /* (nullable) */
} RcTeamMember;

const char *rc_role_to_name        (RcRole           role);
gboolean    rc_role_from_name      (const char      *name,
                                    RcRole          *out_role);
const char *rc_role_words          (RcRole           role);

void        rc_team_member_free         (RcTeamMember    *self);
/* By their numbers, those who left too; (element-type RcTeamMember) (transfer full). */
GPtrArray  *rc_team_member_list         (RcCase          *case_file,
                                         GError         **error);
RcTeamMember *rc_team_member_find       (RcCase          *case_file,
                                         gint64           number,
                                         GError         **error);
/* The newest key; (nullable) where there is none, or it was withdrawn. */
const char *rc_team_member_peek_key     (const RcTeamMember *self);
/* (nullable) (transfer none): whose key it is now. */
const RcTeamMember *rc_team_member_find_key (GPtrArray   *members,
                                         const char      *key);

/* The first one is the owner. @key: (nullable): 64 hexadecimal digits, as "custody" shows signers. @by: (nullable) here and below. Answers the number; 0
 * with @error. */
gint64      rc_team_member_add          (RcCase          *case_file,
                                         const char      *name,
                                         RcRole           role,
                                         const char      *key,
                                         const char      *by,
                                         GError         **error);
gboolean    rc_team_member_set_role     (RcCase          *case_file,
                                         gint64           number,
                                         RcRole           role,
                                         const char      *reason,
                                         const char      *by,
                                         GError         **error);
/* @key: (nullable): the key is withdrawn, and there is none for now. What it signed before stays the member's. */
gboolean    rc_team_member_change_key   (RcCase          *case_file,
                                         gint64           number,
                                         const char      *key,
                                         const char      *reason,
                                         const char      *by,
                                         GError         **error);
gboolean    rc_team_member_leave        (RcCase          *case_file,
                                         gint64           number,
                                         const char      *reason,
                                         const char      *by,
                                         GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcTeamMember, rc_team_member_free)

G_END_DECLS
