import { Link } from '@tanstack/react-router'
import { call } from '../../web/call.ts'
import { Button } from '../../web/kit/button.tsx'
import { Loaded } from '../../web/kit/loaded.tsx'
import { Refused } from '../../web/kit/notice.tsx'
import { WhenText } from '../../web/kit/when.tsx'
import { ownZone } from '../../web/kit/zone.ts'
import { useQuery, useQueryClient } from '../../web/query.ts'
import { useSend } from '../../web/use-send.ts'
import type * as contract from '../contract.ts'
import { acceptedKinds, marketingKinds, seenKinds } from '../kind-rules.ts'
import { acceptancesQuery, acceptTexts, textsQuery } from './terms-queries.ts'
import { useTermsPageText } from './text.ts'

type Kind = (typeof acceptedKinds)[number]

const isSeen = (kind: Kind): boolean => seenKinds.some((one) => one === kind)

/** What the reader accepted and when; consent to advertising is given and withdrawn here. */
export function OwnAcceptances() {
  const t = useTermsPageText()
  const query = useQuery(acceptancesQuery)
  return (
    <section className="grid gap-3">
      <h2 className="text-xl font-bold">{t('own.title')}</h2>
      <Loaded query={query}>
        {({ data }) => (
          <ul className="grid gap-2">
            {acceptedKinds
              .filter((kind) => !isSeen(kind) || data.some((one) => one.kind === kind))
              .map((kind) => (
                <Own key={kind} kind={kind} last={data.find((one) => one.kind === kind)} />
              ))}
          </ul>
        )}
      </Loaded>
    </section>
  )
}

interface OwnProps {
  readonly kind: Kind
  readonly last:
    | { readonly version: number; readonly given: boolean; readonly at: string }
    | undefined
}

function Own({ kind, last }: OwnProps) {
  const t = useTermsPageText()
  const client = useQueryClient()
  const { data: texts } = useQuery(textsQuery)
  const { pending, problem, send } = useSend()
  const isMarketing = marketingKinds.some((one) => one === kind)
  const version = texts?.data.find((one) => one.kind === kind)?.version
  const change = async () => {
    if (version === undefined) return
    await send(() =>
      last?.given
        ? call<typeof contract.withdrawConsent>('DELETE /v1/me/acceptances/:kind', {
            params: { kind: kind as (typeof marketingKinds)[number] },
          })
        : acceptTexts(client, [{ kind, version }]),
    )
    await client.invalidateQueries({ queryKey: acceptancesQuery.queryKey })
  }
  return (
    <li className="grid gap-1 border-t border-line pt-2">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <Link
          to="/terms/$kind/$version"
          params={{ kind, version: `${last?.version ?? version ?? 1}` }}
          className="inline-flex min-h-11 items-center underline"
        >
          {t(`consents.${kind}`)}
        </Link>
        {isMarketing ? (
          <Button kind="quiet" pending={pending} onClick={() => void change()}>
            {t(last?.given ? 'own.withdraw' : 'own.give')}
          </Button>
        ) : null}
      </div>
      <p className="text-sm text-soft">
        {last ? (
          <>
            {t(isSeen(kind) ? 'own.seen' : last.given ? 'own.given' : 'own.withdrawn')}{' '}
            <WhenText at={last.at} timeZone={ownZone()} />
          </>
        ) : (
          t('own.none')
        )}
      </p>
      <Refused problem={problem} />
    </li>
  )
}
