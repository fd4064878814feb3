/** Why a payment is in review. */
export interface Why {
  readonly code: 'differs' | 'refunded-elsewhere' | 'refund-rejected' | 'no-answer'
  readonly title: { readonly ko: string; readonly en: string }
  /** Names of differing facts, or the gateway's own message. */
  readonly detail: string
}

const titles: Readonly<Record<Why['code'], Why['title']>> = {
  differs: {
    ko: '결제사 기록이 우리가 요청한 내용과 달라요.',
    en: 'What the gateway says differs from what we asked for.',
  },
  'refunded-elsewhere': {
    ko: '우리가 요청하지 않은 환불이 결제사 기록에 있어요.',
    en: 'The gateway tells of a refund that we did not ask for.',
  },
  'refund-rejected': {
    ko: '결제사가 환불을 거절했어요.',
    en: 'The gateway refuses to give the money back.',
  },
  'no-answer': {
    ko: '하루가 지나도록 결제 결과를 확인하지 못했어요.',
    en: 'For a day nobody could tell what became of it.',
  },
}

export function whyOf(reason: string | null): Why {
  const detail = reason ?? ''
  const why = (code: Why['code'], rest = detail): Why => ({
    code,
    title: titles[code],
    detail: rest,
  })
  if (detail.startsWith('differs: ')) return why('differs', detail.slice(9))
  if (detail === 'refunded-elsewhere') return why('refunded-elsewhere')
  if (detail.startsWith('rejected: ')) return why('refund-rejected', detail.slice(10))
  return why('no-answer')
}
