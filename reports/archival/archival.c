/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/archival/finishing.h"

#include <cairo.h>

typedef gboolean (*Step) (RcFinishing  *self,
                          GError      **error);

static const Step steps[] = {
  rc_finishing_read_pages,
  rc_finishing_walk_structure,
  rc_finishing_check_parents,
  rc_finishing_rewrite_pages,
  rc_finishing_check_links,
  rc_finishing_mend_resources,
  rc_finishing_add_attachments,
  rc_finishing_add_metadata,
};

/* What is wrong in the file comes before what is missing because of it. */
static gboolean
run_steps (RcFinishing  *self,
           GError      **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GError) fault = NULL;
      gboolean done = steps[i] (self, &fault);

      qpdf_oh_release_all (self->pdf);
      if (!rc_objects_check (self->pdf, error))
        return FALSE;
      if (!done)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return FALSE;
        }
    }
  if (self->terms->signature_field != NULL)
    rc_finishing_add_signature_field (self);
  qpdf_oh_release_all (self->pdf);
  return rc_objects_check (self->pdf, error);
}

/* The elements are most of the objects: together in compressed streams they take a sixth. PDF/A-1 has none. */
static GBytes *
write_bytes (RcFinishing  *self,
             GError      **error)
{
  RcQpdf *pdf = self->pdf;
  gboolean is_3a = self->terms->profile == RC_ARCHIVAL_3A;

  (void) qpdf_init_write_memory (pdf);
  qpdf_set_object_stream_mode (pdf, is_3a ? qpdf_o_generate : qpdf_o_disable);
  qpdf_set_newline_before_endstream (pdf, QPDF_TRUE);
  qpdf_set_deterministic_ID (pdf, QPDF_TRUE);
  if (is_3a)
    qpdf_set_minimum_pdf_version (pdf, "1.7");
  (void) qpdf_write (pdf);
  if (!rc_objects_check (pdf, error))
    return NULL;
  return g_bytes_new (qpdf_get_buffer (pdf), qpdf_get_buffer_length (pdf));
}

/**
 * rc_archival_finish:
 * @drawn: a PDF by cairo, all of whose content stands in elements
 * @elements: those elements, in the order in which they were begun
 *
 * Refuses with %RC_ARCHIVAL_ERROR_DRAWING what is not as it was planned, or could not be heard by who cannot see it.
 *
 * Returns: (transfer full) (nullable): the same bytes for the same drawing and terms
 */
GBytes *
rc_archival_finish (GBytes                 *drawn,
                    const RcElementList    *elements,
                    const RcArchivalTerms  *terms,
                    GError                **error)
{
  g_autoptr (RcQpdf) pdf = rc_objects_open (drawn, error);
  RcFinishing self = { .pdf = pdf, .elements = elements, .terms = terms };
  GBytes *finished = NULL;

  if (pdf == NULL)
    return NULL;
  self.producer = g_strdup_printf ("cairo %s, libqpdf %s", cairo_version_string (), qpdf_get_qpdf_version ());
  if (run_steps (&self, error))
    finished = write_bytes (&self, error);
  g_free (self.producer);
  g_clear_pointer (&self.pages, g_ptr_array_unref);
  g_clear_pointer (&self.by_id, g_hash_table_unref);
  return finished;
}
