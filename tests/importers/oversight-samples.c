/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "oversight-samples.h"

const OversightSample oversight_samples[] = {
  {
    "elastic-ecs", "names with dots only",
    "{\"@timestamp\":\"2026-03-14T09:26:12.000Z\",\"ecs.version\":\"8.17.0\",\"event.id\":\"e-1\",\"event.action\":\"chat\",\"gen_"
    "ai.request.model.id\":\"m\",\"gen_ai.response.id\":\"r-1\",\"trace.id\":\"t-1\"}\n"
    "{\"@timestamp\":\"2026-03-14T09:26:12.000Z\",\"ecs.version\":\"8.17.0\",\"event.kind\":\"alert\",\"rule.name\":\"drift\",\"ev"
    "ent.severity\":3,\"message\":\"far\"}\n",
    "0 inference 2026-03-14T09:26:12Z id=e-1 time=2026-03-14T09:26:12.000Z purpose=chat correlation=r-1 trace=t-1 model-requested="
    "m\n"
    "0 anomaly 2026-03-14T09:26:12Z time=2026-03-14T09:26:12.000Z action=raise reason=far severity=3 metric=drift\n",
    ""
  },
  {
    "elastic-ecs", "members in members",
    "{\"@timestamp\":\"2026-03-14T09:26:12.000Z\",\"ecs\":{\"version\":\"8.17.0\"},\"event\":{\"action\":\"guardrail\",\"kind\":\""
    "alert\",\"outcome\":\"failure\"},\"message\":\"blocked\"}\n"
    "{\"@timestamp\":\"2026-03-14T09:26:12.000Z\",\"ecs\":{\"version\":\"8.17.0\"},\"gen_ai\":{\"request\":{\"model\":{\"id\":\"m\""
    "}},\"response\":{\"model\":\"m-2\",\"id\":\"r-2\"}},\"user\":{\"name\":\"caller\"}}\n",
    "0 guardrail 2026-03-14T09:26:12Z time=2026-03-14T09:26:12.000Z reason=blocked purpose=guardrail status=failure\n"
    "0 inference 2026-03-14T09:26:12Z time=2026-03-14T09:26:12.000Z actor=caller model-name=m-2 correlation=r-2 model-requested=m\n",
    ""
  },
  {
    "phoenix-span-annotations", "a model's label override is no override, nor is a person's score",
    "{\"id\":\"A1\",\"span_id\":\"EEE19B7EC3C1B174\",\"name\":\"review\",\"annotator_kind\":\"HUMAN\",\"source\":\"APP\",\"identif"
    "ier\":\"\",\"result\":{\"label\":\"rejected\",\"score\":0,\"explanation\":\"why\"},\"user_id\":\"u-1\",\"created_at\":\"2026-"
    "03-14T09:35:00.120000+00:00\",\"updated_at\":\"2026-03-14T09:36:10+00:00\"}\n"
    "{\"id\":\"A2\",\"span_id\":\"EEE19B7EC3C1B174\",\"name\":\"review\",\"annotator_kind\":\"LLM\",\"source\":\"APP\",\"identifie"
    "r\":\"\",\"result\":{\"label\":\"override\",\"score\":1},\"user_id\":\"u-1\",\"created_at\":\"2026-03-14T09:35:00.120000+00:0"
    "0\",\"updated_at\":\"2026-03-14T09:36:10+00:00\"}\n"
    "{\"id\":\"A3\",\"span_id\":\"EEE19B7EC3C1B174\",\"name\":\"review\",\"annotator_kind\":\"HUMAN\",\"source\":\"APP\",\"identif"
    "ier\":\"\",\"result\":{\"label\":null,\"score\":0},\"user_id\":\"u-1\",\"created_at\":\"2026-03-14T09:35:00.120000+00:00\",\""
    "updated_at\":\"2026-03-14T09:36:10+00:00\"}\n",
    "0 human-action 2026-03-14T09:35:00.120Z id=A1 time=2026-03-14T09:35:00.120000+00:00 actor=u-1 score=0 action=reject reason=wh"
    "y target=eee19b7ec3c1b174 metric=review evaluation=rejected actor-kind=HUMAN updated=2026-03-14T09:36:10+00:00\n"
    "0 feedback 2026-03-14T09:35:00.120Z id=A2 time=2026-03-14T09:35:00.120000+00:00 actor=u-1 score=1 target=eee19b7ec3c1b174 met"
    "ric=review evaluation=override actor-kind=LLM updated=2026-03-14T09:36:10+00:00\n"
    "0 feedback 2026-03-14T09:35:00.120Z id=A3 time=2026-03-14T09:35:00.120000+00:00 actor=u-1 score=0 target=eee19b7ec3c1b174 met"
    "ric=review actor-kind=HUMAN updated=2026-03-14T09:36:10+00:00\n",
    ""
  },
  {
    "phoenix-span-annotations", "the whole answer of the endpoint",
    "{\n"
    " \"data\": [\n"
    "  {\n"
    "   \"id\": \"A4\",\n"
    "   \"span_id\": \"EEE19B7EC3C1B174\",\n"
    "   \"name\": \"review\",\n"
    "   \"annotator_kind\": \"HUMAN\",\n"
    "   \"source\": \"APP\",\n"
    "   \"identifier\": \"\",\n"
    "   \"result\": {\n"
    "    \"label\": \"rejected\",\n"
    "    \"score\": 0,\n"
    "    \"explanation\": \"why\"\n"
    "   },\n"
    "   \"user_id\": \"u-1\",\n"
    "   \"created_at\": \"2026-03-14T09:35:00.120000+00:00\",\n"
    "   \"updated_at\": \"2026-03-14T09:36:10+00:00\"\n"
    "  }\n"
    " ],\n"
    " \"next_cursor\": null\n"
    "}",
    "1 human-action 2026-03-14T09:35:00.120Z id=A4 time=2026-03-14T09:35:00.120000+00:00 actor=u-1 score=0 action=reject reason=wh"
    "y target=eee19b7ec3c1b174 metric=review evaluation=rejected actor-kind=HUMAN updated=2026-03-14T09:36:10+00:00\n",
    ""
  },
  {
    "phoenix-span-annotations", "of a trace, which may hold many answers",
    "{\"id\":\"A5\",\"trace_id\":\"5B8EFFF798038103D269B633813FC60C\",\"name\":\"useful\",\"annotator_kind\":\"CODE\",\"result\":{"
    "\"label\":\"no\",\"score\":0},\"user_id\":null,\"created_at\":\"2026-03-14T09:35:00+00:00\"}\n",
    "0 feedback 2026-03-14T09:35:00Z id=A5 time=2026-03-14T09:35:00+00:00 score=0 metric=useful evaluation=no trace=5b8efff7980381"
    "03d269b633813fc60c actor-kind=CODE\n",
    ""
  },
  {
    "argilla-records", "questions in another order than suggestions; drafts count for nothing; two persons",
    "[\n"
    " {\n"
    "  \"id\": \"r-1\",\n"
    "  \"status\": \"completed\",\n"
    "  \"fields\": {\n"
    "   \"prompt\": \"asked\"\n"
    "  },\n"
    "  \"metadata\": {},\n"
    "  \"suggestions\": {\n"
    "   \"tone\": {\n"
    "    \"value\": \"kind\",\n"
    "    \"agent\": \"m\"\n"
    "   },\n"
    "   \"severity\": {\n"
    "    \"value\": \"minor\",\n"
    "    \"agent\": \"m\"\n"
    "   }\n"
    "  },\n"
    "  \"responses\": {\n"
    "   \"severity\": [\n"
    "    {\n"
    "     \"value\": \"total_loss\",\n"
    "     \"user_id\": \"u-1\",\n"
    "     \"status\": \"submitted\"\n"
    "    },\n"
    "    {\n"
    "     \"value\": \"minor\",\n"
    "     \"user_id\": \"u-2\",\n"
    "     \"status\": \"draft\"\n"
    "    }\n"
    "   ],\n"
    "   \"tone\": [\n"
    "    {\n"
    "     \"value\": \"rude\",\n"
    "     \"user_id\": \"u-1\",\n"
    "     \"status\": \"submitted\"\n"
    "    }\n"
    "   ],\n"
    "   \"other\": [\n"
    "    {\n"
    "     \"value\": 1,\n"
    "     \"user_id\": \"u-1\",\n"
    "     \"status\": \"submitted\"\n"
    "    }\n"
    "   ]\n"
    "  },\n"
    "  \"vectors\": {},\n"
    "  \"_server_id\": \"x\"\n"
    " }\n"
    "]",
    "1 human-action - id=r-1/severity/u-1 actor=u-1 final=total_loss original=minor target=r-1 metric=severity status=submitted\n"
    "2 other - id=r-1/severity/u-2 actor=u-2 final=minor original=minor target=r-1 metric=severity status=draft\n"
    "3 human-action - id=r-1/tone/u-1 actor=u-1 final=rude original=kind target=r-1 metric=tone status=submitted\n"
    "4 human-action - id=r-1/other/u-1 actor=u-1 final=1 target=r-1 metric=other status=submitted\n",
    ""
  },
  {
    "label-studio", "one person as number and as object; a changed prediction, reviews, a skipped task, an import",
    "[{\"id\":1,\"annotations\":[{\"id\":7,\"completed_by\":{\"id\":1,\"email\":\"a@example.org\"},\"result\":[{\"origin\":\"predi"
    "ction-changed\",\"value\":{\"choices\":[\"No\"]}}],\"was_cancelled\":false,\"created_at\":\"2022-10-31T21:19:19.131290Z\",\"u"
    "pdated_at\":\"2022-10-31T21:19:20.000000Z\",\"last_action\":\"rejected\",\"prediction\":{\"id\":1,\"model_version\":\"model 0"
    "\",\"score\":0.72,\"result\":[{\"value\":{\"choices\":[\"Yes\"]}}],\"created_at\":\"2022-10-27T19:40:48.842071Z\",\"mislabeli"
    "ng\":0.0},\"parent_prediction\":1,\"reviews\":[{\"id\":28,\"created_by\":{\"id\":2,\"email\":\"b@example.org\"},\"created_at\""
    ":\"2022-11-02T20:38:25.027900Z\",\"accepted\":false,\"fixed_annotation_history\":null,\"annotation\":7},{\"id\":29,\"created_"
    "by\":3,\"created_at\":\"2022-11-02T20:39:25.027900Z\",\"accepted\":true,\"fixed_annotation_history\":5}]},{\"id\":8,\"complet"
    "ed_by\":1,\"result\":[{\"origin\":\"manual\",\"value\":{\"choices\":[\"No\"]}}],\"was_cancelled\":true,\"created_at\":\"2022-"
    "10-31T21:19:19.131290Z\",\"updated_at\":\"2022-10-31T21:19:20.000000Z\",\"last_action\":\"submitted\",\"prediction\":{},\"par"
    "ent_prediction\":null,\"history\":[{\"id\":70,\"annotation_id\":8,\"action\":\"skipped\",\"created_at\":\"2022-10-31T21:19:18"
    ".000000Z\",\"created_by\":1,\"comment\":\"unclear\"}]},{\"id\":9,\"completed_by\":1,\"result\":[{\"origin\":\"prediction\",\""
    "value\":{\"choices\":[\"No\"]}}],\"was_cancelled\":false,\"created_at\":\"2022-10-31T21:19:19.131290Z\",\"updated_at\":\"2022"
    "-10-31T21:19:20.000000Z\",\"last_action\":\"submitted\",\"prediction\":{},\"parent_prediction\":null},{\"id\":10,\"completed_"
    "by\":1,\"result\":[{\"origin\":\"manual\",\"value\":{\"choices\":[\"No\"]}}],\"was_cancelled\":false,\"created_at\":\"2022-10"
    "-31T21:19:19.131290Z\",\"updated_at\":\"2022-10-31T21:19:20.000000Z\",\"last_action\":\"imported\",\"prediction\":{},\"parent"
    "_prediction\":null}],\"predictions\":[{\"id\":1,\"model_version\":\"model 0\",\"score\":0.72,\"result\":[{\"value\":{\"choice"
    "s\":[\"Yes\"]}}],\"created_at\":\"2022-10-27T19:40:48.842071Z\",\"mislabeling\":0.0}],\"drafts\":[],\"data\":{\"text\":\"t\"}"
    ",\"meta\":{},\"created_at\":\"2022-10-27T19:40:00.000000Z\",\"updated_at\":\"2022-10-27T19:40:00.000000Z\"}]",
    "1 human-action 2022-10-31T21:19:19.131290Z id=annotation/7 time=2022-10-31T21:19:19.131290Z actor=1 action=modify original=[{"
    "\"value\":{\"choices\":[\"Yes\"]}}] target=prediction/1 evaluation=[{\"origin\":\"prediction-changed\",\"value\":{\"choices\""
    ":[\"No\"]}}] status=rejected updated=2022-10-31T21:19:20.000000Z\n"
    "2 human-action 2022-10-31T21:19:19.131290Z id=annotation/8 time=2022-10-31T21:19:19.131290Z actor=1 action=skip evaluation=[{"
    "\"origin\":\"manual\",\"value\":{\"choices\":[\"No\"]}}] status=submitted updated=2022-10-31T21:19:20.000000Z\n"
    "3 human-action 2022-10-31T21:19:19.131290Z id=annotation/9 time=2022-10-31T21:19:19.131290Z actor=1 action=annotate evaluatio"
    "n=[{\"origin\":\"prediction\",\"value\":{\"choices\":[\"No\"]}}] status=submitted updated=2022-10-31T21:19:20.000000Z\n"
    "4 other 2022-10-31T21:19:19.131290Z id=annotation/10 time=2022-10-31T21:19:19.131290Z updated=2022-10-31T21:19:20.000000Z\n"
    "5 human-action 2022-11-02T20:38:25.027900Z id=review/28 time=2022-11-02T20:38:25.027900Z actor=2 action=reject original=[{\"v"
    "alue\":{\"choices\":[\"Yes\"]}}] target=prediction/1\n"
    "6 human-action 2022-11-02T20:39:25.027900Z id=review/29 time=2022-11-02T20:39:25.027900Z actor=3 action=modify original=[{\"v"
    "alue\":{\"choices\":[\"Yes\"]}}] target=prediction/1\n"
    "7 other 2022-10-31T21:19:18Z id=history/70 time=2022-10-31T21:19:18.000000Z actor=1 action=skip reason=unclear\n"
    "8 inference 2022-10-27T19:40:48.842071Z id=prediction/1 time=2022-10-27T19:40:48.842071Z model-version=model 0 input={\"text\""
    ":\"t\"} output=[{\"value\":{\"choices\":[\"Yes\"]}}] score=0.72\n",
    ""
  },
  {
    "label-studio-csv", "a table without what the machine had proposed",
    "annotation_id,annotator,choice,created_at,id,lead_time,text,updated_at\n"
    "7,1,Yes,2022-10-31T21:19:19.131290Z,1,7.6,t,2022-10-31T21:19:20Z\n",
    "0 human-action 2022-10-31T21:19:19.131290Z time=2022-10-31T21:19:19.131290Z actor=1 action=annotate evaluation={\"annotation_"
    "id\":\"7\",\"annotator\":\"1\",\"choice\":\"Yes\",\"created_at\":\"2022-10-31T21:19:19.131290Z\",\"id\":\"1\",\"lead_time\":\""
    "7.6\",\"text\":\"t\",\"updated_at\":\"2022-10-31T21:19:20Z\"} updated=2022-10-31T21:19:20Z\n",
    ""
  },
  {
    "label-studio-json-min", "objects without what the machine had proposed",
    "[{\"text\":\"t\",\"id\":1,\"choice\":\"Yes\",\"annotator\":1,\"annotation_id\":7,\"created_at\":\"2022-10-31T21:19:19.131290Z"
    "\",\"updated_at\":\"2022-10-31T21:19:20Z\",\"lead_time\":7.6}]",
    "0 human-action 2022-10-31T21:19:19.131290Z time=2022-10-31T21:19:19.131290Z actor=1 action=annotate evaluation={\"text\":\"t\""
    ",\"id\":1,\"choice\":\"Yes\",\"annotator\":1,\"annotation_id\":7,\"created_at\":\"2022-10-31T21:19:19.131290Z\",\"updated_at\""
    ":\"2022-10-31T21:19:20Z\",\"lead_time\":7.6} updated=2022-10-31T21:19:20Z\n",
    ""
  },
  {
    "amazon-a2i", "two workers who disagree, one without time of acceptance and in another language",
    "{\"flowDefinitionArn\":\"arn:aws:sagemaker:eu-central-1:111122223333:flow-definition/credit\",\"humanAnswers\":[{\"acceptance"
    "Time\":\"2026-03-14T09:40:31.120Z\",\"answerContent\":{\"decision\":{\"label\":\"approve\"},\"reason\":\"proof\"},\"submissio"
    "nTime\":\"2026-03-14T09:43:12.404Z\",\"workerId\":\"7fe4\"},{\"answerContent\":{\"decision\":{\"label\":\"ablehnen\"}},\"subm"
    "issionTime\":\"2026-03-14T09:41:12.404Z\",\"workerId\":\"a4d8\"}],\"humanLoopName\":\"loan-1\",\"inputContent\":{\"initialVal"
    "ue\":\"refuse\",\"inferenceId\":\"i-1\"}}",
    "1 human-action 2026-03-14T09:43:12.404Z id=arn:aws:sagemaker:eu-central-1:111122223333:flow-definition/credit/loan-1/7fe4/202"
    "6-03-14T09:43:12.404Z time=2026-03-14T09:43:12.404Z actor=7fe4 original=refuse reason=proof target=i-1 valid-from=2026-03-14T"
    "09:40:31.120Z evaluation={\"decision\":{\"label\":\"approve\"},\"reason\":\"proof\"}\n"
    "2 human-action 2026-03-14T09:41:12.404Z id=arn:aws:sagemaker:eu-central-1:111122223333:flow-definition/credit/loan-1/a4d8/202"
    "6-03-14T09:41:12.404Z time=2026-03-14T09:41:12.404Z actor=a4d8 original=refuse target=i-1 evaluation={\"decision\":{\"label\""
    ":\"ablehnen\"}}\n",
    ""
  },
  {
    "ground-truth-manifest", "labels by persons and by a model; a time without zone",
    "{\"source-ref\":\"s3://b/a.jpg\",\"pizza\":{\"class\":1},\"pizza-metadata\":{\"job-name\":\"labeling-job/pizza\",\"human-anno"
    "tated\":\"yes\",\"creation-date\":\"2020-08-27T17:15:41.430Z\",\"type\":\"groundtruth/object-detection\"},\"size\":3,\"size-m"
    "etadata\":{\"job-name\":\"labeling-job/size\",\"human-annotated\":\"no\",\"creation-date\":\"2020-08-27T17:15:41.430123\"}}\n",
    "1 other 2020-08-27T17:15:41.430Z id=s3://b/a.jpg/labeling-job/pizza time=2020-08-27T17:15:41.430Z input=s3://b/a.jpg "
    "metric=pizza-metadata purpose=labeling-job/pizza actor-kind=person\n"
    "2 other 2020-08-26T17:15:41.430123Z id=s3://b/a.jpg/labeling-job/size time=2020-08-27T17:15:41.430123 input=s3://b/a.jpg met"
    "ric=size-metadata purpose=labeling-job/size actor-kind=model\n",
    ""
  },
  {
    "evidently-report", "NaN; one verdict told twice; the direction of a figure; a report without version and time",
    "{\"metrics\":[{\"metric\":\"DatasetDriftMetric\",\"result\":{\"drift_share\":0.5,\"share_of_drifted_columns\":0.66,\"dataset_"
    "drift\":true}},{\"metric\":\"DataDriftTable\",\"result\":{\"dataset_drift\":true,\"drift_by_columns\":{\"income\":{\"column_n"
    "ame\":\"income\",\"stattest_name\":\"K-S p_value\",\"stattest_threshold\":0.05,\"drift_score\":0.01,\"drift_detected\":true},"
    "\"age\":{\"column_name\":\"age\",\"stattest_name\":\"K-S p_value\",\"stattest_threshold\":0.05,\"drift_score\":NaN,\"drift_de"
    "tected\":false}}}},{\"metric\":\"ColumnDriftMetric\",\"result\":{\"column_name\":\"rate\",\"drift_score\":0.4,\"drift_detecte"
    "d\":true}}]}",
    "1 anomaly - score=0.66 threshold=0.5 action=raise metric=DatasetDriftMetric\n"
    "2 other - metric=DataDriftTable\n"
    "3 anomaly - score=0.4 action=raise metric=rate\n"
    "4 anomaly - score=0.01 threshold=0.05 action=raise metric=income evaluation=K-S p_value\n"
    "5 other - score=NaN threshold=0.05 metric=age evaluation=K-S p_value\n",
    "payload-unreadable NaN,\"drift_detected\":fal…"
  },
  {
    "evidently-report", "a time without zone",
    "{\"version\":\"0.4.40\",\"timestamp\":\"2026-03-14 09:00:00.000123\",\"metrics\":[{\"metric\":\"DatasetDriftMetric\",\"result"
    "\":{\"dataset_drift\":false,\"share_of_drifted_columns\":0.1}}]}",
    "1 other 2026-03-13T09:00:00.000123Z time=2026-03-14 09:00:00.000123 score=0.1 metric=DatasetDriftMetric\n",
    ""
  },
  {
    "evidently-tests", "the verdict is the test's, not the figure's",
    "{\"metrics\":[{\"id\":\"a\",\"metric_id\":\"ValueDrift(column=income)\",\"value\":0.31}],\"tests\":[{\"id\":\"t1\",\"name\":\""
    "Share\",\"description\":\"is 0.667\",\"status\":\"FAIL\"},{\"id\":\"t2\",\"name\":\"Other\",\"status\":\"SUCCESS\"}]}",
    "1 other - id=a score=0.31 metric=ValueDrift(column=income)\n"
    "2 anomaly - id=t1 action=raise reason=is 0.667 severity=FAIL metric=Share status=FAIL\n"
    "3 other - id=t2 metric=Other status=SUCCESS\n",
    ""
  },
  {
    "alertmanager-webhook", "notified again and again, and at last resolved; the year 1 is no end",
    "{\"receiver\":\"r\",\"status\":\"firing\",\"alerts\":[{\"status\":\"firing\",\"labels\":{\"alertname\":\"Drift\",\"model\":\""
    "credit\",\"model_version\":\"7\",\"feature\":\"income\",\"severity\":\"warning\"},\"annotations\":{\"summary\":\"far\"},\"sta"
    "rtsAt\":\"2026-03-14T09:00:00.123456789+01:00\",\"endsAt\":\"0001-01-01T00:00:00Z\",\"fingerprint\":\"a4b1\"}],\"groupLabels\""
    ":{},\"groupKey\":\"{}\",\"version\":\"4\",\"truncatedAlerts\":0}\n"
    "{\"receiver\":\"r\",\"status\":\"resolved\",\"alerts\":[{\"status\":\"resolved\",\"labels\":{\"alertname\":\"Drift\",\"model\""
    ":\"credit\",\"model_version\":\"7\",\"feature\":\"income\",\"severity\":\"warning\"},\"annotations\":{\"summary\":\"far\"},\""
    "startsAt\":\"2026-03-14T09:00:00.123456789+01:00\",\"endsAt\":\"2026-03-14T11:20:00.5Z\",\"fingerprint\":\"a4b1\"}],\"groupLa"
    "bels\":{},\"groupKey\":\"{}\",\"version\":\"4\",\"truncatedAlerts\":0}\n"
    "{\"receiver\":\"r\",\"status\":\"firing\",\"alerts\":[{\"status\":\"firing\",\"labels\":{\"alertname\":\"Drift\",\"model\":\""
    "credit\",\"model_version\":\"7\",\"feature\":\"income\",\"severity\":\"warning\"},\"annotations\":{\"summary\":\"far\"},\"sta"
    "rtsAt\":\"2026-03-14T09:00:00.123456789+01:00\",\"endsAt\":\"0001-01-01T00:00:00Z\",\"fingerprint\":\"a4b1\"}],\"groupLabels\""
    ":{},\"groupKey\":\"{}\",\"version\":\"4\",\"truncatedAlerts\":3}\n",
    "1 anomaly 2026-03-14T08:00:00.123456Z REPLACED id=a4b1/2026-03-14T09:00:00.123456789+01:00 time=2026-03-14T09:00:00.123456789"
    "+01:00 model-name=credit model-version=7 action=raise reason=far valid-from=2026-03-14T09:00:00.123456789+01:00 severity=warn"
    "ing metric=income purpose=Drift\n"
    "1 anomaly 2026-03-14T08:00:00.123456Z id=a4b1/2026-03-14T09:00:00.123456789+01:00 time=2026-03-14T09:00:00.123456789+01:00 mo"
    "del-name=credit model-version=7 action=resolve reason=far valid-from=2026-03-14T09:00:00.123456789+01:00 valid-to=2026-03-14T"
    "11:20:00.5Z severity=warning metric=income purpose=Drift ended=2026-03-14T11:20:00.5Z\n"
    "1 anomaly 2026-03-14T08:00:00.123456Z REPLACED id=a4b1/2026-03-14T09:00:00.123456789+01:00 time=2026-03-14T09:00:00.123456789"
    "+01:00 model-name=credit model-version=7 action=raise reason=far valid-from=2026-03-14T09:00:00.123456789+01:00 severity=warn"
    "ing metric=income purpose=Drift\n",
    ""
  },
  {
    "alertmanager-webhook", "Grafana's additions",
    "{\"receiver\":\"r\",\"status\":\"firing\",\"alerts\":[{\"status\":\"firing\",\"labels\":{\"alertname\":\"Drift\",\"model\":\""
    "credit\",\"model_version\":\"7\",\"feature\":\"income\",\"severity\":\"warning\"},\"annotations\":{\"summary\":\"far\"},\"sta"
    "rtsAt\":\"2026-03-14T09:00:00.123456789+01:00\",\"endsAt\":\"0001-01-01T00:00:00Z\",\"values\":{\"B\":0.31},\"fingerprint\":\""
    "c001\"}],\"groupLabels\":{},\"groupKey\":\"{}\",\"version\":\"4\",\"truncatedAlerts\":0,\"orgId\":1,\"title\":\"t\",\"state\""
    ":\"alerting\"}",
    "1 anomaly 2026-03-14T08:00:00.123456Z id=c001/2026-03-14T09:00:00.123456789+01:00 time=2026-03-14T09:00:00.123456789+01:00 mo"
    "del-name=credit model-version=7 output={\"B\":0.31} action=raise reason=far valid-from=2026-03-14T09:00:00.123456789+01:00 se"
    "verity=warning metric=income purpose=Drift\n",
    ""
  },
  {
    "alertmanager-alerts", "an end to come is no end; silenced is open",
    "[{\"annotations\":{},\"endsAt\":\"2026-03-14T12:00:00.000Z\",\"fingerprint\":\"b7c2\",\"receivers\":[{\"name\":\"r\"}],\"star"
    "tsAt\":\"2026-03-14T09:00:00.000Z\",\"status\":{\"inhibitedBy\":[],\"silencedBy\":[\"s\"],\"state\":\"suppressed\"},\"updated"
    "At\":\"2026-03-14T11:56:00.000Z\",\"labels\":{\"alertname\":\"Drift\"}}]",
    "0 anomaly 2026-03-14T09:00:00Z id=b7c2/2026-03-14T09:00:00.000Z time=2026-03-14T09:00:00.000Z action=raise valid-from=2026-03"
    "-14T09:00:00.000Z metric=Drift purpose=Drift status=suppressed updated=2026-03-14T11:56:00.000Z\n",
    ""
  },
  {
    "prometheus-alerts", "pending is not raised yet; figures as texts",
    "{\"status\":\"success\",\"data\":{\"alerts\":[{\"labels\":{\"alertname\":\"Drift\",\"severity\":\"warning\"},\"annotations\":"
    "{},\"state\":\"firing\",\"activeAt\":\"2026-03-14T09:00:00.123456789Z\",\"value\":\"3.1e-01\"},{\"labels\":{\"alertname\":\"L"
    "ag\"},\"annotations\":{},\"state\":\"pending\",\"activeAt\":\"2026-03-14T09:01:00Z\",\"value\":\"1e+00\"}]}}",
    "1 anomaly 2026-03-14T09:00:00.123456Z id={\"alertname\":\"Drift\",\"severity\":\"warning\"}/2026-03-14T09:00:00.123456789Z ti"
    "me=2026-03-14T09:00:00.123456789Z score=3.1e-01 action=raise valid-from=2026-03-14T09:00:00.123456789Z severity=warning metri"
    "c=Drift purpose=Drift status=firing\n"
    "2 other 2026-03-14T09:01:00Z id={\"alertname\":\"Lag\"}/2026-03-14T09:01:00Z time=2026-03-14T09:01:00Z score=1e+00 valid-from"
    "=2026-03-14T09:01:00Z metric=Lag purpose=Lag status=pending\n",
    ""
  },
  {
    "psi-drift-report", "a word that is not known is an alarm",
    "{\"total_features\":2,\"drifted_features\":1,\"drift_detected\":true,\"results\":{\"Time\":{\"psi\":0.0049,\"status\":\"STABL"
    "E\"},\"V1\":{\"psi\":0.3,\"status\":\"DRIFTED\"}}}",
    "1 other - score=0.0049 metric=Time status=STABLE\n"
    "2 anomaly - score=0.3 action=raise severity=DRIFTED metric=V1 status=DRIFTED\n",
    ""
  },
  {
    "drift-summary", "no verdict of its own is added",
    "{\"dataset_drift\":true,\"drift_share\":0.5,\"drifted_features\":[\"a\"],\"n_drifted_features\":1}",
    "0 anomaly - output=[\"a\"] score=0.5 action=raise metric=drift_share\n",
    ""
  },
  {
    "prediction-log", "the version as the service calls itself",
    "{\"event\":\"prediction\",\"request_id\":\"p-1\",\"timestamp\":\"2026-06-23T15:07:45.765065+00:00\",\"inputs\":{\"A\":0.08303"
    "69673913225},\"probability\":0.8519,\"prediction_label\":\"Likely to default\",\"latency_ms\":24.89,\"model_version\":\"sklea"
    "rn_v1\",\"success\":true,\"error\":null}\n",
    "0 inference 2026-06-23T15:07:45.765065Z id=p-1 time=2026-06-23T15:07:45.765065+00:00 model-version=sklearn_v1 input={\"A\":0."
    "0830369673913225} output=Likely to default score=0.8519 status=true latency=24.89 correlation=p-1\n",
    ""
  },
  {
    "api-call-log", "the call has the id of its prediction, and is no event of that name",
    "{\"event\":\"api_call\",\"request_id\":\"p-1\",\"timestamp\":\"2026-06-23T15:07:45.765065+00:00\",\"method\":\"POST\",\"path\""
    ":\"/predict\",\"status_code\":200,\"latency_ms\":24.5,\"is_error\":false,\"client_host\":\"192.0.2.1\"}\n",
    "0 access 2026-06-23T15:07:45.765065Z time=2026-06-23T15:07:45.765065+00:00 actor=192.0.2.1 action=POST target=/predict status"
    "=200 latency=24.5 correlation=p-1\n",
    ""
  },
  {
    "attribution-audit", "an appeal refers back by the id of what it is about",
    "{\"content_id\":\"k-1\",\"creator_id\":\"a\",\"attribution\":\"likely_ai\",\"confidence\":0.81,\"status\":\"classified\",\"ti"
    "mestamp\":\"2026-07-01T05:44:17.819403Z\"}\n"
    "{\"content_id\":\"k-1\",\"status\":\"under_review\",\"appeal_reasoning\":\"mine\",\"original_attribution\":\"likely_ai\",\"or"
    "iginal_confidence\":0.81,\"timestamp\":\"2026-07-01T05:44:18.500215Z\"}\n",
    "0 inference 2026-07-01T05:44:17.819403Z id=k-1 time=2026-07-01T05:44:17.819403Z subject=a output=likely_ai score=0.81 status="
    "classified\n"
    "0 human-action 2026-07-01T05:44:18.500215Z time=2026-07-01T05:44:18.500215Z action=appeal original=likely_ai reason=mine targ"
    "et=k-1 status=under_review\n",
    ""
  },
  { NULL, NULL, NULL, NULL, NULL },
};
