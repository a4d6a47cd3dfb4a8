import type { Service } from "../../core/call.ts";
import { addTagsToResource } from "./parameter/add-tags-to-resource.ts";
import { deleteParameter } from "./parameter/delete-parameter.ts";
import { describeParameters } from "./parameter/describe-parameters.ts";
import { getParameter } from "./parameter/get-parameter.ts";
import { getParameters } from "./parameter/get-parameters.ts";
import { getParametersByPath } from "./parameter/get-parameters-by-path.ts";
import { listTagsForResource } from "./parameter/list-tags-for-resource.ts";
import { putParameter } from "./parameter/put-parameter.ts";
import { removeTagsFromResource } from "./parameter/remove-tags-from-resource.ts";

export const ssm: Service = {
  name: "ssm",
  operations: [
    addTagsToResource,
    deleteParameter,
    describeParameters,
    getParameter,
    getParameters,
    getParametersByPath,
    listTagsForResource,
    putParameter,
    removeTagsFromResource,
  ],
};
