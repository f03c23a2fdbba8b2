/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/pages/check-page.h"

#include "core/words.h"

static void
add_seal (const RcBundleFacts *facts,
          RcGuide             *guide)
{
  g_autofree char *fingerprint = g_strdup_printf ("%s  -", facts->seal_fingerprint);

  rc_guide_paragraph (guide, _("The key of the seal, to be confirmed with its maker by another way than this copy came; and its fingerprint, the SHA-256 of its last 32 bytes:"));
  rc_guide_command (guide, RC_GUIDE_UNIX, "sed -n 2p seal-key.pub", facts->seal_key);
  rc_guide_command (guide, RC_GUIDE_UNIX, "sed -n 2p seal-key.pub | base64 -d | tail -c 32 | sha256sum", fingerprint);
  rc_guide_paragraph (guide, _("The signature over the list of digests, and over the line that names this copy, its state and the accepted keys:"));
  rc_guide_command (guide, RC_GUIDE_UNIX, "minisign -V -p seal-key.pub -m tagmanifest-sha256.txt", "Signature and comment signature verified\nTrusted comment: …");
}

static void
add_ssh_seal (RcGuide *guide)
{
  rc_guide_heading (guide, 3, _("The second seal, by an SSH key"));
  rc_guide_command (guide, RC_GUIDE_UNIX, "ssh-keygen -Y check-novalidate -n file -s tagmanifest-sha256.txt.sig <tagmanifest-sha256.txt", "Good \"file\" signature with …");
  rc_guide_paragraph (guide, _("With a list of keys that you have from elsewhere, in which NAME is who signs:"));
  rc_guide_command (guide, RC_GUIDE_EXAMPLE, "ssh-keygen -Y verify -f ALLOWED -I NAME -n file -s tagmanifest-sha256.txt.sig <tagmanifest-sha256.txt", NULL);
}

static void
add_time_stamp (RcGuide *guide)
{
  rc_guide_heading (guide, 3, _("Time stamp (RFC 3161)"));
  rc_guide_paragraph (guide, _("The request that goes with this copy is for the list of digests in it: the SHA-256 of the list stands in the request once. It shows no time; only the "
                               "answer of a time stamping service does."));
  rc_guide_command (guide, RC_GUIDE_UNIX,
                    "openssl asn1parse -inform DER -in tagmanifest-sha256.txt.tsq | sed -n 's/.*\\[HEX DUMP\\]://p' | tr A-F a-f | "
                    "grep -c \"^$(sha256sum <tagmanifest-sha256.txt | cut -c 1-64)$\"", "1");
  rc_guide_paragraph (guide, _("Where an answer came, as tagmanifest-sha256.txt.tsr, and with the certificate of the service from elsewhere:"));
  rc_guide_command (guide, RC_GUIDE_EXAMPLE, "openssl ts -verify -data tagmanifest-sha256.txt -in tagmanifest-sha256.txt.tsr -CAfile CERTIFICATE.pem", "Verification: OK");
}

void
rc_check_page_add_seals (const RcBundleFacts *facts,
                         RcGuide             *guide)
{
  rc_guide_heading (guide, 2, _("Who vouches for it"));
  rc_guide_heading (guide, 3, _("The seal"));
  if (facts->seal_key != NULL && facts->seal_fingerprint != NULL)
    add_seal (facts, guide);
  else
    rc_guide_paragraph (guide, _("This copy is not sealed: nobody signed it. The digests show that it is consistent in itself, and no more."));
  if (facts->ssh_seal)
    add_ssh_seal (guide);
  add_time_stamp (guide);
  rc_guide_heading (guide, 3, _("With Recount"));
  rc_guide_paragraph (guide, _("Whoever has Recount opens the copy: everything is read and checked again from its bytes, and each difference from what stands in the copy is told."));
  rc_guide_command (guide, RC_GUIDE_EXAMPLE, "recount-cli open-bundle FILE.zip", NULL);
}
