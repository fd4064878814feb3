import type { ProviderName } from '../../providers/provider.ts'

/** The signs of the providers, drawn here: no image comes from outside. */
export function ProviderLogo({ provider }: { readonly provider: ProviderName }) {
  if (provider === 'kakao') return <KakaoLogo />
  return provider === 'naver' ? <NaverLogo /> : <GoogleLogo />
}

const KakaoLogo = () => (
  <svg viewBox="0 0 24 24" className="size-5 shrink-0" aria-hidden="true">
    <path
      fill="#000"
      fillOpacity="0.9"
      d="M12 3.5c-5.2 0-9.4 3.3-9.4 7.3 0 2.6 1.7 4.9 4.3 6.2l-.9 3.3c-.1.4.3.6.6.4l3.9-2.6c.5.1 1 .1 1.5.1 5.2 0 9.4-3.3 9.4-7.4S17.2 3.5 12 3.5z"
    />
  </svg>
)

const NaverLogo = () => (
  <svg viewBox="0 0 24 24" className="size-5 shrink-0" aria-hidden="true">
    <path fill="#fff" d="M14.7 12.6 9 4.500H4.500v15h4.800v-8.100l5.700 8.100h4.500v-15h-4.800z" />
  </svg>
)

const GoogleLogo = () => (
  <svg viewBox="0 0 48 48" className="size-5 shrink-0" aria-hidden="true">
    <path
      fill="#4285f4"
      d="M47 24.5c0-1.700-.1-3.300-.4-4.800H24v9.100h12.900c-.6 3-2.300 5.500-4.800 7.200v6h7.700c4.500-4.200 7.200-10.300 7.200-17.500z"
    />
    <path
      fill="#34a853"
      d="M24 48c6.500 0 11.900-2.100 15.900-5.800l-7.700-6c-2.200 1.500-4.900 2.300-8.200 2.300-6.300 0-11.600-4.200-13.500-9.900H2.600v6.200C6.500 42.600 14.600 48 24 48z"
    />
    <path
      fill="#fbbc05"
      d="M10.500 28.600c-.5-1.500-.8-3-.8-4.600s.3-3.100.8-4.600v-6.200H2.600C.9 16.400 0 20.100 0 24s.9 7.600 2.600 10.800z"
    />
    <path
      fill="#ea4335"
      d="M24 9.500c3.500 0 6.700 1.200 9.200 3.600l6.900-6.900C35.900 2.400 30.500 0 24 0 14.600 0 6.500 5.400 2.600 13.200l7.900 6.200C12.400 13.700 17.700 9.500 24 9.500z"
    />
  </svg>
)
