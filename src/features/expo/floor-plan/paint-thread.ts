import { parentPort } from "node:worker_threads";
import { messageOf } from "../../../shared/errors.ts";
import { type PaintOrder, paint } from "./paint.ts";
import { createTypesetter } from "./text/typesetter.ts";

/** The thread that paints: it answers each order by its picture or by what went wrong. */
const typesetter = createTypesetter();

parentPort?.on("message", async ({ id, order }: { readonly id: number; readonly order: PaintOrder }) => {
  try {
    parentPort?.postMessage({ id, picture: await paint(order, await typesetter) });
  } catch (error) {
    parentPort?.postMessage({ id, fault: messageOf(error) });
  }
});
