import { AwsError } from "../../../core/errors.ts";
import { destroy } from "../operation.ts";
import { internetGateways } from "./kind.ts";

export const deleteInternetGateway = destroy(
  "DeleteInternetGateway",
  internetGateways,
  "InternetGatewayId",
  () => ({}),
  (_call, { InternetGatewayId: id, Attachments: attachments = [] }) => {
    if (attachments.length > 0) {
      throw new AwsError(
        "DependencyViolation",
        `The internetGateway '${id}' has dependencies and cannot be deleted.`,
      );
    }
  },
);
