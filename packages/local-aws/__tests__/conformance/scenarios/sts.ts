import { type Scenario, something, stepsOf, trust } from "../scenario.ts";

const call = stepsOf("sts");
const iam = stepsOf("iam");
const federated =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"{provider.OpenIDConnectProviderArn}"},"Action":"sts:AssumeRoleWithWebIdentity"}]}';
const account =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{me.Account}:root"},"Action":"sts:AssumeRole"}]}';
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const token = [
  part({ alg: "RS256", kid: "1" }),
  part({
    iss: "https://oidc.example.com/id/1",
    sub: "system:serviceaccount:a:b",
    aud: "sts.amazonaws.com",
    exp: 4_000_000_000,
    iat: 1_700_000_000,
  }),
  "c2lnbmF0dXJl",
].join(".");

export const sts: Scenario = {
  name: "sts",
  steps: [
    call(
      "GetCallerIdentity",
      {},
      { as: "me", anywhere: true, expect: { Account: /^\d{12}$/, Arn: /^arn:aws:/, UserId: something } },
    ),
    call("GetAccessKeyInfo", { AccessKeyId: "AKIAIOSFODNN7EXAMPLE" }, { expect: { Account: /^\d{12}$/ } }),
    call(
      "GetSessionToken",
      {},
      { expect: { Credentials: { AccessKeyId: /^ASIA/, SessionToken: something, Expiration: something } } },
    ),
    iam("CreateRole", { RoleName: "conf-sts", AssumeRolePolicyDocument: account }, { as: "role" }),
    call(
      "AssumeRole",
      { RoleArn: "{role.Role.Arn}", RoleSessionName: "me" },
      {
        expect: {
          AssumedRoleUser: { Arn: /assumed-role\/conf-sts\/me$/ },
          Credentials: { AccessKeyId: /^ASIA/ },
        },
      },
    ),
    iam(
      "CreateRole",
      { RoleName: "conf-sts-eks", AssumeRolePolicyDocument: trust("eks.amazonaws.com") },
      { as: "closed" },
    ),
    call(
      "AssumeRole",
      { RoleArn: "{closed.Role.Arn}", RoleSessionName: "me" },
      { fails: "AccessDenied", localOnly: "moto evaluates no trust policy unless told to" },
    ),
    iam(
      "CreateOpenIDConnectProvider",
      {
        Url: "https://oidc.example.com/id/1",
        ClientIDList: ["sts.amazonaws.com"],
        ThumbprintList: ["9".repeat(40)],
      },
      { as: "provider" },
    ),
    iam("CreateRole", { RoleName: "conf-sts-web", AssumeRolePolicyDocument: federated }, { as: "web" }),
    call(
      "AssumeRoleWithWebIdentity",
      { RoleArn: "{web.Role.Arn}", RoleSessionName: "pod", WebIdentityToken: token },
      { expect: { AssumedRoleUser: { Arn: /assumed-role\/conf-sts-web\/pod$/ } } },
    ),
    iam("DeleteRole", { RoleName: "conf-sts" }),
    iam("DeleteRole", { RoleName: "conf-sts-eks" }),
    iam("DeleteRole", { RoleName: "conf-sts-web" }),
    iam("DeleteOpenIDConnectProvider", { OpenIDConnectProviderArn: "{provider.OpenIDConnectProviderArn}" }),
  ],
};
