/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/team/team-signers.h"

#include <string.h>

#include "core/auditor-key.h"
#include "core/words.h"

/* What lets something out, or looks, and changes no answer; what an observer may do. */
static const char * const looking[] = { "report", "reveal", "search", "subject-lookup", "sign", "verify", NULL };

/* Only an owner says who is a member. */
#define MEMBER_ACTS "member "

/* What is known of a member as of one entry of the log. */
typedef struct
{
  gint64  number;
  char   *name;
  RcRole  role;
  char   *key;         /* (nullable) */
  gboolean has_left;
} Standing;

typedef struct
{
  RcCase        *case_file;
  GPtrArray     *standings;     /* of Standing */
  RcTeamSigners *signers;
} Walk;

static void
signer_free (gpointer data)
{
  RcTeamSigner *signer = data;

  g_free (signer->key);
  g_free (signer->name);
  g_free (signer);
}

void
rc_team_signers_free (RcTeamSigners *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->signers);
  g_ptr_array_unref (self->faults);
  g_free (self);
}

static void
standing_free (gpointer data)
{
  Standing *standing = data;

  g_free (standing->name);
  g_free (standing->key);
  g_free (standing);
}

gboolean
rc_team_is_own_act (const char *act)
{
  return g_str_has_prefix (act, MEMBER_ACTS);
}

static gboolean
role_allows (RcRole      role,
             const char *act)
{
  switch (role)
    {
    case RC_ROLE_OWNER:
      return TRUE;
    case RC_ROLE_AUDITOR:
    case RC_ROLE_REVIEWER:
      return !rc_team_is_own_act (act);
    case RC_ROLE_OBSERVER:
    default:
      return g_strv_contains (looking, act);
    }
}

/* --- The log --- */

static Standing *
find_number (const Walk *walk,
             gint64      number)
{
  for (guint i = 0; i < walk->standings->len; i++)
    {
      Standing *standing = g_ptr_array_index (walk->standings, i);

      if (standing->number == number)
        return standing;
    }
  return NULL;
}

static const Standing *
find_key (const Walk *walk,
          const char *key)
{
  for (guint i = 0; i < walk->standings->len; i++)
    {
      const Standing *standing = g_ptr_array_index (walk->standings, i);

      if (!standing->has_left && g_strcmp0 (standing->key, key) == 0)
        return standing;
    }
  return NULL;
}

static void
take_member (Walk          *walk,
             gint64         number,
             const RcEntry *entry)
{
  g_autofree char *name = rc_entry_dup_text (entry, "name");
  g_autofree char *role = rc_entry_dup_text (entry, "role");
  g_autofree char *left = rc_entry_dup_text (entry, "left_for");
  char *key = rc_entry_dup_text (entry, "key");
  Standing *standing = find_number (walk, number);

  if (standing == NULL)
    {
      standing = g_new0 (Standing, 1);
      standing->number = number;
      standing->name = g_strdup (name != NULL ? name : "");
      standing->role = RC_ROLE_OBSERVER;
      g_ptr_array_add (walk->standings, standing);
    }
  if (role != NULL && !rc_role_from_name (role, &standing->role))
    standing->role = RC_ROLE_OBSERVER;
  standing->has_left = standing->has_left || left != NULL;
  if (key != NULL)
    {
      g_free (standing->key);
      standing->key = key;
    }
}

/* Which entry the act was about; tainted. Answers whether it was on a member. */
static gboolean
read_act (const char *act,
          const char *detail,
          gint64     *out_entry,
          gint64     *out_number)
{
  g_auto (RcJson) json;
  RcJsonFault fault;
  guint32 entry, number, thread;

  rc_json_init (&json);
  if (!rc_team_is_own_act (act) || detail == NULL || !rc_json_parse (&json, detail, strlen (detail), &fault))
    return FALSE;
  entry = rc_json_member (&json, 0, "entry");
  number = rc_json_member (&json, 0, "number");
  thread = rc_json_member (&json, 0, "thread");
  return entry != RC_JSON_NO_NODE && number != RC_JSON_NO_NODE && rc_json_get_integer (&json, entry, out_entry)
         && rc_json_get_integer (&json, thread != RC_JSON_NO_NODE ? thread : number, out_number);
}

static RcTeamSigner *
take_signer (Walk       *walk,
             const char *key,
             gint64      id)
{
  RcTeamSigner *signer;

  for (guint i = 0; i < walk->signers->signers->len; i++)
    {
      signer = g_ptr_array_index (walk->signers->signers, i);
      if (strcmp (signer->key, key) == 0)
        return signer;
    }

  signer = g_new0 (RcTeamSigner, 1);
  signer->key = g_strdup (key);
  signer->first = id;
  g_ptr_array_add (walk->signers->signers, signer);
  return signer;
}

static void
add_fault (Walk       *walk,
           gint64      id,
           const char *expected,
           const char *found,
           char       *message)       /* (transfer full) */
{
  RcCustodyFault *fault = g_new0 (RcCustodyFault, 1);

  fault->entry = id;
  fault->expected = g_strdup (expected);
  fault->found = g_strdup (found);
  fault->message = message;
  g_ptr_array_add (walk->signers->faults, fault);
}

/* @standing: (nullable) */
static void
judge (Walk           *walk,
       gint64          id,
       const char     *act,
       const char     *key,
       const Standing *standing,
       gboolean        had_members)
{
  if (standing != NULL && !role_allows (standing->role, act))
    add_fault (walk, id, "a member whose role allows the act", rc_role_to_name (standing->role),
               g_strdup_printf ("Entry %" G_GINT64_FORMAT " of the custody log, “%s”, is signed by %s, whose role is %s.", id, act, standing->name,
                                rc_role_to_name (standing->role)));
  else if (standing == NULL && had_members)
    add_fault (walk, id, "the key of a member", key,
               g_strdup_printf ("Entry %" G_GINT64_FORMAT " of the custody log is signed by a key that was no member's then.", id));
}

/* (transfer full) (nullable): the entry on a member that the act made, with the number of the member. */
static RcEntry *
load_member_entry (const Walk *walk,
                   const char *act,
                   const char *detail,
                   gint64     *out_number)
{
  g_autoptr (RcEntry) entry = NULL;
  gint64 id;

  if (!read_act (act, detail, &id, out_number))
    return NULL;
  entry = rc_entry_load (walk->case_file, id, NULL);
  return entry != NULL && strcmp (entry->kind, RC_ENTRY_MEMBER) == 0 ? g_steal_pointer (&entry) : NULL;
}

static void
note_signer (Walk           *walk,
             gint64          id,
             const char     *key,
             const Standing *standing)      /* (nullable) */
{
  RcTeamSigner *signer = take_signer (walk, key, id);

  signer->last = id;
  signer->entries++;
  if (standing == NULL)
    return;
  signer->member = standing->number;
  signer->role = standing->role;
  g_free (signer->name);
  signer->name = g_strdup (standing->name);
}

static void
walk_entry (Walk         *walk,
            sqlite3_stmt *statement)
{
  gint64 id = sqlite3_column_int64 (statement, 0);
  g_autofree char *act = rc_database_column_dup (statement, 1);
  g_autofree char *detail = rc_database_column_dup (statement, 2);
  gboolean had_members = walk->standings->len > 0;
  gint64 number = 0;
  g_autoptr (RcEntry) entry = act != NULL ? load_member_entry (walk, act, detail, &number) : NULL;

  /* The act that enters the first owner is the first one that an owner signs; whoever enters another one is a member already. */
  if (entry != NULL && !had_members)
    take_member (walk, number, entry);
  if (act != NULL && sqlite3_column_bytes (statement, 3) == RC_DIGEST_BYTES)
    {
      g_autofree char *key = rc_bytes_dup_hex (sqlite3_column_blob (statement, 3), RC_DIGEST_BYTES);
      const Standing *standing = find_key (walk, key);

      judge (walk, id, act, key, standing, had_members);
      note_signer (walk, id, key, standing);
    }
  if (entry != NULL && had_members)
    take_member (walk, number, entry);
}

RcTeamSigners *
rc_team_signers_load (RcCase  *case_file,
                      GError **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT id, act, detail, signer FROM custody ORDER BY id", error);
  g_autoptr (RcTeamSigners) signers = g_new0 (RcTeamSigners, 1);
  g_autoptr (GPtrArray) standings = g_ptr_array_new_with_free_func (standing_free);
  Walk walk = { .case_file = case_file, .standings = standings, .signers = signers };
  gboolean row = FALSE;

  signers->signers = g_ptr_array_new_with_free_func (signer_free);
  signers->faults = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_custody_fault_free);
  if (statement == NULL)
    return NULL;

  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&signers);
      walk_entry (&walk, statement);
    }
}

/* --- Whoever is at work now --- */

/**
 * rc_team_allows:
 * @act: of the custody log
 *
 * Whoever works without a key, or has the file and another program, is held back by nothing: what they do is not signed by a member, and is told so.
 *
 * Returns: %FALSE with %RC_TEAM_ERROR_ROLE
 */
gboolean
rc_team_allows (RcCase      *case_file,
                const char  *act,
                GError     **error)
{
  guint8 signature[64], public_key[32];
  g_autoptr (GPtrArray) members = NULL;
  g_autofree char *key = NULL;
  const RcTeamMember *member;

  if (!rc_auditor_key_sign ((const guint8 *) "", 0, signature, public_key))
    return TRUE;
  members = rc_team_member_list (case_file, error);
  if (members == NULL)
    return FALSE;

  key = rc_bytes_dup_hex (public_key, sizeof public_key);
  member = rc_team_member_find_key (members, key);
  if (member == NULL || role_allows (member->role, act))
    return TRUE;
  g_set_error (error, RC_TEAM_ERROR, RC_TEAM_ERROR_ROLE, _("%1$s is entered as %2$s of this case, and may not do that: “%3$s”"), member->name,
               rc_role_words (member->role), act);
  return FALSE;
}
