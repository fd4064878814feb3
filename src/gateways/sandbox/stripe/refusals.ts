/** Stripe's refusals, by its own codes; the texts are ours. */
interface Kind {
  readonly status: number
  readonly type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'
  readonly message: string
}

const invalid = (message: string, status = 400): Kind => ({
  status,
  type: 'invalid_request_error',
  message,
})
const card = (message: string): Kind => ({ status: 402, type: 'card_error', message })

const kinds: Readonly<Record<string, Kind>> = {
  amount_too_large: invalid('The amount is more than can be taken.'),
  amount_too_small: invalid('The amount is less than can be taken.'),
  balance_insufficient: invalid('Your balance is too small for this.'),
  capture_charge_authorization_expired: invalid('The hold has expired.'),
  card_declined: card('Your card was declined.'),
  charge_already_captured: invalid('This charge is already captured.'),
  charge_already_refunded: invalid('This charge is already refunded.'),
  charge_disputed: invalid('This charge is disputed.'),
  charge_expired_for_capture: invalid('The hold has expired.'),
  expired_card: card('Your card has expired.'),
  idempotency_error: {
    status: 400,
    type: 'idempotency_error',
    message: 'This key was used with other parameters.',
  },
  idempotency_key_in_use: {
    status: 409,
    type: 'idempotency_error',
    message: 'Another call with this key is being worked on.',
  },
  insufficient_funds: card('Your card has too little money.'),
  internal: { status: 500, type: 'api_error', message: 'Something went wrong at our end.' },
  lock_timeout: invalid('Somebody else is working on this object.', 429),
  parameter_invalid_empty: invalid('A parameter is empty.'),
  parameter_invalid_integer: invalid('A parameter is no whole number.'),
  parameter_invalid_string_empty: invalid('A parameter is not a text as it should be.'),
  parameter_missing: invalid('A parameter is missing.'),
  parameter_unknown: invalid('There is no such parameter.'),
  payment_intent_authentication_failure: card('The buyer could not be authenticated.'),
  payment_intent_unexpected_state: invalid('This PaymentIntent cannot do that as it stands.'),
  processing_error: card('The card could not be processed.'),
  rate_limit: invalid('Too many requests.', 429),
  resource_missing: invalid('There is no such object.', 404),
  secret_key_required: invalid('This needs a secret key.', 403),
  unauthorized: invalid('The API key is wrong.', 401),
  unknown_url: invalid('There is no such address.', 404),
  url_invalid: invalid('This is no address.'),
}

/** Internal names for Stripe's errors without a code. */
const codeless = ['internal', 'idempotency_error', 'invalid', 'unauthorized', 'unknown_url']

/** Errors of validation, which are not stored under the Idempotency-Key. */
const validation = /^(parameter_|amount_too_|resource_missing|url_invalid|lock_timeout)/
export const isValidation = (code: string): boolean => validation.test(code)

export class Refused extends Error {
  readonly code: string
  readonly extras: object
  constructor(code: string, extras: object = {}, message = kinds[code]?.message) {
    super(message ?? code)
    this.code = code
    this.extras = extras
  }
}

export const requestId = () => ({
  'request-id': `req_${crypto.randomUUID().replaceAll('-', '').slice(0, 14)}`,
})

/** An unlisted code gets a plain 400. */
export function refusal({ code, message, extras }: Refused) {
  const { status, type } = kinds[code] ?? invalid('')
  const error = { type, message, ...(!codeless.includes(code) && { code }), ...extras }
  return { status, body: { error }, headers: requestId() }
}

export const answer = (body: object) => ({
  status: 200,
  body,
  headers: requestId(),
})
