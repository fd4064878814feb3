import { Link } from '@tanstack/react-router'
import type { StoreAnswer } from '../../../web/door.ts'
import { buttonLook } from '../../../web/kit/button.tsx'
import { Notice } from '../../../web/kit/notice.tsx'
import { StagePage } from './outside.tsx'
import { useRoomText } from './text.ts'

interface InsideProps {
  readonly store: StoreAnswer
  readonly target: string
  /** The store sent the visitor back at once. */
  readonly isBlocked: boolean
}

export function Inside({ store, target, isBlocked }: InsideProps) {
  const t = useRoomText()
  return (
    <StagePage store={store} title={t('inside.title')} stage="inside">
      {isBlocked ? <Notice tone="warn">{t('inside.blocked')}</Notice> : null}
      <Link to={target as '/'} replace className={buttonLook('primary', 'justify-self-start')}>
        {t('inside.button')}
      </Link>
    </StagePage>
  )
}
