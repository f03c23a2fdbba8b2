/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "anchor-kind.h"

#include <string.h>

static void
replace (char       **text,
         const char  *by)
{
  g_free (*text);
  *text = g_strdup (by);
}

static gint64
later_of (gint64 a,
          gint64 b)
{
  if (a == RC_TIME_NONE || b == RC_TIME_NONE)
    return a == RC_TIME_NONE ? b : a;
  return MAX (a, b);
}

static gint64
earlier_of (gint64 a,
            gint64 b)
{
  if (a == RC_TIME_NONE || b == RC_TIME_NONE)
    return a == RC_TIME_NONE ? b : a;
  return MIN (a, b);
}

static gboolean
constrains (const RcAnchor *anchor,
            const char     *identity)
{
  g_autofree char *name = g_strndup (identity, strcspn (identity, "="));
  g_autoptr (GPtrArray) values = rc_anchor_list_identities (anchor, name);

  return values->len > 0;
}

static gboolean
allows (const RcAnchor *anchor,
        const char     *identity)
{
  g_autofree char *name = g_strndup (identity, strcspn (identity, "="));

  return rc_anchor_allows (anchor, name, identity + strlen (name) + (identity[strlen (name)] == '='));
}

/* What both allow. %FALSE: nothing is left of a constraint that both have. */
static gboolean
join_identities (RcAnchor       *key,
                 const RcAnchor *list)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (RcAnchor) joined = rc_anchor_new (key->kind);

  for (guint i = 0; key->identities != NULL && key->identities[i] != NULL; i++)
    {
      if (allows (list, key->identities[i]))
        g_strv_builder_add (builder, key->identities[i]);
    }
  for (guint i = 0; list->identities != NULL && list->identities[i] != NULL; i++)
    {
      if (!constrains (key, list->identities[i]))
        g_strv_builder_add (builder, list->identities[i]);
    }
  joined->identities = g_strv_builder_end (builder);

  for (guint i = 0; key->identities != NULL && key->identities[i] != NULL; i++)
    {
      if (!constrains (joined, key->identities[i]))
        return FALSE;
    }
  g_strfreev (key->identities);
  key->identities = g_steal_pointer (&joined->identities);
  return TRUE;
}

static gboolean
inherit (RcAnchor       *key,
         const RcAnchor *list)
{
  key->id = list->id;
  replace (&key->owner, list->owner);
  replace (&key->purpose, list->purpose);
  replace (&key->how, list->how);
  replace (&key->group, list->group);
  replace (&key->revoked_for, list->revoked_for);
  key->threshold = list->threshold;
  key->revoked_us = earlier_of (key->revoked_us, list->revoked_us);
  key->from_us = later_of (key->from_us, list->from_us);
  key->to_us = earlier_of (key->to_us, list->to_us);
  rc_anchor_complete (key);
  return join_identities (key, list);
}

/**
 * rc_anchor_list_keys:
 * @anchor: any
 *
 * Where the list and the key in it both limit something, what both allow remains.
 *
 * Returns: (element-type RcAnchor) (transfer full): the keys in a list; none for a single key
 */
GPtrArray *
rc_anchor_list_keys (const RcAnchor *anchor)
{
  const RcAnchorKind *kind = rc_anchor_kind_by_id (anchor->kind);
  GPtrArray *keys = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);

  if (anchor->key != NULL || kind == NULL || kind->list_keys == NULL)
    return keys;

  kind->list_keys (anchor, keys);
  for (guint i = keys->len; i > 0; i--)
    {
      if (!inherit (g_ptr_array_index (keys, i - 1), anchor))
        g_ptr_array_remove_index (keys, i - 1);
    }
  return keys;
}
