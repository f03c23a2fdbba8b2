/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "json-writer.h"
#include "uncovered.h"

G_BEGIN_DECLS

/* Verdicts and exceptions as `verify --json` and the handover bundle say them: one value each, in English. */

void rc_exception_write_json  (const RcException *self,
                               RcJsonWriter      *writer);
void rc_judgement_write_json  (const RcJudgement *self,
                               const RcUncovered *uncovered,
                               RcJsonWriter      *writer);
/* The counts of records against a schema alone, as the case keeps them; all of @text that is none is left out. */
char *rc_judgement_forms_to_json   (const RcJudgement *self);
void  rc_judgement_forms_from_json (RcJudgement       *self,
                                    const char        *text);   /* (nullable) */

G_END_DECLS
