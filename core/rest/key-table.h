/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/case-header.h"
#include "core/rest/page-cipher.h"

G_BEGIN_DECLS

/*
 * The header page of a protected case, RC_CASE_PAGE_BYTES long, numbers big-endian; the pages of SQLite follow it:
 *
 *        0    16  "RecountProtected"
 *       16     4  version 1
 *       20     4  bytes of a page
 *       24     8  zeros
 *       32    32  salt of the case
 *     4096  4096  table of key slots
 *     8192  4096  the same again: one of the two is whole at any instant of a change
 *    12288  4096  zeros
 *
 * One table:
 *
 *        0     4  Argon2id 1.3: passes
 *        4     4  Argon2id 1.3: memory in KiB
 *        8    16  Argon2id 1.3: salt
 *       24  1280  sixteen slots of 80 bytes: the case key sealed to an X25519 key (crypto_box_seal), or random bytes where a slot is empty
 *     1304    24  nonce
 *     1328  2768  XChaCha20-Poly1305 (IETF) of the directory, with everything before it in the table and the first 64 bytes of the page beside it
 *
 * The directory, sealed with the case key, says whose each slot is; so a changed table does not open, and without a key nobody learns who can
 * open the case, nor how many. A passphrase makes an X25519 key pair by Argon2id, so that its slot can be filled anew without it.
 */

#define RC_KEY_SLOTS 16u
#define RC_KEY_TABLE_BYTES 4096u
#define RC_KEY_TABLE_AT 4096u
#define RC_KEY_TABLES 2u
#define RC_KEY_FIXED_BYTES 64u
#define RC_KEY_BYTES 32u
#define RC_KEY_BOX_BYTES 80u
#define RC_KEY_LABEL_BYTES 80u

typedef enum
{
  RC_KEY_SLOT_EMPTY,
  RC_KEY_SLOT_PASSPHRASE,
  RC_KEY_SLOT_AUDITOR,
} RcKeySlotKind;

typedef struct
{
  RcKeySlotKind kind;
  guint32       number;                          /* from 1; no number comes twice in the life of a case */
  gint64        made_us;
  guint8        public_key[RC_KEY_BYTES];        /* Ed25519 of an auditor, X25519 of a passphrase */
  char          label[RC_KEY_LABEL_BYTES];       /* whose it is, in words; ends with a zero */
} RcKeySlot;

/* What Argon2id costs. */
typedef struct
{
  guint32 passes;
  guint32 memory_kib;
} RcKeyCost;

typedef struct
{
  RcKeyCost cost;
  guint8    salt[16];
  guint8    boxes[RC_KEY_SLOTS][RC_KEY_BOX_BYTES];
  guint64   generation;                          /* one more with each change */
  guint32   last_number;
  RcKeySlot slots[RC_KEY_SLOTS];
} RcKeyTable;

void     rc_key_fixed_init     (guint8            fixed[RC_KEY_FIXED_BYTES]);     /* with a new salt */
const guint8 *rc_key_fixed_peek_salt (const guint8 fixed[RC_KEY_FIXED_BYTES]);
/* Whether a file that begins with these bytes says that it is a protected case. */
gboolean rc_key_fixed_is_protected (const guint8 *tainted,
                                gsize             length);
/* The header page but for what only the key can show. */
gboolean rc_key_header_check   (const char       *path,
                                const guint8      tainted[RC_CASE_PAGE_BYTES],
                                GError          **error);
void     rc_key_table_seal     (const RcKeyTable *self,
                                const guint8      fixed[RC_KEY_FIXED_BYTES],
                                const guint8      case_key[RC_KEY_BYTES],
                                guint8            out[RC_KEY_TABLE_BYTES]);
/* What stands in clear: cost, salt and boxes. */
void     rc_key_table_read     (RcKeyTable       *self,
                                const guint8      tainted[RC_KEY_TABLE_BYTES]);
/* All of it. FALSE where the table was not sealed with this key for this case. */
gboolean rc_key_table_open     (RcKeyTable       *self,
                                const guint8      tainted[RC_KEY_TABLE_BYTES],
                                const guint8      fixed[RC_KEY_FIXED_BYTES],
                                const guint8      case_key[RC_KEY_BYTES]);
gboolean rc_key_cost_is_bounded (const RcKeyCost *cost);

G_END_DECLS
