/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/agent-capsule.h"
#include "core/seals/agent-receipt.h"
#include "core/seals/ccf-receipt.h"
#include "core/seals/cose.h"
#include "core/seals/dsse.h"
#include "core/seals/bagit.h"
#include "core/seals/cloudtrail.h"
#include "core/seals/asic.h"
#include "core/seals/cloudtrail.h"
#include "core/seals/cms-signature.h"
#include "core/seals/cose.h"
#include "core/seals/dsse.h"
#include "core/seals/dvc.h"
#include "core/seals/jsf.h"
#include "core/seals/jws.h"
#include "core/seals/mechanism.h"
#include "core/seals/minisign.h"
#include "core/seals/openpgp.h"
#include "core/seals/oci.h"
#include "core/seals/oms.h"
#include "core/seals/ro-crate.h"
#include "core/seals/pdf-signature.h"
#include "core/seals/signed-note.h"
#include "core/seals/sigstore.h"
#include "core/seals/sshsig.h"
#include "core/seals/threshold.h"
#include "core/seals/time-stamp.h"
#include "core/seals/tlog.h"
#include "core/seals/vc-data-integrity.h"
#include "core/seals/xml-signature.h"

static const RcMechanism * const mechanisms[] = {
  &rc_mechanism_time_stamp,
  &rc_mechanism_minisign,
  &rc_mechanism_sshsig,
  &rc_mechanism_openpgp,
  &rc_mechanism_jws,
  &rc_mechanism_jsf,
  &rc_mechanism_cms_signature,
  &rc_mechanism_xml_signature,
  &rc_mechanism_asic,
  &rc_mechanism_pdf_signature,
  &rc_mechanism_agent_capsule,
  &rc_mechanism_agent_receipt,
  &rc_mechanism_oms,
  &rc_mechanism_sigstore,
  &rc_mechanism_oci,
  &rc_mechanism_dsse,
  &rc_mechanism_vc_data_integrity,
  &rc_mechanism_cloudtrail,
  &rc_mechanism_cose,
  &rc_mechanism_ccf_receipt,
  &rc_mechanism_bagit,
  &rc_mechanism_ro_crate,
  &rc_mechanism_dvc,
  &rc_mechanism_signed_note,
  &rc_mechanism_tlog,
  NULL
};

const RcMechanism * const *
rc_mechanisms (void)
{
  return mechanisms;
}

const RcMechanism *
rc_mechanism_by_id (const char *id)
{
  for (guint i = 0; mechanisms[i] != NULL; i++)
    {
      if (strcmp (mechanisms[i]->id, id) == 0)
        return mechanisms[i];
    }
  return NULL;
}

/* --- As importers --- */

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  const RcMechanism *mechanism = self->data;

  return sample->head_length > 0 ? mechanism->recognise (sample) : 0;
}

/**
 * rc_mechanisms_register:
 *
 * Call once, after the importers of events: of two that are equally sure the first counts.
 */
void
rc_mechanisms_register (void)
{
  static RcImporter importers[G_N_ELEMENTS (mechanisms)];

  for (guint i = 0; mechanisms[i] != NULL; i++)
    {
      importers[i].id = mechanisms[i]->id;
      importers[i].title = mechanisms[i]->title;
      importers[i].evidences = mechanisms[i]->evidences;
      importers[i].framing = mechanisms[i]->framing;
      importers[i].data = (gpointer) mechanisms[i];
      importers[i].recognise = recognise;
      rc_importer_register (&importers[i]);
    }
}

/* --- As judges --- */

/* One carrier of one mechanism. */
typedef struct
{
  const RcSource    *source;
  const RcMechanism *mechanism;
} Carrier;

/* The first bytes of every source are looked at; none is read whole for that. */
static gboolean
find_carrier (RcSealWork      *work,
              const RcSource  *source,
              char            *head,
              GArray          *carriers,
              GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *base = g_path_get_basename (source->name);
  RcVault *vault = rc_record_reader_peek_vault (work->context->reader);
  RcSample sample = { .name = base, .head = head, .size = (gint64) source->size };

  sample.head_length = (gsize) MIN (source->size, RC_LIMIT_SAMPLE_BYTES);
  if (!rc_vault_read (vault, source->start, head, sample.head_length, &local_error))
    return rc_seal_context_tolerate (&local_error, error);

  head[sample.head_length] = '\0';
  for (guint i = 0; mechanisms[i] != NULL; i++)
    {
      Carrier carrier = { source, mechanisms[i] };

      if (mechanisms[i]->recognise (&sample) > 0)
        g_array_append_val (carriers, carrier);
    }
  return TRUE;
}

static gboolean
find_carriers (RcSealWork  *work,
               GArray      *carriers,
               GError     **error)
{
  g_autofree char *head = g_malloc (RC_LIMIT_SAMPLE_BYTES + 1);

  for (guint i = 0; i < work->context->sources->len; i++)
    {
      const RcSource *source = work->context->sources->pdata[i];

      if (g_cancellable_set_error_if_cancelled (work->context->cancellable, error))
        return FALSE;
      if (rc_seal_work_is_file (source) && !find_carrier (work, source, head, carriers, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
judge_carrier (RcSealWork     *work,
               gpointer        run,
               const Carrier  *carrier,
               GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = rc_seal_context_read (work->context, carrier->source, &local_error);

  if (local_error != NULL)
    return rc_seal_context_tolerate (&local_error, error);
  return carrier->mechanism->judge (work, run, carrier->source, bytes, error);
}

static gboolean
run_mechanism (RcSealWork         *work,
               const RcMechanism  *mechanism,
               GArray             *carriers,
               GError            **error)
{
  gpointer run = mechanism->begin != NULL ? mechanism->begin (work) : NULL;
  gboolean done = TRUE;

  for (guint i = 0; i < carriers->len && done; i++)
    {
      const Carrier *carrier = &g_array_index (carriers, Carrier, i);

      done = !g_cancellable_set_error_if_cancelled (work->context->cancellable, error)
             && (carrier->mechanism != mechanism || judge_carrier (work, run, carrier, error));
    }
  if (done && mechanism->finish != NULL)
    done = mechanism->finish (work, run, error);
  if (mechanism->end != NULL)
    mechanism->end (run);
  return done;
}

/**
 * rc_mechanisms_judge:
 *
 * Returns: %FALSE with @error where the case could not be read
 */
gboolean
rc_mechanisms_judge (RcSealWork  *work,
                     GError     **error)
{
  g_autoptr (GArray) carriers = g_array_new (FALSE, FALSE, sizeof (Carrier));

  if (!find_carriers (work, carriers, error))
    return FALSE;

  for (guint i = 0; mechanisms[i] != NULL; i++)
    {
      if (!run_mechanism (work, mechanisms[i], carriers, error))
        return FALSE;
    }
  rc_threshold_finish (work);
  return TRUE;
}
