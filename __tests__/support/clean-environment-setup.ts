import { cleanEnvironment } from "./clean-environment.ts";

// Before each test file: the same environment wherever, and by whomever, the suite is started.
const clean = cleanEnvironment(process.env);
for (const name of Object.keys(process.env)) if (!(name in clean)) delete process.env[name];
Object.assign(process.env, clean);
