/**
 * The part of Terraform's plugin protocol 5 that a provider without configuration, functions and ephemeral resources
 * needs, in protobufjs's JSON form. Names and numbers are the wire contract; messages that are not here are answered
 * by gRPC itself with "unimplemented", which Terraform takes for "not supported".
 *
 * @see https://developer.hashicorp.com/terraform/plugin/terraform-plugin-protocol
 */
type Fields = Readonly<Record<string, readonly [type: string, id: number]>>;

function message(fields: Fields) {
  const entries = Object.entries(fields).map(([name, [type, id]]) => {
    const map = /^map<(.+)>$/.exec(type)?.[1];
    if (map !== undefined) return [name, { keyType: "string", type: map, id }];
    const repeated = /^repeated (.+)$/.exec(type)?.[1];
    return [name, repeated === undefined ? { type, id } : { rule: "repeated", type: repeated, id }];
  });
  return { fields: Object.fromEntries(entries) };
}

/** A call's messages are called `Request` and `Response` inside of a message named after the call. */
const call = (Request: Fields, Response: Fields) => ({
  fields: {},
  nested: { Request: message(Request), Response: message(Response) },
});

function methods(names: Readonly<Record<string, string>>) {
  return {
    methods: Object.fromEntries(
      Object.entries(names).map(([method, type]) => [
        method,
        { requestType: `${type}.Request`, responseType: `${type}.Response` },
      ]),
    ),
  };
}

export const protocol = {
  nested: {
    tfplugin5: {
      nested: {
        DynamicValue: message({ msgpack: ["bytes", 1], json: ["bytes", 2] }),
        AttributePath: {
          ...message({ steps: ["repeated Step", 1] }),
          nested: { Step: message({ attribute_name: ["string", 1] }) },
        },
        Diagnostic: message({
          severity: ["int32", 1],
          summary: ["string", 2],
          detail: ["string", 3],
          attribute: ["AttributePath", 4],
        }),
        RawState: message({ json: ["bytes", 1], flatmap: ["map<string>", 2] }),
        Schema: {
          ...message({ version: ["int64", 1], block: ["Block", 2] }),
          nested: {
            Block: message({
              version: ["int64", 1],
              attributes: ["repeated Attribute", 2],
              description: ["string", 4],
              deprecated: ["bool", 6],
            }),
            Attribute: message({
              name: ["string", 1],
              type: ["bytes", 2],
              description: ["string", 3],
              required: ["bool", 4],
              optional: ["bool", 5],
              computed: ["bool", 6],
              sensitive: ["bool", 7],
              deprecated: ["bool", 9],
            }),
          },
        },
        ServerCapabilities: message({
          plan_destroy: ["bool", 1],
          get_provider_schema_optional: ["bool", 2],
        }),
        GetProviderSchema: call(
          {},
          {
            provider: ["Schema", 1],
            resource_schemas: ["map<Schema>", 2],
            data_source_schemas: ["map<Schema>", 3],
            diagnostics: ["repeated Diagnostic", 4],
            server_capabilities: ["ServerCapabilities", 6],
          },
        ),
        PrepareProviderConfig: call(
          { config: ["DynamicValue", 1] },
          { prepared_config: ["DynamicValue", 1], diagnostics: ["repeated Diagnostic", 2] },
        ),
        ValidateConfig: call(
          { type_name: ["string", 1], config: ["DynamicValue", 2] },
          { diagnostics: ["repeated Diagnostic", 1] },
        ),
        Configure: call(
          { terraform_version: ["string", 1], config: ["DynamicValue", 2] },
          { diagnostics: ["repeated Diagnostic", 1] },
        ),
        UpgradeResourceState: call(
          { type_name: ["string", 1], version: ["int64", 2], raw_state: ["RawState", 3] },
          { upgraded_state: ["DynamicValue", 1], diagnostics: ["repeated Diagnostic", 2] },
        ),
        ReadResource: call(
          { type_name: ["string", 1], current_state: ["DynamicValue", 2], private: ["bytes", 3] },
          {
            new_state: ["DynamicValue", 1],
            diagnostics: ["repeated Diagnostic", 2],
            private: ["bytes", 3],
          },
        ),
        PlanResourceChange: call(
          {
            type_name: ["string", 1],
            prior_state: ["DynamicValue", 2],
            proposed_new_state: ["DynamicValue", 3],
            config: ["DynamicValue", 4],
            prior_private: ["bytes", 5],
          },
          {
            planned_state: ["DynamicValue", 1],
            requires_replace: ["repeated AttributePath", 2],
            planned_private: ["bytes", 3],
            diagnostics: ["repeated Diagnostic", 4],
          },
        ),
        ApplyResourceChange: call(
          {
            type_name: ["string", 1],
            prior_state: ["DynamicValue", 2],
            planned_state: ["DynamicValue", 3],
            config: ["DynamicValue", 4],
            planned_private: ["bytes", 5],
          },
          {
            new_state: ["DynamicValue", 1],
            private: ["bytes", 2],
            diagnostics: ["repeated Diagnostic", 3],
          },
        ),
        ImportResourceState: call(
          { type_name: ["string", 1], id: ["string", 2] },
          { diagnostics: ["repeated Diagnostic", 2] },
        ),
        ReadDataSource: call(
          { type_name: ["string", 1], config: ["DynamicValue", 2] },
          { state: ["DynamicValue", 1], diagnostics: ["repeated Diagnostic", 2] },
        ),
        Stop: call({}, { Error: ["string", 1] }),
        Provider: methods({
          GetSchema: "GetProviderSchema",
          PrepareProviderConfig: "PrepareProviderConfig",
          ValidateResourceTypeConfig: "ValidateConfig",
          ValidateDataSourceConfig: "ValidateConfig",
          UpgradeResourceState: "UpgradeResourceState",
          Configure: "Configure",
          ReadResource: "ReadResource",
          PlanResourceChange: "PlanResourceChange",
          ApplyResourceChange: "ApplyResourceChange",
          ImportResourceState: "ImportResourceState",
          ReadDataSource: "ReadDataSource",
          Stop: "Stop",
        }),
      },
    },
  },
};
