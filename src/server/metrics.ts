import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Store } from "../store/store.ts";

/** The figures of the process and the queues, in the Prometheus text format. They hold no words of people. */
export function createMetrics(store: Store): () => Promise<{ readonly contentType: string; readonly text: string }> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "silkdesk_inbox_events",
    help: "Events in the inbox by state",
    labelNames: ["state"],
    registers: [registry],
    async collect() {
      this.reset();
      const rows = await store.read
        .selectFrom("inbox")
        .select(["state", (eb) => eb.fn.countAll<number>().as("count")])
        .groupBy("state")
        .execute();
      for (const { state, count } of rows) this.set({ state }, Number(count));
    },
  });
  new Gauge({
    name: "silkdesk_outbox_messages",
    help: "Messages in the outbox by platform and state",
    labelNames: ["platform", "state"],
    registers: [registry],
    async collect() {
      this.reset();
      const rows = await store.read
        .selectFrom("outbox")
        .select(["platform", "state", (eb) => eb.fn.countAll<number>().as("count")])
        .groupBy(["platform", "state"])
        .execute();
      for (const { platform, state, count } of rows) this.set({ platform, state }, Number(count));
    },
  });
  return async () => ({ contentType: registry.contentType, text: await registry.metrics() });
}
