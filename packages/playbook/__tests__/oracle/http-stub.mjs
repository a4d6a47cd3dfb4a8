// A small web server for the conformance playbooks; `node http-stub.mjs` prints its address and runs until its input ends.
import { createServer } from "node:http";

export async function startHttpStub() {
  let tries = 0;
  const server = createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const answer = (status, body, headers = {}) => {
        response.writeHead(status, {
          "content-type": "text/plain",
          "content-length": Buffer.byteLength(body),
          ...headers,
        });
        response.end(request.method === "HEAD" ? undefined : body);
      };
      switch (request.url) {
        case "/ok":
          return answer(200, "ok\n".trim());
        case "/json":
          return answer(200, '{"a": [1, "x"]}', { "content-type": "application/json" });
        case "/echo":
          return answer(200, `${request.method} ${request.headers["content-type"]} ${Buffer.concat(chunks)}`);
        case "/headers":
          return answer(200, String(request.headers["x-test"]));
        case "/auth":
          return answer(200, String(request.headers.authorization));
        case "/redirect":
          return answer(302, "", { location: "/ok" });
        case "/flaky":
          tries++;
          return tries % 3 === 0 ? answer(200, "at last") : answer(503, "not yet");
        default:
          return answer(404, "no such page");
      }
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

if (process.argv[1]?.endsWith("http-stub.mjs")) {
  const { url } = await startHttpStub();
  console.log(url);
  process.stdin.resume();
  process.stdin.on("end", () => process.exit(0));
}
