import { dayText, numberText, wallDateAt, wallTimeAt } from '../../kernel/format.ts'
import { announce } from '../../web/kit/announce.tsx'
import { Loaded } from '../../web/kit/loaded.tsx'
import { Tag } from '../../web/kit/notice.tsx'
import { ownZone } from '../../web/kit/zone.ts'
import { useLanguage } from '../../web/language.ts'
import { useQuery, useQueryClient } from '../../web/query.ts'
import { ChangeProofs } from './change-proofs.tsx'
import { type ProofsPage, proofsQuery } from './proof-queries.ts'
import { useProofText } from './text.ts'

/** When networks are asked for a proof of work: a part of the page of limits. */
export function Proofs() {
  const t = useProofText()
  const query = useQuery(proofsQuery)
  return (
    <section aria-label={t('title')} className="mt-6">
      <Loaded query={query}>{(proofs) => <Card proofs={proofs} />}</Loaded>
    </section>
  )
}

function Card({ proofs }: { readonly proofs: ProofsPage }) {
  const t = useProofText()
  const language = useLanguage()
  const client = useQueryClient()
  const { asked, given } = proofs.inLastDay
  const saved = async () => {
    await client.invalidateQueries({ queryKey: proofsQuery.queryKey })
    announce(t('saved'))
  }
  return (
    <article className="grid gap-4 rounded-3xl border border-line bg-card p-5 sm:p-6">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <h2 className="text-lg font-bold">{t('title')}</h2>
        <Tag tone={asked > given ? 'warn' : 'plain'}>
          {t('inLastDay', {
            asked: numberText(asked, language),
            given: numberText(given, language),
          })}
        </Tag>
      </div>
      <p className="max-w-prose text-soft">{t('lead')}</p>
      <ChangeProofs
        key={`${proofs.fromPercent} ${proofs.least} ${proofs.most}`}
        proofs={proofs}
        onSaved={saved}
      />
      <Changes changes={proofs.changes} />
    </article>
  )
}

const timeZone = ownZone()

function Changes({ changes }: Pick<ProofsPage, 'changes'>) {
  const t = useProofText()
  const language = useLanguage()
  if (changes.length === 0) return null
  return (
    <details>
      <summary className="min-h-11 cursor-pointer py-2 font-semibold">{t('changes')}</summary>
      <ul className="grid gap-1 text-sm text-soft">
        {changes.map(({ at, by, fromPercent, least, most }) => {
          const instant = new Date(at)
          const day = dayText(wallDateAt(instant, timeZone), language)
          return (
            <li key={at}>
              {t('changed', {
                ...{ when: `${day} ${wallTimeAt(instant, timeZone)}`, who: by ?? t('left') },
                ...{ fromPercent, least: numberText(least, language) },
                most: numberText(most, language),
              })}
            </li>
          )
        })}
      </ul>
    </details>
  )
}
