import { s3 } from "../operation.ts";
import { read } from "./read.ts";

export const getObject = s3("GetObject", (call) => {
  const { body, head } = read(call, call.input);
  return { ...head, Body: body };
});
