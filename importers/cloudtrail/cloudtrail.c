/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cloudtrail.h"

#include "core/exporting-system.h"
#include "core/words.h"

static const RcSystemAsk asks[] = {
  { "approval",
    N_("the change of the model package's approval status, with who made it: aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=UpdateModelPackage") },
  { "deployment",
    N_("the calls that made the endpoint, its configuration and its model: aws cloudtrail lookup-events for CreateEndpoint, UpdateEndpoint, CreateEndpointConfig and CreateModel, or the log files of those days") },
};

static const RcExportingSystem exporting_system = {
  .id = RC_CLOUDTRAIL_SYSTEM,
  .title = "AWS CloudTrail",
  .evidences = N_("Who called which function of SageMaker and Bedrock and when: endpoints made, changed and deleted, models approved, models called, and the recording of calls switched on or off."),
  .lacks = N_("No input and no answer of a model; the calls of SageMaker endpoints only where data events were switched on; an endpoint names its configuration, which names the model in a record of its own; that a call was accepted does not show that what it asked for came to run."),
  .export_how = N_("the folder AWSLogs/ACCOUNT with CloudTrail and CloudTrail-Digest, of every region and day in question: aws s3 sync s3://BUCKET/PREFIX/AWSLogs, with the metadata of the digest objects"),
  .asks = asks,
  .n_asks = G_N_ELEMENTS (asks),
};

void
rc_cloudtrail_register (void)
{
  rc_exporting_system_register (&exporting_system);
  rc_importer_register (rc_cloudtrail_file_importer ());
  rc_importer_register (rc_cloudtrail_lines_importer ());
}
