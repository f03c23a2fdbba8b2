/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/team/case-merge-parts.h"

#include "core/elsewhere.h"
#include "core/identity-link.h"
#include "core/trust.h"
#include "core/words.h"

/* What only a person of this case decides: whose keys count, what is one thing, which check of others is relied on. */

static void
propose (RcMergeWork *self,
         const char  *kind,
         char        *words)        /* (transfer full) */
{
  RcMergeProposal *proposal = g_new0 (RcMergeProposal, 1);

  proposal->kind = g_strdup (kind);
  proposal->words = words;
  g_ptr_array_add (self->result->proposals, proposal);
}

static gboolean
is_accepted (GPtrArray      *anchors,
             const RcAnchor *other)
{
  for (guint i = 0; i < anchors->len; i++)
    {
      const RcAnchor *anchor = g_ptr_array_index (anchors, i);

      if (rc_digest_equal (&anchor->fingerprint, &other->fingerprint) && g_strcmp0 (anchor->kind, other->kind) == 0
          && g_strcmp0 (anchor->key_id, other->key_id) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
propose_keys (RcMergeWork  *self,
              GError      **error)
{
  g_autoptr (GPtrArray) here = rc_trust_list (self->here, error);
  g_autoptr (GPtrArray) there = here != NULL ? rc_trust_list (self->there, error) : NULL;

  for (guint i = 0; there != NULL && i < there->len; i++)
    {
      const RcAnchor *anchor = g_ptr_array_index (there, i);
      g_autofree char *fingerprint = rc_digest_dup_hex (&anchor->fingerprint);

      if (!is_accepted (here, anchor))
        propose (self, "key", g_strdup_printf (_("A key of %1$s, accepted there: %2$s"), anchor->owner, fingerprint));
    }
  return there != NULL;
}

static gboolean
propose_links (RcMergeWork  *self,
               GError      **error)
{
  g_autoptr (GPtrArray) there = rc_identity_link_list (self->there, error);
  g_autoptr (GPtrArray) here = there != NULL ? rc_identity_link_list (self->here, error) : NULL;

  for (guint i = 0; here != NULL && i < there->len; i++)
    {
      const RcIdentityLink *link = g_ptr_array_index (there, i);
      gboolean is_known = FALSE;

      for (guint k = 0; k < here->len; k++)
        {
          const RcIdentityLink *own = g_ptr_array_index (here, k);

          is_known = is_known || (own->added_us == link->added_us && g_strcmp0 (own->by, link->by) == 0 && g_strcmp0 (own->reason, link->reason) == 0);
        }
      if (!is_known && link->withdrawn_for == NULL)
        propose (self, "link", g_strdup_printf (_("Two names that %1$s linked there as one thing; reason given: %2$s"), link->by, link->reason));
    }
  return here != NULL;
}

static gboolean
propose_checks (RcMergeWork  *self,
                GError      **error)
{
  g_autoptr (GPtrArray) there = rc_elsewhere_list (self->there, error);
  g_autoptr (GPtrArray) here = there != NULL ? rc_elsewhere_list (self->here, error) : NULL;

  for (guint i = 0; here != NULL && i < there->len; i++)
    {
      const RcElsewhere *check = g_ptr_array_index (there, i);
      gboolean is_known = FALSE;

      for (guint k = 0; k < here->len; k++)
        {
          const RcElsewhere *own = g_ptr_array_index (here, k);

          is_known = is_known || (rc_digest_equal (&own->subject, &check->subject) && own->added_us == check->added_us);
        }
      if (!is_known && check->withdrawn_for == NULL)
        propose (self, "elsewhere", g_strdup_printf (_("A check of “%1$s” done outside Recount by %2$s on %3$s"), check->name, check->done_by,
                                                     check->done_on));
    }
  return here != NULL;
}

gboolean
rc_merge_propose (RcMergeWork  *self,
                  GError      **error)
{
  return propose_keys (self, error) && propose_links (self, error) && propose_checks (self, error);
}
