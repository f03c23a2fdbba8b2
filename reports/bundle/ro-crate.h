/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RC_RO_CRATE_FILE "ro-crate-metadata.json"

/**
 * RcRoCrateTerms:
 * @name, @description: of the whole, for people
 * @identifier: of the bundle
 * @published_us: the time of the evidence state
 * @version: of the program
 * @author, @publisher: (nullable): the auditor and the organisation, where the case names them
 */
typedef struct
{
  const char *name;
  const char *description;
  const char *identifier;
  gint64      published_us;
  const char *version;
  const char *author;
  const char *publisher;
} RcRoCrateTerms;

/* @files: (element-type RcBundleFile). (transfer full) (nullable) */
char *rc_ro_crate_to_json (const GPtrArray       *files,
                           const RcRoCrateTerms  *terms);

G_END_DECLS
