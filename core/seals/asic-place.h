/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/seal-work.h"

G_BEGIN_DECLS

/*
 * Places in an ASiC container (EN 319 162-1): signatures stand in META-INF/, what they sign beside it.
 */

/* Of a source in META-INF/ of a container, or of a folder that one was unpacked to: what the names of all that belongs to it begin with;
 * (transfer full) (nullable): it stands elsewhere. */
char      *rc_asic_dup_root     (RcSealContext  *context,
                                 const RcSource *carrier);
/* All members of the same container, none of what was taken out of them; (transfer container) of RcSource, in their order. */
GPtrArray *rc_asic_list_members (RcSealContext  *context,
                                 const RcSource *carrier);
/* Neither the type of the container nor in META-INF/; @root: as of rc_asic_dup_root(). */
gboolean   rc_asic_is_payload   (const RcSource *member,
                                 const char     *root);
/* A source to whose folder the names in @carrier are relative: one beside META-INF/ where @carrier stands in that, else itself. */
const RcSource *rc_asic_find_beside (RcSealContext *context,
                                 const RcSource *carrier);
/* Relative, and without a step to anywhere but downwards (EN 319 162-1 section 4.2.1). */
gboolean   rc_asic_is_plain_path (const char    *path);
/* The one file beside META-INF/ of the container in which @carrier stands, if it is there; (transfer container) of RcSource, never NULL. */
GPtrArray *rc_asic_find_signed  (RcSealWork     *work,
                                 const RcSource *carrier);
/* What META-INF/timestamp.tst stands over: the one file beside META-INF/ (section 4.3.3.2); NULL: @carrier is no such token, or there are
 * several. (transfer container) of RcSource. */
GPtrArray *rc_asic_find_stamped (RcSealWork     *work,
                                 const RcSource *carrier);

G_END_DECLS
