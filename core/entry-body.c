/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "entry.h"

#include <string.h>

/* What the body of an entry says; tainted. */

static guint32
find_member (const RcEntry *self,
             const char    *member)
{
  return self->json.n_nodes == 0 ? RC_JSON_NO_NODE : rc_json_member (&self->json, 0, member);
}

char *
rc_entry_dup_text (const RcEntry *self,
                   const char    *member)
{
  guint32 node = find_member (self, member);

  return node != RC_JSON_NO_NODE && rc_json_is (&self->json, node, RC_JSON_STRING) ? rc_json_dup_text (&self->json, node, NULL) : NULL;
}

gboolean
rc_entry_get_integer (const RcEntry *self,
                      const char    *member,
                      gint64        *out_value)
{
  guint32 node = find_member (self, member);

  return node != RC_JSON_NO_NODE && rc_json_get_integer (&self->json, node, out_value);
}

gboolean
rc_entry_is_withheld (const RcEntry *self)
{
  return self->is_private && self->json.n_nodes == 0 && strcmp (self->body, RC_ENTRY_WITHHELD_BODY) == 0;
}

gboolean
rc_entry_get_boolean (const RcEntry *self,
                      const char    *member)
{
  guint32 node = find_member (self, member);

  return node != RC_JSON_NO_NODE && rc_json_is (&self->json, node, RC_JSON_TRUE);
}

/**
 * rc_entry_peek_json:
 *
 * Returns: (transfer none): its body; without nodes where somebody else put what is no object there
 */
const RcJson *
rc_entry_peek_json (const RcEntry *self)
{
  return &self->json;
}
