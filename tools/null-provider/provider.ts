import {
  loadPackageDefinition,
  Server,
  type ServiceClientConstructor,
  type ServiceDefinition,
} from "@grpc/grpc-js";
import { fromJSON } from "@grpc/proto-loader";
import { applyResource, planResource, readDataSource, upgradeResource } from "./lifecycle.ts";
import { protocol } from "./protocol.ts";
import { dataSourceSchema, providerSchema, resourceSchema, schemaOnWire } from "./schema.ts";
import { type DynamicValue, fromWire, type ObjectValue, toWire } from "./values.ts";

interface Request {
  readonly config?: DynamicValue;
  readonly current_state?: DynamicValue;
  readonly prior_state?: DynamicValue;
  readonly proposed_new_state?: DynamicValue;
  readonly planned_state?: DynamicValue;
  readonly raw_state?: { readonly json?: Uint8Array; readonly flatmap?: Readonly<Record<string, string>> };
  readonly private?: Uint8Array;
  readonly prior_private?: Uint8Array;
  readonly planned_private?: Uint8Array;
}

type Method = (request: Request) => object;

const failure = (summary: string, detail: string) => ({ diagnostics: [{ severity: 1, summary, detail }] });

const methods: Readonly<Record<string, Method>> = {
  GetSchema: () => ({
    provider: schemaOnWire(providerSchema),
    resource_schemas: { null_resource: schemaOnWire(resourceSchema) },
    data_source_schemas: { null_data_source: schemaOnWire(dataSourceSchema) },
    server_capabilities: { plan_destroy: false, get_provider_schema_optional: true },
  }),
  PrepareProviderConfig: ({ config }) => ({ prepared_config: config }),
  Configure: () => ({}),
  // Terraform itself checks a configuration against the schema, and there is nothing to check beyond that.
  ValidateResourceTypeConfig: () => ({}),
  ValidateDataSourceConfig: () => ({}),
  UpgradeResourceState: ({ raw_state }) => {
    const stored = fromWire(raw_state?.json === undefined ? undefined : { json: raw_state.json });
    if (stored !== null) return { upgraded_state: toWire(upgradeResource(stored)) };
    return failure(
      "Unsupported state",
      "the state was written by Terraform 0.11 or older; upgrade it with 0.12 first",
    );
  },
  ReadResource: (request) => ({ new_state: request.current_state, private: request.private }),
  PlanResourceChange: ({ prior_state, proposed_new_state, prior_private }) => {
    const { planned, replacedBy } = planResource(fromWire(prior_state), fromWire(proposed_new_state));
    return {
      planned_state: toWire(planned),
      requires_replace: replacedBy.map((name) => ({ steps: [{ attribute_name: name }] })),
      planned_private: prior_private,
    };
  },
  ApplyResourceChange: ({ planned_state, planned_private }) => ({
    new_state: toWire(applyResource(fromWire(planned_state))),
    private: planned_private,
  }),
  ImportResourceState: () =>
    failure(
      "Resource Import Not Implemented",
      "null_resource cannot be imported, neither here nor with hashicorp/null",
    ),
  ReadDataSource: ({ config }) => ({
    state: toWire(readDataSource(fromWire(config) ?? ({} as ObjectValue))),
  }),
  Stop: () => ({}),
};

interface Services {
  readonly tfplugin5: { readonly Provider: ServiceClientConstructor };
}

/** The provider as a gRPC server, not yet bound to an address. */
export function nullProvider(): Server {
  const definition = fromJSON(protocol as Parameters<typeof fromJSON>[0], { keepCase: true, longs: Number });
  const { tfplugin5 } = loadPackageDefinition(definition) as unknown as Services;
  const server = new Server();
  server.addService(
    tfplugin5.Provider.service as ServiceDefinition,
    Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, answer(method)])),
  );
  return server;
}

type Done = (error: Error | null, response?: object) => void;

/** A mistake of ours is told to Terraform, which prints it, and doesn't end the process. */
const answer =
  (method: Method) =>
  ({ request }: { readonly request: Request }, done: Done) => {
    let response: object;
    try {
      response = method(request);
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    done(null, response);
  };
