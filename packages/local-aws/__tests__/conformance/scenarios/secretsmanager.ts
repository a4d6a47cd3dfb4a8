import { type Scenario, something, stepsOf } from "../scenario.ts";

const call = stepsOf("secretsmanager");

export const secretsmanager: Scenario = {
  name: "secretsmanager",
  steps: [
    call(
      "CreateSecret",
      { Name: "conf/db", SecretString: "one" },
      { expect: { ARN: /:secret:conf\/db-\w{6}$/, Name: "conf/db", VersionId: something } },
    ),
    call("CreateSecret", { Name: "conf/db", SecretString: "one" }, { fails: "ResourceExistsException" }),
    call("PutSecretValue", { SecretId: "conf/db", SecretString: "two" }),
    call(
      "GetSecretValue",
      { SecretId: "conf/db" },
      { expect: { SecretString: "two", VersionStages: ["AWSCURRENT"] } },
    ),
    call("DescribeSecret", { SecretId: "conf/db" }, { expect: { Name: "conf/db" } }),
    call("DeleteSecret", { SecretId: "conf/db", ForceDeleteWithoutRecovery: true }),
    call("GetSecretValue", { SecretId: "conf/db" }, { fails: "ResourceNotFoundException" }),
  ],
};
