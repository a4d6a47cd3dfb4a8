import { operation } from "../../core/call.ts";
import { AwsError, NotImplemented } from "../../core/errors.ts";
import { isOfType, taggedResources } from "./resources.ts";

/** Only resources that have a tag, whereas AWS also tells of those that once had one. */
export const getResources = operation("tagging", "GetResources", (call) => {
  const {
    TagFilters: filters = [],
    ResourceTypeFilters: types = [],
    ResourceARNList: arns = [],
    TagsPerPage: perPage,
  } = call.input;
  const { IncludeComplianceDetails: compliance = false, ExcludeCompliantResources: exclude = false } =
    call.input;
  if (compliance || exclude) throw new NotImplemented("tagging:GetResources compliance details");
  if (perPage !== undefined) throw new NotImplemented("tagging:GetResources parameter TagsPerPage");
  if (arns.length > 0 && (filters.length > 0 || types.length > 0)) {
    throw new AwsError(
      "InvalidParameterException",
      "ResourceARNList can't be used together with other filters",
    );
  }
  const found = taggedResources(call)
    .filter(({ arn }) => arns.length === 0 || arns.includes(arn))
    .filter(({ arn }) => types.length === 0 || types.some((type) => isOfType(arn, type)))
    .filter(({ tags }) =>
      filters.every(({ Key: key = "", Values: values = [] }) => {
        const value = tags[key];
        return value !== undefined && (values.length === 0 || values.includes(value));
      }),
    );
  return {
    ResourceTagMappingList: found.map(({ arn, tags }) => ({
      ResourceARN: arn,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    })),
  };
});
