import type { Limit } from './rules.ts'

/**
 * Every limit that holds across processes, with its default. An admin may set others (`limit_settings`).
 * In any hour at most `burst` and `perHour` together are accepted.
 */
export const defaults = {
  /** Passwords that are compared for one account, from devices that it does not know. */
  'passwords-account': { burst: 10, perHour: 10 },
  /** The same from a device on which somebody has signed in to the account. */
  'passwords-device': { burst: 10, perHour: 10 },
  /** Wrong passwords of one network, for any accounts. */
  'passwords-network': { burst: 30, perHour: 60 },
  /** Codes of a second factor that are compared for one account, or on a device that knows it. */
  'codes-account': { burst: 10, perHour: 10 },
  /** Wrong codes of one network, for any accounts. */
  'codes-network': { burst: 30, perHour: 60 },
  /** New accounts of one network. */
  'sign-ups-network': { burst: 30, perHour: 60 },
  /** Mails about accounts to one address: confirmations, resets, changes. */
  'account-mails-address': { burst: 5, perHour: 5 },
  /** The same that one network asks for. */
  'account-mails-network': { burst: 20, perHour: 60 },
  /** Downloads of everything that is kept about an account. */
  'exports-account': { burst: 3, perHour: 6 },
  /** New guests of one network. */
  'guests-network': { burst: 60, perHour: 600 },
  /** Seat-minutes that an account holds without paying: of guests, and of accounts that have never paid. */
  'holds-new-account': { burst: 30, perHour: 60 },
  /** The same of an account that has paid before. */
  'holds-account': { burst: 240, perHour: 480 },
  /** The same of all accounts of one network that have never paid, at one store. */
  'holds-network-store': { burst: 200, perHour: 120 },
  /** The same at all stores together. */
  'holds-network': { burst: 1_000, perHour: 1_000 },
} as const satisfies Readonly<Record<string, Limit>>

export type LimitName = keyof typeof defaults

export const limitNames = Object.keys(defaults) as readonly LimitName[]

export const isLimitName = (name: string): name is LimitName => Object.hasOwn(defaults, name)
