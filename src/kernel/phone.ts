import { type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { groupKoreanDigits } from './format.ts'
import { readLine } from './typed-text.ts'

/**
 * Reads a phone number however it was typed: with brackets, dots, full-width digits, `tel:`, an
 * extension. A number without a country code must be Korean and begin as such (0…, 1588…), because a
 * foreign one could be read as the number of somebody else.
 *
 * @returns `010-1234-5678` or `+44 20 7946 0958`, with the digits that were typed; undefined if it is
 * no phone number
 */
export function readPhone(typed: string): string | undefined {
  const text = readLine(typed.normalize('NFKC'))
    .replace(/^tel:/i, '')
    .replace(/\(?내선[\s:]*(\d+)\)?$/u, ' ext. $1')
  const found = text.startsWith('+') ? parse(text) : domestic(text)
  return found && written(found)
}

/** Dialled in Korea; with 00 perhaps as dialled elsewhere. */
function domestic(text: string): PhoneNumber | undefined {
  const digits = text.replaceAll(/\D/g, '')
  if (digits.startsWith('00')) return parse(text) ?? parse(text.replace(/^\D*0\D*0/, '+'))
  return /^(0|1[5-9]\d{6}(?!\d))/.test(digits) ? parse(text) : undefined
}

function parse(text: string): PhoneNumber | undefined {
  const found = parsePhoneNumberFromString(text, { defaultCountry: 'KR', extract: false })
  // Korean numbers of 00… are not dialled by people: it is the prefix of a call abroad.
  return found?.isValid() && !found.number.startsWith('+8200') ? found : undefined
}

function written(found: PhoneNumber): string {
  if (found.country !== 'KR') return found.formatInternational()
  const digits = found.formatNational().replace(/ ext\. .*$/, '')
  const grouped = groupKoreanDigits(digits.replaceAll(/\D/g, ''))
  return found.ext ? `${grouped} ext. ${found.ext}` : grouped
}
