/**
 * A sign of life that passes beside the outbox: best effort, never stored, and carrying nothing that the message after
 * it doesn't repeat.
 */
export type Signal = {
  readonly kind: "typing";
  readonly conversation: string;
  readonly account: string;
};
