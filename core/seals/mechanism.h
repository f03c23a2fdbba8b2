/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/importer.h"
#include "core/seals/seal-work.h"

G_BEGIN_DECLS

/* What recognise() answers for a carrier that is surely one: below what any importer of events answers that is sure of its format. */
#define RC_MECHANISM_SURE 40

/**
 * RcMechanism:
 * @id: of the importer under which its carriers are listed as sources, e.g. "time-stamp"
 * @title: what a carrier is, for people; N_()
 * @evidences: one line of what it can show; N_()
 * @framing: of a carrier's records: %RC_FRAMING_LINES for texts, %RC_FRAMING_FIXED for binary files
 * @recognise: 0 for "not mine" to 100, from the first bytes; also at import, where it must answer the same. A carrier whose mechanism is
 *   known but that cannot be judged here is recognised too, and judged UNVERIFIABLE.
 * @begin: (nullable): makes what one run over all carriers remembers
 * @judge: judges one carrier: makes a seal for each thing that it protects, says what that covers and what is wrong with it. A carrier that
 *   turns out to be of another kind is passed over in silence; one that is spoiled is MALFORMED. @bytes: the whole carrier; %NULL: larger
 *   than RC_LIMIT_SEAL_FILE_BYTES. %FALSE only where the case itself could not be read.
 * @finish: (nullable): what can be told only when all carriers were seen: gaps between them, files that none of them lists
 * @end: (nullable): frees what @begin made
 *
 * An integrity mechanism: one file in core/seals/ each (design.md section 2). They run in the order of the table in mechanisms.c; the
 * carriers of one stand in the order of the sources. Nothing that stands in the evidence is trusted.
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *evidences;
  RcFraming   framing;
  int       (*recognise) (const RcSample *sample);
  gpointer  (*begin)     (RcSealWork     *work);
  gboolean  (*judge)     (RcSealWork     *work,
                          gpointer        run,
                          const RcSource *carrier,
                          GBytes         *bytes,
                          GError        **error);
  gboolean  (*finish)    (RcSealWork     *work,
                          gpointer        run,
                          GError        **error);
  void      (*end)       (gpointer        run);
} RcMechanism;

/* In the order in which they are judged: time stamps, signatures over files, statements, logs; ends with NULL. Lists of digests and chains
 * come after them (seals.c). */
const RcMechanism * const *rc_mechanisms            (void);
/* The mechanism whose carriers are listed under that id; (nullable). */
const RcMechanism         *rc_mechanism_by_id       (const char *id);
/* Registers an importer for each, by which its carriers are known as what they are. */
void                       rc_mechanisms_register   (void);
/* Judges all carriers of all mechanisms. */
gboolean                   rc_mechanisms_judge      (RcSealWork *work,
                                                     GError    **error);

G_END_DECLS
