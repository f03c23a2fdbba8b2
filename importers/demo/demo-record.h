/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/demo/demo-application.h"

G_BEGIN_DECLS

/*
 * One line of the inference log. Its hash is SHA-256 over the RFC 8785 form of the record without `hash`. That form is
 * written directly, with the members in their sorted order, beside the stored one: a general canonicaliser would be
 * most of the work. A test compares both.
 */

typedef struct
{
  RcDemoText  canonical;   /* scratch */
  RcHasher   *hasher;
} RcDemoRecordHasher;

void rc_demo_record_hasher_init  (RcDemoRecordHasher      *self);
void rc_demo_record_hasher_clear (RcDemoRecordHasher      *self);
void rc_demo_record_hash         (RcDemoRecordHasher      *self,
                                  const RcDemoApplication *application,
                                  const char              *previous_hex,
                                  char                     out_hex[RC_DIGEST_HEX_SIZE]);
void rc_demo_record_text         (const RcDemoApplication *application,
                                  const char              *previous_hex,
                                  const char              *hash_hex,
                                  RcDemoText              *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcDemoRecordHasher, rc_demo_record_hasher_clear)

G_END_DECLS
