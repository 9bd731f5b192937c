import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { createLogger } from "../../src/platform/logging.ts";
import { createMetrics } from "../../src/platform/metrics.ts";

describe("the log", () => {
  function capture() {
    let text = "";
    const destination = new Writable({
      write(chunk, _encoding, done) {
        text += chunk;
        done();
      },
    });
    return { destination, text: () => text };
  }

  it("is one JSON object per line, from the level on", () => {
    const { destination, text } = capture();
    const logger = createLogger("warn", destination);
    logger.info("not this");
    logger.warn({ thread: "t" }, "this\nand this");
    const lines = text().trim().split("\n");
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ msg: "this\nand this", thread: "t" });
  });

  it("never holds secrets, cookies or authorization", () => {
    const { destination, text } = capture();
    const logger = createLogger("info", destination);
    const secrets = { authorization: "hidden", cookie: "hidden", "set-cookie": "hidden", "x-api-key": "hidden" };
    logger.info({ ...secrets, password: "hidden", secret: "hidden", token: "hidden", jwt: "hidden" });
    logger.info({ headers: secrets, environment: { databaseUrl: "hidden", redisUrl: "hidden", secret: "hidden" } });
    logger.info({ req: { headers: secrets, body: { password: "hidden" } }, res: { headers: secrets } });
    logger.error({ err: Object.assign(new Error("duplicate key"), { detail: "Key (email)=(hidden) exists" }) });
    expect(text()).toContain("[redacted]");
    expect(text()).not.toContain("hidden");
  });
});

describe("the metrics", () => {
  it("hold the process's own and those of the product, apart for each server", async () => {
    const metrics = createMetrics();
    const messages = metrics.counter({ name: "beckon_messages_total", help: "Messages", labelNames: ["source"] });
    metrics.gauge({ name: "beckon_sockets", help: "Sockets" }).set(3);
    metrics.histogram({ name: "beckon_commit_duration_seconds", help: "Commits", buckets: [0.1, 1] }).observe(0.5);
    messages.inc({ source: "s" }, 2);

    const { contentType, body } = await metrics.render();
    expect(contentType).toContain("text/plain");
    expect(body).toContain("process_resident_memory_bytes");
    expect(body).toContain('beckon_messages_total{source="s"} 2');
    expect(body).toContain("beckon_sockets 3");
    expect(body).toContain('beckon_commit_duration_seconds_bucket{le="1"} 1');
    expect((await createMetrics().render()).body).not.toContain("beckon_messages_total");
  });
});
