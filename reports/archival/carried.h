/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/archival/archival.h"

G_BEGIN_DECLS

/**
 * rc_carried_read:
 * @pdf: tainted: a file from outside
 * @name: of a file that it carries
 *
 * Nothing on the pages is read or run. A PDF that would have to be repaired, is encrypted, or whose packed parts unpack to more than bounds.h allows is
 * refused before libqpdf sees them.
 *
 * Returns: (transfer full) (nullable): the bytes of the file; %NULL with %RC_ARCHIVAL_ERROR_CARRIED
 */
GBytes *rc_carried_read (GBytes      *pdf,
                         const char  *name,
                         GError     **error);

G_END_DECLS
