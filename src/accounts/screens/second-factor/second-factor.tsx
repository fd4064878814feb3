import { useState } from 'react'
import { dayText, wallDateAt } from '../../../kernel/format.ts'
import { call } from '../../../web/call.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Loaded } from '../../../web/kit/loaded.tsx'
import { Notice, Tag } from '../../../web/kit/notice.tsx'
import { Loading, Skeleton } from '../../../web/kit/states.tsx'
import { ownZone } from '../../../web/kit/zone.ts'
import { useLanguage } from '../../../web/language.ts'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import type * as contract from '../../second-factor/contract.ts'
import { ConfirmDialog, useConfirmWords } from './confirm-dialog.tsx'
import { askedBy } from './confirm-fields.tsx'
import { Enrol } from './enrol.tsx'
import { type FactorState, factorQuery } from './factor-query.ts'
import { RecoveryCodes } from './recovery-codes.tsx'
import { useFactorText } from './text.ts'

/** Codes of which fewer are left than that are too few. */
const FEW_CODES = 3

/** The second factor of the reader: on, off, or being set up. */
export function SecondFactor() {
  const t = useFactorText()
  const client = useQueryClient()
  const query = useQuery(factorQuery)
  const [codes, setCodes] = useState<readonly string[]>()
  const show = async (made: readonly string[] | undefined) => {
    setCodes(made)
    await client.invalidateQueries(factorQuery)
    await client.invalidateQueries({ queryKey: ['me', 'sessions'] })
  }
  return (
    <section id="second-factor" className="grid gap-3">
      <h2 className="text-xl font-bold">{t('title')}</h2>
      <p className="text-soft">{t('lead')}</p>
      {codes ? <RecoveryCodes codes={codes} onDone={() => setCodes(undefined)} /> : null}
      <Loaded
        query={query}
        loading={
          <Loading>
            <Skeleton className="h-24" />
          </Loading>
        }
      >
        {(state) =>
          codes ? null : state.since ? (
            <On state={state} since={state.since} onCodes={show} />
          ) : (
            <Off state={state} onCodes={show} />
          )
        }
      </Loaded>
    </section>
  )
}

interface StateProps {
  readonly state: FactorState
  readonly onCodes: (codes: readonly string[] | undefined) => unknown
}

function Off({ state, onCodes }: StateProps) {
  const t = useFactorText()
  const words = useConfirmWords()
  const [isAsked, setAsked] = useState(false)
  const [begun, setBegun] = useState<{ readonly secret: string; readonly uri: string }>()
  if (begun) return <Enrol {...begun} onCancel={() => setBegun(undefined)} onDone={onCodes} />
  return (
    <>
      {state.isNeeded ? (
        <Notice tone="warn" title={t('needed')}>
          <p>{t('neededLead')}</p>
        </Notice>
      ) : null}
      <Button className="justify-self-start" kind="quiet" onClick={() => setAsked(true)}>
        {t('turnOn')}
      </Button>
      {isAsked ? (
        <ConfirmDialog
          {...words}
          asked={askedBy(state.confirmedBy)}
          request={(body) =>
            call<typeof contract.beginEnrolment>('POST /v1/me/second-factor/enrolment', { body })
          }
          onClose={() => setAsked(false)}
          onDone={(answer) => {
            setAsked(false)
            setBegun(answer)
          }}
        />
      ) : null}
    </>
  )
}

function On({ state, since, onCodes }: StateProps & { readonly since: string }) {
  const t = useFactorText()
  const language = useLanguage()
  const [asked, setAsked] = useState<'renew' | 'off'>()
  const timeZone = ownZone()
  const when = dayText(wallDateAt(new Date(since), timeZone), language)
  const both = { password: state.confirmedBy === 'password', code: true }
  const close = () => setAsked(undefined)
  return (
    <div className="grid gap-4 rounded-3xl border border-line bg-card p-5">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Tag tone="good">{t('on')}</Tag>
        <span className="text-soft">{t('since', { when })}</span>
      </p>
      <p>{t('codesLeft', { count: state.recoveryCodesLeft })}</p>
      {state.recoveryCodesLeft < FEW_CODES ? <Notice tone="warn">{t('fewCodes')}</Notice> : null}
      <div className="flex flex-wrap gap-3">
        <Button kind="quiet" onClick={() => setAsked('renew')}>
          {t('renew')}
        </Button>
        <Button kind="danger" onClick={() => setAsked('off')}>
          {t('turnOff')}
        </Button>
      </div>
      {asked === 'renew' ? (
        <ConfirmDialog
          title={t('renewing.title')}
          lead={t('renewing.lead')}
          asked={both}
          keep={t('cancel')}
          confirm={t('renew')}
          request={(body) =>
            call<typeof contract.renewCodes>('POST /v1/me/second-factor/recovery-codes', { body })
          }
          onClose={close}
          onDone={({ recoveryCodes }) => onCodes(recoveryCodes)}
        />
      ) : null}
      {asked === 'off' ? (
        <ConfirmDialog
          title={t('off.title')}
          lead={t('off.lead')}
          asked={both}
          keep={t('off.keep')}
          confirm={t('turnOff')}
          isDangerous
          request={(body) => call<typeof contract.turnOff>('DELETE /v1/me/second-factor', { body })}
          onClose={close}
          onDone={() => onCodes(undefined)}
        />
      ) : null}
    </div>
  )
}
