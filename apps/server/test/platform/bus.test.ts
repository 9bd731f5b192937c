import { afterEach, describe, expect, it, vi } from "vitest";
import type { Bus, JsonValue } from "../../src/platform/bus/index.ts";
import { availableBusKinds, type BusKind, openTestBuses, testRedisUrl } from "../bus.ts";
import { startTcpProxy } from "../tcp-proxy.ts";

const { kinds, missing } = await availableBusKinds();
for (const reason of missing) console.info(`does not run here: ${reason}`);

const open: { close(): Promise<void> }[] = [];

async function openNodes(kind: BusKind, redisUrl?: string): Promise<[Bus, Bus]> {
  const [first, second] = await openTestBuses(kind, 2, redisUrl);
  if (first === undefined || second === undefined) throw new Error("two nodes were asked for");
  open.push(first, second);
  return [first, second];
}

function listen(bus: Bus, channel: string): { received: JsonValue[]; stop: () => void } {
  const received: JsonValue[] = [];
  return { received, stop: bus.subscribe(channel, (payload) => received.push(payload)) };
}

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

describe.each(kinds)("the %s bus", (kind) => {
  it("delivers to every listener of the channel on every node, the sender's own included", async () => {
    const [first, second] = await openNodes(kind);
    const listening = [listen(first, "a"), listen(first, "a"), listen(second, "a")];
    const elsewhere = listen(second, "b");
    await Promise.all([first.settled(), second.settled()]);

    first.publish("a", { text: "für alle", list: [1, null, true] });
    first.publish("b", "the end");

    await vi.waitFor(() => expect(elsewhere.received).toEqual(["the end"]));
    for (const { received } of listening) expect(received).toEqual([{ text: "für alle", list: [1, null, true] }]);
  });

  it("delivers later, never during publish", async () => {
    const [bus] = await openNodes(kind);
    const { received } = listen(bus, "a");
    await bus.settled();
    bus.publish("a", 1);
    expect(received).toEqual([]);
    await vi.waitFor(() => expect(received).toEqual([1]));
  });

  it("keeps the order of one sender in one channel", async () => {
    const [first, second] = await openNodes(kind);
    const here = listen(first, "a");
    const there = listen(second, "a");
    await Promise.all([first.settled(), second.settled()]);
    const numbers = Array.from({ length: 500 }, (_, index) => index);
    for (const number of numbers) first.publish("a", number);
    await vi.waitFor(() => expect(there.received.length).toBe(500));
    await vi.waitFor(() => expect(here.received.length).toBe(500));
    expect(there.received).toEqual(numbers);
    expect(here.received).toEqual(numbers);
  });

  it("delivers nothing more to a listener that stopped, and all to those that stay", async () => {
    const [bus] = await openNodes(kind);
    const leaving = listen(bus, "a");
    const staying = listen(bus, "a");
    await bus.settled();
    bus.publish("a", 1);
    await vi.waitFor(() => expect(leaving.received).toEqual([1]));
    leaving.stop();
    leaving.stop();
    bus.publish("a", 2);
    await vi.waitFor(() => expect(staying.received).toEqual([1, 2]));
    expect(leaving.received).toEqual([1]);
  });

  it("delivers again to a channel that everyone had left", async () => {
    const [first, second] = await openNodes(kind);
    const before = listen(second, "a");
    await second.settled();
    before.stop();
    const after = listen(second, "a");
    await second.settled();
    first.publish("a", "again");
    await vi.waitFor(() => expect(after.received).toEqual(["again"]));
    expect(before.received).toEqual([]);
  });

  it("lets a listener that throws harm nobody", async () => {
    const [bus] = await openNodes(kind);
    bus.subscribe("a", () => {
      throw new Error("this listener is broken");
    });
    const { received } = listen(bus, "a");
    await bus.settled();
    bus.publish("a", 1);
    bus.publish("a", 2);
    await vi.waitFor(() => expect(received).toEqual([1, 2]));
  });

  it("takes a function that subscribes twice for two listeners", async () => {
    const [bus] = await openNodes(kind);
    const listener = vi.fn();
    const stop = bus.subscribe("a", listener);
    bus.subscribe("a", listener);
    stop();
    await bus.settled();
    bus.publish("a", 1);
    await vi.waitFor(() => expect(listener).toHaveBeenCalledTimes(1));
  });

  it("neither throws nor delivers after it was closed", async () => {
    const [bus] = await openNodes(kind);
    const { received } = listen(bus, "a");
    await bus.settled();
    bus.publish("a", 1);
    await bus.close();
    bus.publish("a", 2);
    await new Promise((resolve) => setImmediate(resolve));
    expect(received).not.toContain(2);
  });
});

describe.each(kinds.filter((kind) => kind === "redis"))("the %s bus without its server", (kind) => {
  async function openThroughProxy() {
    const { hostname, port } = new URL(testRedisUrl);
    const proxy = await startTcpProxy({ host: hostname, port: Number(port || 6379) });
    open.push(proxy);
    const url = new URL(testRedisUrl);
    url.hostname = "127.0.0.1";
    url.port = String(proxy.port);
    return { proxy, redisUrl: url.href };
  }

  it("drops what is published meanwhile, then reconnects and subscribes by itself", { timeout: 20_000 }, async () => {
    const { proxy, redisUrl } = await openThroughProxy();
    const [first, second] = await openNodes(kind, redisUrl);
    const before = listen(second, "a");
    await second.settled();

    await proxy.cut();
    for (let number = 0; number < 20_000; number += 1) first.publish("a", "lost");
    const during = listen(second, "b");
    await proxy.mend();

    await vi.waitFor(
      () => {
        first.publish("a", "back");
        first.publish("b", "back");
        expect(before.received).toContain("back");
        expect(during.received).toContain("back");
      },
      { timeout: 10_000, interval: 50 },
    );
    expect(before.received).not.toContain("lost");
  });

  it("opens although the server is gone, and works once it is there", { timeout: 20_000 }, async () => {
    const { proxy, redisUrl } = await openThroughProxy();
    await proxy.cut();
    const [first, second] = await openNodes(kind, redisUrl);
    const { received } = listen(second, "a");
    await second.settled();
    first.publish("a", "lost");

    await proxy.mend();
    await vi.waitFor(
      () => {
        first.publish("a", "back");
        expect(received).toContain("back");
      },
      { timeout: 10_000, interval: 50 },
    );
    expect(received).not.toContain("lost");
  });
});
