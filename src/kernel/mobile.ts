import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'

export interface Mobile {
  /** `+821012345678`. */
  readonly number: string
  /** `KR`. */
  readonly country: string
}

/** A mobile number, as `readPhone` writes it; undefined: it is none, or has an extension. */
export function readMobile(phone: string): Mobile | undefined {
  const found = parsePhoneNumberFromString(phone, { defaultCountry: 'KR', extract: false })
  if (!found?.isValid() || found.ext || !found.country) return undefined
  return { number: found.number, country: found.country }
}
