// PostGraphile as its documentation sets it up for production: Amber preset, simplified names,
// pool of 16, no GraphiQL, no explain. Who asks is looked up in a map by a plain header: no token
// is verified here, which is an advantage it is given.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { postgraphile } from "postgraphile";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PgSimplifyInflectionPreset } from "@graphile/simplify-inflection";

const given = JSON.parse(readFileSync(process.argv[2], "utf8"));
const viewers = new Map(given.viewers.map((one) => [one.key, one.settings]));

const preset = {
  extends: [PostGraphileAmberPreset, PgSimplifyInflectionPreset],
  // Columns without an index of their own may be conditions too, as `open` in the inbox.
  disablePlugins: ["PgIndexBehaviorsPlugin"],
  pgServices: [
    makePgService({
      poolConfig: { ...given.connection, max: 16 },
      schemas: ["app", "bench"],
      pubsub: false,
    }),
  ],
  grafserv: { graphiql: false, watch: false, maxRequestLength: 100000 },
  grafast: {
    explain: false,
    context: (ctx) => ({ pgSettings: viewers.get(ctx.node?.req.headers["x-viewer"]) ?? {} }),
  },
};

const pgl = postgraphile(preset);
const serv = pgl.createServ(grafserv);
const server = createServer();
server.on("error", (error) => {
  console.error(error);
  process.exit(1);
});
await serv.addTo(server);
if (process.argv[3] === "--schema") {
  const { printSchema } = await import("postgraphile/graphql");
  console.log(printSchema(await pgl.getSchema()));
  process.exit(0);
}
server.keepAliveTimeout = 75000;
server.listen(given.port, "127.0.0.1", () => console.log("ready"));
