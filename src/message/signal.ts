/**
 * A sign that passes beside the outbox: best effort, never stored, and carrying nothing that the message after it doesn't
 * repeat. `typing` says that an event was saved, `unanswered` that it was handled and no message answers it.
 */
export type Signal = {
  readonly kind: "typing" | "unanswered";
  /** The event's own id on its platform. */
  readonly event: string;
  readonly conversation: string;
  readonly account: string;
};
