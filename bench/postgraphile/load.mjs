// Load by autocannon, for machines without wrk.
import { readFileSync } from "node:fs";
import autocannon from "autocannon";

const given = JSON.parse(readFileSync(process.argv[2], "utf8"));
const found = await autocannon({
  url: given.url,
  connections: given.clients,
  duration: given.seconds,
  requests: given.requests,
  timeout: 30,
});
console.log(JSON.stringify({
  requests: found.requests.total,
  seconds: found.duration,
  p50: found.latency.p50,
  p99: found.latency.p99,
  failed: found.errors + found.timeouts + found.non2xx,
}));
