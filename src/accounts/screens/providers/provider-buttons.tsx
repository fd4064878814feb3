import { call } from '../../../web/call.ts'
import { Spinner } from '../../../web/kit/button.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { offeredProviders } from '../../../web/session.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../providers/contract.ts'
import type { ProviderName } from '../../providers/provider.ts'
import { ProviderLogo } from './provider-logo.tsx'
import { useProvidersText } from './text.ts'

/** Each brand's own colours, the same in both themes; dark text on Naver's green, where white is too faint. */
const looks: Readonly<Record<ProviderName, string>> = {
  kakao: 'border-transparent bg-[#FEE500] text-[#191600]',
  naver: 'border-transparent bg-[#03C75A] text-[#001a0b]',
  google: 'border-[#747775] bg-[#FFFFFF] text-[#1F1F1F]',
}

/** Ways in without a password: none where no provider is set up. */
export function ProviderButtons({ back }: { readonly back: string | undefined }) {
  const t = useProvidersText()
  const { pending, problem, send } = useSend()
  const offered = offeredProviders()
  if (offered.length === 0) return null
  const start = async (provider: ProviderName) => {
    const sent = await send(() =>
      call<typeof contract.startProviderSignIn>('POST /v1/auth/providers/:provider/visits', {
        params: { provider },
        body: back ? { returnPath: back } : {},
      }),
    )
    if (sent?.ok) location.assign(sent.answer.url)
  }
  return (
    <div className="grid gap-3">
      <p className="flex items-center gap-3 text-soft before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {t('or')}
      </p>
      <Refused problem={problem} />
      {offered.map((provider) => (
        <button
          key={provider}
          type="button"
          aria-busy={pending || undefined}
          onClick={() => start(provider)}
          className={`inline-flex min-h-12 items-center justify-center gap-2 rounded-xl border px-5 py-2 font-semibold hover:brightness-95 forced-colors:border-[ButtonBorder] ${looks[provider]}`}
        >
          {pending ? <Spinner /> : <ProviderLogo provider={provider} />}
          {t(`start.${provider}`)}
        </button>
      ))}
    </div>
  )
}
