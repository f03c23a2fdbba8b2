/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What an officer, or a description file, states of an AI system. None of it is found out by the program. */
typedef enum
{
  RC_SYSTEM_ID,                      /* how its provider names it beside its name */
  RC_SYSTEM_VERSION,
  RC_SYSTEM_PURPOSE,                 /* intended purpose, Article 3(12) */
  RC_SYSTEM_ROLE,                    /* own role: of whoever states it; several are possible */
  RC_SYSTEM_PROVIDER,
  RC_SYSTEM_PROVIDER_ADDRESS,
  RC_SYSTEM_DEPLOYER,
  RC_SYSTEM_DEPLOYER_ADDRESS,
  RC_SYSTEM_REPRESENTATIVE,          /* authorised representative, Article 22 */
  RC_SYSTEM_REPRESENTATIVE_ADDRESS,
  RC_SYSTEM_RISK_CLASS,              /* tier codes; several can hold at once */
  RC_SYSTEM_RISK_RATIONALE,
  RC_SYSTEM_RISK_DATE,               /* of the classification */
  RC_SYSTEM_ANNEX_III,               /* points of Annex III */
  RC_SYSTEM_MEMBER_STATES,
  RC_SYSTEM_LANGUAGES,
  RC_SYSTEM_SECTORS,
  RC_SYSTEM_PERSONAL_DATA,
  RC_SYSTEM_PROFILING,
  RC_SYSTEM_CONTINUOUS_LEARNING,
  RC_SYSTEM_FIRST_PLACED,            /* placed on the market or put into service */
  RC_SYSTEM_REGISTRATION,            /* in the EU database, Article 49 */
  RC_SYSTEM_RETENTION,               /* how long its logs are kept: an ISO 8601 duration */
  RC_SYSTEM_RETENTION_SOURCE,        /* the law or policy that says so */
  RC_SYSTEM_RETENTION_POLICY,        /* its id */
  RC_N_SYSTEM_ATTRIBUTES
} RcSystemAttribute;

typedef enum
{
  RC_SYSTEM_VALUE_TEXT,
  RC_SYSTEM_VALUE_TRUTH,       /* "true", "false" */
  RC_SYSTEM_VALUE_DATE,        /* 2026-03-25 or a full time */
  RC_SYSTEM_VALUE_DURATION,    /* P6M */
  RC_SYSTEM_VALUE_CODES,       /* a list out of a closed one */
  RC_SYSTEM_VALUE_STATES,      /* a list of two capital letters */
  RC_SYSTEM_VALUE_TONGUES,     /* a list of two small letters */
} RcSystemValueType;

/* The name in lists and options: "risk-class". */
const char         *rc_system_attribute_to_name   (RcSystemAttribute  self);
gboolean            rc_system_attribute_from_name (const char        *name,
                                                   RcSystemAttribute *out_attribute);
/* Where it stands in a description: JSON Pointer, "/risk_class/tiers". */
const char         *rc_system_attribute_pointer   (RcSystemAttribute  self);
/* What people read, in their language. */
const char         *rc_system_attribute_title     (RcSystemAttribute  self);
RcSystemValueType   rc_system_attribute_type      (RcSystemAttribute  self);
gboolean            rc_system_attribute_is_list   (RcSystemAttribute  self);
/* The closed list of its values, as stored; 0: it has none. */
guint               rc_system_attribute_count_codes (RcSystemAttribute self);
const char         *rc_system_attribute_nth_code  (RcSystemAttribute  self,
                                                   guint              index);
/* Whether @value is one that the attribute can have; @out_expected: (nullable): what was expected, where it is not. */
gboolean            rc_system_attribute_accepts   (RcSystemAttribute  self,
                                                   const char        *value,
                                                   const char       **out_expected);
/* A value as people read it: "III-5b: Creditworthiness …", "yes"; safe to show; (transfer full). */
char               *rc_system_attribute_dup_words (RcSystemAttribute  self,
                                                   const char        *value);

G_END_DECLS
