/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/canonical.h"

G_BEGIN_DECLS

/* What is hashed. */
typedef enum
{
  RC_CHAIN_RULE_RECORD,        /* the record's canonical form, in which the link stands as a member */
  RC_CHAIN_RULE_PREFIX,        /* text of the previous hash, joint, canonical form */
  RC_CHAIN_RULE_SUFFIX,        /* canonical form, joint, text of the previous hash */
  RC_CHAIN_RULE_FIELDS,        /* some members' values as text, parted by the joint */
  RC_CHAIN_RULE_UNSUPPORTED,   /* known, and not to be checked here */
} RcChainRule;

/* What stands for the previous hash in the first record of all. */
typedef enum
{
  RC_CHAIN_FIRST_NULL   = 1 << 0,
  RC_CHAIN_FIRST_ABSENT = 1 << 1,
  RC_CHAIN_FIRST_EMPTY  = 1 << 2,
  RC_CHAIN_FIRST_ZEROS  = 1 << 3,
  RC_CHAIN_FIRST_NAME   = 1 << 4,   /* SHA-256 of first_text and the scope */
  RC_CHAIN_FIRST_WORD   = 1 << 5,   /* any text that is no digest, such as "GENESIS" */
} RcChainFirst;

/**
 * RcChainProfile:
 * @hash: (nullable): member with the record's own hash; %NULL: it stands in no record but as the link of the next one
 * @previous: member with the hash of the record before
 * @sequence: (nullable): member with the record's number, which grows by one
 * @scope: (nullable): member that tells several chains of one file apart
 * @time: (nullable): member with the record's time
 * @head: (nullable): member that links in place of @hash: SHA-256 over the texts of the previous head and of @hash
 * @left_out: (nullable): members that are outside the hash
 * @kept: (nullable): the only members inside the hash
 * @fields: (nullable): for %RC_CHAIN_RULE_FIELDS
 * @drops_null: members of the record that are null are outside the hash
 * @is_normalised: texts are brought to NFC before they are hashed
 * @signs: JSON Pointers of members by which the profile is tried without being declared
 * @uncovered: (nullable): what a change of would not show, in one sentence
 * @reason: (nullable): for %RC_CHAIN_RULE_UNSUPPORTED
 *
 * How one kind of log is chained: the parameters of ai-audit-log-projects.md section 4.
 */
typedef struct
{
  const char         *id;
  const char         *title;
  const char         *hash;
  const char         *previous;
  const char         *sequence;
  const char         *scope;
  const char         *time;
  const char         *head;
  RcChainRule         rule;
  const char         *joint;
  RcCanonicalForm     form;
  const char * const *left_out;
  const char * const *kept;
  const char * const *fields;
  gboolean            drops_null;
  gboolean            is_normalised;
  guint               first;          /* RcChainFirst flags */
  const char         *first_text;
  const char * const *signs;
  const char         *uncovered;
  const char         *reason;
} RcChainProfile;

const RcChainProfile *rc_chain_profile_by_id  (const char           *id);   /* (nullable) */
guint                 rc_chain_profile_count  (void);
const RcChainProfile *rc_chain_profile_nth    (guint                 index);
/* Whether a record has the members by which the profile is known. */
gboolean              rc_chain_profile_has_signs (const RcChainProfile *self,
                                               const RcJson         *json);

G_END_DECLS
