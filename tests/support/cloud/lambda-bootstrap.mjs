// Stands where Lambda's runtime client stands: loads the handler, asks for one event after the other (Lambda Runtime API 2018-06-01).
import { pathToFileURL } from 'node:url';

const { AWS_LAMBDA_RUNTIME_API: host, LAMBDA_TASK_ROOT: root, _HANDLER: name } = process.env;
const api = `http://${host}/2018-06-01/runtime`;
const post = (path, body) => fetch(`${api}${path}`, { method: 'POST', body: JSON.stringify(body) });
const describe = (error) => ({
  errorType: error?.name ?? 'Unknown',
  errorMessage: String(error?.message ?? error),
});

const [file, exported] = name.split('.');
let handler;
try {
  ({ [exported]: handler } = await import(pathToFileURL(`${root}/${file}.mjs`).href));
} catch (error) {
  console.error(error);
  await post('/init/error', describe(error));
  process.exit(1);
}

for (;;) {
  const next = await fetch(`${api}/invocation/next`);
  const id = next.headers.get('lambda-runtime-aws-request-id');
  const event = await next.json();
  try {
    const result = await handler(event, { awsRequestId: id, getRemainingTimeInMillis: () => 120_000 });
    await post(`/invocation/${id}/response`, result ?? null);
  } catch (error) {
    await post(`/invocation/${id}/error`, describe(error));
  }
}
