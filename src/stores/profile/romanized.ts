const FIRSTS = 'g kk n d tt r m b pp s ss  j jj ch k t p h'.split(' ')
const VOWELS = 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'.split(' ')
/** By the consonant that is heard at the end of a syllable. */
const FINALS = ['', ...'k k k n n n t l k m l l l p l m p p t t ng t t k t p t'.split(' ')]
/** What two consonants that meet are heard as. */
const MEETING: Readonly<Record<string, string>> = {
  ...{ kn: 'ngn', km: 'ngm', kr: 'ngn', tn: 'nn', tm: 'nm', tr: 'nn', pn: 'mn', pm: 'mm' },
  ...{ pr: 'mn', nr: 'll', ln: 'll', lr: 'll', mr: 'mn', ngr: 'ngn' },
}
/** A final before a vowel. */
const CARRIED: Readonly<Record<string, string>> = { k: 'g', t: 's', l: 'r', p: 'b' }

const FIRST_SYLLABLE = 0xac00

/** Hangul in Latin letters, by the rules of 2000 as far as names of places need them: 종로 is Jongno. */
export function romanized(text: string): string {
  let written = ''
  let open = ''
  for (const sign of text.normalize('NFC')) {
    const at = sign.charCodeAt(0) - FIRST_SYLLABLE
    if (!/^[가-힣]$/.test(sign)) {
      written += open + sign
      open = ''
      continue
    }
    const first = FIRSTS[Math.floor(at / 588)] ?? ''
    const met = first === '' ? (CARRIED[open] ?? open) : (MEETING[open + first] ?? open + first)
    written += met + (VOWELS[Math.floor((at % 588) / 28)] ?? '')
    open = FINALS[at % 28] ?? ''
  }
  return written + open
}

/** `Mapo-gu`: a name of a 시, 군 or 구 as signs and maps write it. */
export const districtInEnglish = (district: string): string => {
  const name = romanized(district.slice(0, -1))
  const kind = { 시: 'si', 군: 'gun', 구: 'gu' }[district.slice(-1)] ?? ''
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}-${kind}`
}
