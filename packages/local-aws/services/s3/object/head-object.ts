import { s3 } from "../operation.ts";
import { read } from "./read.ts";

export const headObject = s3("HeadObject", (call) => read(call, call.input).head);
