/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/team/team-member.h"

#include <string.h>

#include "core/words.h"

#define KEY_DIGITS 64u

G_DEFINE_QUARK (rc-team-error-quark, rc_team_error)

static const struct
{
  const char *name;
  const char *words;
} roles[] = {
  [RC_ROLE_OWNER] = { "owner", N_("owner") },
  [RC_ROLE_AUDITOR] = { "auditor", N_("auditor") },
  [RC_ROLE_REVIEWER] = { "reviewer", N_("reviewer") },
  [RC_ROLE_OBSERVER] = { "observer", N_("observer") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (roles) == RC_N_ROLES);

const char *
rc_role_to_name (RcRole role)
{
  g_return_val_if_fail (role < RC_N_ROLES, NULL);

  return roles[role].name;
}

const char *
rc_role_words (RcRole role)
{
  g_return_val_if_fail (role < RC_N_ROLES, NULL);

  return _(roles[role].words);
}

gboolean
rc_role_from_name (const char *name,
                   RcRole     *out_role)
{
  for (guint i = 0; i < RC_N_ROLES; i++)
    {
      if (g_strcmp0 (name, roles[i].name) == 0)
        {
          *out_role = i;
          return TRUE;
        }
    }
  return FALSE;
}

static void
member_key_free (gpointer data)
{
  RcTeamKey *key = data;

  g_free (key->key);
  g_free (key->ended_for);
  g_free (key);
}

void
rc_team_member_free (RcTeamMember *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->left_for);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_free (self);
}

/* --- Reading; what stands in the case is tainted --- */

static gboolean
is_key (const char *key)
{
  return key != NULL && strlen (key) == KEY_DIGITS && strspn (key, "0123456789abcdef") == KEY_DIGITS;
}

static void
take_key (RcTeamMember      *self,
          const RcEntry *entry)
{
  g_autofree char *key = rc_entry_dup_text (entry, "key");
  RcTeamKey *last = self->keys->len > 0 ? g_ptr_array_index (self->keys, self->keys->len - 1) : NULL;
  RcTeamKey *next;

  if (key == NULL)
    return;
  if (last != NULL && last->to_us == RC_TIME_NONE)
    {
      last->to_us = entry->added_us;
      last->ended_for = rc_entry_dup_text (entry, "reason");
    }
  if (!is_key (key))
    return;

  next = g_new0 (RcTeamKey, 1);
  next->key = g_steal_pointer (&key);
  next->from_us = entry->added_us;
  next->to_us = RC_TIME_NONE;
  g_ptr_array_add (self->keys, next);
}

static void
take_role (RcTeamMember      *self,
           const RcEntry *entry)
{
  g_autofree char *role = rc_entry_dup_text (entry, "role");

  /* A role that this version does not know allows nothing. */
  if (role != NULL && !rc_role_from_name (role, &self->role))
    self->role = RC_ROLE_OBSERVER;
}

static void
take_leave (RcTeamMember      *self,
            const RcEntry *entry)
{
  g_autofree char *reason = rc_entry_dup_text (entry, "left_for");

  if (reason == NULL || self->left_us != RC_TIME_NONE)
    return;
  self->left_us = entry->added_us;
  self->left_for = g_steal_pointer (&reason);
}

static RcTeamMember *
from_thread (const RcEntryThread *thread)
{
  RcTeamMember *self = g_new0 (RcTeamMember, 1);

  self->number = thread->first->number;
  self->entry = thread->first->id;
  self->name = rc_entry_dup_text (thread->first, "name");
  if (self->name == NULL)
    self->name = g_strdup ("");
  self->role = RC_ROLE_OBSERVER;
  self->keys = g_ptr_array_new_with_free_func (member_key_free);
  self->joined_us = thread->first->added_us;
  self->left_us = RC_TIME_NONE;
  take_role (self, thread->first);
  take_key (self, thread->first);
  for (guint i = 0; i < thread->additions->len; i++)
    {
      const RcEntry *addition = g_ptr_array_index (thread->additions, i);

      take_role (self, addition);
      take_key (self, addition);
      take_leave (self, addition);
    }
  return self;
}

GPtrArray *
rc_team_member_list (RcCase  *case_file,
                     GError **error)
{
  g_autoptr (GPtrArray) threads = rc_entry_thread_list (case_file, RC_ENTRY_MEMBER, error);
  g_autoptr (GPtrArray) members = NULL;

  if (threads == NULL)
    return NULL;

  members = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_team_member_free);
  for (guint i = 0; i < threads->len; i++)
    g_ptr_array_add (members, from_thread (g_ptr_array_index (threads, i)));
  return g_steal_pointer (&members);
}

RcTeamMember *
rc_team_member_find (RcCase  *case_file,
                     gint64   number,
                     GError **error)
{
  g_autoptr (RcEntryThread) thread = rc_entry_thread_find (case_file, RC_ENTRY_MEMBER, number, error);

  return thread != NULL ? from_thread (thread) : NULL;
}

const char *
rc_team_member_peek_key (const RcTeamMember *self)
{
  const RcTeamKey *last = self->keys->len > 0 ? g_ptr_array_index (self->keys, self->keys->len - 1) : NULL;

  return last != NULL && last->to_us == RC_TIME_NONE ? last->key : NULL;
}

const RcTeamMember *
rc_team_member_find_key (GPtrArray  *members,
                         const char *key)
{
  for (guint i = 0; i < members->len; i++)
    {
      const RcTeamMember *member = g_ptr_array_index (members, i);

      if (member->left_us == RC_TIME_NONE && g_strcmp0 (rc_team_member_peek_key (member), key) == 0)
        return member;
    }
  return NULL;
}

/* --- Entering --- */

static gboolean
refuse (RcTeamError   code,
        const char   *words,
        GError      **error)
{
  g_set_error_literal (error, RC_TEAM_ERROR, code, words);
  return FALSE;
}

/* Two people with one key could not be told apart. */
static gboolean
check_key (GPtrArray   *members,
           gint64       number,     /* 0: not a member yet */
           const char  *key,
           GError     **error)
{
  if (!is_key (key))
    return refuse (RC_TEAM_ERROR_TERMS, _("A member’s key is given as 64 hexadecimal digits, as “custody” shows who signed"), error);

  for (guint i = 0; i < members->len; i++)
    {
      const RcTeamMember *member = g_ptr_array_index (members, i);

      for (guint j = 0; j < member->keys->len; j++)
        {
          const RcTeamKey *other = g_ptr_array_index (member->keys, j);

          if (strcmp (other->key, key) == 0 && (member->number != number || other->to_us != RC_TIME_NONE || member->left_us != RC_TIME_NONE))
            {
              g_set_error (error, RC_TEAM_ERROR, RC_TEAM_ERROR_TERMS, _("This key is or was the key of %s"), member->name);
              return FALSE;
            }
        }
    }
  return TRUE;
}

static guint
count_owners (GPtrArray *members)
{
  guint n_owners = 0;

  for (guint i = 0; i < members->len; i++)
    {
      const RcTeamMember *member = g_ptr_array_index (members, i);

      n_owners += member->role == RC_ROLE_OWNER && member->left_us == RC_TIME_NONE;
    }
  return n_owners;
}

static gboolean
check_new (GPtrArray   *members,
           const char  *name,
           RcRole       role,
           const char  *key,
           GError     **error)
{
  if (!rc_entry_require_words (_("who the member is"), name, error))
    return FALSE;
  if (members->len == 0 && role != RC_ROLE_OWNER)
    return refuse (RC_TEAM_ERROR_STATE, _("The first member of a case is its owner"), error);
  for (guint i = 0; i < members->len; i++)
    {
      const RcTeamMember *member = g_ptr_array_index (members, i);

      if (member->left_us == RC_TIME_NONE && strcmp (member->name, name) == 0)
        {
          g_set_error (error, RC_TEAM_ERROR, RC_TEAM_ERROR_TERMS, _("%s is a member already"), name);
          return FALSE;
        }
    }
  return key == NULL || check_key (members, 0, key, error);
}

/**
 * rc_team_member_add:
 * @role: of the first one %RC_ROLE_OWNER
 *
 * Returns: the member's number; 0 with @error
 */
gint64
rc_team_member_add (RcCase      *case_file,
                    const char  *name,
                    RcRole       role,
                    const char  *key,
                    const char  *by,
                    GError     **error)
{
  g_autoptr (GPtrArray) members = rc_team_member_list (case_file, error);
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  if (members == NULL || !check_new (members, name, role, key, error))
    return 0;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "name", name);
  rc_json_writer_member_string (writer, "role", rc_role_to_name (role));
  rc_register_write_words (writer, "key", key);
  rc_json_writer_end_object (writer);
  return rc_register_begin (case_file, RC_ENTRY_MEMBER, "member add", writer, by, error);
}

/* The list of all, with the one of @number, who must be one still. */
static GPtrArray *
find_active (RcCase          *case_file,
             gint64           number,
             const RcTeamMember **out_member,
             GError         **error)
{
  g_autoptr (GPtrArray) members = rc_team_member_list (case_file, error);

  *out_member = NULL;
  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      const RcTeamMember *member = g_ptr_array_index (members, i);

      if (member->number == number)
        *out_member = member;
    }
  if (members == NULL)
    return NULL;
  if (*out_member == NULL)
    {
      g_set_error (error, RC_TEAM_ERROR, RC_TEAM_ERROR_TERMS, _("There is no member %lld"), (long long) number);
      return NULL;
    }
  if ((*out_member)->left_us != RC_TIME_NONE)
    {
      g_set_error (error, RC_TEAM_ERROR, RC_TEAM_ERROR_STATE, _("%s has left"), (*out_member)->name);
      return NULL;
    }
  return g_steal_pointer (&members);
}

static gboolean
check_owner_stays (GPtrArray      *members,
                   const RcTeamMember *member,
                   GError        **error)
{
  return member->role != RC_ROLE_OWNER || count_owners (members) > 1
         || refuse (RC_TEAM_ERROR_STATE, _("A case has an owner: make somebody else its owner first"), error);
}

gboolean
rc_team_member_set_role (RcCase      *case_file,
                         gint64       number,
                         RcRole       role,
                         const char  *reason,
                         const char  *by,
                         GError     **error)
{
  const RcTeamMember *member;
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  if (!rc_entry_require_words (_("why the role changes"), reason, error))
    return FALSE;
  members = find_active (case_file, number, &member, error);
  if (members == NULL || (role != RC_ROLE_OWNER && !check_owner_stays (members, member, error)))
    return FALSE;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "role", rc_role_to_name (role));
  rc_json_writer_member_string (writer, "reason", reason);
  rc_json_writer_end_object (writer);
  return rc_register_add (case_file, RC_ENTRY_MEMBER, number, "member role", writer, by, error);
}

gboolean
rc_team_member_change_key (RcCase      *case_file,
                           gint64       number,
                           const char  *key,
                           const char  *reason,
                           const char  *by,
                           GError     **error)
{
  const RcTeamMember *member;
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  if (!rc_entry_require_words (_("why the key changes"), reason, error))
    return FALSE;
  members = find_active (case_file, number, &member, error);
  if (members == NULL || (key != NULL && !check_key (members, number, key, error)))
    return FALSE;
  if (g_strcmp0 (rc_team_member_peek_key (member), key) == 0)
    return refuse (RC_TEAM_ERROR_STATE, key != NULL ? _("This is the member’s key already") : _("The member has no key"), error);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "key", key != NULL ? key : "");
  rc_json_writer_member_string (writer, "reason", reason);
  rc_json_writer_end_object (writer);
  return rc_register_add (case_file, RC_ENTRY_MEMBER, number, "member key", writer, by, error);
}

gboolean
rc_team_member_leave (RcCase      *case_file,
                      gint64       number,
                      const char  *reason,
                      const char  *by,
                      GError     **error)
{
  const RcTeamMember *member;
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  if (!rc_entry_require_words (_("why the member leaves"), reason, error))
    return FALSE;
  members = find_active (case_file, number, &member, error);
  if (members == NULL || !check_owner_stays (members, member, error))
    return FALSE;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "left_for", reason);
  rc_json_writer_end_object (writer);
  return rc_register_add (case_file, RC_ENTRY_MEMBER, number, "member leave", writer, by, error);
}
