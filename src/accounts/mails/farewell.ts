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
      : '금액은 보관해 두며, 문의하시면 환불해 드립니다.'
  return paragraphs([
    '회원 탈퇴가 완료되었습니다. 그동안 이용해 주셔서 감사합니다.',
    '삭제된 정보\n- 이름, 이메일, 비밀번호, 연결한 간편 로그인, 휴대전화 번호\n- 예약과 주문에 입력하신 이름, 연락처, 요청 사항 (아직 받지 못한 상품의 배송 정보는 배송과 반품이 끝난 뒤 삭제됩니다)\n- 이 메일을 받으신 이메일 주소 (메일을 보낸 뒤 삭제됩니다)',
    `법에 따라 보관하는 기록 (회원님의 이름과 연락처는 남기지 않습니다)\n${kept.ko}`,
    openCount > 0 &&
      `아직 이용하지 않은 예약 ${openCount}건은 취소되지 않았습니다. 변경이나 취소는 예약 번호로 매장에 문의해 주세요.\n${[
        ...open.map(({ store, number }) => `- ${store}: ${number}`),
        ...more,
      ].join('\n')}`,
    mayComeBack.amount > 0 &&
      `지갑으로 결제하신 예약이 취소되면 최대 ${priceText(mayComeBack, 'ko')}까지 환불받으실 수 있습니다. ${way}`,
    '카드 등으로 직접 결제하신 예약이 취소되면 결제하신 수단으로 환불됩니다.',
    `문의: ${contactOf(contact) || `${site}/terms/privacy`}`,
    '본인이 탈퇴하지 않았다면 바로 문의해 주세요.',
  ])
}

function inEnglish(farewell: Farewell, site: string, contact: Contact): string {
  const { open, openCount, mayComeBack, moneyBack, kept } = farewell
  const more = openCount > open.length ? [`- and ${openCount - open.length} more`] : []
  const way =
    moneyBack === 'gateway'
      ? 'It will be refunded to the payment method you charged the wallet with.'
      : 'We keep the amount for you and refund it when you contact us.'
  return paragraphs([
    'Your account has been deleted. Thank you for using our service.',
    'What was deleted\n- your name, e-mail address, password, connected sign-ins and mobile number\n- the names, phone numbers and requests you entered for bookings and orders (delivery details of goods you have not received yet are deleted after delivery and returns)\n- the e-mail address this message was sent to (deleted once it is sent)',
    `What the law requires us to keep (without your name and contact details)\n${kept.en}`,
    openCount > 0 &&
      `${openCount === 1 ? 'One booking is' : `${openCount} bookings are`} still to come and ${openCount === 1 ? 'has' : 'have'} not been canceled. To change or cancel, please contact the store with the booking number.\n${[
        ...open.map(({ store, number }) => `- ${store}: ${number}`),
        ...more,
      ].join('\n')}`,
    mayComeBack.amount > 0 &&
      `If a booking you paid for from your wallet is canceled, up to ${priceText(mayComeBack, 'en')} will be refunded. ${way}`,
    'If a booking you paid for by card or otherwise is canceled, the refund goes to that payment method.',
    `Contact: ${contactOf(contact) || `${site}/terms/privacy`}`,
    'If you did not delete your account yourself, please contact us right away.',
  ])
}

const paragraphs = (parts: readonly (string | false)[]): string =>
  parts.filter((part) => part !== false).join('\n\n')

const contactOf = ({ company, phone, email }: Contact): string =>
  [company, email, phone].filter(Boolean).join(', ')
