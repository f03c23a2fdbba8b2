/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RcLineageFact:
 * @name: stable: the field's name of event.h ("score", "actor", "valid-from" …), or one of the names below
 * @value: as the record has it, masked where @personal; never translated
 * @personal: @value is a mask
 * @time_us: %RC_TIME_NONE where the fact is no time
 * @span_us: how much later the time could be
 *
 * One thing that an answer or a question of a lineage says, so that a document can say it in a sentence and a language of its own.
 */
typedef struct
{
  const char *name;
  char       *value;
  gboolean    personal;
  gint64      time_us;
  gint64      span_us;
} RcLineageFact;

/* Of answers. */
#define RC_FACT_MEMBERS       "members"         /* input: how many fields the input has */
#define RC_FACT_VERSION       "version"         /* deployment, model-version: "name/version" */
#define RC_FACT_DIGEST        "digest"          /* artefact, dataset: hex */
#define RC_FACT_ENTITY        "name"            /* run, dataset, commit …: what the registry calls it */
#define RC_FACT_OF            "of"              /* dataset, commit, environment, evaluation: the kind of thing that the registry says it of */
#define RC_FACT_CARD_EDITION  "card-edition"
#define RC_FACT_CARD_DATE     "card-date"       /* with its time */
#define RC_FACT_UNTIL         "until"           /* retention: with its time */
#define RC_FACT_DISTANCE      "distance"        /* anomaly, incident: signed microseconds from the inference */
#define RC_FACT_REGISTRY      "registry"        /* approval: it is the registry that names the approver */
#define RC_FACT_REFUSAL       "refusal"         /* approval: it refuses the version */
/* Of questions. */
#define RC_FACT_WITNESSES     "witnesses"       /* artefact: how many records name the file */
#define RC_FACT_DIFFERS       "differs"         /* final-decision, and each human action: "yes" or "no": from what the machine proposed */
#define RC_FACT_LATE          "late"            /* approval: how many came after the version was in use */
#define RC_FACT_IN_USE        "in-use"          /* approval: since when a record puts the version in use; with its time */
#define RC_FACT_REFUSED       "refused"         /* approval: the last act before the deployment refuses the version */
#define RC_FACT_CARDS_LATER   "cards-later"     /* card: how many are dated after the inference */
#define RC_FACT_CARDS_SAME_DAY "cards-same-day"
#define RC_FACT_CARDS_UNDATED "cards-undated"
#define RC_FACT_SILENCE       "silence"         /* anomaly: records of the kind were received, none near the inference */
#define RC_FACT_PERHAPS       "perhaps"         /* deployment: the times do not tell for certain */

RcLineageFact       *rc_lineage_fact_new  (const char      *name,
                                           const char      *value,
                                           gboolean         personal);
void                 rc_lineage_fact_free (RcLineageFact   *self);
/* The first fact of that name; (nullable). */
const RcLineageFact *rc_lineage_fact_find (const GPtrArray *facts,
                                           const char      *name);
/* Its value; (nullable). */
const char          *rc_lineage_fact_peek (const GPtrArray *facts,
                                           const char      *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcLineageFact, rc_lineage_fact_free)

G_END_DECLS
