import type { TemplateName } from './templates.ts'

/** A message to a phone: a text message, or one of Kakao (알림톡) that becomes a text where there is no Kakao. */
export interface Text {
  /** Ours; the sender keeps it with the message, and finds it by it. */
  readonly id: string
  /** `+821012345678`, as E.164 writes it. */
  readonly to: string
  /** What a text message says. */
  readonly text: string
  /** The same as a template of Kakao; without a template of that name there it goes as a text. */
  readonly kakao?: {
    readonly template: TemplateName
    readonly variables: Readonly<Record<string, string>>
  }
}

/**
 * What became of a text. `unknown`: the answer was lost, so it may arrive all the same, and may have cost
 * money. `because` is a code without a number, for the log.
 */
export type TextOutcome =
  | { readonly is: 'sent' }
  | { readonly is: 'refused' | 'unknown'; readonly because: string }

/** What a sender knows of a text whose answer was lost; `unknown`: it did not say. */
export type TextFound = 'sent' | 'absent' | 'unknown'

/** Where a text whose answer was lost is looked for. */
export interface TextLost {
  readonly id: string
  readonly to: string
  /** When it was sent. */
  readonly at: Date
}

/** Sends messages to phones. Never throws: a fault is an outcome. */
export interface TextSender {
  send(text: Text): Promise<TextOutcome>
  /** Looks for a text by its id. Without it, one whose fate is unknown is never sent again. */
  find?(lost: TextLost): Promise<TextFound>
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
