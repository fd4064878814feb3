import { useId, useState } from 'react'
import { call, type ProblemBody } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Button } from '../../../web/kit/button.tsx'
import { Confirm } from '../../../web/kit/confirm.tsx'
import { Dialog } from '../../../web/kit/dialog.tsx'
import { Loaded } from '../../../web/kit/loaded.tsx'
import { Refused, Tag } from '../../../web/kit/notice.tsx'
import { Loading, Skeleton } from '../../../web/kit/states.tsx'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { offeredProviders } from '../../../web/session.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../providers/contract.ts'
import type { ProviderName } from '../../providers/provider.ts'
import { passkeysQuery } from '../passkeys/passkey-queries.ts'
import { ConfirmOwner } from './confirm-owner.tsx'
import { ProviderLogo } from './provider-logo.tsx'
import { type SignIns, signInsQuery } from './sign-ins-query.ts'
import { useProvidersText } from './text.ts'

/** The providers by which the reader signs in, and those by which they might. */
export function OwnSignIns() {
  const t = useProvidersText()
  const query = useQuery(signInsQuery)
  const connected = query.data?.data ?? []
  if (offeredProviders().length === 0 && connected.length === 0) return null
  return (
    <section className="grid gap-3">
      <h2 className="text-xl font-bold">{t('own.title')}</h2>
      <p className="text-soft">{t('own.lead')}</p>
      <Loaded
        query={query}
        loading={
          <Loading>
            <Skeleton className="h-40" />
          </Loading>
        }
      >
        {(signIns) => <List signIns={signIns} />}
      </Loaded>
    </section>
  )
}

function List({ signIns }: { readonly signIns: SignIns }) {
  const connected = signIns.data.map(({ provider }) => provider)
  const shown = [...new Set([...offeredProviders(), ...connected])]
  return (
    <ul className="grid divide-y divide-line rounded-3xl border border-line bg-card px-6">
      {shown.map((provider) => (
        <li key={provider} className="grid py-3">
          <Row provider={provider} signIns={signIns} />
        </li>
      ))}
    </ul>
  )
}

interface RowProps {
  readonly provider: ProviderName
  readonly signIns: SignIns
}

/** What asks for a recent sign-in asks for the proof, and then goes on. */
function Row({ provider, signIns }: RowProps) {
  const t = useProvidersText()
  const name = t(`names.${provider}`)
  const isConnected = signIns.data.some((one) => one.provider === provider)
  const passkeys = useQuery(passkeysQuery).data?.data.length ?? 0
  const isLast = isConnected && signIns.data.length + Number(signIns.hasPassword) + passkeys === 1
  const lastId = useId()
  const [open, setOpen] = useState<'disconnect' | 'proof'>()
  const { pending, problem, send } = useSend()
  const connect = async () => {
    const sent = await send(() =>
      call<typeof contract.startOwnVisit>('POST /v1/me/sign-ins/:provider/visits', {
        params: { provider },
        body: { purpose: 'connect', returnPath: '/account' },
      }),
    )
    if (sent?.ok) location.assign(sent.answer.url)
    else if (sent?.problem.type === 'sign-in-again') setOpen('proof')
  }
  const onProven = () => {
    setOpen(isConnected ? 'disconnect' : undefined)
    if (!isConnected) void connect()
  }
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3">
        <BrandSign provider={provider} />
        <span className="font-semibold">{name}</span>
        <Tag tone={isConnected ? 'good' : 'plain'}>
          {t(isConnected ? 'own.connected' : 'own.notConnected')}
        </Tag>
        <Button
          kind="plain"
          className="-mr-5 ml-auto"
          pending={pending}
          disabled={isLast}
          aria-describedby={isLast ? lastId : undefined}
          aria-label={t(isConnected ? 'own.disconnectFrom' : 'own.connectTo', { provider: name })}
          onClick={isConnected ? () => setOpen('disconnect') : connect}
        >
          {t(isConnected ? 'own.disconnect' : 'own.connect')}
        </Button>
      </div>
      {isLast ? (
        <p id={lastId} className="text-sm text-soft">
          {t('own.last')}
        </p>
      ) : null}
      {problem && problem.type !== 'sign-in-again' ? <Refused problem={problem} /> : null}
      {open === 'proof' ? (
        <ConfirmOwner signIns={signIns} onClose={() => setOpen(undefined)} onDone={onProven} />
      ) : null}
      {open === 'disconnect' ? (
        <Disconnect
          provider={provider}
          onClose={() => setOpen(undefined)}
          onUnproven={() => setOpen('proof')}
        />
      ) : null}
    </>
  )
}

/** White ground: the signs are drawn for light buttons, Naver's for its green. */
const BrandSign = ({ provider }: Pick<RowProps, 'provider'>) => (
  <span
    className={`grid size-9 place-items-center rounded-xl ${{ kakao: 'bg-[#FEE500]', naver: 'bg-[#03C75A]', google: 'border border-line bg-[#FFFFFF]' }[provider]}`}
  >
    <ProviderLogo provider={provider} />
  </span>
)

interface DisconnectProps extends Pick<RowProps, 'provider'> {
  readonly onClose: () => void
  readonly onUnproven: () => void
}

function Disconnect({ provider, onClose, onUnproven }: DisconnectProps) {
  const t = useProvidersText()
  const client = useQueryClient()
  const name = t(`names.${provider}`)
  const request = async () => {
    const ask = { params: { provider } }
    const sent = await call<typeof contract.disconnect>('DELETE /v1/me/sign-ins/:provider', ask)
    if (!sent.ok && isUnproven(sent.problem)) onUnproven()
    return sent
  }
  const onDone = async () => {
    onClose()
    announce(t('own.done', { provider: name }))
    await client.invalidateQueries(signInsQuery)
  }
  return (
    <Dialog title={t('own.sure', { provider: name })} onClose={onClose}>
      <Confirm
        keep={t('own.keep')}
        onKeep={onClose}
        confirm={t('own.disconnect')}
        request={request}
        onDone={onDone}
      >
        <p>{t('own.sureLead', { provider: name })}</p>
      </Confirm>
    </Dialog>
  )
}

const isUnproven = ({ type }: ProblemBody): boolean => type === 'sign-in-again'
