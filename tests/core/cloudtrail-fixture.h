/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <openssl/evp.h>

#include "seal-fixture.h"

G_BEGIN_DECLS

/* A trail of the test's own: digests signed with a key that is made anew and kept nowhere. */

#define TRAIL_FINGERPRINT "0123456789abcdef0123456789abcdef"
#define TRAIL_REGION "eu-central-1"

/**
 * TrailDigest:
 * @hour: it tells of the hour that ends then, on 2025-03-10
 * @log: (nullable): text of the only log file
 * @log_hour: of the log's oldest event; 0: within the hour
 * @is_first: starts a chain
 * @ending: (nullable): between the time and ".json" of its name
 */
typedef struct
{
  guint       hour;
  const char *log;
  guint       log_hour;
  gboolean    is_first;
  const char *ending;
} TrailDigest;

typedef struct
{
  SealFixture  base;
  EVP_PKEY    *key;
  GString     *metadata;          /* of all digests written so far, as one JSON object without its end */
  char        *previous_object;   /* (nullable) */
  char        *previous_hash;
  char        *previous_signature;
} Trail;

void  trail_set_up       (Trail             *self,
                          gconstpointer      data);
void  trail_tear_down    (Trail             *self,
                          gconstpointer      data);
/* A saved answer of ListPublicKeys with the key. */
char *trail_make_keys    (EVP_PKEY          *key,
                          const char        *fingerprint,
                          const char        *from,
                          const char        *to);
EVP_PKEY *trail_make_key (void);
char *trail_sign         (EVP_PKEY          *key,
                          const char        *message);
/* The text of a digest that follows the one added before. */
char *trail_make_digest  (Trail             *self,
                          const TrailDigest *digest,
                          char             **out_object);
/* Writes it and its log file, and keeps its signature. */
void  trail_add          (Trail             *self,
                          const TrailDigest *digest);
void  trail_write_metadata (Trail           *self,
                          const char        *name);
void  trail_trust        (Trail             *self,
                          EVP_PKEY          *key,
                          const char        *purpose);
/* Imports all, judges, and answers the seal of the trail. */
const RcSeal *trail_judge (Trail            *self);
char *trail_dup_log_name (guint              hour);
gboolean trail_has_note  (const RcSeal      *seal,
                          const char        *text);

G_END_DECLS
