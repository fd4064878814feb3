/** A text message (SMS). */
export interface Text {
  /** Ours; the same text is sent once. */
  readonly id: string
  /** `+821012345678`, as E.164 writes it. */
  readonly to: string
  readonly text: string
}

/**
 * What became of a text. `unknown`: the answer was lost, so it may arrive all the same, and may have cost
 * money. `because` is a code without a number, for the log.
 */
export type TextOutcome =
  | { readonly is: 'sent' }
  | { readonly is: 'refused' | 'unknown'; readonly because: string }

/** Sends text messages. Never throws: a fault is an outcome. */
export interface TextSender {
  send(text: Text): Promise<TextOutcome>
  /** Countries to whose mobile numbers the operator sends: `KR`. */
  readonly countries: readonly string[]
  /** Where a sandbox shows what it was given, as an address for a browser. */
  readonly inbox?: string | undefined
}

/** The same sender; what becomes of each text is told. */
export const observed = (
  sender: TextSender,
  became: (outcome: TextOutcome) => void,
): TextSender => ({
  ...sender,
  async send(text) {
    const outcome = await sender.send(text)
    became(outcome)
    return outcome
  },
})
