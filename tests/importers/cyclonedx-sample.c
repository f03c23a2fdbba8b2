/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cyclonedx-sample.h"

#define DIGEST "fe9a1b0c2d3e4f5061728394a5b6c7d8e9f00112233445566778899aabbccdde"
#define DATA_DIGEST "0a9a1b0c2d3e4f5061728394a5b6c7d8e9f00112233445566778899aabbccdde"
#define COMMIT "7638417db6d59f3c431d3e1f261cc637155684cd"

static const char xml_head[] =
  "<?xml version=\"1.0\"?>\n"
  "<bom xmlns=\"http://cyclonedx.org/schema/bom/VERSION\" xmlns:x=\"https://vendor.example/ns\"\n"
  "     serialNumber=\"urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79\" version=\"4\">\n"
  "<metadata><timestamp>2026-03-20T10:00:00Z</timestamp>\n"
  "<lifecycles><lifecycle><phase>build</phase></lifecycle></lifecycles>\n"
  "<tools><components><component type=\"application\"><name>bom-maker</name></component></components></tools>\n"
  "<authors><author><name>Kim Testperson</name><email>kim@example.org</email></author></authors>\n"
  "<component type=\"machine-learning-model\" bom-ref=\"model\">\n"
  "<supplier><name>Nordhafen</name></supplier><publisher>Nordhafen</publisher><name>kreditcheck</name><version>3</version>\n"
  "<hashes><hash alg=\"SHA-256\">" DIGEST "</hash><hash alg=\"MD5\">3942447fac867ae5cdb3229b658f4d48</hash></hashes>\n"
  "<licenses><license><name>house</name></license></licenses><purl>pkg:mlflow/kreditcheck@3</purl>\n"
  "<pedigree><ancestors><component type=\"machine-learning-model\"><name>gbm</name><version>1</version></component></ancestors>\n"
  "<commits><commit><uid>" COMMIT "</uid><author><timestamp>2026-03-01T10:00:00Z</timestamp><name>Kim Testperson</name></author></commit></commits></pedigree>\n"
  "<externalReferences><reference type=\"distribution\"><url>https://models.example/3</url></reference>\n"
  "<reference type=\"vcs\"><url>https://code.example/</url></reference></externalReferences>\n"
  "<properties><property name=\"cdx:tokens\">7</property><property name=\"api_token\">s3cret</property></properties>\n"
  "<modelCard><modelParameters><approach><type>supervised</type></approach><task>scoring</task>\n"
  "<datasets><ref>data-1</ref><dataset><type>dataset</type><name>bureau</name><contents><url>https://d.example</url></contents></dataset></datasets>\n"
  "<inputs><input><format>row</format></input></inputs></modelParameters>\n"
  "<quantitativeAnalysis><performanceMetrics><performanceMetric><type>auc</type><value>0.84</value><slice>women</slice>\n"
  "<confidenceInterval><lowerBound>0.8</lowerBound></confidenceInterval></performanceMetric></performanceMetrics></quantitativeAnalysis>\n"
  "<considerations><users><user>Clerks</user></users><useCases><useCase>Credit</useCase></useCases>\n"
  "<technicalLimitations><technicalLimitation>No firms</technicalLimitation></technicalLimitations>\n"
  "<ethicalConsiderations><ethicalConsideration><name>Bias</name></ethicalConsideration></ethicalConsiderations>\n"
  "<fairnessAssessments><fairnessAssessment><groupAtRisk>Newcomers</groupAtRisk></fairnessAssessment></fairnessAssessments></considerations>\n"
  "</modelCard><x:extra>kept</x:extra></component></metadata>\n"
  "<components><component type=\"data\" bom-ref=\"data-1\"><name>applications</name><version>2025</version>\n"
  "<hashes><hash alg=\"SHA-256\">" DATA_DIGEST "</hash></hashes>\n"
  "<properties><property name=\"cdx:ai-ml:dataset:stage\">training</property></properties>\n"
  "<data><type>dataset</type><classification>internal</classification></data></component></components>\n"
  "<dependencies><dependency ref=\"model\"><dependency ref=\"data-1\"/></dependency></dependencies>\n"
  "<annotations><annotation bom-ref=\"a-1\"><subjects><subject ref=\"model\"/></subjects>\n"
  "<annotator><individual><name>Robin Testreviewer</name></individual></annotator>\n"
  "<timestamp>2026-03-21T09:00:00Z</timestamp><text>Looked at it</text></annotation></annotations>\n"
  "<formulation><formula bom-ref=\"f-1\"><components><component type=\"container\" bom-ref=\"image\"><name>trainer</name><version>9</version></component></components>\n"
  "<workflows><workflow bom-ref=\"w-1\"><uid>run-77</uid><name>nightly</name><taskTypes><taskType>build</taskType></taskTypes>\n"
  "<inputs><input><resource><ref>data-1</ref></resource></input></inputs>\n"
  "<outputs><output><resource><ref>model</ref></resource><type>artifact</type></output></outputs>\n"
  "<timeStart>2026-03-10T10:00:00Z</timeStart><timeEnd>2026-03-10T12:00:00Z</timeEnd></workflow></workflows></formula></formulation>\n";

static const char xml_declarations[] =
  "<declarations><attestations><attestation><summary>Meets it</summary><map><requirement>AIA-15</requirement>\n"
  "<conformance><score>0.8</score></conformance></map></attestation></attestations>\n"
  "<targets><components><component type=\"machine-learning-model\" bom-ref=\"model-target\"><name>kreditcheck</name><version>3</version></component></components></targets>\n"
  "<affirmation><statement>So it is</statement><signatories><signatory><name>Alex Testsigner</name><role>CRO</role></signatory></signatories></affirmation></declarations>\n";

static const char json_head[] =
  "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"VERSION\",\n"
  "\"serialNumber\":\"urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79\",\"version\":4,\n"
  "\"metadata\":{\"timestamp\":\"2026-03-20T10:00:00Z\",\"lifecycles\":[{\"phase\":\"build\"}],\n"
  "\"tools\":{\"components\":[{\"type\":\"application\",\"name\":\"bom-maker\"}]},\n"
  "\"authors\":[{\"name\":\"Kim Testperson\",\"email\":\"kim@example.org\"}],\n"
  "\"component\":{\"type\":\"machine-learning-model\",\"bom-ref\":\"model\",\"supplier\":{\"name\":\"Nordhafen\"},\"publisher\":\"Nordhafen\",\n"
  "\"name\":\"kreditcheck\",\"version\":\"3\",\n"
  "\"hashes\":[{\"alg\":\"SHA-256\",\"content\":\"" DIGEST "\"},{\"alg\":\"MD5\",\"content\":\"3942447fac867ae5cdb3229b658f4d48\"}],\n"
  "\"licenses\":[{\"license\":{\"name\":\"house\"}}],\"purl\":\"pkg:mlflow/kreditcheck@3\",\n"
  "\"pedigree\":{\"ancestors\":[{\"type\":\"machine-learning-model\",\"name\":\"gbm\",\"version\":\"1\"}],\n"
  "\"commits\":[{\"uid\":\"" COMMIT "\",\"author\":{\"timestamp\":\"2026-03-01T10:00:00Z\",\"name\":\"Kim Testperson\"}}]},\n"
  "\"externalReferences\":[{\"type\":\"distribution\",\"url\":\"https://models.example/3\"},{\"type\":\"vcs\",\"url\":\"https://code.example/\"}],\n"
  "\"properties\":[{\"name\":\"cdx:tokens\",\"value\":\"7\"},{\"name\":\"api_token\",\"value\":\"s3cret\"}],\n"
  "\"modelCard\":{\"modelParameters\":{\"approach\":{\"type\":\"supervised\"},\"task\":\"scoring\",\n"
  "\"datasets\":[{\"ref\":\"data-1\"},{\"type\":\"dataset\",\"name\":\"bureau\",\"contents\":{\"url\":\"https://d.example\"}}],\n"
  "\"inputs\":[{\"format\":\"row\"}]},\n"
  "\"quantitativeAnalysis\":{\"performanceMetrics\":[{\"type\":\"auc\",\"value\":\"0.84\",\"slice\":\"women\",\n"
  "\"confidenceInterval\":{\"lowerBound\":\"0.8\"}}]},\n"
  "\"considerations\":{\"users\":[\"Clerks\"],\"useCases\":[\"Credit\"],\"technicalLimitations\":[\"No firms\"],\n"
  "\"ethicalConsiderations\":[{\"name\":\"Bias\"}],\"fairnessAssessments\":[{\"groupAtRisk\":\"Newcomers\"}]}}}},\n"
  "\"components\":[{\"type\":\"data\",\"bom-ref\":\"data-1\",\"name\":\"applications\",\"version\":\"2025\",\n"
  "\"hashes\":[{\"alg\":\"SHA-256\",\"content\":\"" DATA_DIGEST "\"}],\n"
  "\"properties\":[{\"name\":\"cdx:ai-ml:dataset:stage\",\"value\":\"training\"}],\n"
  "\"data\":[{\"type\":\"dataset\",\"classification\":\"internal\"}]}],\n"
  "\"dependencies\":[{\"ref\":\"model\",\"dependsOn\":[\"data-1\"]}],\n"
  "\"annotations\":[{\"bom-ref\":\"a-1\",\"subjects\":[\"model\"],\"annotator\":{\"individual\":{\"name\":\"Robin Testreviewer\"}},\n"
  "\"timestamp\":\"2026-03-21T09:00:00Z\",\"text\":\"Looked at it\"}],\n"
  "\"formulation\":[{\"bom-ref\":\"f-1\",\"components\":[{\"type\":\"container\",\"bom-ref\":\"image\",\"name\":\"trainer\",\"version\":\"9\"}],\n"
  "\"workflows\":[{\"bom-ref\":\"w-1\",\"uid\":\"run-77\",\"name\":\"nightly\",\"taskTypes\":[\"build\"],\n"
  "\"inputs\":[{\"resource\":{\"ref\":\"data-1\"}}],\"outputs\":[{\"resource\":{\"ref\":\"model\"},\"type\":\"artifact\"}],\n"
  "\"timeStart\":\"2026-03-10T10:00:00Z\",\"timeEnd\":\"2026-03-10T12:00:00Z\"}]}]";

static const char json_declarations[] =
  ",\n\"declarations\":{\"attestations\":[{\"summary\":\"Meets it\",\"map\":[{\"requirement\":\"AIA-15\",\"conformance\":{\"score\":0.8}}]}],\n"
  "\"targets\":{\"components\":[{\"type\":\"machine-learning-model\",\"bom-ref\":\"model-target\",\"name\":\"kreditcheck\",\"version\":\"3\"}]},\n"
  "\"affirmation\":{\"statement\":\"So it is\",\"signatories\":[{\"name\":\"Alex Testsigner\",\"role\":\"CRO\"}]}}";

static char *
assemble (const char *version,
          const char *head,
          const char *declarations,
          const char *end)
{
  GString *text = g_string_new (head);

  /* They came with 1.6. */
  if (!g_str_equal (version, "1.5"))
    g_string_append (text, declarations);
  g_string_append (text, end);
  g_string_replace (text, "VERSION", version, 1);
  return g_string_free (text, FALSE);
}

char *
cyclonedx_sample_xml (const char *version)
{
  return assemble (version, xml_head, xml_declarations, "</bom>\n");
}

char *
cyclonedx_sample_json (const char *version)
{
  return assemble (version, json_head, json_declarations, "}\n");
}
