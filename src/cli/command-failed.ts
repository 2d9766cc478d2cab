/** A command ended without doing its work; its message says why, where stdout did not say it. */
export class CommandFailed extends Error {}
