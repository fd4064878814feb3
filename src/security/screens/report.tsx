import { operatorQuery } from '../../terms/screens/terms-queries.ts'
import { buttonLook } from '../../web/kit/button.tsx'
import { Page } from '../../web/kit/page.tsx'
import { useQuery } from '../../web/query.ts'
import { securityContact } from '../../web/session.ts'
import { useSecurityText } from './text.ts'

const parts = ['what', 'promise', 'limits'] as const

/** How somebody who found a fault of security reports it. */
export function Report() {
  const t = useSecurityText()
  const operator = useQuery(operatorQuery)
  const contact =
    securityContact() ?? (operator.data?.email ? `mailto:${operator.data.email}` : undefined)
  return (
    <Page title={t('report.title')} lead={t('report.lead')} narrow>
      {contact ? (
        <a href={contact} className={buttonLook('primary', 'justify-self-start wrap-anywhere')}>
          {t('report.button', { contact: contact.replace('mailto:', '') })}
        </a>
      ) : (
        <p>{t('report.operator')}</p>
      )}
      {parts.map((part) => (
        <section key={part} className="grid gap-2">
          <h2 className="text-xl font-bold">{t(`report.${part}.title`)}</h2>
          <ul className="grid list-disc gap-1.5 pl-5">
            {(['one', 'two', 'three'] as const).map((line) => (
              <li key={line}>{t(`report.${part}.${line}`)}</li>
            ))}
          </ul>
        </section>
      ))}
    </Page>
  )
}
