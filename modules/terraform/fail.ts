import { UserError } from "@eksplan/diagnostics/user-error";
import type { Construct } from "constructs";

/**
 * Refuses what a construct was given.
 * @param message what is wrong, what is allowed, what to do
 * @throws UserError with the construct's path
 */
export function fail(construct: Construct, message: string): never {
  throw new UserError([{ path: construct.node.path, message }]);
}

/**
 * The scope, if an id is still free in it; for `super(vacant(scope, id), id)`.
 * @throws UserError with the path that is taken
 */
export function vacant(scope: Construct, id: string): Construct {
  if (scope.node.tryFindChild(id) !== undefined)
    throw new UserError([
      {
        path: `${scope.node.path}/${id}`,
        message: `the id ${JSON.stringify(id)} is taken in ${scope.node.path || "the app"}; an id names one construct and its Terraform addresses; choose another`,
      },
    ]);
  return scope;
}
