import { describe, expect, test } from "vitest";
import { policy, trustPodIdentity, trustService, trustServiceAccount } from "../../../modules/iam/policy.ts";

const statementsOf = (document: string) => JSON.parse(document).Statement;

describe("trust policies", () => {
  test("a service may assume a role and nothing else is said", () => {
    expect(JSON.parse(trustService({ service: "eks.amazonaws.com" }))).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "eks.amazonaws.com" }, Action: ["sts:AssumeRole"] },
      ],
    });
  });

  test("a service account is named by subject and audience, both by equality (S-39)", () => {
    const [statement] = statementsOf(
      trustServiceAccount({
        providerArn: "arn:aws:iam::1:oidc-provider/x",
        issuer: "oidc.eks.eu-central-1.amazonaws.com/id/AB",
        subject: { namespace: "kube-system", serviceAccount: "aws-node" },
      }),
    );
    expect(statement.Condition).toEqual({
      StringEquals: {
        "oidc.eks.eu-central-1.amazonaws.com/id/AB:sub": "system:serviceaccount:kube-system:aws-node",
        "oidc.eks.eu-central-1.amazonaws.com/id/AB:aud": "sts.amazonaws.com",
      },
    });
  });

  test("pod identity is limited to the account and may tag sessions (S-40)", () => {
    const [statement] = statementsOf(trustPodIdentity("123456789012"));
    expect(statement).toMatchObject({
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
    });
  });
});

test("statements keep their order", () => {
  const document = policy(
    { Effect: "Allow", Action: "a:B", Resource: "*" },
    { Effect: "Deny", Action: "c:D", Resource: "*" },
  );
  expect(statementsOf(document).map((one: { Effect: string }) => one.Effect)).toEqual(["Allow", "Deny"]);
});
