/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "core/digest.h"
#include "core/json.h"
#include "importers/demo/demo.h"

G_BEGIN_DECLS

#define DEMO_N_HEADS 8
#define DEMO_ARTIFACT_TAGS "SELECT value FROM model_version_tags WHERE key = 'artifact_sha256' ORDER BY version"

extern const char * const demo_head_days[DEMO_N_HEADS];

/* One record of the inference log, as it stands in its file. */
typedef struct
{
  const char *file;           /* base name; interned */
  guint64     record;         /* line, from 1 */
  char       *line;
  gint64      sequence;
  char       *time;
  char       *hash;           /* as stated */
  char       *previous;       /* as stated */
  char        computed[RC_DIGEST_HEX_SIZE];
} DemoRecord;

/* An entry of FAULTS.json. */
typedef struct
{
  char   *kind;
  char   *source;
  gint64  record;
} DemoFault;

char      *demo_write         (guint64     inferences,
                               guint64     seed,
                               gboolean    faults);
void       demo_remove        (const char *folder);
char      *demo_read          (const char *folder,
                               const char *path);
GPtrArray *demo_list_files    (const char *folder);       /* of char*, paths below @folder, by name */
char      *demo_dup_member    (const RcJson *json,
                               const char   *pointer);
GPtrArray *demo_read_log      (const char *folder);       /* of DemoRecord */
GPtrArray *demo_read_faults   (const char *folder);       /* of DemoFault */
char     **demo_read_lines    (const char *folder,
                               const char *path);
char      *demo_dup_text_member  (const char *text,
                               const char *pointer);
gint64     demo_get_text_integer (const char *text,
                               const char *pointer);
sqlite3   *demo_open_registry (const char *folder);
char      *demo_query         (sqlite3    *database,
                               const char *sql);          /* first column, each value with ';' after it */

/* What the signature beside a file is worth by the bank's key. */
typedef enum
{
  DEMO_SIGNATURE_ABSENT,
  DEMO_SIGNATURE_GOOD,
  DEMO_SIGNATURE_OTHER_KEY,
  DEMO_SIGNATURE_BAD,
} DemoSignature;
DemoSignature demo_check_signature (const char *folder,
                                    const char *path);

G_END_DECLS
