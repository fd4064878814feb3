import type { BusinessDetails } from '../../kernel/business.ts'
import { oneLine } from '../../kernel/calendar.ts'
import type { Language } from '../../kernel/language.ts'

const labels = {
  ko: {
    ...{ company: '판매자', representative: '대표자', businessNumber: '사업자등록번호' },
    ...{
      mailOrderNumber: '통신판매업 신고번호',
      address: '주소',
      phone: '전화번호',
      email: '이메일',
    },
  },
  en: {
    ...{ company: 'Sold by', representative: 'Representative', businessNumber: 'Business number' },
    ...{
      mailOrderNumber: 'Mail-order number',
      address: 'Address',
      phone: 'Phone',
      email: 'E-mail',
    },
  },
} as const

const rows = [
  ['company', 'representative'],
  ['businessNumber', 'mailOrderNumber'],
  ['address'],
  ['phone', 'email'],
] as const

/** Who sells, below a mail to a buyer, in both languages; of what a store has not said nothing. */
export function businessFooter(business: BusinessDetails | undefined): string {
  const linesIn = (language: Language) =>
    rows.flatMap((row) => {
      const said = row.flatMap((name) => {
        const value = oneLine(business?.[name] ?? '').trim()
        return value ? [`${labels[language][name]}: ${value}`] : []
      })
      return said.length > 0 ? [said.join(' · ')] : []
    })
  const [ko, en] = [linesIn('ko'), linesIn('en')]
  return ko.length > 0 ? `\n\n---\n${ko.join('\n')}\n\n${en.join('\n')}\n` : ''
}
