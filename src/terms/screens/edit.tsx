import { Loaded } from '../../web/kit/loaded.tsx'
import { Page } from '../../web/kit/page.tsx'
import { ToSignIn } from '../../web/kit/states.tsx'
import { useQuery } from '../../web/query.ts'
import { useMe } from '../../web/session.ts'
import { Missing } from '../../web/shell.tsx'
import { OperatorForm } from './operator-form.tsx'
import { Publish } from './publish.tsx'
import { operatorQuery } from './terms-queries.ts'
import { useTermsPageText } from './text.ts'

/** The admin's page: who runs the site, and the next version of a text. */
export function Edit() {
  const t = useTermsPageText()
  const me = useMe()
  const operator = useQuery(operatorQuery)
  if (me === undefined) return null
  if (me === null) return <ToSignIn />
  if (me.role !== 'admin') return <Missing />
  return (
    <Page title={t('edit.title')} narrow>
      <section className="grid gap-4">
        <h2 className="text-xl font-bold">{t('edit.operator')}</h2>
        <p className="text-soft">{t('edit.operatorLead')}</p>
        <Loaded query={operator}>{(known) => <OperatorForm known={known} />}</Loaded>
      </section>
      <Publish />
    </Page>
  )
}
