import type { ServiceModel } from "../models/model.ts";
import { awsJson } from "./aws-json.ts";
import type { Protocol } from "./protocol.ts";
import { awsQuery, ec2Query } from "./query.ts";
import { restJson } from "./rest-json.ts";
import { restXml } from "./rest-xml.ts";

const protocols: Readonly<Record<ServiceModel["metadata"]["protocol"], Protocol>> = {
  "rest-json": restJson,
  "rest-xml": restXml,
  query: awsQuery,
  ec2: ec2Query,
  json: awsJson,
};

export const protocolOf = (model: ServiceModel): Protocol => protocols[model.metadata.protocol];
