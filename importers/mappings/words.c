/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The words of the built-in mappings once more, for xgettext, which cannot read mapping files. Nothing compiles this file; a test holds
 * it to the mappings.
 */

static const char * const words[] = {
  N_("AI system description (demonstration)"),
  N_("Provider, deployer and purpose of a system as its operator states them, as of a day. Not that the statement is right."),
  N_("aiact-audit-log entries"),
  N_("Inferences, human interventions with the original answer, tool calls and sessions, hash-chained for each system. The model is one identifier; artefact, endpoint, score and person concerned are not recorded."),
  N_("Core banking decisions (demonstration)"),
  N_("What was decided in the end for each application, by a system other than the one that scored. Not why, nor by whom."),
  N_("KreditCheck decision log (demonstration)"),
  N_("Every scoring with its input, score, threshold and proposal, the model version and its artefact's digest, hash-chained. Not who decided in the end."),
  N_("Approval records (demonstration)"),
  N_("Who approved which model version and when, on which evaluation and documentation, under which conditions. Not that the conditions were kept."),
  N_("Deployment records (demonstration)"),
  N_("Which model version was put at which endpoint, from when to when, and by whom. Not who allowed it."),
  N_("Monitoring anomalies (demonstration)"),
  N_("When a watched figure of a model left its limit, for which window, and when it came back. Nothing about a single inference in the window."),
  N_("Human oversight actions (demonstration)"),
  N_("Who overrode or approved which proposal, when and why, with the machine's answer as it was. Not whether the person could have known better."),
  N_("Retention rule (demonstration)"),
  N_("How long records of a system are to be kept, from when on. Not that they were kept."),
  N_("Weights & Biases audit log"),
  N_("Who did what to which artifact, run or project and when, failed attempts included. Not why, and no change of an alias, so no approval."),
};
