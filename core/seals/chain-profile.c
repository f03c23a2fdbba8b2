/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/chain-profile.h"

#include <string.h>

#define MEMBERS(...) (const char * const []) { __VA_ARGS__, NULL }

/*
 * Rules of logs that were met, each from its own program or from published files (ai-audit-log-projects.md section 2). An entry
 * is here only if its rule is known; where it cannot be computed here it says so instead of being silent.
 */
static const RcChainProfile profiles[] = {
  {
    .id = "recount-demo",
    .title = "RFC 8785 form without the hash, numbered, by system",
    .hash = "hash", .previous = "prev_hash", .sequence = "seq", .scope = "system", .time = "timestamp",
    .rule = RC_CHAIN_RULE_RECORD, .form = RC_CANONICAL_JCS, .left_out = MEMBERS ("hash"),
    .first = RC_CHAIN_FIRST_ZEROS,
    .signs = MEMBERS ("/hash", "/prev_hash", "/seq", "/system"),
  },
  {
    .id = "recount-custody",
    .title = "custody log of a case of Recount",
    .hash = "hash", .previous = "previous", .sequence = "id",
    .rule = RC_CHAIN_RULE_RECORD, .form = RC_CANONICAL_JCS, .left_out = MEMBERS ("hash", "signature", "signer"),
    .first = RC_CHAIN_FIRST_ZEROS,
    .signs = MEMBERS ("/act", "/detail", "/hash", "/previous", "/signer", "/time_us"),
    .uncovered = "The signatures of the entries are outside the chain: whose key signed an entry is not judged by it",
  },
  {
    .id = "aiact-audit-log",
    .title = "aiact-audit-log of Systima AI",
    .hash = "hash", .previous = "prevHash", .sequence = "seq", .scope = "systemId", .time = "timestamp",
    .rule = RC_CHAIN_RULE_RECORD, .form = RC_CANONICAL_JCS, .left_out = MEMBERS ("hash"),
    .first = RC_CHAIN_FIRST_NAME, .first_text = "@systima/aiact-audit-log:genesis:",
    .signs = MEMBERS ("/hash", "/prevHash", "/seq", "/systemId"),
  },
  {
    .id = "aegis-audit-chain",
    .title = "audit chain of Aegis Cognitive Mesh",
    .hash = "entry_hash", .previous = "prev_hash", .time = "timestamp",
    .rule = RC_CHAIN_RULE_RECORD, .form = RC_CANONICAL_PYTHON_COMPACT, .left_out = MEMBERS ("entry_hash"),
    .first = RC_CHAIN_FIRST_NULL,
    .signs = MEMBERS ("/entry_hash", "/prev_hash", "/lineage"),
  },
  {
    .id = "aegis-decision-proof",
    .title = "decision proofs of Aegis Cognitive Mesh",
    .hash = "entry_digest", .previous = "prev_head", .head = "chain_head", .time = "ts",
    .rule = RC_CHAIN_RULE_RECORD, .form = RC_CANONICAL_PYTHON_DEFAULT, .left_out = MEMBERS ("entry_digest", "chain_head"),
    .first = RC_CHAIN_FIRST_NULL,
    .signs = MEMBERS ("/entry_digest", "/prev_head", "/chain_head"),
  },
  {
    .id = "attestix-event",
    .title = "event chain of Attestix",
    .hash = "chain_hash", .previous = "prev_hash", .scope = "tenant_id", .time = "occurred_at",
    .rule = RC_CHAIN_RULE_PREFIX, .joint = ":", .form = RC_CANONICAL_JCS, .is_normalised = TRUE,
    .kept = MEMBERS ("event_id", "tenant_id", "actor", "action", "target_id", "target_collection", "occurred_at", "change_digest",
                     "prev_hash"),
    .first = RC_CHAIN_FIRST_ZEROS,
    .signs = MEMBERS ("/chain_hash", "/prev_hash", "/event_id", "/change_digest"),
  },
  {
    .id = "attestix-action-log",
    .title = "action log of Attestix",
    .hash = "chain_hash", .previous = "prev_hash", .scope = "agent_id", .time = "timestamp",
    .rule = RC_CHAIN_RULE_PREFIX, .joint = ":", .form = RC_CANONICAL_PYTHON_COMPACT,
    .left_out = MEMBERS ("chain_hash", "signature"),
    .first = RC_CHAIN_FIRST_ZEROS,
    .signs = MEMBERS ("/chain_hash", "/prev_hash", "/log_id", "/agent_id"),
  },
  {
    .id = "verifywise",
    .title = "audit ledger of VerifyWise",
    .hash = "entry_hash", .previous = "prev_hash", .time = "occurred_at",
    .rule = RC_CHAIN_RULE_RECORD, .form = RC_CANONICAL_JCS,
    .kept = MEMBERS ("id", "entry_type", "user_id", "occurred_at", "event_type", "entity_type", "entity_id", "action", "field_name",
                     "old_value", "new_value", "description", "prev_hash"),
    .first = RC_CHAIN_FIRST_ZEROS,
    .signs = MEMBERS ("/entry_hash", "/prev_hash", "/entry_type", "/occurred_at"),
  },
  {
    .id = "aivs",
    .title = "AIVS session log",
    .hash = "row_hash", .previous = "prev_hash", .sequence = "id", .scope = "session_id", .time = "timestamp",
    .rule = RC_CHAIN_RULE_FIELDS, .joint = ":",
    .fields = MEMBERS ("id", "session_id", "action_type", "tool_name", "cost_cents", "timestamp", "prev_hash"),
    .first = RC_CHAIN_FIRST_EMPTY,
    .signs = MEMBERS ("/row_hash", "/prev_hash", "/session_id", "/tool_name"),
    .uncovered = "Inputs, outputs and errors are outside the hashes of this format: a change of them would not show",
  },
  {
    .id = "coreason",
    .title = "audit log of CoReason",
    .hash = "integrity_hash", .previous = "previous_hash", .time = "timestamp",
    .rule = RC_CHAIN_RULE_RECORD, .form = RC_CANONICAL_PYTHON_DEFAULT_UTF8, .left_out = MEMBERS ("integrity_hash"), .drops_null = TRUE,
    .first = RC_CHAIN_FIRST_NULL | RC_CHAIN_FIRST_ABSENT | RC_CHAIN_FIRST_WORD,
    .signs = MEMBERS ("/integrity_hash", "/request_id", "/root_request_id"),
  },
  {
    .id = "agent-audit-trail",
    .title = "agent audit trail (draft-sharif-agent-audit-trail)",
    .previous = "prev_hash", .scope = "session_id", .time = "timestamp",
    .rule = RC_CHAIN_RULE_RECORD, .form = RC_CANONICAL_JCS, .left_out = MEMBERS ("signature"),
    .first = RC_CHAIN_FIRST_NULL,
    .signs = MEMBERS ("/record_id", "/prev_hash", "/trust_level", "/action_type", "/agent_id"),
    .uncovered = "The last record of each session is under no hash: its own would stand in the record after it",
  },
  {
    .id = "acta-receipt",
    .title = "signed receipts of Acta (draft-farley-acta-signed-receipts)",
    .rule = RC_CHAIN_RULE_UNSUPPORTED,
    .signs = MEMBERS ("/payload/previousReceiptHash", "/signature"),
    .reason = "format-unsupported",
  },
  {
    .id = "vcp",
    .title = "VeritasChain protocol",
    .rule = RC_CHAIN_RULE_UNSUPPORTED,
    .signs = MEMBERS ("/Security/EventHash", "/Header"),
    .reason = "format-unsupported",
  },
  {
    .id = "air-trust",
    .title = "AIR Blackbox, a chain of keyed hashes (HMAC): only who holds the key can check it, and could have made it",
    .rule = RC_CHAIN_RULE_UNSUPPORTED,
    .signs = MEMBERS ("/chain_hash", "/session_seq", "/prev_session_seq"),
    .reason = "key-missing",
  },
};

/**
 * rc_chain_profile_by_id:
 *
 * Returns: (transfer none) (nullable): %NULL for %NULL, "auto" and what is not known
 */
const RcChainProfile *
rc_chain_profile_by_id (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    {
      if (g_strcmp0 (profiles[i].id, id) == 0)
        return &profiles[i];
    }

  return NULL;
}

guint
rc_chain_profile_count (void)
{
  return G_N_ELEMENTS (profiles);
}

const RcChainProfile *
rc_chain_profile_nth (guint index)
{
  return &profiles[index];
}

gboolean
rc_chain_profile_has_signs (const RcChainProfile *self,
                            const RcJson         *json)
{
  for (guint i = 0; self->signs[i] != NULL; i++)
    {
      if (rc_json_pointer (json, self->signs[i]) == RC_JSON_NO_NODE)
        return FALSE;
    }

  return TRUE;
}
