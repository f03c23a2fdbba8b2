/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entity.h"
#include "timestamp.h"

G_BEGIN_DECLS

/* What a claim says about its entity. A link has a target entity; a property has a value; some have both. */
typedef enum
{
  RC_PROPERTY_ARTIFACT_DIGEST,    /* model-version: SHA-256 of the file that runs, hex */
  RC_PROPERTY_ARTIFACT_PLACE,     /* model-version: URI */
  RC_PROPERTY_TRAINED_BY,         /* model-version → run */
  RC_PROPERTY_VERSION_OF,         /* model-version → model */
  RC_PROPERTY_STAGE,              /* model-version: Production, Staging …; or an alias */
  RC_PROPERTY_CREATED,            /* any: time text */
  RC_PROPERTY_STATUS,             /* run, model-version */
  RC_PROPERTY_DATASET,            /* run or card → data set version */
  RC_PROPERTY_DATASET_DIGEST,     /* data set: as written */
  RC_PROPERTY_CODE_COMMIT,        /* run → commit */
  RC_PROPERTY_ENVIRONMENT,        /* run: image, conda file, Python version */
  RC_PROPERTY_TRAINED_BY_PERSON,  /* run: user */
  RC_PROPERTY_EVALUATION,         /* run, model-version or card: "metric = value" (read on demand for long lists) */
  RC_PROPERTY_APPROVED_BY,        /* model-version: a tag or field that names an approver */
  RC_PROPERTY_BASE_MODEL,         /* card or model-version → model */
  RC_PROPERTY_DESCRIBES,          /* card → model or model-version, by name */
  RC_PROPERTY_CARD_DATE,          /* card: the date it gives itself, as written */
  RC_PROPERTY_CARD_VERSION,       /* card: the version it gives itself */
  RC_PROPERTY_LICENCE,
  RC_PROPERTY_INTENDED_USE,       /* card: heading found, with its text's place */
  RC_PROPERTY_TAG,                /* any: "key = value", kept verbatim */
  RC_PROPERTY_LIMITATION,         /* card: heading or text of a limit, a risk, a use that it warns of */
  RC_PROPERTY_ISSUED_BY,          /* card: who issued it */
  RC_PROPERTY_USED_MODEL,         /* run → model or model-version that it started from */
  RC_PROPERTY_DERIVED_FROM,       /* data set → data set */
  RC_PROPERTY_CHECKED,            /* commit, run or model-version: "name of the check = outcome" */
  RC_PROPERTY_REVIEWED_BY,        /* commit or model-version → person who reviewed it */
  RC_N_PROPERTIES
} RcProperty;

const char *rc_property_to_name   (RcProperty   property);   /* "artifact-digest" … */
gboolean    rc_property_from_name (const char  *name,
                                   RcProperty  *out_property);

typedef struct
{
  gint64      id;
  gint64      source;
  guint64     record;
  char       *locator;
  gint64      entity;
  RcProperty  property;
  char       *value;        /* (nullable) */
  gint64      target;       /* 0: none */
  gint64      from_us;      /* RC_TIME_NONE: not said */
  gint64      to_us;
  gint64      recorded_us;
} RcClaim;

void       rc_claim_free           (RcClaim     *self);
RcClaim   *rc_claim_copy           (const RcClaim *self);
/* (element-type RcClaim) (transfer full), in the order of their ids; only published ones. */
GPtrArray *rc_claim_list_of_entity (RcCase      *case_file,
                                    gint64       entity,
                                    RcProperty   property,
                                    GError     **error);
GPtrArray *rc_claim_list_of_target (RcCase      *case_file,
                                    gint64       target,
                                    RcProperty   property,
                                    GError     **error);
GPtrArray *rc_claim_list_of_value  (RcCase      *case_file,
                                    RcProperty   property,
                                    const char  *value,
                                    GError     **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcClaim, rc_claim_free)

G_END_DECLS
