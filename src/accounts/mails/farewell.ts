import { priceText } from '../../kernel/format.ts'
import type { Farewell } from './farewell-rules.ts'

/** Whom to ask: what the operator says of itself. */
export interface Contact {
  readonly company: string
  readonly phone: string
  readonly email: string | null
}

/** Korean first, English below, like all mails about accounts; whoever reads it has no account any more. */
export function writeFarewell(farewell: Farewell, site: string, contact: Contact) {
  return {
    subject: '탈퇴가 완료되었습니다 (Your account is deleted)',
    text: `${inKorean(farewell, site, contact)}\n\n\n${inEnglish(farewell, site, contact)}\n`,
  }
}

function inKorean(farewell: Farewell, site: string, contact: Contact): string {
  const { open, openCount, mayComeBack, moneyBack, kept } = farewell
  const more = openCount > open.length ? [`- 외 ${openCount - open.length}건`] : []
  const way =
    moneyBack === 'gateway'
      ? '충전할 때 사용한 결제 수단으로 환불됩니다.'
      : '보관해 두었다가 문의하시면 환불해 드립니다.'
  return paragraphs([
    '회원 탈퇴가 완료되었습니다. 그동안 이용해 주셔서 감사합니다.',
    '삭제된 정보\n- 이름, 이메일, 비밀번호, 연결한 로그인, 휴대전화 번호\n- 예약과 주문에 입력한 이름·연락처·전달 사항 (받지 못한 상품의 배송 정보는 배송과 반품이 끝난 뒤)\n- 이 메일을 보낸 이메일 주소도 발송과 함께 삭제됩니다.',
    `법에 따라 보관하는 기록 (누구의 것인지는 남기지 않습니다)\n${kept.ko}`,
    openCount > 0 &&
      `아직 이용하지 않은 예약 ${openCount}건은 취소되지 않았습니다. 변경이나 취소는 예약 번호로 매장에 문의해 주세요.\n${[
        ...open.map(({ store, number }) => `- ${store}: ${number}`),
        ...more,
      ].join('\n')}`,
    mayComeBack.amount > 0 &&
      `지갑으로 결제한 예약이 취소되면 ${priceText(mayComeBack, 'ko')}까지 돌려받을 수 있습니다. ${way}`,
    '결제 수단으로 직접 결제한 예약은 취소되면 그 결제 수단으로 환불됩니다.',
    `문의: ${contactOf(contact) || `${site}/terms/privacy`}`,
    '직접 탈퇴하지 않았다면 바로 문의해 주세요.',
  ])
}

function inEnglish(farewell: Farewell, site: string, contact: Contact): string {
  const { open, openCount, mayComeBack, moneyBack, kept } = farewell
  const more = openCount > open.length ? [`- and ${openCount - open.length} more`] : []
  const way =
    moneyBack === 'gateway'
      ? 'It goes back the way you paid when you charged the wallet.'
      : 'It is kept, and paid out when you contact us.'
  return paragraphs([
    'Your account is deleted. Thank you for having been here.',
    'Erased\n- your name, e-mail, password, connected sign-ins and mobile number\n- names, phone numbers and messages of bookings and orders (where to send goods that are still on their way: after delivery and returns)\n- the address that this mail went to, once it is sent',
    `Kept as the law asks, without saying whose it was\n${kept.en}`,
    openCount > 0 &&
      `${openCount === 1 ? 'One booking is' : `${openCount} bookings are`} still to come and not canceled. To change or cancel, contact the store with the booking number.\n${[
        ...open.map(({ store, number }) => `- ${store}: ${number}`),
        ...more,
      ].join('\n')}`,
    mayComeBack.amount > 0 &&
      `If what your wallet paid for is canceled, up to ${priceText(mayComeBack, 'en')} may come back. ${way}`,
    'What you paid in another way is refunded in that way.',
    `Contact: ${contactOf(contact) || `${site}/terms/privacy`}`,
    'If it was not you who left, please contact us at once.',
  ])
}

const paragraphs = (parts: readonly (string | false)[]): string =>
  parts.filter((part) => part !== false).join('\n\n')

const contactOf = ({ company, phone, email }: Contact): string =>
  [company, email, phone].filter(Boolean).join(', ')
