import type { Limit } from './rules.ts'

/**
 * Every limit that holds across processes, with its default. An admin may set others (`limit_settings`).
 * In any hour at most `burst` and `perHour` together are accepted. A network is an IPv4 address or an IPv6 /64; the
 * /48 around it has twice as much (wider.ts).
 */
export const defaults = {
  /** Passwords that are compared for one account, from devices that it does not know. */
  'passwords-account': { burst: 10, perHour: 10 },
  /** The same from a device on which somebody has signed in to the account. */
  'passwords-device': { burst: 10, perHour: 10 },
  /** Wrong passwords of one network, for any accounts. */
  'passwords-network': { burst: 30, perHour: 60 },
  /** The same of an IPv6 /48, which one subscriber may have. */
  'passwords-wide-network': { burst: 60, perHour: 120 },
  /** Codes of a second factor that are compared for one account, or on a device that knows it. */
  'codes-account': { burst: 10, perHour: 10 },
  /** Wrong codes of one network, for any accounts. */
  'codes-network': { burst: 30, perHour: 60 },
  /** The same of an IPv6 /48, which one subscriber may have. */
  'codes-wide-network': { burst: 60, perHour: 120 },
  /** New accounts of one network. */
  'sign-ups-network': { burst: 30, perHour: 60 },
  /** The same of an IPv6 /48, which one subscriber may have. */
  'sign-ups-wide-network': { burst: 60, perHour: 120 },
  /** Mails that anybody can have sent to one address, six a mail: sign-ups, changes, invitations. */
  'account-mails-address': { burst: 24, perHour: 1 },
  /** Mails with a new password to one address. */
  'reset-mails-address': { burst: 5, perHour: 5 },
  /** The same to an address that nobody verified, six a mail. */
  'reset-mails-unverified': { burst: 24, perHour: 1 },
  /** The same that one network asks for. */
  'account-mails-network': { burst: 20, perHour: 60 },
  /** The same of an IPv6 /48, which one subscriber may have. */
  'account-mails-wide-network': { burst: 40, perHour: 120 },
  /** Codes that are sent by text message for one account. A text costs money. */
  'texts-account': { burst: 5, perHour: 5 },
  /** The same to one number, for accounts that have not verified an address. */
  'texts-number': { burst: 4, perHour: 4 },
  /** The same for accounts that have: strangers without one do not use it up. */
  'texts-number-verified': { burst: 4, perHour: 4 },
  /** The same that one network, of IPv6 a /48, asks for to one number. */
  'texts-number-network': { burst: 3, perHour: 3 },
  /** The same that one network asks for. */
  'texts-network': { burst: 30, perHour: 60 },
  /** The same of an IPv6 /48, which one subscriber may have. */
  'texts-wide-network': { burst: 60, perHour: 120 },
  /** The same in all. */
  'texts-all': { burst: 300, perHour: 1_000 },
  /** Messages about bookings to one number, of all stores. */
  'messages-number': { burst: 20, perHour: 2 },
  /** Codes of text messages that are compared for one account. */
  'text-codes-account': { burst: 15, perHour: 15 },
  /** The same of one network. */
  'text-codes-network': { burst: 60, perHour: 120 },
  /** The same of an IPv6 /48, which one subscriber may have. */
  'text-codes-wide-network': { burst: 120, perHour: 240 },
  /** Downloads of everything that is kept about an account. */
  'exports-account': { burst: 3, perHour: 6 },
  /** New stores of an owner. */
  'stores-account': { burst: 10, perHour: 1 },
  /** The same of an owner who has not verified an address. */
  'stores-unverified': { burst: 3, perHour: 1 },
  /** New guests of one network. */
  'guests-network': { burst: 60, perHour: 600 },
  /** The same of an IPv6 /48, which one subscriber may have. */
  'guests-wide-network': { burst: 120, perHour: 1_200 },
  /** Wrong contacts of guests that one network, of IPv6 a /48, gives for one order. */
  'look-ups-network-order': { burst: 10, perHour: 5 },
  /**
   * Wrong phone numbers for one order from everywhere, and wrong addresses. Eight digits: in a year
   * 60 + 365 × 144, one in 1,900 of 10^8. Of whoever reads four digits on a parcel, 2 % of 10^4 in a day, so that
   * it takes weeks. Only who has seven networks or more keeps a guest out, of one of both contacts, and never of
   * the link in the mail.
   */
  'look-ups-order': { burst: 60, perHour: 6 },
  /** The same of one network, for any orders. */
  'look-ups-network': { burst: 60, perHour: 120 },
  /** The same of an IPv6 /48, which one subscriber may have. */
  'look-ups-wide-network': { burst: 120, perHour: 240 },
  /** Tickets of lines at doors that an account takes. */
  'lines-account': { burst: 10, perHour: 10 },
  /** The same of one network: guests in front of a restaurant share its internet connection. */
  'lines-network': { burst: 60, perHour: 120 },
  /** The same of an IPv6 /48, which one subscriber may have. */
  'lines-wide-network': { burst: 120, perHour: 240 },
  /** Seat-minutes that an account holds without paying: of guests, and of accounts that have never paid. */
  'holds-new-account': { burst: 30, perHour: 60 },
  /** The same of one that has never paid but verified a mobile number; and of the number. */
  'holds-verified-account': { burst: 60, perHour: 120 },
  /** The same of an account that has paid before, and of its number. */
  'holds-account': { burst: 240, perHour: 480 },
  /** The same of all accounts of one network that have never paid, at one store. */
  'holds-network-store': { burst: 200, perHour: 120 },
  /** The same of an IPv6 /48, which one subscriber may have, at one store. */
  'holds-wide-network-store': { burst: 400, perHour: 240 },
  /** The same of one network at all stores together. */
  'holds-network': { burst: 1_000, perHour: 1_000 },
  /** The same of an IPv6 /48, which one subscriber may have. */
  'holds-wide-network': { burst: 2_000, perHour: 2_000 },
} as const satisfies Readonly<Record<string, Limit>>

export type LimitName = keyof typeof defaults

export const limitNames = Object.keys(defaults) as readonly LimitName[]

export const isLimitName = (name: string): name is LimitName => Object.hasOwn(defaults, name)
