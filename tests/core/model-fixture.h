/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/digest.h"
#include "envelope-fixture.h"

G_BEGIN_DECLS

#define MODEL_PREDICATE "https://model_signing/signature/v1.0"
#define MODEL_FIRST     "weights of the first layer"
#define MODEL_SECOND    "weights of the second layer"

/* A statement over a model while it is put together: resources in their order, and the digest of their digests. */
typedef struct
{
  GString  *resources;
  RcHasher *hasher;
} ModelMaker;

ModelMaker *model_maker_new        (void);
void        model_maker_add_digest (ModelMaker             *self,
                                    const char             *name,
                                    const char             *algorithm,
                                    const guint8           *digest,
                                    gsize                   length);
void        model_maker_add        (ModelMaker             *self,
                                    const char             *name,
                                    const char             *content,
                                    gsize                   length);
/* Takes @self. @serialisation: further members, each with a comma before it. */
char       *model_maker_finish     (ModelMaker             *self,
                                    const char             *method,
                                    const char             *hash_type,
                                    const char             *serialisation,
                                    const char             *predicate_type);
/* Over "first.bin" and "deep/second.bin", which model_write_files() writes. */
char       *model_make_plain       (void);
void        model_write_files      (SealFixture            *self);
/* @material: how it names its key. */
char       *model_make_bundle      (const CertificateMaker *signer,
                                    const char             *material,
                                    const char             *statement);
char       *model_make_key_material (const CertificateMaker *signer);
char       *model_make_certificate_material (const CertificateMaker *signer);

G_END_DECLS
