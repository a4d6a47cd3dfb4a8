import type { Paginator } from "../models/model.ts";
import { AwsError } from "./errors.ts";

const first = (value: string | readonly string[]) =>
  typeof value === "string" ? value : (value[0] as string);

/** Members of the input that only say which page is wanted. */
export function pageMembers(paginator: Paginator | undefined): readonly string[] {
  if (paginator === undefined) return [];
  return [first(paginator.input_token), ...(paginator.limit_key === undefined ? [] : [paginator.limit_key])];
}

/**
 * Cuts the page that was asked for out of a complete answer, by the model's paginator.
 *
 * @param pageSize entries if the request names no limit
 */
export function paginate(
  paginator: Paginator,
  input: Readonly<Record<string, unknown>>,
  output: Record<string, unknown>,
  pageSize: number,
): Record<string, unknown> {
  const tokenMember = first(paginator.output_token);
  const listMember = first(paginator.result_key);
  const list = output[listMember];
  if (!Array.isArray(list) || output[tokenMember] !== undefined) return output;
  const start = offsetOf(input[first(paginator.input_token)]);
  const limit = paginator.limit_key === undefined ? undefined : input[paginator.limit_key];
  const size = typeof limit === "number" ? limit : pageSize;
  const end = start + Math.max(1, size);
  const more = end < list.length;
  return {
    ...output,
    [listMember]: list.slice(start, end),
    ...(more && { [tokenMember]: Buffer.from(`page:${end}`).toString("base64") }),
    ...(paginator.more_results !== undefined && { [paginator.more_results]: more }),
  };
}

function offsetOf(token: unknown): number {
  if (token === undefined || token === "") return 0;
  const offset = /^page:(\d{1,9})$/.exec(Buffer.from(String(token), "base64").toString("utf8"))?.[1];
  if (offset === undefined)
    throw new AwsError("InvalidNextToken", "The pagination token is not valid", { status: 400 });
  return Number(offset);
}
