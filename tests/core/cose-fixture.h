/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "seal-fixture.h"

G_BEGIN_DECLS

/* A signer of messages in CBOR, with a key that is made for the test and forgotten with it. */
typedef struct
{
  guint8 public_key[32];
  guint8 secret_key[64];
} CoseSigner;

/* What is put into a message; each part can be left out or spoiled. */
typedef struct
{
  const char *protected_hex;    /* the map of protected headers */
  const char *other_hex;        /* the others; NULL: none */
  const char *payload;          /* NULL: detached */
  const char *signed_payload;   /* NULL: @payload */
  int         tag;              /* 0: none */
} CoseWish;

void        cose_signer_init     (CoseSigner       *self);
/* As COSE_Key, with the id "7" and for EdDSA alone. */
GByteArray *cose_signer_make_key (const CoseSigner *self,
                                  gboolean          is_secret);
/* Accepts that key. */
void        cose_signer_trust    (CoseSigner       *self,
                                  SealFixture      *fixture,
                                  const char       *purpose);
GByteArray *cose_signer_make     (CoseSigner       *self,
                                  const CoseWish   *wish);
/* @payload: (nullable): detached */
GByteArray *cose_make_message    (CoseSigner       *signer,
                                  GBytes           *protected_bytes,
                                  GBytes           *other,
                                  int               tag,
                                  const char       *payload,
                                  const void       *signed_payload,
                                  gsize             signed_length);
/* What is signed. */
GByteArray *cose_make_structure  (GBytes           *protected_bytes,
                                  const void       *payload,
                                  gsize             length);
void        cose_accept          (SealFixture      *fixture,
                                  const char       *kind,
                                  const void       *bytes,
                                  gsize             length,
                                  const char       *purpose);
void        cose_write           (SealFixture      *fixture,
                                  const char       *name,
                                  GByteArray       *bytes);
gboolean    cose_has_note        (const RcSeal     *seal,
                                  const char       *part);
GBytes     *cose_from_hex        (const char       *hex);
void        cose_append          (GByteArray       *array,
                                  GBytes           *bytes);

G_END_DECLS
