/** Lets the event loop see to the network and its timers before work goes on. */
export type Breather = () => Promise<void>;

/**
 * What awaits only a database in the same process never leaves the loop to anyone else. Those who share a breather go on
 * one at a time, each after a turn of the loop of its own.
 */
export function createBreather(): Breather {
  let last = Promise.resolve();
  return () => {
    last = last.then(() => new Promise<void>((resolve) => setImmediate(resolve)));
    return last;
  };
}
