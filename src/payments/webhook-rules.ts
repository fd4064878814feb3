import type { WebhookRead } from './answers.ts'

/** Debounce of look-ups caused by unsigned webhooks, for each payment: anybody can post those. */
export const UNSIGNED_SECONDS = 10

/** Retention, longer than any gateway's retries. */
export const WEBHOOK_DAYS = 30

const FIELD_MOST = 200

export type Hint = Extract<WebhookRead, { is: 'hint' }>

/**
 * Bounds a webhook to short, printable fields before it reaches the database. Drops impossible
 * references, and a webhook without any other.
 */
export function boundedHint(hint: Hint): Hint | undefined {
  const { reference, approvalReference, ...rest } = hint
  const eventId = printable(hint.eventId)
  const named = {
    ...(isReference(reference) && { reference }),
    ...(isReference(approvalReference) && { approvalReference }),
  }
  if (eventId === '' || Object.keys(named).length === 0) return undefined
  return { ...rest, ...named, eventId, kind: printable(hint.kind) }
}

const isReference = (text: string | undefined): text is string =>
  text !== undefined && text.length <= FIELD_MOST && /^[\x21-\x7e]+$/.test(text)

const printable = (text: string): string => text.slice(0, FIELD_MOST).replace(/[^\x20-\x7e]/g, '')
