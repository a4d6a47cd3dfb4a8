import { type Scenario, something, stepsOf, trust } from "../scenario.ts";

const call = stepsOf("eks");
const RoleName = "conf-connector";
const id = "{bought.subscription.id}";

export const eksElsewhere: Scenario = {
  name: "eks elsewhere",
  leaves: ["eks/subscriptions"],
  steps: [
    stepsOf("iam")(
      "CreateRole",
      { RoleName, AssumeRolePolicyDocument: trust("ssm.amazonaws.com") },
      { as: "role" },
    ),
    call(
      "RegisterCluster",
      { name: "elsewhere", connectorConfig: { roleArn: "{role.Role.Arn}", provider: "OTHER" } },
      {
        expect: {
          cluster: { status: "PENDING", connectorConfig: { activationId: something, provider: "OTHER" } },
        },
      },
    ),
    call("DescribeCluster", { name: "elsewhere" }, { expect: { cluster: { status: "PENDING" } } }),
    call("DeregisterCluster", { name: "elsewhere" }, { expect: { cluster: { name: "elsewhere" } } }),
    call("DeregisterCluster", { name: "elsewhere" }, { fails: "ResourceNotFoundException" }),
    call(
      "CreateEksAnywhereSubscription",
      { name: "conf", term: { duration: 12, unit: "MONTHS" } },
      { as: "bought", expect: { subscription: { status: "CREATING", licenseQuantity: 1 } } },
    ),
    call(
      "DescribeEksAnywhereSubscription",
      { id },
      { until: true, expect: { subscription: { status: "ACTIVE" } } },
    ),
    call("ListEksAnywhereSubscriptions", {}, { expect: { subscriptions: [{ id }] } }),
    call(
      "UpdateEksAnywhereSubscription",
      { id, autoRenew: true },
      { expect: { subscription: { autoRenew: true } } },
    ),
    call(
      "DescribeEksAnywhereSubscription",
      { id },
      { until: true, expect: { subscription: { status: "ACTIVE", autoRenew: true } } },
    ),
    call("UpdateEksAnywhereSubscription", { id, autoRenew: false }),
    // Only one that has run out can be deleted, a year from now.
    call("DeleteEksAnywhereSubscription", { id }, { fails: "InvalidRequestException" }),
    stepsOf("iam")("DeleteRole", { RoleName }),
  ],
};
