/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/bundle/bundle-work.h"

G_BEGIN_DECLS

/*
 * Leaving a field inside a record out. A record is proven by its exact bytes: its leaf is the hash of all of them, and that leaf is what leads to the root of
 * its source, to the custody log and to whatever the provider signed over the file. Of the schemes that are read here none lets a part of a record go and
 * still shows that the rest is the record: see rc_bundle_redaction_check().
 */

/* RC_BUNDLE_ERROR_TERMS with the reason where a field is asked to be left out. */
gboolean rc_bundle_redaction_check (const RcBundleWork  *work,
                                    GError             **error);

G_END_DECLS
