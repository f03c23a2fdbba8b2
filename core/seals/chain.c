/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/chain.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/chain-judge.h"
#include "core/seals/chain-scan.h"

struct _RcChainSet
{
  GPtrArray *scans;      /* of RcChainScan */
  guint      n_items;    /* segments and bad stretches of all of them */
};

RcChainSet *
rc_chain_set_new (void)
{
  RcChainSet *self = g_new0 (RcChainSet, 1);

  self->scans = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_chain_scan_free);
  return self;
}

void
rc_chain_set_free (RcChainSet *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->scans);
  g_free (self);
}

gboolean
rc_chain_set_count (RcChainSet *self)
{
  if (self->n_items >= RC_LIMIT_CHAIN_SEGMENTS)
    return FALSE;

  self->n_items++;
  return TRUE;
}

GPtrArray *
rc_chain_set_peek (RcChainSet *self)
{
  return self->scans;
}

/* A whole document is no chain by itself, but may be a link of one that is known and cannot be checked here. */
static gboolean
is_lone_receipt (const RcSource         *source,
                 const RcChainDetection *detection)
{
  return source->framing == RC_FRAMING_WHOLE && detection->likeness != NULL
         && detection->likeness->rule == RC_CHAIN_RULE_UNSUPPORTED;
}

static void
detect_document (const char       *head,
                 gsize             length,
                 RcChainDetection *out_detection)
{
  g_auto (RcJson) json;
  RcJsonFault fault;

  memset (out_detection, 0, sizeof *out_detection);
  rc_json_init (&json);
  if (!rc_json_parse (&json, head, length, &fault))
    return;

  for (guint i = 0; i < rc_chain_profile_count (); i++)
    {
      if (rc_chain_profile_nth (i)->rule == RC_CHAIN_RULE_UNSUPPORTED
          && rc_chain_profile_has_signs (rc_chain_profile_nth (i), &json))
        out_detection->likeness = rc_chain_profile_nth (i);
    }
}

/**
 * rc_chain_set_begin:
 * @declared: (nullable): a profile's id, or "auto"
 * @head: tainted; the first bytes of @source
 *
 * A declared profile is the rule. Without one the rule is sought by trial over @head.
 *
 * Returns: (transfer none) (nullable): %NULL where @source carries no chain
 */
RcChainScan *
rc_chain_set_begin (RcChainSet     *self,
                    const RcSource *source,
                    const char     *declared,
                    const char     *head,
                    gsize           head_length)
{
  RcChainDetection detection = { .profile = rc_chain_profile_by_id (declared) };
  gboolean is_inferred = detection.profile == NULL;
  RcChainScan *scan;

  if (g_strcmp0 (source->derivation, RC_DERIVATION_ROWS) == 0 || g_strcmp0 (source->derivation, RC_DERIVATION_SAME) == 0)
    return NULL;

  if (detection.profile == NULL && (source->framing == RC_FRAMING_LINES || source->framing == RC_FRAMING_OBJECTS))
    rc_chain_detect (source->framing, head, head_length, source->size <= head_length, &detection);
  else if (detection.profile == NULL && source->framing == RC_FRAMING_WHOLE && source->size <= head_length)
    detect_document (head, head_length, &detection);
  if (detection.profile == NULL && !detection.carries && !is_lone_receipt (source, &detection))
    return NULL;

  scan = rc_chain_scan_new (self, self->scans->len, source, &detection, is_inferred);
  g_ptr_array_add (self->scans, scan);
  return scan;
}

/**
 * rc_chain_set_judge:
 *
 * Joins the segments of all sources, compares them with the heads stated elsewhere, and tells seals, covers and exceptions.
 * The signatures over head statements must be judged already.
 *
 * Returns: %FALSE with @error where the case could not be read
 */
gboolean
rc_chain_set_judge (RcChainSet  *self,
                    RcSealWork  *work,
                    GError     **error)
{
  return rc_chain_judge (self, work, error);
}
