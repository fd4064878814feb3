import { Tag, type Tone } from '../../../../web/kit/notice.tsx'
import type { Status } from './concert-queries.ts'
import { useConcertText } from './text.ts'

const tones: Record<Status, Tone> = {
  upcoming: 'warn',
  presale: 'good',
  'on-sale': 'good',
  'sold-out': 'plain',
  ended: 'plain',
  canceled: 'bad',
}

export function StatusTag({ status }: { readonly status: Status }) {
  const t = useConcertText()
  return <Tag tone={tones[status]}>{t(`status.${status}`)}</Tag>
}
