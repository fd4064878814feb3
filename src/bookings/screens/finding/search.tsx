import { useNavigate, useSearch } from '@tanstack/react-router'
import { Page } from '../../../web/kit/page.tsx'
import { FindStores } from './finding.tsx'
import { useFindingText } from './text.ts'

/** Stores of every front door. */
export function Search() {
  const t = useFindingText()
  const navigate = useNavigate()
  const finding = useSearch({ from: '/search' })
  return (
    <Page title={t('title')} lead={t('lead')}>
      <FindStores
        finding={finding}
        onChange={(search) => void navigate({ to: '/search', search, resetScroll: false })}
      />
    </Page>
  )
}
