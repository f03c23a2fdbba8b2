/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/pages/check-page.h"

#include "core/words.h"
#include "reports/bundle/pages/page-words.h"

/* PowerShell: prints the name of each file that is not as the list has it. Comparing texts there takes no notice of upper and lower case. */
#define COMPARE_ALL(list) \
  "Get-Content -Encoding UTF8 " list " | ForEach-Object { $digest, $name = $_ -split '  ', 2; " \
  "if ((Get-FileHash -Algorithm SHA256 -LiteralPath $name).Hash -ne $digest) { $name } }"

static void
add_intro (const RcBundleFacts *facts,
           RcGuide             *guide)
{
  g_autofree char *folder = g_strdup_printf (_("All commands are given inside the folder %s, which is in the zip."), facts->folder);

  rc_guide_paragraph (guide, _("This page tells how to check this copy without Recount, and what the verdicts in it mean. Windows comes first, Unix second. Each command "
                               "can be copied as it stands; below it stands what it must print. If it prints anything else, stop there, keep the copy "
                               "as it is, and ask its maker."));
  rc_guide_paragraph (guide, _("In the text version of this page a line that begins with “PS> ” is typed into PowerShell, one that begins with “$ ” into a Unix shell, "
                               "both without these signs; a line that begins with “= ” is what is printed, and “…” stands for something that differs."));
  rc_guide_paragraph (guide, folder);
  rc_guide_paragraph (guide, rc_bundle_words_systems ());
}

/**
 * rc_check_page_new:
 *
 * Returns: (transfer full): how this bundle is checked with public tools
 */
RcGuide *
rc_check_page_new (const RcBundleFacts *facts)
{
  RcGuide *guide = rc_guide_new (facts->language, _("How to check this copy"));

  add_intro (facts, guide);
  rc_check_page_add_windows (facts, guide);
  rc_check_page_add_unix (facts, guide);
  rc_check_page_add_seals (facts, guide);
  rc_check_page_add_method (facts, guide);
  return guide;
}

void
rc_check_page_add_windows (const RcBundleFacts *facts,
                           RcGuide             *guide)
{
  g_autofree char *compare = g_strdup_printf ("(Get-FileHash -Algorithm SHA256 manifest-sha256.txt).Hash -eq '%s'", facts->manifest);
  g_autofree char *certutil = g_strdup_printf ("…\n%s\n…", facts->manifest);
  g_autofree char *count = g_strdup_printf ("%u", rc_bundle_facts_files (facts, "data/", ""));

  rc_guide_heading (guide, 2, _("On Windows, with nothing to install"));
  rc_guide_paragraph (guide, _("Unpack the zip into a folder with a short name, such as C:\\B: a click with the right button, “Extract All…”. Older programs cannot open files whose path "
                               "is longer than 260 characters."));
  rc_guide_paragraph (guide, rc_bundle_words_prompt ());
  rc_guide_heading (guide, 3, _("1. Is the list of files the one that its maker told you of?"));
  rc_guide_command (guide, RC_GUIDE_WINDOWS, compare, "True");
  rc_guide_paragraph (guide, _("The same with certutil, which is also there where PowerShell is not; compare the long line with the one below, and with the one that the maker told you:"));
  rc_guide_command (guide, RC_GUIDE_WINDOWS, "certutil -hashfile manifest-sha256.txt SHA256", certutil);
  rc_guide_heading (guide, 3, _("2. Is every file as the list has it?"));
  rc_guide_paragraph (guide, _("It prints the names of files that differ, and complains of those that are absent:"));
  rc_guide_command (guide, RC_GUIDE_WINDOWS, COMPARE_ALL ("manifest-sha256.txt"), NULL);
  rc_guide_paragraph (guide, _("And there is no file that the list does not name:"));
  rc_guide_command (guide, RC_GUIDE_WINDOWS, "(Get-ChildItem -Recurse -Force -File data).Count", count);
  rc_guide_heading (guide, 3, _("3. Are the pages beside the evidence, this one too, as they were written?"));
  rc_guide_command (guide, RC_GUIDE_WINDOWS, COMPARE_ALL ("tagmanifest-sha256.txt"), NULL);
  if (facts->is_signed)
    rc_guide_paragraph (guide, rc_bundle_words_signature ());
  rc_guide_paragraph (guide, facts->seal_key != NULL
                               ? _("Windows has no program of its own for the seal. What stands in its place is the maker's word on the SHA-256 of step 1, by another way than this copy came.")
                               : _("This copy is not sealed. All of the above rests on the maker's word on the SHA-256 of step 1, by another way than this copy came."));
}
