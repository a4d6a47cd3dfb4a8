import { serveAsPlugin } from "./serve.ts";

serveAsPlugin().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
