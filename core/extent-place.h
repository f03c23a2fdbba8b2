/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exception.h"
#include "extent-set.h"

G_BEGIN_DECLS

/* What an exception about deployments, approvals, cards or a registry is about: which answers of which version or endpoint, and when.
 * Empty where its record does not tell. @out_rule: (transfer full): the sentence that says so. (element-type RcExtentWindow)
 * (transfer full) */
GArray *rc_extent_list_place_windows   (RcCase             *case_file,
                                        RcRecordReader     *reader,
                                        const RcException  *exception,
                                        char              **out_rule,
                                        GError            **error);
GArray *rc_extent_list_version_windows (RcCase             *case_file,
                                        RcRecordReader     *reader,
                                        const RcException  *exception,
                                        char              **out_rule,
                                        GError            **error);

G_END_DECLS
