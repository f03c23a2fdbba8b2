/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "judgement-copy.h"

static RcSealProof *
copy_proof (const RcSealProof *self)
{
  RcSealProof *copy = g_memdup2 (self, sizeof *self);

  copy->algorithm = g_strdup (self->algorithm);
  copy->key_fingerprint = g_strdup (self->key_fingerprint);
  copy->signed_sha256 = g_strdup (self->signed_sha256);
  copy->time_by = g_strdup (self->time_by);
  return copy;
}

RcSeal *
rc_seal_copy (const RcSeal *self)
{
  RcSeal *copy = g_memdup2 (self, sizeof *self);

  copy->kind = g_strdup (self->kind);
  copy->name = g_strdup (self->name);
  copy->sources = g_array_copy (self->sources);
  copy->carriers = g_array_copy (self->carriers);
  copy->reason = g_strdup (self->reason);
  copy->notes = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->notes->len; i++)
    g_ptr_array_add (copy->notes, g_strdup (g_ptr_array_index (self->notes, i)));
  copy->proof = self->proof != NULL ? copy_proof (self->proof) : NULL;
  return copy;
}

RcException *
rc_exception_copy (const RcException *self)
{
  RcException *copy = g_memdup2 (self, sizeof *self);

  copy->kind = g_strdup (self->kind);
  copy->expected = g_strdup (self->expected);
  copy->found = g_strdup (self->found);
  copy->message = g_strdup (self->message);
  return copy;
}
