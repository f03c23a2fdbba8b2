/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/integrity/integrity-parts.h"

#include "core/life/case-stamp.h"
#include "core/words.h"

/* Whether the document says by when the custody log stood as it does. Where nobody asked an authority, there is nothing to say. */
gboolean
rc_integrity_add_stamps (RcIntegrity  *self,
                         GError      **error)
{
  g_autoptr (GPtrArray) stamps = rc_case_stamp_list (self->sheet.frame->case_file, error);

  if (stamps == NULL)
    return FALSE;
  if (stamps->len == 0)
    return TRUE;

  rc_sections_add (&self->sheet.sections, self->sheet.document, 1, NULL, _("Time stamps over the custody log"));
  for (guint i = 0; i < stamps->len; i++)
    {
      const RcCaseStamp *stamp = g_ptr_array_index (stamps, i);
      g_autofree char *words = rc_case_stamp_words (stamp);

      rc_document_add_shape_item (self->sheet.document, rc_shape_of_verdict (stamp->verdict), rc_text_new_own (words));
    }
  rc_dossier_add_small (&self->sheet, _("Such a stamp shows that the entries up to that one were not written or changed later. It does not show that they "
                                        "are true, nor that no other log was kept."));
  return TRUE;
}
