import { type IResolveContext, Lazy } from "cdktf";

/**
 * A text with references that many resources carry: cdktf resolves it once for all of them, and not once for each. To be
 * used as a whole argument, not within another expression.
 */
export function resolvedOnce(text: string): string {
  const known = new Map<boolean, string>();
  return Lazy.stringValue({
    produce: (context: IResolveContext) => {
      // While a stack is prepared, references to other stacks do not have their names yet.
      const found = known.get(context.preparing) ?? (context.resolve(text) as string);
      known.set(context.preparing, found);
      return found;
    },
  });
}
